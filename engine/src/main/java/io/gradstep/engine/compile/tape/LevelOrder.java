package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Gates;
import io.gradstep.engine.compile.recording.Recording;
import java.util.Arrays;

/**
 * Reorders the nodes of a recording for long loops: by level, the length of the longest path up to the node, and within
 * a level by gate. So the neurons of a layer, and then their activations, are adjacent in memory.
 */
final class LevelOrder {
    private LevelOrder() {}

    /** Returns the level of each node, 0 for leaves. */
    static int[] levels(Recording recording) {
        int[] level = new int[recording.size()];
        for (int node = 0; node < level.length; node++) {
            for (int e = recording.firstOperand(node); e < recording.firstOperand(node + 1); e++) {
                level[node] = Math.max(level[node], level[recording.operandAt(e)] + 1);
            }
        }
        return level;
    }

    private static int deepest(int[] levels) {
        return Arrays.stream(levels).max().orElse(0);
    }

    /** Whether at least {@code gates} gates are on one level. */
    static boolean hasWideLevel(int[] levels, int gates) {
        int[] found = new int[deepest(levels) + 1];
        for (int level : levels) {
            if (level > 0 && ++found[level] == gates) {
                return true;
            }
        }
        return false;
    }

    /**
     * Sorts: leaves first, constants before arguments and these by number; then level by level, by gate, and gates of a
     * kind in the order in which the levels above use them, but for the rows of a matrix, which are put together.
     *
     * @param level the levels, which are used up
     */
    static Recording sorted(Recording recording, int[] level) {
        int deepest = deepest(level);
        int[] start = new int[deepest + 2];
        for (int l : level) {
            start[l + 1]++;
        }
        for (int l = 0; l <= deepest; l++) {
            start[l + 1] += start[l];
        }
        int[] order = new int[level.length];
        int[] end = start.clone();
        for (int k = 0; k < recording.outputCount(); k++) {
            append(recording.output(k), level, order, end);
        }
        MatrixOrder matrices = new MatrixOrder(recording);
        for (int l = deepest; l > 0; l--) {
            sortByGate(recording, order, start[l], start[l + 1]);
            matrices.sort(order, start[l], start[l + 1]);
            for (int i = start[l]; i < start[l + 1]; i++) {
                int node = order[i];
                for (int e = recording.firstOperand(node); e < recording.firstOperand(node + 1); e++) {
                    append(recording.operandAt(e), level, order, end);
                }
            }
        }
        sortLeaves(recording, order, start[1]);
        return recording.permuted(order);
    }

    /**
     * Appends a node to those of its level, and marks it by the sign of its level: one array fewer to miss the cache
     * in.
     */
    private static void append(int node, int[] level, int[] order, int[] end) {
        int l = level[node];
        if (l >= 0) {
            level[node] = ~l;
            order[end[l]++] = node;
        }
    }

    private static void sortByGate(Recording recording, int[] order, int from, int to) {
        if (to - from > 1) {
            byCounting(order, from, to, recording.gates::kind, Gates.kindCount());
        }
    }

    private static void sortLeaves(Recording recording, int[] order, int leaves) {
        byCounting(order, 0, leaves, node -> recording.argument(node) + 1, recording.argumentCount() + 1);
    }

    /** A small number of a node. */
    interface Key {
        /** From 0. */
        int of(int node);
    }

    /** Sorts a part of an array by small keys; equal ones stay in order. */
    static void byCounting(int[] nodes, int from, int to, Key key, int keys) {
        int[] start = new int[keys + 1];
        for (int i = from; i < to; i++) {
            start[key.of(nodes[i]) + 1]++;
        }
        for (int k = 0; k < keys; k++) {
            start[k + 1] += start[k];
        }
        int[] sorted = new int[to - from];
        for (int i = from; i < to; i++) {
            sorted[start[key.of(nodes[i])]++] = nodes[i];
        }
        System.arraycopy(sorted, 0, nodes, from, sorted.length);
    }
}
