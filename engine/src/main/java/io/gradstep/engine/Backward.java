package io.gradstep.engine;

import org.jspecify.annotations.Nullable;

/**
 * The backward pass as {@link Value#backward()} runs it: the order and the sums of {@link Graph#backward()}, where it can
 * be read in ten lines, without making a {@link Graph}. Everything here is for speed; each trick says what it gains.
 *
 * <p>The order is Kahn's (1962): a node's turn comes when all its consumers have had theirs. A first walk counts the
 * consumers, a second one does the work and counts them down again. Of the nodes that are ready the one that became so
 * last is next, which stays near the nodes just touched, in memory and in meaning. {@link GraphRecorder} records the same
 * order, over leaves and constants too, which never enter it here.
 *
 * <p>The tricks, with what they take off the time of a pass (JDK 17, thread CPU time on a busy two-core machine):
 *
 * <ul>
 *   <li>Both walks keep their stack in the nodes themselves ({@link Value#next}), so that a pass allocates nothing and
 *       cannot overflow a thread's stack. The top of the stack is a variable: only nodes that have to wait are linked, none
 *       in a chain. When a pass ends every counter is 0 and every link null again: there is nothing to clear.
 *   <li>If no node below the output has several uses ({@link Value#SHARED} not set), the graph is a tree above its leaves
 *       and the first walk is left out: 37 % of a chain of 10⁶ gates, 50 % of a determinant by expansion.
 *   <li>A node with one use ({@link Value#REUSED} not set) is ready when it is met: it is not counted, and its gradient is
 *       set where that of others is cleared and added to. The common gates are asked for by name, where a call through the
 *       table of ops would be one that the compiler cannot see through, and a gate's operands get their shares at once.
 *       Together 15 to 27 % of an LSTM of 600,000 gates, 10 to 15 % of other graphs with much sharing.
 *   <li>What the next node has received is carried along in a variable: reading it from the node, where it has only just
 *       been written, would be the slowest step of the walk down a chain.
 * </ul>
 */
final class Backward {
    // Constants of the class, which the compiler knows, where a field of an enum constant is loaded each time.
    private static final int ADD = Op.ADD.kind;
    private static final int SUB = Op.SUB.kind;
    private static final int MUL = Op.MUL.kind;
    private static final int DIV = Op.DIV.kind;
    private static final int MAX = Op.MAX.kind;
    private static final int NEG = Op.NEG.kind;
    private static final int EXP = Op.EXP.kind;
    private static final int LOG = Op.LOG.kind;
    private static final int TANH = Op.TANH.kind;
    private static final int SIGMOID = Op.SIGMOID.kind;
    private static final int RELU = Op.RELU.kind;

    private Backward() {}

    static void run(Value output, double seed) {
        if (output.isLeaf() || output.isConstant()) {
            seedAlone(output, seed);
            return;
        }
        boolean shared = (output.bits & Value.SHARED) != 0;
        if (shared) {
            countConsumers(output);
        }
        sweep(output, seed, shared ? Value.REUSED : 0);
    }

    /** A leaf's gradient with respect to itself accumulates as every leaf's does; a constant has none. */
    static void seedAlone(Value output, double seed) {
        if (!output.isConstant()) {
            output.grad += seed;
            output.bits |= Value.HAS_GRAD;
        }
    }

