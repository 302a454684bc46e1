package io.gradstep.engine.compile.recording;

import java.util.Arrays;

/** Assigns numbers from 0 to nodes, in the order of requests. */
public final class Numbering {
    private static final int NONE = -1;

    private final int[] numbers;
    private int[] nodes = new int[16];
    private int count;

    public Numbering(int nodeCount) {
        this.numbers = new int[nodeCount];
        Arrays.fill(numbers, NONE);
    }

    public boolean has(int node) {
        return numbers[node] != NONE;
    }

    /** The number of a node, assigned if it has none. */
    public int number(int node) {
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
    public int of(int node) {
        return numbers[node];
    }

    int count() {
        return count;
    }

    /** The nodes by their numbers. */
    public int[] nodes() {
        return Arrays.copyOf(nodes, count);
    }
}
