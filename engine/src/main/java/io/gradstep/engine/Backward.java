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
 * The top of the stack is a variable: only nodes that have to wait are linked, none in a chain.
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
        sweep(output, seed);
    }

    /** A leaf's gradient with respect to itself accumulates as every leaf's does; a constant has none. */
    static void seedAlone(Value output, double seed) {
        if (!output.isConstant()) {
            output.grad += seed;
            output.bits |= Value.HAS_GRAD;
        }
    }

    /** Counts into {@link Value#pending} how often each interior node below the output is used, and clears gradients. */
    @SuppressWarnings("NullAway") // a gate that is not n-ary has a left operand
    private static void countConsumers(Value output) {
        Value top = output;
        Value stack = null;
        while (true) {
            Value node = top;
            if (node == null) {
                node = stack;
                if (node == null) {
                    return;
                }
                stack = node.next;
                node.next = null;
            }
            node.grad = 0;
            int bits = node.bits | Value.HAS_GRAD;
            node.bits = bits;
            if ((bits & Value.NARY) != 0) {
                top = null;
                stack = countNary(node, stack);
                continue;
            }
            Value left = node.left;
            Value right = node.right;
            top = isFirstUse(left) ? left : null;
            if (right != null && isFirstUse(right)) {
                if (top != null) {
                    top.next = stack;
                    stack = top;
                }
                top = right;
            }
        }
    }

    private static @Nullable Value countNary(Value node, @Nullable Value stack) {
        if (!(node instanceof DotValue dot)) {
            return count(((NaryValue) node).operands, stack);
        }
        Value ready = stack;
        if (isFirstUse(dot.weights)) {
            ready = count(dot.weights.values, ready);
        }
        if (isFirstUse(dot.inputs)) {
            ready = count(dot.inputs.values, ready);
        }
        return dot.bias == null ? ready : push(isFirstUse(dot.bias), dot.bias, ready);
    }

    private static @Nullable Value count(Value[] operands, @Nullable Value stack) {
        Value ready = stack;
        for (Value operand : operands) {
            ready = push(isFirstUse(operand), operand, ready);
        }
        return ready;
    }

    /** Puts an operand on the stack if it is its turn. */
    private static @Nullable Value push(boolean now, Value operand, @Nullable Value stack) {
        if (now) {
            operand.next = stack;
            return operand;
        }
        return stack;
    }

    /**
     * Counts one use of a list of operands. Its nodes count it as one use for all gates that share it: they have had
     * theirs when the last of those gates has.
     */
    private static boolean isFirstUse(Operands operands) {
        return (operands.bits & Value.TRACKED) != 0 && operands.pending++ == 0;
    }

    /** Counts one use of an operand, and tells whether it is the first of an interior node. */
    private static boolean isFirstUse(Value operand) {
        int bits = operand.bits;
        if ((bits & Value.TRACKED) != 0) {
            return operand.pending++ == 0;
        }
        if ((bits & (Value.NEEDS_GRAD | Value.HAS_GRAD)) == Value.NEEDS_GRAD) {
            operand.bits = bits | Value.HAS_GRAD;
        }
        return false;
    }

    /**
     * Hands gradients down. What the next node has received is carried along in a variable: reading it from the node,
     * where it has only just been written, would be the slowest step of the walk down a chain.
     */
    @SuppressWarnings("NullAway") // as above
    private static void sweep(Value output, double seed) {
        output.grad = seed;
        Value node = output;
        double upstream = seed;
        Value stack = null;
        while (true) {
            Value top = null;
            double topGrad = 0;
            int bits = node.bits;
            if ((bits & Value.NARY) != 0) {
                stack = pullBackAndRelease(node, stack);
            } else {
                int kind = bits & Value.KIND;
                Value left = node.left;
                Value right = node.right;
                int leftBits = left.bits;
                if ((leftBits & Value.NEEDS_GRAD) != 0) {
                    topGrad = left.grad + PullBack.toLeft(node, kind, upstream);
                    left.grad = topGrad;
                    if ((leftBits & Value.TRACKED) != 0 && --left.pending == 0) {
                        top = left;
                    }
                }
                if (right != null) {
                    int rightBits = right.bits;
                    if ((rightBits & Value.NEEDS_GRAD) != 0) {
                        double grad = right.grad + PullBack.toRight(node, kind, upstream);
                        right.grad = grad;
                        if ((rightBits & Value.TRACKED) != 0 && --right.pending == 0) {
                            if (top != null) {
                                top.next = stack;
                                stack = top;
                            }
                            top = right;
                            topGrad = grad;
                        }
                    }
                }
            }
            if (top == null) {
                if (stack == null) {
                    return;
                }
                top = stack;
                topGrad = top.grad;
                stack = top.next;
                top.next = null;
            }
            node = top;
            upstream = topGrad;
        }
    }

    private static @Nullable Value pullBackAndRelease(Value node, @Nullable Value stack) {
        try {
            PullBack.nary(node);
        } catch (RuntimeException e) { // of a custom op; the counts must be taken back all the same
            takeBack(release(node, stack));
            throw e;
        }
        return release(node, stack);
    }

    /** Takes the counts back below a pass that has failed. */
    private static void takeBack(@Nullable Value stack) {
        Value ready = stack;
        while (ready != null) {
            Value node = ready;
            ready = node.next;
            node.next = null;
            ready = release(node, ready);
        }
    }

    /** Ticks off one use of each operand, and pushes those whose last it was. */
    @SuppressWarnings("NullAway") // a gate that is not n-ary has a left operand
    private static @Nullable Value release(Value node, @Nullable Value stack) {
        Value ready = stack;
        if (node instanceof DotValue dot) {
            ready = releasePairs(dot, ready);
            return dot.bias == null ? ready : push(isLastUse(dot.bias), dot.bias, ready);
        }
        if (node instanceof NaryValue nary) {
            for (Value operand : nary.operands) {
                ready = push(isLastUse(operand), operand, ready);
            }
            return ready;
        }
        ready = push(isLastUse(node.left), node.left, ready);
        return node.right == null ? ready : push(isLastUse(node.right), node.right, ready);
    }

    private static @Nullable Value releasePairs(DotValue dot, @Nullable Value stack) {
        Value ready = stack;
        boolean weights = isLastUse(dot.weights);
        boolean inputs = isLastUse(dot.inputs);
        for (int i = 0; (weights || inputs) && i < dot.weights.values.length; i++) {
            if (weights) {
                Value w = dot.weights.values[i];
                ready = push(isLastUse(w), w, ready);
            }
            if (inputs) {
                Value x = dot.inputs.values[i];
                ready = push(isLastUse(x), x, ready);
            }
        }
        return ready;
    }

    private static boolean isLastUse(Operands operands) {
        return (operands.bits & Value.TRACKED) != 0 && --operands.pending == 0;
    }

    private static boolean isLastUse(Value operand) {
        return (operand.bits & Value.TRACKED) != 0 && --operand.pending == 0;
    }
}