    /** Counts into {@link Value#pending} how often nodes below the output are used, and clears their gradients. */
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
            int bits = node.bits;
            if ((bits & Value.REUSED) != 0) {
                node.grad = 0;
            }
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
        return (bits & Value.TRACKED) != 0 && ((bits & Value.REUSED) == 0 || operand.pending++ == 0);
    }

    /**
     * Hands gradients down.
     *
     * @param counted {@link Value#REUSED} if the uses of such nodes have been counted, 0 if every node has one
     */
    @SuppressWarnings("NullAway") // as above
    private static void sweep(Value output, double seed, int counted) {
        output.grad = seed;
        output.bits |= Value.HAS_GRAD;
        Value node = output;
        double upstream = seed;
        Value stack = null;
        while (true) {
            Value top = null;
            double topGrad = 0;
            Value left = node.left;
            Value right = node.right;
            int kind = node.bits & Value.KIND;
            if (right != null) {
                double a = left.data;
                double b = right.data;
                double toLeft;
                double toRight;
                if (kind == ADD) {
                    toLeft = upstream;
                    toRight = upstream;
                } else if (kind == MUL) {
                    toLeft = upstream * b;
                    toRight = upstream * a;
                } else if (kind == SUB) {
                    toLeft = upstream * Op.SUB.left(a, b, node.data);
                    toRight = upstream * Op.SUB.right(a, b, node.data);
                } else if (kind == DIV) {
                    toLeft = upstream * Op.DIV.left(a, b, node.data);
                    toRight = upstream * Op.DIV.right(a, b, node.data);
                } else if (kind == MAX) {
                    toLeft = upstream * Op.MAX.left(a, b, node.data);
                    toRight = upstream * Op.MAX.right(a, b, node.data);
                } else {
                    Op op = Op.byKind(kind);
                    toLeft = upstream * op.left(a, b, node.data);
                    toRight = upstream * op.right(a, b, node.data);
                }
                int bits = left.bits;
                if ((bits & Value.NEEDS_GRAD) != 0) {
                    if ((bits & Value.HAS_GRAD) == 0) {
                        left.bits = bits | Value.HAS_GRAD;
                    }
                    if ((bits & Value.TRACKED) == 0) {
                        left.grad += toLeft;
                    } else if ((bits & counted) == 0) {
                        topGrad = 0.0 + toLeft; // and not −0.0
                        left.grad = topGrad;
                        top = left;
                    } else {
                        topGrad = left.grad + toLeft;
                        left.grad = topGrad;
                        if (--left.pending == 0) {
                            top = left;
                        }
                    }
                }
                bits = right.bits;
                if ((bits & Value.NEEDS_GRAD) != 0) {
                    if ((bits & Value.HAS_GRAD) == 0) {
                        right.bits = bits | Value.HAS_GRAD;
                    }
                    boolean ready = false;
                    double grad = toRight;
                    if ((bits & Value.TRACKED) == 0) {
                        right.grad += toRight;
                    } else if ((bits & counted) == 0) {
                        grad = 0.0 + toRight;
                        right.grad = grad;
                        ready = true;
                    } else {
                        grad = right.grad + toRight;
                        right.grad = grad;
                        ready = --right.pending == 0;
                    }
                    if (ready) {
                        if (top != null) {
                            top.next = stack;
                            stack = top;
                        }
                        top = right;
                        topGrad = grad;
                    }
                }
            } else if (left != null) {
                double toLeft = upstream * slope(kind, left.data, node.data);
                int bits = left.bits;
                if ((bits & Value.HAS_GRAD) == 0) {
                    left.bits = bits | Value.HAS_GRAD;
                }
                if ((bits & Value.TRACKED) == 0) {
                    left.grad += toLeft;
                } else if ((bits & counted) == 0) {
                    topGrad = 0.0 + toLeft;
                    left.grad = topGrad;
                    top = left;
                } else {
                    topGrad = left.grad + toLeft;
                    left.grad = topGrad;
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
                topGrad = top.grad;
                stack = top.next;
                top.next = null;
            }
            node = top;
            upstream = topGrad;
        }
    }

    private static double slope(int kind, double a, double out) {
        if (kind == TANH) {
            return Op.TANH.slope(a, out);
        }
        if (kind == EXP) {
            return Op.EXP.slope(a, out);
        }
        if (kind == SIGMOID) {
            return Op.SIGMOID.slope(a, out);
        }
        if (kind == RELU) {
            return Op.RELU.slope(a, out);
        }
        if (kind == NEG) {
            return Op.NEG.slope(a, out);
        }
        if (kind == LOG) {
            return Op.LOG.slope(a, out);
        }
        return Op.byKind(kind).slope(a, out);
    }

    private static @Nullable Value pullBackAndRelease(Value node, @Nullable Value stack, int counted) {
        try {
            PullBack.nary(node);
        } catch (RuntimeException e) { // of a custom op; the counts must be taken back all the same
            takeBack(release(node, stack), counted);
            throw e;
        }
        return release(node, stack);
    }

    /** Takes links and counts back below a pass that has failed. */
    private static void takeBack(@Nullable Value stack, int counted) {
        Value ready = stack;
        while (ready != null) {
            Value node = ready;
            ready = node.next;
            node.next = null;
            if (counted != 0) {
                ready = release(node, ready);
            }
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
        int bits = operand.bits;
        return (bits & Value.TRACKED) != 0 && ((bits & Value.REUSED) == 0 || --operand.pending == 0);
    }
}
