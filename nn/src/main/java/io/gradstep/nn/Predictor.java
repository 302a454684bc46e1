package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.compile.FunctionBuilder;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.Scaling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trained network together with the names and units of its inputs and outputs.
 *
 * <pre>{@code
 * import java.nio.file.Files;
 * import java.nio.file.Path;
 * Dataset rooms = Dataset.regression(
 *         new double[][] {{52, 1}, {75, 2}, {93, 1}, {120, 2}}, new double[][] {{310}, {455}, {560}, {720}});
 * Scaling scaling = Scaling.fit(rooms);
 * Mlp mlp = Mlp.builder().inputs(2).outputs(1).seed(1).build();
 * Trainer.builder().loss(Loss.MSE).optimizer(Optimizer.adam(0.05)).epochs(400).build()
 *         .train(mlp, scaling.apply(rooms));
 * Predictor predictor = Predictor.builder(mlp).meaning(rooms).loss(Loss.MSE).scaling(scaling).build();
 * System.out.println(Math.round(predictor.predict(100, 2).value())); // 602
 *
 * Path file = Files.createTempFile("rooms", ".safetensors");
 * predictor.save(file);
 * System.out.println(Math.round(Predictor.load(file).predict(100, 2).value())); // 602
 * Files.delete(file);
 * }</pre>
 *
 * <p>It takes rows in the units of the table that the network was trained on, and predicts in those of its target, or a
 * class. The command line's {@code predict} and exported programs give the same results.
 *
 * <p>Immutable and thread-safe: a compiled function holds a copy of the weights.
 */
public final class Predictor {
    private final CompiledFunction function;
    private final double[] weights;

    /** Null if files cannot hold the network. */
    private final @Nullable Architecture architecture;

    private final int epoch;
    private final Loss loss;
    private final Columns columns;

    private Predictor(Predictor of, double[] weights, int epoch) {
        this.function = of.function;
        this.weights = weights;
        this.architecture = of.architecture;
        this.epoch = epoch;
        this.loss = of.loss;
        this.columns = of.columns;
    }

    private Predictor(Builder builder) {
        Mlp model = builder.model;
        // Code that is not ours must not decide by the numbers of the inputs.
        List<Value> inputs = model == null
                ? Stream.generate(Value::recorded).limit(builder.inputCount).toList()
                : Mlp.constants(new double[builder.inputCount]);
        List<Value> outputs = builder.forward.apply(inputs);
        FunctionBuilder toCompile = CompiledFunction.builder(outputs).inputs(inputs);
        List<Value> leaves = model == null ? Graph.of(Value.sum(outputs)).leaves() : model.parameters();
        this.function = (model == null ? toCompile.frozen(leaves) : toCompile.parameters(leaves)).build();
        this.weights = model == null ? new double[0] : model.weights();
        this.architecture = model == null ? null : model.architecture();
        this.epoch = model == null ? 0 : model.epoch();
        this.loss = builder.loss;
        this.columns = new Columns(builder.inputNames, builder.targetNames, builder.classNames, builder.scaling)
                .named(inputs.size(), outputs.size());
        columns.requireMatch(inputs.size(), outputs.size());
    }

    /**
     * Creates a builder for a network's predictor.
     *
     * @param model the network, which is copied
     * @return a builder whose network takes plain numbers x1, x2, … and gives y1, y2, …
     */
    public static Builder builder(Mlp model) {
        return new Builder(model.inputCount(), model::forward, model);
    }

    /**
     * Creates a builder for a predictor of any function built from gates: a layer, a neuron, a sequence of modules. It
     * cannot be saved.
     *
     * @param inputCount the number of inputs, at least 1
     * @param forward builds the outputs; called once, and leaves other than the inputs keep the values they have then
     * @return a builder whose network takes plain numbers x1, x2, … and gives y1, y2, …
     * @throws IllegalStateException when it is built, if {@code forward} asks for the number of a value that depends on
     *     an input: see {@link CompiledFunction#record}
     * @throws IllegalArgumentException if there is no input
     */
    public static Builder builder(int inputCount, UnaryOperator<List<Value>> forward) {
        Objects.requireNonNull(forward, "forward");
        return new Builder(ArgumentChecks.positive("inputs", inputCount), forward, null);
    }

