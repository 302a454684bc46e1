package io.gradstep.engine;

/**
 * What one gate does in the backward pass: it hands upstream × local to each operand, which adds it to its gradient.
 *
 * <p>The four gates that most nodes are have their rule written out here (a virtual call each costs a third of the
 * pass); the tests hold these equal to {@link Op}'s.
 */
final class PullBack {
    // Constants of the class, which the compiler knows, where a field of an enum constant is loaded each time.
    private static final int ADD = Op.ADD.kind;
    private static final int MUL = Op.MUL.kind;
    private static final int SUM = Op.SUM.kind;

    private PullBack() {}

    /** Adds upstream × local to the gradient of each operand of one gate. */
    @SuppressWarnings("NullAway") // a gate that is not n-ary has a left operand
    static void run(Value node) {
        if ((node.bits & Value.NARY) != 0) {
            nary(node);
            return;
        }
        double upstream = node.grad;
        int kind = node.bits & Value.KIND;
        if (!node.left.isConstant()) {
            node.left.grad += toLeft(node, kind, upstream);
        }
        if (node.right != null && !node.right.isConstant()) {
            node.right.grad += toRight(node, kind, upstream);
        }
    }

    /** What a gate with one or two operands hands to the first. */
    @SuppressWarnings("NullAway") // a binary gate has a right operand
    static double toLeft(Value node, int kind, double upstream) {
        if (kind == ADD) {
            return upstream;
        }
        Value left = node.left;
        Value right = node.right;
        if (kind == MUL) {
            return upstream * right.data;
        }
        Op op = Op.byKind(kind);
        return upstream * (right == null ? op.slope(left.data, node.data) : op.left(left.data, right.data, node.data));
    }

    /** What a gate with two operands hands to the second. */
    @SuppressWarnings("NullAway") // a binary gate has both
    static double toRight(Value node, int kind, double upstream) {
        if (kind == ADD) {
            return upstream;
        }
        if (kind == MUL) {
            return upstream * node.left.data;
        }
        return upstream * Op.byKind(kind).right(node.left.data, node.right.data, node.data);
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
            if ((bits & Value.HAS_GRAD) == 0) { // a leaf in a list that the first walk passed over
                operand.bits = bits | Value.HAS_GRAD;
            }
        }
    }
}
