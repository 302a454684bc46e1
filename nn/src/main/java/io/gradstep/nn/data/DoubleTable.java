package io.gradstep.nn.data;

import java.util.Arrays;

/** A growing list of doubles. */
final class DoubleTable {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private double[] numbers = new double[1024];
    private int size;

    /** Adds a number; false if the list is as long as an array can be. */
    boolean add(double number) {
        if (size == LARGEST) {
            return false;
        }
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, (int) Math.min(LARGEST, size * 2L));
        }
        numbers[size++] = number;
        return true;
    }

    double get(int i) {
        return numbers[i];
    }

    double[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