    /** Builds a predictor from a network and the meaning of its numbers. */
    public static final class Builder {
        private final int inputCount;
        private final UnaryOperator<List<Value>> forward;
        private final @Nullable Mlp model;
        private Loss loss = Loss.MSE;
        private ImmutableList<String> inputNames = ImmutableList.of();
        private ImmutableList<String> targetNames = ImmutableList.of();
        private ImmutableList<String> classNames = ImmutableList.of();
        private Scaling scaling = Scaling.NONE;

        private Builder(int inputCount, UnaryOperator<List<Value>> forward, @Nullable Mlp model) {
            this.inputCount = inputCount;
            this.forward = forward;
            this.model = model;
        }

        /**
         * Sets the loss that the network was trained with, which determines how classes are decided. The default is
         * {@link Loss#MSE}.
         *
         * @param loss one of the library's
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder loss(Loss loss) {
            Objects.requireNonNull(loss, "loss");
            this.loss = loss instanceof WeightedLoss weighted ? weighted.plain() : loss;
            return this;
        }

        /**
         * Sets the names of inputs, targets and classes to those of some samples.
         *
         * @param data samples like those that the network was trained on
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder meaning(Dataset data) {
            Objects.requireNonNull(data, "data");
            return inputNames(data.inputNames()).targetNames(data.targetNames()).classNames(data.classNames());
        }

        /**
         * Sets the names of the inputs.
         *
         * @param names one per input
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder inputNames(List<String> names) {
            Objects.requireNonNull(names, "names");
            this.inputNames = ImmutableList.copyOf(names);
            return this;
        }

        /**
         * Sets the names of the targets.
         *
         * @param names one per output; only one if the network predicts classes
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder targetNames(List<String> names) {
            Objects.requireNonNull(names, "names");
            this.targetNames = ImmutableList.copyOf(names);
            return this;
        }

        /**
         * Sets the names of the classes.
         *
         * @param names one per output, or two for a single output; none for a network that predicts quantities
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder classNames(List<String> names) {
            Objects.requireNonNull(names, "names");
            this.classNames = ImmutableList.copyOf(names);
            return this;
        }

        /**
         * Sets the conversion of rows to the network's units, and of its outputs back.
         *
         * @param scaling fitted to the training samples
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder scaling(Scaling scaling) {
            this.scaling = Objects.requireNonNull(scaling, "scaling");
            return this;
        }

        /**
         * Builds the predictor.
         *
         * @return a predictor with the weights that the network has now
         * @throws IllegalArgumentException if names or scaling do not match the numbers of inputs and outputs
         * @throws IllegalStateException if the network was loaded from a file with a scaling, and none is set here
         */
        public Predictor build() {
            if (model != null && scaling.isNone()) {
                model.requireOwnUnits("set its scaling, or use Predictor.load");
            }
            return new Predictor(this);
        }
    }

