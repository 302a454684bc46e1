package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.GraphStyle;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.module.Layer;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.module.Parameterized;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A multilayer perceptron: fully connected layers, one behind the other.
 *
 * <pre>{@code
 * Mlp mlp = Mlp.builder().inputs(2).hidden(16, 16).outputs(1).activation(Activation.TANH).seed(42).build();
 * System.out.println(mlp); // Mlp(2 → 16 → 16 → 1, tanh)
 * System.out.println(mlp.parameterCount()); // 337
 * System.out.println(mlp.tensors().get(2).name()); // 2.weight
 * double[] out = mlp.predict(0.5, -1);
 * Value sameOut = mlp.forward(List.of(Value.of(0.5, "x"), Value.of(-1, "y"))).get(0);
 * System.out.println(sameOut.data() == out[0]); // true
 * }</pre>
 *
 * <p>Tensors have the names that PyTorch's {@code nn.Sequential(Linear, Tanh, Linear, …)} gives them; {@code
 * 2.weight[3,0]} is the weight with which neuron 3 of the second {@code Linear} takes its input 0, counted from 0. An
 * identity activation takes no place in the sequence.
 *
 * <p>A network is used by one thread at a time, except that {@link #predict} may run on many while nothing trains it.
 */
public final class Mlp implements Parameterized {
    private final Architecture architecture;
    private final ImmutableList<Layer> layers;
    private final ImmutableList<ParameterTensor> tensors;
    private final ImmutableList<Value> parameters;
    private int epoch;

    /** What says how inputs are standardised, which this network alone does not do; null if nothing does. */
    private @Nullable String scaledBy;

    Mlp(Architecture architecture) {
        this.architecture = architecture;
        this.layers = architecture.layers();
        ImmutableList.Builder<ParameterTensor> all = ImmutableList.builder();
        for (Layer layer : layers) {
            all.addAll(layer.tensors());
        }
        this.tensors = all.build();
        this.parameters = Parameterized.super.parameters();
    }

    /**
     * Starts the description of a network. Inputs and outputs must be given; without more it has no hidden layer, tanh
     * between layers, nothing behind the last one, the initializer suited to the activation, and seed 0.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The settings of a network, until {@link #build}. */
    public static final class Builder {
        private int inputs;
        private int[] hidden = {};
        private int outputs;
        private Activation activation = Activation.TANH;
        private Activation outputActivation = Activation.IDENTITY;
        private @Nullable Initializer initializer;
        private long seed;

        private Builder() {}

        /**
         * Sets the number of inputs.
         *
         * @param inputs at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        @CanIgnoreReturnValue
        public Builder inputs(int inputs) {
            this.inputs = ArgumentChecks.positive("inputs", inputs);
            return this;
        }

        /**
         * Sets the sizes of the hidden layers, from the first to the last.
         *
         * @param hidden each at least 1; none for a network with a single layer
         * @return this
         * @throws IllegalArgumentException if one is less than 1
         */
        @CanIgnoreReturnValue
        public Builder hidden(int... hidden) {
            Objects.requireNonNull(hidden, "hidden");
            for (int size : hidden) {
                ArgumentChecks.positive("the size of a hidden layer", size);
            }
            this.hidden = hidden.clone();
            return this;
        }

        /**
         * Sets the number of outputs.
         *
         * @param outputs at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        @CanIgnoreReturnValue
        public Builder outputs(int outputs) {
            this.outputs = ArgumentChecks.positive("outputs", outputs);
            return this;
        }

        /**
         * Sets what the neurons of hidden layers apply.
         *
         * @param activation a unary gate, or the identity
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder activation(Activation activation) {
            this.activation = Objects.requireNonNull(activation, "activation");
            return this;
        }

        /**
         * Sets what the neurons of the last layer apply. Losses on logits want the identity.
         *
         * @param activation a unary gate, or the identity
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder outputActivation(Activation activation) {
            this.outputActivation = Objects.requireNonNull(activation, "activation");
            return this;
        }

        /**
         * Sets how weights start.
         *
         * @param initializer for the weights of all layers
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder initializer(Initializer initializer) {
            this.initializer = Objects.requireNonNull(initializer, "initializer");
            return this;
        }

        /**
         * Sets the seed of the random weights: the same seed gives the same bits on any machine.
         *
         * @param seed any number
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Makes the network.
         *
         * @return a new network
         * @throws IllegalArgumentException if inputs or outputs were not given, or there would be too many weights
         */
        public Mlp build() {
            ArgumentChecks.positive("inputs", inputs);
            ArgumentChecks.positive("outputs", outputs);
            ImmutableList.Builder<Integer> sizes = ImmutableList.builder();
            sizes.add(inputs);
            for (int size : hidden) {
                sizes.add(size);
            }
            sizes.add(outputs);
            Initializer chosen = initializer == null ? Initializer.suited(activation) : initializer;
            return new Mlp(new Architecture(sizes.build(), activation, outputActivation, chosen, seed));
        }
    }

    /**
     * Builds the graph of this network on some inputs, with one dot gate a neuron.
     *
     * @param inputs as many as the network has
     * @return the outputs of the last layer
     * @throws IllegalArgumentException if there are more or fewer inputs
     */
    public List<Value> forward(List<Value> inputs) {
        return forward(inputs, GraphStyle.FAST);
    }

    /**
     * Builds the graph of this network on some inputs.
     *
     * @param inputs as many as the network has
     * @param style how detailed the graph is, and whether the neurons' outputs are named
     * @return the outputs of the last layer
     * @throws IllegalArgumentException if there are more or fewer inputs
     */
    public List<Value> forward(List<Value> inputs, GraphStyle style) {
        Objects.requireNonNull(inputs, "inputs");
        List<Value> signals = inputs;
        for (Layer layer : layers) {
            signals = layer.forward(signals, style);
        }
        return signals;
    }

    /**
     * Computes the outputs without a graph.
     *
     * @param inputs as many as the network has
     * @return the same numbers as those of {@link #forward}, to the last bit
     * @throws IllegalArgumentException if there are more or fewer inputs, or one is not finite
     * @throws IllegalStateException if the weights come from a file that says how samples are brought to the network's
     *     units: a {@link Predictor} does that
     */
    public double[] predict(double... inputs) {
        requireOwnUnits("Predictor.load(file).predict(...) takes rows as they are");
        ArgumentChecks.inputs(inputs.length, inputCount());
        for (int i = 0; i < inputs.length; i++) {
            if (!Double.isFinite(inputs[i])) {
                throw new IllegalArgumentException("input %d is %s, not a finite number".formatted(i, inputs[i]));
            }
        }
        return evaluate(inputs);
    }

    /** {@link #predict} for inputs that have been checked. */
    double[] evaluate(double[] inputs) {
        double[] signals = inputs;
        for (Layer layer : layers) {
            signals = layer.activate(layer.sums(signals));
        }
        return signals;
    }

    /** Inputs as constants, which cost no backward work. */
    static List<Value> constants(double[] numbers) {
        Value[] constants = new Value[numbers.length];
        for (int i = 0; i < constants.length; i++) {
            constants[i] = Value.constant(numbers[i]);
        }
        return Arrays.asList(constants);
    }

    /**
     * Returns the layers, from the first hidden one to the last.
     *
     * @return at least one layer
     */
    public ImmutableList<Layer> layers() {
        return layers;
    }

    /**
     * Returns the number of inputs.
     *
     * @return at least 1
     */
    public int inputCount() {
        return layers.get(0).inputCount();
    }

    /**
     * Returns the number of outputs.
     *
     * @return at least 1
     */
    public int outputCount() {
        return layers.get(layers.size() - 1).outputCount();
    }

    /**
     * Returns what the neurons of hidden layers apply.
     *
     * @return the activation
     */
    public Activation activation() {
        return architecture.activation();
    }

    /**
     * Returns what the neurons of the last layer apply.
     *
     * @return the activation
     */
    public Activation outputActivation() {
        return architecture.outputActivation();
    }

    /**
     * Returns how the weights started.
     *
     * @return the initializer
     */
    public Initializer initializer() {
        return architecture.initializer();
    }

    /**
     * Returns the seed that the weights started from.
     *
     * @return the seed
     */
    public long seed() {
        return architecture.seed();
    }

    /**
     * Returns for how many full epochs a {@link Trainer} has trained this network.
     *
     * @return 0 for a fresh one
     */
    public int epoch() {
        return epoch;
    }

    void epoch(int epoch) {
        this.epoch = epoch;
    }

    void scaledBy(@Nullable String what) {
        scaledBy = what;
    }

    @Nullable
    String scaledBy() {
        return scaledBy;
    }

    /** Refuses what would take samples as they are for a network that takes them standardised. */
    void requireOwnUnits(String advice) {
        if (scaledBy != null) {
            throw new IllegalStateException(
                    "this network has the weights alone of %s, where its inputs or targets are standardised: %s"
                            .formatted(scaledBy, advice));
        }
    }

    Architecture architecture() {
        return architecture;
    }

    @Override
    public ImmutableList<ParameterTensor> tensors() {
        return tensors;
    }

    @Override
    public ImmutableList<Value> parameters() {
        return parameters;
    }

    /** {@return a copy of the numbers of all parameters, in the order of {@link #parameters}} */
    double[] weights() {
        double[] weights = new double[parameters.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = parameters.get(i).data();
        }
        return weights;
    }

    /** Sets the numbers of all parameters, in the order of {@link #parameters}. */
    void weights(double[] weights) {
        for (int i = 0; i < weights.length; i++) {
            parameters.get(i).setData(weights[i]);
        }
    }

    /**
     * Saves the network to a safetensors file, which PyTorch can read and {@link #load} needs nothing else for. The file
     * is there in full or not at all.
     *
     * @param file where to; a file that is there is replaced
     * @throws IOException if the file cannot be written
     * @throws IllegalStateException if a parameter is NaN or infinite
     */
    public void save(Path file) throws IOException {
        save(file, ImmutableMap.of());
    }

    /**
     * Saves the network as {@link #save(Path)} does, with notes of the caller's, such as the names of classes.
     *
     * @param file where to; a file that is there is replaced
     * @param notes for the file's metadata
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a note has the name of one of the network's own entries
     * @throws IllegalStateException if a parameter is NaN or infinite, or the weights come from a file that says how
     *     samples are standardised: {@link Predictor#save} keeps that
     */
    public void save(Path file, Map<String, String> notes) throws IOException {
        ModelFile.write(this, file, notes);
    }

    /**
     * Makes the network that was saved to a file, or that a {@link Checkpoint} was taken of.
     *
     * <p>That is the weights alone. Where the file also says in which units samples come, as those of {@code gradstep
     * train --csv} do, the network refuses to {@link #predict}, which {@link Predictor#load} is for.
     *
     * @param file what {@link #save} wrote
     * @return a new network
     * @throws IOException if the file cannot be read, is no safetensors file, or holds no network of Gradstep's; the
     *     message names the file and says why
     */
    public static Mlp load(Path file) throws IOException {
        return ModelFile.read(FileContent.read(file));
    }

    /**
     * Takes over the numbers of a file with the same tensors, which may come from elsewhere, such as a PyTorch {@code
     * state_dict}. On any error the network stays as it was.
     *
     * @param file a safetensors file with this network's names and shapes and no others, except for what a checkpoint of
     *     Gradstep's has beside the network
     * @throws IOException if the file cannot be read, is no safetensors file, or has other tensors than this network;
     *     the message names the file, the tensor and what is wrong with it
     */
    public void loadWeights(Path file) throws IOException {
        ModelFile.readInto(this, file);
    }

    /** Returns the sizes of the layers and the activation, in one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Mlp(");
        for (int size : architecture.sizes()) {
            text.append(text.length() == 4 ? "" : " → ").append(size);
        }
        text.append(", ").append(activation());
        if (outputActivation() != Activation.IDENTITY) {
            text.append(", then ").append(outputActivation());
        }
        return text.append(')').toString();
    }
}
