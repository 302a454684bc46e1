package io.gradstep.engine.compile.recording;

import io.gradstep.engine.Gate;
import java.util.Arrays;

/**
 * Merges nodes that compute the same: the same gate over the same operands, and constants with the same bits. Their
 * gradients are then added before they flow on, not after.
 *
 * <p>Equal gates share their latest operand, so a gate is looked for among that operand's consumers, which are near in
 * memory. A hash table of all nodes would miss the cache at almost every one of 10⁷; here only constants and gates over
 * an operand with many consumers are in it.
 */
public final class CommonSubexpressions {
    private static final int EMPTY = -1;

    /** The end of a list: no gate is node 0, because its operands come before it. */
    private static final int END = 0;

    /** The longest list that is searched for a gate; a longer one goes on in the table. */
    private static final int LONGEST_LIST = 16;

    private final Recording source;

    /** The replacement of each node: itself, or an earlier one. */
    private final int[] standIn;

    /** The first of the gates that differ and whose latest operand is a node; and the next one after each gate. */
    private final int[] firstConsumer;

    private final int[] nextConsumer;

    /** A hash table with open addresses, at most half full. */
    private int[] table = empty(64);

    private int inTable;

    private CommonSubexpressions(Recording source) {
        this.source = source;
        this.standIn = new int[source.size()];
        this.firstConsumer = new int[source.size()];
        this.nextConsumer = new int[source.size()];
    }

    private static int[] empty(int length) {
        int[] array = new int[length];
        Arrays.fill(array, EMPTY);
        return array;
    }

    public static Recording mergedIn(Recording source) {
        CommonSubexpressions merger = new CommonSubexpressions(source);
        return merger.merge() ? merger.rebuild() : source;
    }

    /**
     * Merges nodes if that pays.
     *
     * @param source any recording
     * @param share of its operands: so many or more left are too many
     * @return the merged recording, or the source
     */
    public static Recording mergedIn(Recording source, double share) {
        CommonSubexpressions merger = new CommonSubexpressions(source);
        return merger.merge() && merger.operandsLeft() < share * source.operandCount() ? merger.rebuild() : source;
    }

    /** Merges nodes; returns whether there were any to merge. */
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
        int latest = EMPTY;
        for (int e = source.firstOperand(node); e < source.firstOperand(node + 1); e++) {
            latest = Math.max(latest, standIn[source.operandAt(e)]);
        }
        if (latest == EMPTY) {
            return findInTable(node);
        }
        int consumer = firstConsumer[latest];
        if (consumer == END) {
            firstConsumer[latest] = node;
            return node;
        }
        for (int length = 1; ; length++) {
            if (same(consumer, node)) {
                return consumer;
            }
            if (length == LONGEST_LIST) {
                return findInTable(node);
            }
            if (nextConsumer[consumer] == END) {
                nextConsumer[consumer] = node;
                return node;
            }
            consumer = nextConsumer[consumer];
        }
    }

    private int findInTable(int node) {
        int slot = slot(node);
        if (table[slot] != EMPTY) {
            return table[slot];
        }
        table[slot] = node;
        inTable++;
        if (2 * inTable > table.length) {
            int[] small = table;
            table = empty(2 * small.length);
            for (int known : small) {
                if (known != EMPTY) {
                    table[slot(known)] = known;
                }
            }
        }
        return node;
    }

    /** The slot in the table of a node that computes the same, or a free one. */
    private int slot(int node) {
        int slot = spread(hash(node)) & (table.length - 1);
        while (table[slot] != EMPTY && !same(table[slot], node)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private static int spread(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ (h >>> 15);
    }

    private int hash(int node) {
        Gate gate = source.gates.get(node);
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
        if (!source.gates.areSame(a, b)) {
            return false;
        }
        if (!source.gates.has(a)) {
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

    private int operandsLeft() {
        int count = 0;
        for (int node = 0; node < standIn.length; node++) {
            count += standIn[node] == node ? source.operandCount(node) : 0;
        }
        return count;
    }

    private Recording rebuild() {
        int count = 0;
        for (int node = 0; node < standIn.length; node++) {
            count += standIn[node] == node ? 1 : 0;
        }
        RecordingBuilder builder = new RecordingBuilder(source, count);
        int[] newIndex = new int[source.size()];
        for (int node = 0; node < newIndex.length; node++) {
            if (standIn[node] != node) {
                newIndex[node] = newIndex[standIn[node]];
                continue;
            }
            Gate gate = source.gates.get(node);
            if (gate == null) {
                newIndex[node] = builder.addLeaf(node);
            } else {
                newIndex[node] = builder.addGate(node, newIndex);
            }
        }
        int[] outputs = new int[source.outputCount()];
        Arrays.setAll(outputs, k -> newIndex[source.output(k)]);
        return builder.build(outputs);
    }
}
