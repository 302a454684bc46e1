package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Op;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.List;
import java.util.Objects;

/**
 * A neuron: activation(w₁·x₁ + w₂·x₂ + … + b).
 *
 * <pre>{@code
 * Neuron neuron = Neuron.of(new double[] {2, -3}, -3, Activation.SIGMOID);
 * Value out = neuron.forward(List.of(Value.constant(-1), Value.constant(-2)));
 * out.backward();
 * System.out.println(out.data()); // 0.7310585786300049
 * System.out.println(neuron.parameters().get(0).name()); // weight[0]
 * }</pre>
 */
public final class Neuron implements Parameterized {
    private final String name;
    private final Operands weights;
    private final Value bias;
    private final Activation activation;
    private final List<ParameterTensor> tensors;

    Neuron(
            String name,
            Operands weights,
            Value bias,
            Activation activation,
            ParameterTensor weightTensor,
            ParameterTensor biasTensor) {
        this.name = name;
        this.weights = weights;
        this.bias = bias;
        this.activation = activation;
        this.tensors = ImmutableList.of(weightTensor, biasTensor);
    }

    /**
     * Makes a neuron with given parameters, named {@code weight[0]}, {@code weight[1]}, … and {@code bias}.
     *
     * @param weights one for each input, at least one
     * @param bias the bias
     * @param activation the activation
     * @return a new neuron
     * @throws IllegalArgumentException if there are no weights
     */
    public static Neuron of(double[] weights, double bias, Activation activation) {
        Objects.requireNonNull(activation, "activation");
        ArgumentChecks.positive("inputs", weights.length);
        ImmutableList.Builder<Value> leaves = ImmutableList.builder();
        for (int i = 0; i < weights.length; i++) {
            leaves.add(Value.of(weights[i], "weight[" + i + "]"));
        }
        List<Value> weightLeaves = leaves.build();
        Value biasLeaf = Value.of(bias, "bias");
        return new Neuron(
                "neuron",
                Operands.copyOf(weightLeaves),
                biasLeaf,
                activation,
                new ParameterTensor("weight", ImmutableList.of(weights.length), weightLeaves),
                new ParameterTensor("bias", ImmutableList.of(), ImmutableList.of(biasLeaf)));
    }

    /**
     * Builds the graph of this neuron on some inputs, as one dot gate and the activation.
     *
     * @param inputs as many as there are weights
     * @return the output
     * @throws IllegalArgumentException if there are more or fewer inputs
     */
    public Value forward(List<Value> inputs) {
        return activation.apply(Value.dot(weights, inputs, bias));
    }

    /**
     * Builds the graph of this neuron on some inputs.
     *
     * @param inputs as many as there are weights
     * @param style how detailed the graph is, and whether the output is named
     * @return the output
     * @throws IllegalArgumentException if there are more or fewer inputs
     */
    public Value forward(List<Value> inputs, GraphStyle style) {
        ArgumentChecks.inputs(inputs.size(), weights.size());
        Value sum = style.primitives() ? spelledOut(inputs) : Value.dot(weights, inputs, bias);
        Value out = activation.apply(sum);
        return style.named() ? out.named(name) : out;
    }

    /** Builds the sum in the order of {@link Op#DOT}, so that both give the same bits. */
    private Value spelledOut(List<Value> inputs) {
        Value sum = weights.get(0).mul(inputs.get(0));
        for (int i = 1; i < weights.size(); i++) {
            sum = sum.add(weights.get(i).mul(inputs.get(i)));
        }
        return sum.add(bias);
    }

    /** Computes the weighted sum and bias without a graph; {@code operands} is a buffer of 2n + 1 numbers. */
    double sum(double[] inputs, double[] operands) {
        int n = weights.size();
        for (int i = 0; i < n; i++) {
            operands[2 * i] = weights.get(i).data();
            operands[2 * i + 1] = inputs[i];
        }
        operands[2 * n] = bias.data();
        return Op.DOT.forward(operands);
    }

    /** {@return the number of inputs, at least 1} */
    public int inputCount() {
        return weights.size();
    }

    /** {@return the activation} */
    public Activation activation() {
        return activation;
    }

    @Override
    public List<ParameterTensor> tensors() {
        return tensors;
    }

    @Override
    public String toString() {
        return "%s(%d → 1, %s)".formatted(name, weights.size(), activation);
    }
}
