package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A node with a list of operands, and perhaps a name. */
sealed class NaryValue extends Value permits CustomValue {
    static final Value[] NONE = {};

    final Value[] operands;
    private final @Nullable String name;

    NaryValue(double data, int bits, Value[] operands, @Nullable String name) {
        super(data, bits, null, null);
        this.operands = operands;
        this.name = name;
    }

    static NaryValue of(Op op, List<Value> operands) {
        return of(op, operands.toArray(NONE));
    }

    /** Lays the operands out as {@link Op#DOT} wants them: w₁, x₁, w₂, x₂, …, and the bias if there is one. */
    static NaryValue ofPairs(List<Value> weights, List<Value> inputs, @Nullable Value bias) {
        int n = weights.size();
        if (n == 0 || n != inputs.size()) {
            throw new IllegalArgumentException(
                    "dot takes as many weights as inputs, at least one of each, but was given %d and %d"
                            .formatted(n, inputs.size()));
        }
        Value[] operands = new Value[bias == null ? 2 * n : 2 * n + 1];
        for (int i = 0; i < n; i++) {
            operands[2 * i] = weights.get(i);
            operands[2 * i + 1] = inputs.get(i);
        }
        if (bias != null) {
            operands[2 * n] = bias;
        }
        return of(Op.DOT, operands);
    }

    private static NaryValue of(Op op, Value[] operands) {
        return new NaryValue(value(op, operands), op.kind | needsGrad(operands), operands, null);
    }

    /** Computes the value again from the operands'. */
    double forward() {
        return value(Op.byKind(bits & KIND), operands);
    }

    /**
     * The op's value. The two that networks are made of are computed from the operands in place, as {@link Op} says it,
     * which saves an array as long as the operands for each node.
     */
    private static double value(Op op, Value[] operands) {
        return switch (op) {
            case SUM -> sum(operands);
            case DOT -> dot(operands);
            default -> op.value(values(operands));
        };
    }

    private static double sum(Value[] operands) {
        double sum = operands[0].data;
        for (int i = 1; i < operands.length; i++) {
            sum += operands[i].data;
        }
        return sum;
    }

    private static double dot(Value[] operands) {
        double sum = operands[0].data * operands[1].data;
        int pairs = operands.length & ~1;
        for (int i = 2; i < pairs; i += 2) {
            sum += operands[i].data * operands[i + 1].data;
        }
        return pairs == operands.length ? sum : sum + operands[pairs].data;
    }

    /** The operands' values. */
    static double[] values(Value[] operands) {
        double[] values = new double[operands.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = operands[i].data;
        }
        return values;
    }

    static int needsGrad(Value[] operands) {
        int bits = 0;
        for (Value operand : operands) {
            bits |= operand.bits;
        }
        return bits & NEEDS_GRAD;
    }

    @Override
    public int operandCount() {
        return operands.length;
    }

    @Override
    public Value operand(int i) {
        return operands[Objects.checkIndex(i, operands.length)];
    }

    @Override
    public List<Value> operands() {
        return ImmutableList.copyOf(operands);
    }

    @Override
    public @Nullable String name() {
        return name;
    }

    @Override
    public Value named(String name) {
        return new NaryValue(data, bits & ~HAS_GRAD, operands, checkedName(name));
    }
}
