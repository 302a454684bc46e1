package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import java.util.Arrays;

/**
 * Makes one node of nodes that compute the same: the same gate over the same operands, and constants with the same
 * bits. Gradients that flowed into each of them are then added before they flow on, and not after.
 */
public final class CommonSubexpressions {
    private static final int EMPTY = -1;

    private final Recording source;

    /** The node that stands for each one: itself, or one before it. */
    private final int[] standIn;

    private final int[] table;

    private CommonSubexpressions(Recording source) {
        this.source = source;
        this.standIn = new int[source.size()];
        this.table = new int[Math.max(4, Integer.highestOneBit(Math.max(1, source.size())) * 4)];
        Arrays.fill(table, EMPTY);
    }

    public static Recording mergedIn(Recording source) {
        CommonSubexpressions merger = new CommonSubexpressions(source);
        return merger.merge() ? merger.rebuild() : source;
    }

    /** Returns whether there was anything to merge. */
    private boolean merge() {
        boolean any = false;
        for (int node = 0; node < standIn.length; node++) {
            standIn[node] = source.argument(node) == Recording.NO_ARGUMENT ? find(node) : node;
            any |= standIn[node] != node;
        }
        return any;
    }

    /** The first node that computes what this one does. */
    private int find(int node) {
        int slot = spread(hash(node)) & (table.length - 1);
        while (table[slot] != EMPTY && !same(table[slot], node)) {
            slot = (slot + 1) & (table.length - 1);
        }
        if (table[slot] == EMPTY) {
            table[slot] = node;
        }
        return table[slot];
    }

    private static int spread(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ (h >>> 15);
    }

    private int hash(int node) {
        Gate gate = source.gates[node];
        if (gate == null) {
            return Long.hashCode(Double.doubleToRawLongBits(source.constant(node)));
        }
        int hash = System.identityHashCode(gate);
        for (int e = source.firstOperand(node); e < source.firstOperand(node + 1); e++) {
            hash = 31 * hash + standIn[source.operandAt(e)];
        }
        return hash;
    }

    private boolean same(int a, int b) {
        if (source.gates[a] != source.gates[b]) {
            return false;
        }
        if (source.gates[a] == null) {
            return Double.doubleToRawLongBits(source.constant(a)) == Double.doubleToRawLongBits(source.constant(b));
        }
        int count = source.operandCount(a);
        if (count != source.operandCount(b)) {
            return false;
        }
        for (int k = 0; k < count; k++) {
            if (standIn[source.operand(a, k)] != standIn[source.operand(b, k)]) {
                return false;
            }
        }
        return true;
    }

    private Recording rebuild() {
        RecordingBuilder builder = new RecordingBuilder(source);
        int[] place = new int[source.size()];
        for (int node = 0; node < place.length; node++) {
            if (standIn[node] != node) {
                place[node] = place[standIn[node]];
                continue;
            }
            Gate gate = source.gates[node];
            if (gate == null) {
                place[node] = builder.addLeaf(node);
            } else {
                int[] operands = source.operandsOf(node);
                for (int k = 0; k < operands.length; k++) {
                    operands[k] = place[operands[k]];
                }
                place[node] = builder.addGate(gate, operands, operands.length);
            }
        }
        int[] outputs = new int[source.outputCount()];
        Arrays.setAll(outputs, k -> place[source.output(k)]);
        return builder.build(outputs);
    }
}
