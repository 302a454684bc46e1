package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.Arity;
import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import io.gradstep.engine.Rule;
import io.gradstep.engine.compile.bytecode.StraightLineCode.Kind;
import io.gradstep.engine.compile.recording.Interpreter;
import io.gradstep.engine.compile.recording.Recording;
import java.util.Arrays;

/**
 * Writes the forward and the backward sweep over a recording as {@link StraightLineCode}: the same steps as the
 * {@link Interpreter}, in the same order.
 *
 * <p>With one difference: the interpreter adds the first contribution to a gradient of 0, here it becomes the gradient.
 * Only the sign of zeros can differ, and products pass it only to other zeros. For the gradient of an argument, where
 * it would show, the generated method adds 0 at the end.
 */
class SweepCode {
    final Recording recording;
    final StraightLineCode code;

    /** The expression of each node's value, NONE before there is one. */
    final int[] values;

    /** The expression of each node's gradient, summed so far; NONE if it has received nothing. */
    final int[] gradients;

    SweepCode(Recording recording, StraightLineCode code) {
        this.recording = recording;
        this.code = code;
        this.values = new int[recording.size()];
        this.gradients = new int[recording.size()];
        Arrays.fill(values, StraightLineCode.NONE);
        Arrays.fill(gradients, StraightLineCode.NONE);
    }

    /** Shares the expressions of another one, where no node has any at the moment. */
    SweepCode(SweepCode other) {
        this.recording = other.recording;
        this.code = other.code;
        this.values = other.values;
        this.gradients = other.gradients;
    }

    /** A forward sweep over all nodes. */
    static SweepCode of(Recording recording, StraightLineCode code) {
        SweepCode sweeps = new SweepCode(recording, code);
        sweeps.forward(0, recording.size());
        return sweeps;
    }

    /** The expression of an output. */
    int output(int k) {
        return values[recording.output(k)];
    }

    /** The expression of a node's value. */
    int value(int node) {
        return values[node];
    }

    /** The expression of a node's gradient, summed so far; NONE if it has received nothing. */
    int gradientSoFar(int node) {
        return gradients[node];
    }

    /** Adds the backward sweep from an output, and returns the gradient's expression for each argument, or NONE. */
    int[] gradient(int output) {
        Arrays.fill(gradients, StraightLineCode.NONE);
        gradients[recording.output(output)] = code.constant(1);
        backward(0, recording.output(output) + 1);
        int[] ofArguments = new int[recording.argumentCount()];
        Arrays.fill(ofArguments, StraightLineCode.NONE);
        for (int node = 0; node < gradients.length; node++) {
            int argument = recording.argument(node);
            if (argument >= 0 && recording.isActive(node)) {
                ofArguments[argument] = gradients[node];
            }
        }
        return ofArguments;
    }

    /** Adds the values of the nodes of an index range, {@code to} exclusive. */
    final void forward(int from, int to) {
        for (int node = from; node < to; node++) {
            Gate gate = recording.gates.get(node);
            values[node] = gate == null ? leaf(node) : value(gate, node);
        }
    }

    /** The expression of an argument or a constant. */
    final int leaf(int node) {
        int argument = recording.argument(node);
        return argument >= 0 ? code.argument(argument) : code.constant(recording.constant(node));
    }

    private int value(Gate gate, int node) {
        return gate instanceof Op op
                ? value(op, node)
                : code.call(Kind.CUSTOM_VALUE, gate, list(node), StraightLineCode.NONE, StraightLineCode.NONE);
    }

    private int value(Op op, int node) {
        return switch (op) {
            case ADD -> code.add(operand(node, 0), operand(node, 1));
            case SUB -> code.subtract(operand(node, 0), operand(node, 1));
            case MUL -> code.multiply(operand(node, 0), operand(node, 1));
            case DIV -> code.divide(operand(node, 0), operand(node, 1));
            case NEG -> code.negate(operand(node, 0));
            case SUM -> sum(node);
            case DOT -> dot(node);
            default -> call(op, node);
        };
    }

    private int sum(int node) {
        int sum = operand(node, 0);
        for (int k = 1; k < recording.operandCount(node); k++) {
            sum = code.add(sum, operand(node, k));
        }
        return sum;
    }

    private int dot(int node) {
        int sum = code.multiply(operand(node, 0), operand(node, 1));
        int count = recording.operandCount(node);
        int k = 2;
        for (; k + 1 < count; k += 2) {
            sum = code.add(sum, code.multiply(operand(node, k), operand(node, k + 1)));
        }
        return k < count ? code.add(sum, operand(node, k)) : sum;
    }

    private int call(Op op, int node) {
        return switch (op.arity()) {
            case UNARY ->
                code.call(Kind.UNARY_VALUE, op, operand(node, 0), StraightLineCode.NONE, StraightLineCode.NONE);
            case BINARY -> code.call(Kind.BINARY_VALUE, op, operand(node, 0), operand(node, 1), StraightLineCode.NONE);
            case TERNARY ->
                op == Op.WHERE
                        ? where(node, operand(node, 1), operand(node, 2))
                        : code.call(Kind.TERNARY_VALUE, op, operand(node, 0), operand(node, 1), operand(node, 2));
            case NARY -> code.call(Kind.NARY_VALUE, op, list(node), StraightLineCode.NONE, StraightLineCode.NONE);
        };
    }

