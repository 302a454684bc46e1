package io.gradstep.engine.compile.tape;

import io.gradstep.engine.Op;
import io.gradstep.engine.compile.recording.Recording;
import java.util.Arrays;

/**
 * Puts dot gates over the same values side by side, in the order of their weights: so layers that read one vector are
 * one matrix, and matrices of equal weights at different places of a graph have their rows in the same order.
 */
final class MatrixOrder {
    private final Recording recording;

    /** The number of the group of the gates that read a value first, from 1; 0 for none. Empty until there is one. */
    private int[] groups = {};

    MatrixOrder(Recording recording) {
        this.recording = recording;
    }

    /** Sorts the gates of one level, which are in the order of their kinds: rows of matrices before other dots. */
    void sort(int[] order, int from, int to) {
        int first = from;
        while (first < to && recording.gates.get(order[first]) != Op.DOT) {
            first++;
        }
        int end = first;
        int rows = 0;
        while (end < to && recording.gates.get(order[end]) == Op.DOT) {
            rows += isRow(order[end]) ? 1 : 0;
            end++;
        }
        if (rows < TapeCompiler.SHORTEST_RUN) {
            return;
        }
        LevelOrder.byCounting(order, first, end, node -> isRow(node) ? 0 : 1, 2);
        byWeight(order, first, first + rows);
        if (groups.length == 0) {
            groups = new int[recording.size()];
        }
        int count = 0;
        for (int i = first; i < first + rows; i++) {
            int x = input(order[i]);
            if (groups[x] == 0) {
                groups[x] = ++count;
            }
        }
        LevelOrder.byCounting(order, first, first + rows, node -> groups[input(node)], count + 1);
        for (int i = first; i < first + rows; i++) {
            groups[input(order[i])] = 0;
        }
    }

    private void byWeight(int[] order, int from, int to) {
        long[] keys = new long[to - from];
        for (int i = from; i < to; i++) {
            keys[i - from] = (long) recording.argument(weight(order[i])) << Integer.SIZE | (i - from);
        }
        Arrays.sort(keys);
        int[] sorted = new int[keys.length];
        for (int k = 0; k < keys.length; k++) {
            sorted[k] = order[from + (int) keys[k]];
        }
        System.arraycopy(sorted, 0, order, from, sorted.length);
    }

    private boolean isRow(int node) {
        return recording.operandCount(node) >= 2 * TapeCompiler.SHORTEST_RUN
                && (isParameter(recording.operand(node, 0)) || isParameter(recording.operand(node, 1)));
    }

    private boolean isParameter(int node) {
        int argument = recording.argument(node);
        return argument >= 0 && argument < recording.parameterCount;
    }

    private int weight(int node) {
        int first = recording.operand(node, 0);
        return isParameter(first) ? first : recording.operand(node, 1);
    }

    private int input(int node) {
        int first = recording.operand(node, 0);
        return isParameter(first) ? recording.operand(node, 1) : first;
    }
}
