package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The node of a dot gate, with separate lists of weights and inputs, which other nodes may share. */
final class DotValue extends Value {
    final Operands weights;
    final Operands inputs;
    final @Nullable Value bias;
    private final @Nullable String name;

    private DotValue(
            double data, int bits, Operands weights, Operands inputs, @Nullable Value bias, @Nullable String name) {
        super(data, bits, null, null);
        this.weights = weights;
        this.inputs = inputs;
        this.bias = bias;
        this.name = name;
    }

    static DotValue of(List<Value> weights, List<Value> inputs, @Nullable Value bias) {
        int n = weights.size();
        if (n == 0 || n != inputs.size()) {
            throw new IllegalArgumentException(
                    "dot takes as many weights as inputs, at least one of each, but was given %d and %d"
                            .formatted(n, inputs.size()));
        }
        Operands w = Operands.copyOf(weights);
        Operands x = Operands.copyOf(inputs);
        int operandBits = w.bits | x.bits | (bias == null ? 0 : Uses.addInList(bias));
        return new DotValue(
                sum(w.values, x.values, bias), Op.DOT.kind | Bits.NARY | Bits.above(operandBits), w, x, bias, null);
    }

    /** Creates a node from operands in the order of {@link Op#DOT}: w₁, x₁, w₂, x₂, …, and the bias if there is one. */
    static DotValue of(List<Value> operands) {
        int n = operands.size() / 2;
        Value[] weights = new Value[n];
        Value[] inputs = new Value[n];
        for (int i = 0; i < n; i++) {
            weights[i] = operands.get(2 * i);
            inputs[i] = operands.get(2 * i + 1);
        }
        return of(Operands.over(weights), Operands.over(inputs), operands.size() == 2 * n ? null : operands.get(2 * n));
    }

    /** Recomputes the value from the operands' values. */
    double forward() {
        return sum(weights.values, inputs.values, bias);
    }

    /** The value of {@link Op#DOT}, computed in place. */
    private static double sum(Value[] weights, Value[] inputs, @Nullable Value bias) {
        double sum = weights[0].data * inputs[0].data;
        for (int i = 1; i < weights.length; i++) {
            sum += weights[i].data * inputs[i].data;
        }
        return bias == null ? sum : sum + bias.data;
    }

    @Override
    public int operandCount() {
        return 2 * weights.values.length + (bias == null ? 0 : 1);
    }

    @Override
    public Value operand(int i) {
        Objects.checkIndex(i, operandCount());
        int pair = i / 2;
        if (bias != null && pair == weights.values.length) {
            return bias;
        }
        return (i % 2 == 0 ? weights : inputs).values[pair];
    }

    @Override
    public List<Value> operands() {
        ImmutableList.Builder<Value> operands = ImmutableList.builderWithExpectedSize(operandCount());
        for (int i = 0; i < weights.values.length; i++) {
            operands.add(weights.values[i], inputs.values[i]);
        }
        return bias == null ? operands.build() : operands.add(bias).build();
    }

    @Override
    public @Nullable String name() {
        return name;
    }

    @Override
    public Value named(String name) {
        return new DotValue(data, copiedBits(), weights, inputs, bias, NamedValue.checkedName(name));
    }
}
