package io.gradstep.nn;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.module.GraphStyle;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.module.Layer;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.module.VectorModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A multilayer perceptron: a sequence of fully connected layers.
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
 * 2.weight[3,0]} is the weight of input 0 in neuron 3 of the second {@code Linear}, counted from 0. An identity
 * activation has no index in the sequence.
 *
 * <p>A network is not thread-safe, except that {@link #predict} may run on many threads while no training runs.
 */
public final class Mlp implements VectorModule {
    private final Architecture architecture;
    private final ImmutableList<Layer> layers;
    private final ImmutableList<ParameterTensor> tensors;
    private final List<Value> parameters;
    private int epoch;

    /** The description of the scaling that this network needs but does not apply itself; null without one. */
    private @Nullable String scaledBy;

    Mlp(Architecture architecture) {
        this.architecture = architecture;
        this.layers = architecture.layers();
        this.tensors =
                layers.stream().flatMap(layer -> layer.tensors().stream()).collect(toImmutableList());
        this.parameters = VectorModule.super.parameters();
    }

    /**
     * Creates a builder. Inputs and outputs are required; the defaults are no hidden layer, tanh between layers, no
     * activation after the last one, the initializer suited to the activation, and seed 0.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds a network from its settings. */
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
         * Sets the activation of the hidden layers.
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
         * Sets the activation of the last layer. Losses on logits need the identity.
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
         * Sets the initializer of the weights.
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
         * Builds the network.
         *
         * @return a new network
         * @throws IllegalArgumentException if inputs or outputs were not given, or there would be too many weights
         */
        public Mlp build() {
            ArgumentChecks.positive("inputs", inputs);
            ArgumentChecks.positive("outputs", outputs);
            int[] sizes = Ints.concat(new int[] {inputs}, hidden, new int[] {outputs});
            Initializer chosen = initializer == null ? Initializer.suited(activation) : initializer;
            return new Mlp(new Architecture(
                    ImmutableList.copyOf(Ints.asList(sizes)), activation, outputActivation, chosen, seed));
        }
    }

    /**
     * Builds the graph of this network on some inputs, with one dot gate per neuron, as an immutable list of outputs.
     */
    @Override
    public List<Value> forward(List<Value> inputs) {
        return forward(inputs, GraphStyle.FAST);
    }

    /**
     * Builds the graph of this network on some inputs.
     *
     * @param inputs as many as the network has
     * @param style how detailed the graph is, and whether the neurons' outputs are named
     * @return an immutable list of the outputs of the last layer
     * @throws IllegalArgumentException if there are more or fewer inputs
     */
    @Override
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
     * @throws IllegalStateException if the weights come from a file with a scaling, which only a {@link Predictor}
     *     applies
     */
    public double[] predict(double... inputs) {
        requireOwnUnits("use Predictor.load(file).predict(...), which applies the scaling");
        ArgumentChecks.inputs(inputs.length, inputCount());
        ArgumentChecks.finiteInputs(inputs);
        return evaluate(inputs);
    }

    /** Predicts as {@link #predict}, without checking the inputs. */
    double[] evaluate(double[] inputs) {
        double[] signals = inputs;
        for (Layer layer : layers) {
            signals = layer.activate(layer.sums(signals));
        }
        return signals;
    }

    /** Inputs as constants, which need no backward work. */
    static List<Value> constants(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Value::constant).toList();
    }

    /** {@return an immutable list of the layers, from the first hidden one to the last; at least one} */
    public List<Layer> layers() {
        return layers;
    }

    /** {@return the number of inputs, at least 1} */
    public int inputCount() {
        return layers.get(0).inputCount();
    }

    /** {@return the number of outputs, at least 1} */
    public int outputCount() {
        return layers.get(layers.size() - 1).outputCount();
    }

    /** {@return the activation of the hidden layers} */
    public Activation activation() {
        return architecture.activation();
    }

    /** {@return the activation of the last layer} */
    public Activation outputActivation() {
        return architecture.outputActivation();
    }

    /** {@return the initializer of the weights} */
    public Initializer initializer() {
        return architecture.initializer();
    }

    /** {@return the seed of the initial weights} */
    public long seed() {
        return architecture.seed();
    }

    /** {@return the number of full epochs for which a {@link Trainer} has trained this network; 0 for a fresh one} */
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

    /** Rejects unscaled samples for a network that needs scaled ones. */
    void requireOwnUnits(String advice) {
        if (scaledBy != null) {
            throw new IllegalStateException(
                    "this network has only the weights of %s, which also standardises inputs or targets: %s"
                            .formatted(scaledBy, advice));
        }
    }

    Architecture architecture() {
        return architecture;
    }

    @Override
    public List<ParameterTensor> tensors() {
        return tensors;
    }

    @Override
    public List<Value> parameters() {
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
     * Saves the network to a safetensors file that PyTorch and {@link #load} can read. The file is written completely
     * or not at all.
     *
     * @param file the target; an existing file is replaced
     * @throws IOException if the file cannot be written
     * @throws IllegalStateException if a parameter is NaN or infinite
     */
    public void save(Path file) throws IOException {
        save(file, ImmutableMap.of());
    }

    /**
     * Saves the network as {@link #save(Path)} does, with additional metadata, such as the names of classes.
     *
     * @param file the target; an existing file is replaced
     * @param notes for the file's metadata
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a note has the key of one of the network's own entries
     * @throws IllegalStateException if a parameter is NaN or infinite, or the weights come from a file with a scaling,
     *     which only {@link Predictor#save} keeps
     */
    public void save(Path file, Map<String, String> notes) throws IOException {
        ModelFile.content(this, notes).write(file);
    }

    /**
     * Loads a network from a file that {@link #save} or {@link Checkpoint#save} wrote.
     *
     * <p>It reads only the weights. If the file also has a scaling, as those of {@code gradstep train --csv} do, {@link
     * #predict} throws; use {@link Predictor#load} instead.
     *
     * @param file a file that {@link #save} wrote
     * @return a new network
     * @throws IOException if the file cannot be read, is no safetensors file, or holds no Gradstep network; the message
     *     names the file and says why
     */
    public static Mlp load(Path file) throws IOException {
        return ModelFile.read(FileContent.read(file));
    }

    /**
     * Loads the weights from a file with the same tensors, such as a PyTorch {@code state_dict}. On any error the
     * network is unchanged.
     *
     * @param file a safetensors file with exactly this network's names and shapes, apart from the additional tensors of
     *     a Gradstep checkpoint
     * @throws IOException if the file cannot be read, is no safetensors file, or has other tensors than this network;
     *     the message names the file, the tensor and what is wrong with it
     */
    public void loadWeights(Path file) throws IOException {
        ModelFile.readInto(this, file);
    }

    /** {@return the sizes of the layers and the activation, in one line} */
    @Override
    public String toString() {
        return "Mlp(" + architecture.summary() + ")";
    }
}
