package io.gradstep.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A backward pass that counts no uses first: it trusts the counts made while the graph was built, which are right
 * unless a gate outside the graph uses a node of it.
 *
 * <p>With such a gate, or if an earlier pass has walked a node, some nodes wait for a gradient that never comes. Then
 * the gradients of the leaves are restored, and {@link Backward} counts. The order and all sums are the same either
 * way. As in optimistic concurrency control (Kung and Robinson, 1981), the work is done first and checked afterwards.
 */
final class OptimisticPass {
    /** Graphs above lists of operands have few nodes, but perhaps many leaves to note: counting is faster there. */
    private static final int NOT_FOR = Bits.RECOUNT | Bits.NARY | Bits.CONDITIONAL;

    /** The number of passes that count after one that failed: the program probably goes on as it did. */
    private static final int PASSES_AFTER_FAILURE = 32;

    /** How many of them are left. Threads may disturb each other here, which changes nothing but the time. */
    private static int countingPasses;

    /** The leaves reached, and their gradients before. */
    private Value[] leaves = new Value[16];

    private double[] before = new double[16];
    private int leafCount;

    /** The number of nodes that have a part of their gradient, but have not passed it on. */
    private int waiting;

    /** Whether the pass can't succeed: a node whose uses are not known, or no memory. */
    private boolean failed;

    private OptimisticPass() {}

    /** {@return whether it could be done; if not, leaves have the gradients that they had} */
    static boolean run(Value output, double seed) {
        if ((output.bits & NOT_FOR) != 0) {
            return false;
        }
        if (countingPasses > 0) {
            countingPasses--;
            return false;
        }
        OptimisticPass pass = new OptimisticPass();
        pass.sweep(output, seed);
        if (pass.failed) {
            countingPasses = PASSES_AFTER_FAILURE;
        }
        pass.end();
        return !pass.failed;
    }

    /** The order of {@link Backward}: of the nodes that are ready, the last one first. */
    @SuppressWarnings("NullAway") // all nodes here have a left operand
    private void sweep(Value output, double seed) {
        output.pending = 0;
        output.grad = seed;
        output.bits |= Bits.HAS_GRAD;
        waiting = 1;
        Value node = output;
        Value stack = null;
        while (true) {
            Value top = null;
            double upstream = node.grad;
            Value left = node.left;
            Value right = node.right;
            int kind = node.bits & Bits.KIND;
            node.bits = (node.bits & ~Bits.REACHED) | Bits.RECOUNT;
            waiting--;
            double a = left.data;
            if (right == null) {
                top = passOn(left, upstream * Locals.slope(kind, a, node.data)) ? left : null;
            } else {
                double b = right.data;
                double toRight = upstream * Locals.right(kind, a, b, node.data);
                top = passOn(left, upstream * Locals.left(kind, a, b, node.data)) ? left : null;
                if (passOn(right, toRight)) {
                    if (top != null) {
                        top.next = stack;
                        stack = top;
                    }
                    top = right;
                }
            }
            if (failed) {
                clear(node, stack);
                return;
            }
            if (top == null) {
                if (stack == null) {
                    failed = waiting > 0;
                    return;
                }
                top = stack;
                stack = top.next;
                top.next = null;
            }
            node = top;
        }
    }

    /** Adds to an operand's gradient, and returns whether it is complete and has to be passed on. */
    private boolean passOn(Value operand, double share) {
        int bits = operand.bits;
        if ((bits & Bits.NEEDS_GRAD) == 0) {
            return false;
        }
        if ((bits & Bits.REACHED) == 0) {
            reach(operand, bits);
        }
        operand.grad += share;
        return (bits & Bits.TRACKED) != 0 && --operand.pending == 0;
    }

    private void reach(Value node, int bits) {
        node.bits = bits | Bits.HAS_GRAD | Bits.REACHED;
        if ((bits & Bits.TRACKED) == 0) {
            note(node);
        } else {
            node.grad = 0;
            waiting++;
            failed |= (bits & Bits.RECOUNT) != 0;
        }
    }

    private void note(Value leaf) {
        leaves[leafCount] = leaf;
        before[leafCount++] = leaf.grad;
        if (leafCount + 1 >= leaves.length) { // keeps room for the other operand of the gate
            try {
                Value[] longer = Arrays.copyOf(leaves, 2 * leaves.length);
                before = Arrays.copyOf(before, longer.length);
                leaves = longer;
            } catch (OutOfMemoryError e) {
                failed = true;
            }
        }
    }

    /** Resets the scratch of nodes where the pass has broken off; the rest is reset by the pass that counts. */
    private static void clear(Value node, @Nullable Value stack) {
        for (int k = 0; k < node.operandCount(); k++) {
            Value operand = node.operand(k);
            if ((operand.bits & Bits.RECOUNT) != 0) {
                operand.pending = 0;
            }
        }
        Value ready = stack;
        while (ready != null) {
            Value next = ready.next;
            ready.next = null;
            ready = next;
        }
    }

    private void end() {
        for (int i = 0; i < leafCount; i++) {
            Value leaf = leaves[i];
            leaf.bits &= ~Bits.REACHED;
            if (failed) {
                leaf.grad = before[i];
            }
        }
    }
}
