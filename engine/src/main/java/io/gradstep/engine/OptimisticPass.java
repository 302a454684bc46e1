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

    /** With fewer, counting is as fast: all nodes are in the cache. */
    static final int LEAST_NODES = 1 << 15;

    /** The number of passes that count after one that failed: the program probably goes on as it did. */
    private static final int PASSES_AFTER_FAILURE = 32;

    /** How many of them are left. Threads may disturb each other here, which changes nothing but the time. */
    static int countingPasses;

    /** The number of nodes that the last pass went through, which is probably that of the next one; likewise. */
    static int lastSize = LEAST_NODES;

    /** The leaves reached that had no gradient before, linked by {@link Value#next}. */
    private @Nullable Value newLeaves;

    /** The other leaves reached, and their gradients before. */
    private Value[] leaves = NaryValue.NONE;

    private double[] before = {};
    private int leafCount;

    /** The number of nodes that have a part of their gradient, but have not passed it on. */
    private int waiting;

    /** Whether the pass can't succeed: a node whose uses are not known, or no memory. */
    private boolean failed;

    private OptimisticPass() {}

    /** Decides whether a pass is probably faster in this way. If not, one of those that count is over. */
    static boolean decideFor(Value output) {
        if ((output.bits & NOT_FOR) != 0 || lastSize < LEAST_NODES) {
            return false;
        }
        if (countingPasses > 0) {
            countingPasses--;
            return false;
        }
        return true;
    }

    /**
     * {@return whether it could be done; if not, leaves have the gradients that they had, and a pass that counts has to
     * follow, which resets what interior nodes have}
     *
     * @param output a gate that takes a gradient, with no list, condition or detached node below it
     */
    static boolean run(Value output, double seed) {
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
        output.grad = seed;
        output.bits |= Bits.HAS_GRAD;
        waiting = 1;
        int size = 0;
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
            size++;
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
                unlink(stack);
                return;
            }
            if (top == null) {
                if (stack == null) {
                    failed = waiting > 0;
                    lastSize = size;
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
        if ((bits & Bits.REACHED) == 0 && !reach(operand, bits)) {
            failed = true;
            return false;
        }
        operand.grad += share;
        return (bits & Bits.TRACKED) != 0 && --operand.pending == 0;
    }

    /** Prepares a node for the first part of its gradient, if that can be done. */
    private boolean reach(Value node, int bits) {
        if ((bits & Bits.TRACKED) != 0) {
            if (!Uses.areKnown(bits)) {
                return false;
            }
            node.grad = 0;
            node.pending = Uses.of(bits);
            waiting++;
        } else if ((bits & Bits.HAS_GRAD) == 0) {
            node.next = newLeaves;
            newLeaves = node;
        } else if (!note(node)) {
            return false;
        }
        node.bits = bits | Bits.HAS_GRAD | Bits.REACHED;
        return true;
    }

    /** Notes the gradient of a leaf, if there is memory for it. */
    private boolean note(Value leaf) {
        if (leafCount == leaves.length) {
            try {
                Value[] longer = Arrays.copyOf(leaves, Math.max(16, 2 * leafCount));
                before = Arrays.copyOf(before, longer.length);
                leaves = longer;
            } catch (OutOfMemoryError e) {
                return false;
            }
        }
        leaves[leafCount] = leaf;
        before[leafCount++] = leaf.grad;
        return true;
    }

    /** Unlinks the nodes that were ready where the pass has broken off; the pass that counts resets their counts. */
    private static void unlink(@Nullable Value stack) {
        Value ready = stack;
        while (ready != null) {
            Value next = ready.next;
            ready.next = null;
            ready = next;
        }
    }

    private void end() {
        Value linked = newLeaves;
        while (linked != null) {
            Value leaf = linked;
            linked = leaf.next;
            leaf.next = null;
            leaf.bits &= failed ? ~(Bits.REACHED | Bits.HAS_GRAD) : ~Bits.REACHED;
            if (failed) {
                leaf.grad = 0;
            }
        }
        for (int i = 0; i < leafCount; i++) {
            Value leaf = leaves[i];
            leaf.bits &= ~Bits.REACHED;
            if (failed) {
                leaf.grad = before[i];
            }
        }
    }
}
