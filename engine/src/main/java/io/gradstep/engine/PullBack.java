package io.gradstep.engine;

/**
 * The step of one gate in the backward pass: adds upstream × local to the gradient of each operand.
 *
 * <p>The derivatives come from {@link Op}. Those of sum and dot, which are simple and common, are also written out
 * here, to process their operands in place; tests check that they are equal.
 */
final class PullBack {
    private static final int SUM = Op.SUM.kind;

    private PullBack() {}

    /** Adds upstream × local to the gradient of each operand of one gate. */
    @SuppressWarnings("NullAway") // a gate that is not n-ary has a left operand
    static void run(Value node) {
        if ((node.bits & Value.NARY) != 0) {
            nary(node);
            return;
        }
        Op op = Op.byKind(node.bits & Value.KIND);
        Value left = node.left;
        Value right = node.right;
        if (right == null) {
            left.grad += node.grad * op.slope(left.data, node.data);
            return;
        }
        if (!left.isConstant()) {
            left.grad += node.grad * op.left(left.data, right.data, node.data);
        }
        if (!right.isConstant()) {
            right.grad += node.grad * op.right(left.data, right.data, node.data);
        }
    }

    static void nary(Value node) {
        double upstream = node.grad;
        if (node instanceof DotValue dot) {
            dot(dot, upstream);
            return;
        }
        NaryValue nary = (NaryValue) node;
        Value[] operands = nary.operands;
        if ((node.bits & Value.KIND) == SUM) {
            for (Value operand : operands) {
                accumulate(operand, upstream);
            }
        } else {
            double[] values = NaryValue.values(operands);
            double[] locals = locals(nary, values);
            for (int i = 0; i < values.length; i++) {
                accumulate(operands[i], upstream * locals[i]);
            }
        }
    }

    private static void dot(DotValue dot, double upstream) {
        Value[] weights = dot.weights.values;
        Value[] inputs = dot.inputs.values;
        if ((dot.inputs.bits & Value.NEEDS_GRAD) == 0) { // as in a first layer
            for (int i = 0; i < weights.length; i++) {
                accumulate(weights[i], upstream * inputs[i].data);
            }
        } else {
            for (int i = 0; i < weights.length; i++) {
                Value w = weights[i];
                Value x = inputs[i];
                accumulate(w, upstream * x.data);
                accumulate(x, upstream * w.data);
            }
        }
        if (dot.bias != null) {
            accumulate(dot.bias, upstream);
        }
    }

    /** All local derivatives of a gate with a list of operands; {@code values} may be overwritten. */
    private static double[] locals(NaryValue node, double[] values) {
        return node instanceof CustomValue
                ? locals(node.gate(), values, node.data)
                : Op.byKind(node.bits & Value.KIND).partials(values, node.data);
    }

    /** All local derivatives of a gate at some operands, where its value is {@code out}. */
    static double[] locals(Gate gate, double[] operands, double out) {
        if (gate instanceof CustomOp custom) {
            return custom.derivatives(operands, out);
        }
        if (gate instanceof Op op && op.arity() == Arity.NARY) {
            return op.partials(operands.clone(), out);
        }
        double[] locals = new double[operands.length];
        for (int i = 0; i < operands.length; i++) {
            locals[i] = gate.derivative(i, operands, out);
        }
        return locals;
    }

    private static void accumulate(Value operand, double contribution) {
        int bits = operand.bits;
        if ((bits & Value.NEEDS_GRAD) != 0) {
            operand.grad += contribution;
            if ((bits & Value.HAS_GRAD) == 0) { // a leaf in a list that the first walk skipped
                operand.bits = bits | Value.HAS_GRAD;
            }
        }
    }
}
