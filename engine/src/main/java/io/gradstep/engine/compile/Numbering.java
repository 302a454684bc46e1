package io.gradstep.engine.compile;

import java.util.Arrays;

/** Gives some nodes numbers from 0 on, in the order in which they are asked for. */
final class Numbering {
    private static final int NONE = -1;

    private final int[] numbers;
    private int[] nodes = new int[16];
    private int count;

    Numbering(int nodeCount) {
        this.numbers = new int[nodeCount];
        Arrays.fill(numbers, NONE);
    }

    boolean has(int node) {
        return numbers[node] != NONE;
    }

    /** The number of a node, which is given one if it has none. */
    int number(int node) {
        if (numbers[node] == NONE) {
            if (count == nodes.length) {
                nodes = Arrays.copyOf(nodes, 2 * count);
            }
            nodes[count] = node;
            numbers[node] = count++;
        }
        return numbers[node];
    }

    /** The number of a node that has one. */
    int of(int node) {
        return numbers[node];
    }

    int count() {
        return count;
    }

    /** The nodes by their numbers. */
    int[] nodes() {
        return Arrays.copyOf(nodes, count);
    }
}
