package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.engine.Value;
import io.gradstep.nn.random.RandomStream;
import java.util.List;
import java.util.Objects;

/** A fully connected layer, as PyTorch's {@code Linear} with an activation. */
public final class Layer implements VectorModule {
    private final List<Neuron> neurons;
    private final Activation activation;
    private final List<ParameterTensor> tensors;
    private final int inputCount;

    private Layer(List<Neuron> neurons, Activation activation, List<ParameterTensor> tensors, int inputCount) {
        this.neurons = neurons;
        this.activation = activation;
        this.tensors = tensors;
        this.inputCount = inputCount;
    }

    /**
     * Makes a layer, with parameters named {@code weight[i,j]} (neuron i, input j) and {@code bias[i]}.
     *
     * @param inputCount how many numbers go in
     * @param outputCount how many neurons there are
     * @param activation the activation of each neuron
     * @param initializer the initializer of the weights
     * @param seed of the random weights
     * @return a new layer
     * @throws IllegalArgumentException if a size is less than 1, or there would be 2³¹ weights or more
     */
    public static Layer of(int inputCount, int outputCount, Activation activation, Initializer initializer, long seed) {
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(initializer, "initializer");
        return make("", "layer", inputCount, outputCount, activation, initializer, new RandomStream(seed));
    }

    /**
     * Makes a layer as part of a network, with name prefixes.
     *
     * @param tensorPrefix the prefix of the names of its tensors, such as {@code 2.}
     * @param outputPrefix the prefix of the names of its outputs, such as {@code layer2}
     * @param inputCount how many numbers come in, at least 1
     * @param outputCount how many neurons there are, at least 1
     * @param activation the gate after each weighted sum
     * @param initializer the initializer of the weights
     * @param random the source of the random weights
     * @return a new layer
     * @throws IllegalArgumentException if a size is less than 1, or there would be 2³¹ weights or more
     */
    @SuppressWarnings("exports") // only networks call it; their layers share one random stream
    public static Layer make(
            String tensorPrefix,
            String outputPrefix,
            int inputCount,
            int outputCount,
            Activation activation,
            Initializer initializer,
            RandomStream random) {
        Objects.requireNonNull(tensorPrefix, "tensorPrefix");
        Objects.requireNonNull(outputPrefix, "outputPrefix");
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(initializer, "initializer");
        Objects.requireNonNull(random, "random");
        Linear linear = Linear.make(
                tensorPrefix, inputCount, outputCount, true, () -> initializer.sample(random, inputCount, outputCount));
        List<ParameterTensor> tensors = linear.tensors();
        String weightName = tensors.get(0).name();
        String biasName = tensors.get(1).name();
        ImmutableList.Builder<Neuron> neurons = ImmutableList.builderWithExpectedSize(outputCount);
        for (int i = 0; i < outputCount; i++) {
            Value bias = tensors.get(1).values().get(i);
            List<Value> weights = tensors.get(0).values().subList(i * inputCount, (i + 1) * inputCount);
            neurons.add(new Neuron(
                    outputPrefix + ".neuron" + (i + 1),
                    linear.row(i),
                    bias,
                    activation,
                    new ParameterTensor(weightName + "[" + i + "]", ImmutableList.of(inputCount), weights),
                    new ParameterTensor(biasName + "[" + i + "]", ImmutableList.of(), ImmutableList.of(bias))));
        }
        return new Layer(neurons.build(), activation, tensors, inputCount);
    }

    /**
     * Builds the graph of this layer on some inputs, with one dot gate per neuron.
     *
     * @param inputs as many as the layer takes
     * @return an immutable list of the neurons' outputs
     * @throws IllegalArgumentException if there are more or fewer inputs
     */
    @Override
    public List<Value> forward(List<Value> inputs) {
        return forward(inputs, GraphStyle.FAST);
    }

    /**
     * Builds the graph of this layer on some inputs.
     *
     * @param inputs as many as the layer takes
     * @param style how detailed the graph is, and whether the neurons' outputs are named
     * @return the neurons' outputs, unmodifiable
     * @throws IllegalArgumentException if there are more or fewer inputs
     */
    @Override
    public List<Value> forward(List<Value> inputs, GraphStyle style) {
        Objects.requireNonNull(inputs, "inputs");
        Operands shared = Operands.copyOf(inputs);
        Value[] outputs = new Value[neurons.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = neurons.get(i).forward(shared, style);
        }
        return Operands.of(outputs);
    }

    /**
     * Computes the weighted sums, before the activation, without a graph.
     *
     * @param inputs the inputs of one sample, as many as the layer has
     * @return a new array with one sum per neuron
     */
    public double[] sums(double[] inputs) {
        double[] operands = new double[2 * this.inputCount + 1];
        double[] sums = new double[neurons.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = neurons.get(i).sum(inputs, operands);
        }
        return sums;
    }

    /**
     * Applies the activation in place.
     *
     * @param sums the weighted sums, which are overwritten with the outputs
     * @return the same array
     */
    public double[] activate(double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = activation.apply(sums[i]);
        }
        return sums;
    }

    /** {@return an immutable list of the neurons in order, as many as there are outputs} */
    public List<Neuron> neurons() {
        return neurons;
    }

    /** {@return the number of inputs, at least 1} */
    public int inputCount() {
        return inputCount;
    }

    /** {@return the number of neurons, at least 1} */
    public int outputCount() {
        return neurons.size();
    }

    /** {@return the activation of each neuron} */
    public Activation activation() {
        return activation;
    }

    @Override
    public List<ParameterTensor> tensors() {
        return tensors;
    }

    @Override
    public String toString() {
        return "Layer(%d → %d, %s)".formatted(inputCount, neurons.size(), activation);
    }
}