    /**
     * Loads a network with its names and scaling. One that was saved by {@link Mlp#save} has no scaling.
     *
     * @param file a file that {@link #save}, {@link Mlp#save} or {@link Checkpoint#save} wrote
     * @return the predictor
     * @throws IOException if the file cannot be read or holds no network; the message names it and says why
     */
    public static Predictor load(Path file) throws IOException {
        FileContent content = FileContent.read(file);
        Mlp model = ModelFile.read(content);
        Builder builder = builder(model);
        PredictorMetadata.read(content, model.outputCount(), builder);
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw content.wrong("of its metadata: " + e.getMessage());
        }
    }

    /**
     * Saves the network with its names and scaling to a safetensors file. Its tensors are those that PyTorch's {@code
     * load_state_dict} accepts; the rest is in the header. The file is written completely or not at all.
     *
     * @param file the target; an existing file is replaced
     * @throws IOException if the file cannot be written
     * @throws IllegalStateException if a weight is NaN or infinite
     * @throws UnsupportedOperationException if the predictor was not built from an {@link Mlp}
     */
    public void save(Path file) throws IOException {
        save(file, ImmutableMap.of());
    }

    /**
     * Saves the network as {@link #save(Path)} does, with additional metadata.
     *
     * @param file the target; an existing file is replaced
     * @param notes for the file's metadata
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a note has the key of one of the network's own entries
     * @throws IllegalStateException if a weight is NaN or infinite
     * @throws UnsupportedOperationException if the predictor was not built from an {@link Mlp}
     */
    public void save(Path file, Map<String, String> notes) throws IOException {
        Map<String, String> all = describe();
        ModelFile.putMetadata(all, notes);
        model().save(file, all);
    }

    /**
     * {@return the names and the scaling as metadata for {@link Checkpoint#save(Path, Map)}, from which {@link #load}
     * then makes a predictor}
     */
    public Map<String, String> describe() {
        Map<String, String> notes = new LinkedHashMap<>();
        PredictorMetadata.put(notes, this);
        return notes;
    }

    /**
     * {@return a new network with the same weights, which works in its own units}
     *
     * @throws UnsupportedOperationException if the predictor was not built from an {@link Mlp}
     */
    public Mlp model() {
        if (architecture == null) {
            throw new UnsupportedOperationException(
                    "only a predictor built from an Mlp can be saved; this one was built from other modules");
        }
        Mlp model = new Mlp(architecture);
        model.weights(weights);
        model.epoch(epoch);
        model.scaledBy(scaling().isNone() ? null : "a Predictor");
        return model;
    }

    /**
     * {@return the same predictor with the current weights of another network, without a compilation}
     *
     * @param model a network with the same architecture as this predictor's
     * @throws IllegalArgumentException if the network has another architecture
     */
    public Predictor with(Mlp model) {
        Objects.requireNonNull(model, "model");
        if (architecture == null || !architecture.computesLike(model.architecture())) {
            throw new IllegalArgumentException(
                    "%s does not have the architecture of this predictor's network".formatted(model));
        }
        return new Predictor(this, model.weights(), model.epoch());
    }

    /**
     * Predicts one row.
     *
     * @param row a finite number for each input, in the units of the table
     * @return a class, or quantities
     * @throws IllegalArgumentException if there are more or fewer numbers than inputs, or one is not finite
     * @throws ArithmeticException if an output is not finite
     */
    public Prediction predict(double... row) {
        columns.checkRow(row);
        double[] outputs = new double[function.outputCount()];
        function.evaluate(weights, scaling().toNetwork(row), outputs);
        return prediction(outputs);
    }

    private Prediction prediction(double[] outputs) {
        double[] scaled = scaling().fromNetwork(outputs);
        for (double output : scaled) {
            if (!Double.isFinite(output)) {
                throw new ArithmeticException(
                        "the network's output is %s; the inputs are too large for it".formatted(output));
            }
        }
        return new Prediction(this, scaled);
    }

    /**
     * Predicts many rows: each gets the same result, to the last bit, as alone.
     *
     * @param rows each a finite number for each input, in the units of the table
     * @return a prediction for each row
     * @throws IllegalArgumentException if {@link #predict(double...)} would reject a row; the message has its index
     * @throws ArithmeticException if an output is not finite; the message has the index of the row
     */
    public List<Prediction> predict(double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            try {
                columns.checkRow(rows[i]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("row %d: %s".formatted(i, e.getMessage()), e);
            }
        }
        return new ManyRows(function, weights, scaling()).map(rows, this::prediction);
    }

    /** {@return whether the network predicts classes; false for quantities} */
    public boolean tellsClasses() {
        return !classNames().isEmpty();
    }

    /** {@return whether the network predicts classes with probabilities, which needs a cross-entropy} */
    public boolean tellsProbabilities() {
        return tellsClasses()
                && (loss == Loss.CROSS_ENTROPY || (loss == Loss.BINARY_CROSS_ENTROPY && function.outputCount() == 1));
    }

    /** {@return the names of the inputs, in order} */
    public List<String> inputNames() {
        return columns.inputNames();
    }

    /** {@return the names of the outputs, in order; only one if the network predicts classes} */
    public List<String> targetNames() {
        return columns.targetNames();
    }

    /** {@return the names of the classes, in the order of their indices; empty if the network predicts quantities} */
    public List<String> classNames() {
        return columns.classNames();
    }

    /** {@return the loss that the network was trained with} */
    public Loss loss() {
        return loss;
    }

    /** {@return the conversion of units between the table and the network; {@link Scaling#NONE} without one} */
    public Scaling scaling() {
        return columns.scaling();
    }

    /** {@return the names of the inputs and outputs, in one line} */
    @Override
    public String toString() {
        return "Predictor(%s → %s)".formatted(String.join(", ", inputNames()), String.join(", ", targetNames()));
    }
}
