package io.gradstep.engine;

/**
 * The step of one gate in the backward pass: adds upstream × local to the gradient of each operand.
 *
 * <p>The derivatives come from {@link Op}. Those of sum, dot and where, which are simple and common, are also written
 * out here, to process their operands in place; tests check that they are equal.
 */
final class PullBack {
    private static final int SUM = Op.SUM.kind;

    private static final int RECEIVING = Bits.NEEDS_GRAD | Bits.HAS_GRAD;

    private PullBack() {}

    /** Adds upstream × local to the gradient of each operand of one gate. */
    @SuppressWarnings("NullAway") // a gate that is not n-ary has a left operand
    static void run(Value node) {
        if ((node.bits & Bits.NARY) != 0) {
            nary(node);
            return;
        }
        if (node instanceof WhereValue where) {
            double condition = where.condition.data;
            if (Reach.passes(condition, true)) {
                accumulate(where.taken(), routed(node.grad, condition));
            }
            if (Reach.passes(condition, false)) {
                accumulate(where.other(), routed(node.grad, condition));
            }
            return;
        }
        Op op = Op.byKind(node.bits & Bits.KIND);
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
        if ((node.bits & Bits.KIND) == SUM) {
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

    /** What a where passes to a branch that it takes: NaN if it cannot tell which it is. */
    static double routed(double upstream, double condition) {
        return Double.isNaN(condition) ? condition : upstream;
    }

    /**
     * Passes the gradient of a where to the branch taken, in a pass without a {@link Graph}.
     *
     * @param counted as in {@link Backward}
     */
    static void route(WhereValue node, int counted) {
        double condition = node.condition.data;
        withhold(node.condition, counted);
        branch(node.taken(), Reach.passes(condition, true), node.grad, condition, counted);
        branch(node.other(), Reach.passes(condition, false), node.grad, condition, counted);
    }

    private static void branch(Value branch, boolean passes, double upstream, double condition, int counted) {
        int bits = branch.bits;
        if (!passes) {
            withhold(branch, counted);
        } else if ((bits & Bits.NEEDS_GRAD) != 0) {
            boolean alone = (bits & Bits.TRACKED) != 0 && (bits & counted) == 0;
            branch.grad = (alone ? 0.0 : branch.grad) + routed(upstream, condition);
            branch.bits = bits | Bits.HAS_GRAD;
        }
    }

    /** Passes nothing on from a node that only branches not taken use, in a pass without a {@link Graph}. */
    static void passOver(Value node, int counted) {
        node.grad = 0;
        node.bits |= Bits.HAS_GRAD;
        for (int k = 0; k < node.operandCount(); k++) {
            withhold(node.operand(k), counted);
        }
    }

    /** Passes nothing to an operand. If none of its consumers does, it has no gradient when its turn comes. */
    private static void withhold(Value operand, int counted) {
        int bits = operand.bits;
        if ((bits & Bits.TRACKED) != 0) {
            operand.bits = (bits & counted) == 0 ? bits & ~Bits.HAS_GRAD : bits;
        } else if ((bits & Bits.NEEDS_GRAD) != 0) {
            operand.bits = bits | Bits.HAS_GRAD;
        }
    }

    private static void dot(DotValue dot, double upstream) {
        Value[] weights = dot.weights.values;
        Value[] inputs = dot.inputs.values;
        if ((dot.inputs.bits & Bits.NEEDS_GRAD) == 0) { // as in a first layer
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
                : Op.byKind(node.bits & Bits.KIND).partials(values, node.data);
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
        if ((bits & RECEIVING) == RECEIVING) { // one test for nearly all operands
            operand.grad += contribution;
        } else if ((bits & Bits.NEEDS_GRAD) != 0) { // a leaf in a list that the first walk skipped
            operand.grad += contribution;
            operand.bits = bits | Bits.HAS_GRAD;
        }
    }
}