    /**
     * One of two expressions, by the condition of a where. A comparison is made anew each time, because HotSpot then
     * branches once; its truth as a number would be one more thing to branch on.
     */
    private int where(int node, int first, int second) {
        int condition = recording.operand(node, 0);
        if (recording.gates.get(condition) instanceof Op op
                && op.rule() == Rule.BLOCKS
                && op.arity() == Arity.BINARY
                && canReadOperands(condition)) {
            int comparison = code.call(
                    Kind.BINARY_VALUE, op, operand(condition, 0), operand(condition, 1), StraightLineCode.NONE);
            return code.call(Kind.CHOICE, op, comparison, first, second);
        }
        return code.call(Kind.TERNARY_VALUE, Op.WHERE, operand(node, 0), first, second);
    }

    /** Whether the values of the operands of another node's operand can be read too. */
    boolean canReadOperands(int node) {
        return true;
    }

    private int operand(int node, int k) {
        return value(recording.operand(node, k));
    }

    /** The operands of a node as one expression. */
    private int list(int node) {
        int list = StraightLineCode.NONE;
        for (int k = recording.operandCount(node) - 1; k >= 0; k--) {
            list = code.list(operand(node, k), list);
        }
        return list;
    }

    /** Propagates the gradients of the nodes of an index range, {@code to} exclusive. */
    final void backward(int from, int to) {
        for (int node = to - 1; node >= from; node--) {
            Gate gate = recording.gates.get(node);
            if (gate != null && recording.isActive(node) && gradientSoFar(node) != StraightLineCode.NONE) {
                pullBack(gate, node);
            }
        }
    }

    private void pullBack(Gate gate, int node) {
        int upstream = gradientSoFar(node);
        if (gate == Op.ADD || gate == Op.SUM) {
            for (int k = 0; k < recording.operandCount(node); k++) {
                accumulate(node, k, upstream);
            }
        } else if (gate == Op.MUL || gate == Op.DOT) {
            pullBackPairs(node, upstream);
        } else if (gate == Op.WHERE) {
            int nothing = code.constant(0);
            accumulate(node, 1, where(node, upstream, nothing));
            accumulate(node, 2, where(node, nothing, upstream));
        } else if (gate instanceof CustomOp) {
            pullBackArray(Kind.CUSTOM_DERIVATIVES, gate, node, upstream);
        } else if (gate instanceof Op op && op.arity() == Arity.NARY) {
            pullBackArray(Kind.PARTIALS, gate, node, upstream);
        } else if (gate instanceof Op op) {
            for (int k = 0; k < recording.operandCount(node); k++) {
                if (isActive(node, k)) {
                    accumulateProduct(node, k, upstream, local(op, node, k));
                }
            }
        }
    }

    /** For a gate that computes all local derivatives at once; they follow each other, before anything else is made. */
    private void pullBackArray(Kind kind, Gate gate, int node, int upstream) {
        int derivatives = code.call(kind, gate, list(node), StraightLineCode.NONE, value(node));
        int[] locals = new int[recording.operandCount(node)];
        Arrays.setAll(locals, k -> isActive(node, k) ? code.element(derivatives, k) : StraightLineCode.NONE);
        for (int k = 0; k < locals.length; k++) {
            accumulateProduct(node, k, upstream, locals[k]);
        }
    }

    private void pullBackPairs(int node, int upstream) {
        int count = recording.operandCount(node);
        int k = 0;
        for (; k + 1 < count; k += 2) {
            accumulateProduct(node, k, upstream, operand(node, k + 1));
            accumulateProduct(node, k + 1, upstream, operand(node, k));
        }
        if (k < count) {
            accumulate(node, k, upstream);
        }
    }

    /** A local derivative; those of the four operations are written out, so that they can be simplified. */
    private int local(Op op, int node, int k) {
        int a = operand(node, 0);
        int out = value(node);
        return switch (op) {
            case SUB -> code.constant(k == 0 ? 1 : -1);
            case NEG -> code.constant(-1);
            case DIV -> code.divide(k == 0 ? code.constant(1) : code.negate(out), operand(node, 1));
            default ->
                op.arity() == Arity.UNARY
                        ? code.call(Kind.SLOPE, op, a, out, StraightLineCode.NONE)
                        : code.call(k == 0 ? Kind.LEFT : Kind.RIGHT, op, a, operand(node, 1), out);
        };
    }

    private void accumulateProduct(int node, int k, int upstream, int local) {
        if (isActive(node, k)) {
            accumulate(node, k, code.multiply(upstream, local));
        }
    }

    private void accumulate(int node, int k, int contribution) {
        if (isActive(node, k)) {
            int operand = recording.operand(node, k);
            int sum = gradientSoFar(operand);
            setGradient(operand, sum == StraightLineCode.NONE ? contribution : code.add(sum, contribution));
        }
    }

    void setGradient(int node, int expression) {
        gradients[node] = expression;
    }

    private boolean isActive(int node, int k) {
        return recording.isActive(recording.operand(node, k));
    }
}
