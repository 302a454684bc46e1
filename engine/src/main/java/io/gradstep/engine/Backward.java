package io.gradstep.engine;

import org.jspecify.annotations.Nullable;

/**
 * The optimised backward pass of {@link Value#backward()}: the same order and sums as {@link Graph#backward()}, which
 * shows the algorithm in ten lines, without creating a {@link Graph}. Each optimisation states its measured gain.
 *
 * <p>The order is Kahn's (1962): a node is visited after all its consumers. A first walk counts the consumers, a second
 * one does the work and counts them down again. Of the nodes that are ready, the one that became ready last is next,
 * because it is probably near the nodes just visited in memory. {@link GraphRecorder} records the same order, but
 * includes leaves and constants, which are left out here.
 *
 * <p>The optimisations, and the share that each saves of the time to build a graph and run its pass (JDK 17, thread CPU
 * time, alternating in one process):
 *
 * <ul>
 *   <li>Both walks keep their stack in the nodes ({@link Value#next}), so that a pass cannot overflow the call stack.
 *       The top of the stack is a variable: only nodes that have to wait are linked, none in a chain. At the end of a
 *       pass every link is null again, so there is nothing to clear.
 *   <li>If no node below the output has several uses ({@link Bits#SHARED} not set), the graph is a tree above its
 *       leaves: every node is ready when it is reached. There is no first walk, and gradients are set instead of
 *       cleared and added to. 30 % for a chain of 10⁶ gates, 42 % for a determinant by expansion, 23 % for a small
 *       function.
 *   <li>In a large graph without lists, conditions and named gates, {@link OptimisticPass} trusts the numbers of uses
 *       counted while it was built. The first walk would be slower than the second: it comes when the nodes have left
 *       the cache, and not in the order of their memory. 31 % for an LSTM of 600,000 gates, 25 % for a network of
 *       65,000.
 *   <li>{@link Locals} tests for common gates, because the compiler cannot inline a call through the table of ops:
 *       18 % for the determinant, 13 % for the LSTM, 12 % for the small function, nothing for the chain.
 * </ul>
 *
 * <p>More were measured and left out. To count only the nodes that have several uses took 3 to 6 % longer on graphs
 * with sharing, to keep the gradient of the next node in a variable saved nothing, and to count breadth first, or
 * through a short queue, was slower on wide graphs and hardly faster on deep ones.
 */
final class Backward {
    private static final int WHERE = Op.WHERE.kind;

    private Backward() {}

    static void run(Value output, double seed) {
        if (output.isLeaf() || output.isConstant()) {
            seedAlone(output, seed);
            return;
        }
        if ((output.bits & Bits.DETACH) != 0) {
            // Only a walk through constants counts the uses by detached nodes, on which the order depends.
            Graph.of(output).backward(seed);
            return;
        }
        boolean shared = (output.bits & Bits.SHARED) != 0;
        if (shared) {
            if (OptimisticPass.decideFor(output) && OptimisticPass.run(output, seed)) {
                return;
            }
            OptimisticPass.lastSize = countConsumers(output);
        }
        sweep(output, seed, shared ? Bits.TRACKED : 0);
    }

    /** The gradient of a leaf with respect to itself accumulates as for every leaf; a constant has none. */
    static void seedAlone(Value output, double seed) {
        if (!output.isConstant()) {
            output.grad += seed;
            output.bits |= Bits.HAS_GRAD;
        }
    }

