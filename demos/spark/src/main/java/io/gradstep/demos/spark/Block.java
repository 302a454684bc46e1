package io.gradstep.demos.spark;

import java.io.Serializable;

/**
 * Consecutive rows of a table.
 *
 * @param first the number of the first row
 * @param size the number of rows
 * @param numbers the numbers of the rows, one row after the other
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Block(long first, int size, double[] numbers) implements Serializable {
    private static final long serialVersionUID = 1;

    /** The number of columns. */
    int width() {
        return numbers.length / size;
    }

    /** Returns some of the rows. */
    Block part(int from, int to) {
        double[] part = new double[(to - from) * width()];
        System.arraycopy(numbers, from * width(), part, 0, part.length);
        return new Block(first + from, to - from, part);
    }

    /** Copies the numbers of this block, a part of another, to their place there. */
    void copyInto(Block whole) {
        System.arraycopy(numbers, 0, whole.numbers, Math.toIntExact(first - whole.first) * width(), numbers.length);
    }

    /** Copies some columns of all rows. */
    void read(int from, int to, double[][] rows) {
        for (int i = 0; i < size; i++) {
            System.arraycopy(numbers, i * width() + from, rows[i], 0, to - from);
        }
    }
}
