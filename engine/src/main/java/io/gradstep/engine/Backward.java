package io.gradstep.engine;

import org.jspecify.annotations.Nullable;

/**
 * The backward pass: a topological order from the output down, and at each gate upstream × local, handed to each
 * operand.
 *
 * <p>The order is Kahn's (1962): a node's turn comes when all its consumers have had theirs. A first walk counts the
 * consumers, a second one does the work and counts them down again. Of the nodes that are ready the one that became so
 * last is next, which stays near the nodes just touched, in memory and in meaning. Both walks keep their stack in the
 * nodes themselves ({@link Value#next}), so that a pass allocates nothing and cannot overflow a thread's stack, and
 * when it ends every counter is 0 and every link null again: there is nothing to clear, and no epoch that could wrap.
 *
 * <p>Leaves and constants never enter the order. {@link Graph} records the same order.
 */
final class Backward {
    private Backward() {}

    static void run(Value output, double seed) {
        if (output.isLeaf() || output.isConstant()) {
            seedAlone(output, seed);
            return;
        }
        countConsumers(output);
        output.grad = seed;
        sweep(output);
    }

    /** A leaf's gradient with respect to itself accumulates as every leaf's does; a constant has none. */
    static void seedAlone(Value output, double seed) {
        if (!output.isConstant()) {
            output.grad += seed;
            output.bits |= Value.HAS_GRAD;
        }
    }

    /** Counts into {@link Value#pending} how often each interior node below the output is used, and clears gradients. */
    private static void countConsumers(Value output) {
        Value stack = output;
        while (stack != null) {
            Value node = stack;
            stack = node.next;
            node.next = null;
            node.grad = 0;
            node.bits |= Value.HAS_GRAD;
            if (node instanceof NaryValue nary) {
                for (Value operand : nary.operands) {
                    stack = count(operand, stack);
                }
            } else {
                stack = count(node.left, stack);
                Value right = node.right;
                if (right != null) {
                    stack = count(right, stack);
                }
            }
        }
    }

    /** Counts one use of an operand, and pushes it at its first. */
    @SuppressWarnings("NullAway") // only n-ary nodes, which have been dealt with, have no left operand
    private static @Nullable Value count(@Nullable Value operand, @Nullable Value stack) {
        int bits = operand.bits;
        if ((bits & Value.NEEDS_GRAD) == 0) {
            return stack;
        }
        if ((bits & Value.KIND) == 0) {
            if ((bits & Value.HAS_GRAD) == 0) {
                operand.bits = bits | Value.HAS_GRAD;
            }
            return stack;
        }
        if (operand.pending++ == 0) {
            operand.next = stack;
            return operand;
        }
        return stack;
    }

    private static void sweep(Value output) {
        Value ready = output;
        RuntimeException failure = null;
        while (ready != null) {
            Value node = ready;
            ready = node.next;
            node.next = null;
            if (failure == null) {
                try {
                    pullBack(node);
                } catch (RuntimeException e) { // of a custom op; the counts must be taken back all the same
                    failure = e;
                }
            }
            if (node instanceof NaryValue nary) {
                for (Value operand : nary.operands) {
                    ready = release(operand, ready);
                }
            } else {
                ready = release(node.left, ready);
                Value right = node.right;
                if (right != null) {
                    ready = release(right, ready);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Ticks off one use of an operand, and pushes it after its last. */
    @SuppressWarnings("NullAway") // as in count
    private static @Nullable Value release(@Nullable Value operand, @Nullable Value ready) {
        int bits = operand.bits;
        if ((bits & Value.NEEDS_GRAD) != 0 && (bits & Value.KIND) != 0 && --operand.pending == 0) {
            operand.next = ready;
            return operand;
        }
        return ready;
    }

    /**
     * Adds upstream × local to the gradient of each operand of one gate.
     *
     * <p>The four gates that most nodes are have their rule written out here (a virtual call each costs a third of the
     * pass); the tests hold these equal to {@link Op}'s.
     */
    @SuppressWarnings("NullAway") // a gate that is not n-ary has a left operand, a binary one a right one
    static void pullBack(Value node) {
        double upstream = node.grad;
        int kind = node.bits & Value.KIND;
        if (kind == Op.ADD.kind) {
            accumulate(node.left, upstream);
            accumulate(node.right, upstream);
        } else if (kind == Op.MUL.kind) {
            double a = node.left.data;
            double b = node.right.data;
            accumulate(node.left, upstream * b);
            accumulate(node.right, upstream * a);
        } else if (node instanceof NaryValue nary) {
            pullBack(nary, kind, upstream);
        } else {
            Op op = Op.byKind(kind);
            Value a = node.left;
            Value b = node.right;
            if (b == null) {
                accumulate(a, upstream * op.slope(a.data, node.data));
            } else {
                if ((a.bits & Value.NEEDS_GRAD) != 0) {
                    a.grad += upstream * op.left(a.data, b.data, node.data);
                }
                if ((b.bits & Value.NEEDS_GRAD) != 0) {
                    b.grad += upstream * op.right(a.data, b.data, node.data);
                }
            }
        }
    }

    private static void pullBack(NaryValue node, int kind, double upstream) {
        Value[] operands = node.operands;
        if (kind == Op.SUM.kind) {
            for (Value operand : operands) {
                accumulate(operand, upstream);
            }
        } else if (kind == Op.DOT.kind) {
            int pairs = operands.length & ~1;
            for (int i = 0; i < pairs; i += 2) {
                Value w = operands[i];
                Value x = operands[i + 1];
                accumulate(w, upstream * x.data);
                accumulate(x, upstream * w.data);
            }
            if (pairs < operands.length) {
                accumulate(operands[pairs], upstream);
            }
        } else {
            double[] values = NaryValue.values(operands);
            double[] locals = locals(node, values);
            for (int i = 0; i < values.length; i++) {
                accumulate(operands[i], upstream * locals[i]);
            }
        }
    }

    private static double[] locals(NaryValue node, double[] values) {
        if (node instanceof CustomValue custom) {
            return custom.derivatives(values);
        }
        double[] locals = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            locals[i] = node.gate().derivative(i, values, node.data);
        }
        return locals;
    }

    private static void accumulate(Value operand, double contribution) {
        if ((operand.bits & Value.NEEDS_GRAD) != 0) {
            operand.grad += contribution;
        }
    }
}