    /**
     * Counts the uses of the nodes below the output in {@link Value#pending}, and clears their gradients.
     *
     * @return the number of nodes, without leaves
     */
    @SuppressWarnings("NullAway") // a gate that is not n-ary has a left operand
    private static int countConsumers(Value output) {
        boolean conditional = (output.bits & Bits.CONDITIONAL) != 0;
        int count = 0;
        Value top = output;
        Value stack = null;
        while (true) {
            Value node = top;
            if (node == null) {
                node = stack;
                if (node == null) {
                    return count;
                }
                stack = node.next;
                node.next = null;
            }
            int bits = node.bits;
            node.grad = 0;
            count++;
            node.bits = conditional ? bits & ~Bits.HAS_GRAD : bits | Bits.HAS_GRAD;
            if ((bits & Bits.NARY) != 0) {
                top = null;
                stack = countNary(node, stack);
                continue;
            }
            if ((bits & Bits.KIND) == WHERE) {
                Value condition = ((WhereValue) node).condition;
                stack = push(isFirstUse(condition), condition, stack);
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

    /** Pushes an operand on the stack if {@code now}. */
    private static @Nullable Value push(boolean now, Value operand, @Nullable Value stack) {
        if (now) {
            operand.next = stack;
            return operand;
        }
        return stack;
    }

    /**
     * Counts one use of a list of operands. For its nodes, all gates that share the list count as one use, which ends
     * with the last of those gates.
     */
    private static boolean isFirstUse(Operands operands) {
        return (operands.bits & Bits.TRACKED) != 0 && operands.pending++ == 0;
    }

    /** Counts one use of an operand, and returns whether it is the first of an interior node. */
    private static boolean isFirstUse(Value operand) {
        int bits = operand.bits;
        if ((bits & Bits.REACHED) != 0) { // by an optimistic pass that has failed
            operand.bits = bits & ~Bits.REACHED;
            operand.pending = 0;
        }
        return (bits & Bits.TRACKED) != 0 && operand.pending++ == 0;
    }

    /**
     * Propagates gradients to the leaves.
     *
     * @param counted {@link Bits#TRACKED} if uses have been counted, 0 if every node has only one
     */
    @SuppressWarnings("NullAway") // as above
    private static void sweep(Value output, double seed, int counted) {
        output.grad = seed;
        output.bits |= Bits.HAS_GRAD;
        Value node = output;
        Value stack = null;
        while (true) {
            Value top = null;
            double upstream = node.grad;
            Value left = node.left;
            Value right = node.right;
            int kind = node.bits & Bits.KIND;
            if ((node.bits & Bits.HAS_GRAD) == 0) {
                PullBack.passOver(node, counted);
                stack = release(node, stack, counted);
            } else if (kind == WHERE) {
                PullBack.route((WhereValue) node, counted);
                stack = release(node, stack, counted);
            } else if (right != null) {
                double a = left.data;
                double b = right.data;
                double toLeft = upstream * Locals.left(kind, a, b, node.data);
                double toRight = upstream * Locals.right(kind, a, b, node.data);
                int bits = left.bits;
                if ((bits & Bits.NEEDS_GRAD) != 0) {
                    if ((bits & Bits.HAS_GRAD) == 0) {
                        left.bits = bits | Bits.HAS_GRAD;
                    }
                    if ((bits & Bits.TRACKED) == 0) {
                        left.grad += toLeft;
                    } else if ((bits & counted) == 0) {
                        left.grad = 0.0 + toLeft; // and not −0.0
                        top = left;
                    } else {
                        left.grad += toLeft;
                        if (--left.pending == 0) {
                            top = left;
                        }
                    }
                }
                bits = right.bits;
                if ((bits & Bits.NEEDS_GRAD) != 0) {
                    if ((bits & Bits.HAS_GRAD) == 0) {
                        right.bits = bits | Bits.HAS_GRAD;
                    }
                    boolean ready = false;
                    if ((bits & Bits.TRACKED) == 0) {
                        right.grad += toRight;
                    } else if ((bits & counted) == 0) {
                        right.grad = (right == left ? right.grad : 0.0) + toRight;
                        ready = true;
                    } else {
                        right.grad += toRight;
                        ready = --right.pending == 0;
                    }
                    if (ready) {
                        if (top != null && top != right) {
                            top.next = stack;
                            stack = top;
                        }
                        top = right;
                    }
                }
            } else if (left != null) {
                double toLeft = upstream * Locals.slope(kind, left.data, node.data);
                int bits = left.bits;
                if ((bits & Bits.HAS_GRAD) == 0) {
                    left.bits = bits | Bits.HAS_GRAD;
                }
                if ((bits & Bits.TRACKED) == 0) {
                    left.grad += toLeft;
                } else if ((bits & counted) == 0) {
                    left.grad = 0.0 + toLeft;
                    top = left;
                } else {
                    left.grad += toLeft;
                    if (--left.pending == 0) {
                        top = left;
                    }
                }
            } else {
                stack = pullBackAndRelease(node, stack, counted);
            }
            if (top == null) {
                if (stack == null) {
                    return;
                }
                top = stack;
                stack = top.next;
                top.next = null;
            }
            node = top;
        }
    }

    private static @Nullable Value pullBackAndRelease(Value node, @Nullable Value stack, int counted) {
        try {
            PullBack.nary(node);
        } catch (Throwable e) { // from a custom op; the counts must be reset anyway
            takeBack(release(node, stack, counted), counted);
            throw e;
        }
        return release(node, stack, counted);
    }

    /** Resets links and counts below a pass that has failed. */
    private static void takeBack(@Nullable Value stack, int counted) {
        Value ready = stack;
        while (ready != null) {
            Value node = ready;
            ready = node.next;
            node.next = null;
            if (counted != 0) {
                node.bits &= ~Bits.HAS_GRAD;
                ready = release(node, ready, counted);
            }
        }
    }

    /** Counts down one use of each operand, and pushes those for which it was the last. */
    @SuppressWarnings("NullAway") // a gate that is not n-ary has a left operand
    private static @Nullable Value release(Value node, @Nullable Value stack, int counted) {
        Value ready = stack;
        if (node instanceof DotValue dot) {
            ready = releasePairs(dot, ready, counted);
            return dot.bias == null ? ready : push(isLastUse(dot.bias, counted), dot.bias, ready);
        }
        if (node instanceof NaryValue nary) {
            for (Value operand : nary.operands) {
                ready = push(isLastUse(operand, counted), operand, ready);
            }
            return ready;
        }
        if (node instanceof WhereValue where) {
            ready = push(isLastUse(where.condition, counted), where.condition, ready);
        }
        boolean left = isLastUse(node.left, counted);
        ready = push(left, node.left, ready);
        boolean right = node.right != null && isLastUse(node.right, counted) && !(left && node.right == node.left);
        return push(right, node.right, ready);
    }

    private static @Nullable Value releasePairs(DotValue dot, @Nullable Value stack, int counted) {
        Value ready = stack;
        boolean weights = isLastUse(dot.weights);
        boolean inputs = isLastUse(dot.inputs);
        for (int i = 0; (weights || inputs) && i < dot.weights.values.length; i++) {
            if (weights) {
                Value w = dot.weights.values[i];
                ready = push(isLastUse(w, counted), w, ready);
            }
            if (inputs) {
                Value x = dot.inputs.values[i];
                ready = push(isLastUse(x, counted), x, ready);
            }
        }
        return ready;
    }

    private static boolean isLastUse(Operands operands) {
        return (operands.bits & Bits.TRACKED) != 0 && --operands.pending == 0;
    }

    private static boolean isLastUse(Value operand, int counted) {
        int bits = operand.bits;
        return (bits & Bits.TRACKED) != 0 && ((bits & counted) == 0 || --operand.pending == 0);
    }
}
