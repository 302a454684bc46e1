package io.gradstep.nn;

import com.google.common.collect.ImmutableMap;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.data.Scaling;
import io.gradstep.nn.io.Safetensors;
import io.gradstep.nn.module.SequenceModule;
import io.gradstep.nn.module.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /** Null if the parameters are not known. */
    private final @Nullable RowModule module;

    /** Null if files cannot hold the network. */
    private final @Nullable ModuleShape shape;

    private final int epoch;
    private final Loss loss;
    private final Columns columns;

    private Predictor(Predictor of, double[] weights, int epoch) {
        this.function = of.function;
        this.weights = weights;
        this.module = of.module;
        this.shape = of.shape;
        this.epoch = epoch;
        this.loss = of.loss;
        this.columns = of.columns;
    }

    Predictor(PredictorBuilder builder) {
        this.module = builder.module;
        this.function = module == null ? frozen(builder.forward, builder.inputCount) : module.compile();
        this.weights = builder.weights == null ? new double[0] : builder.weights;
        this.shape = module == null ? null : ModuleShape.of(module.module());
        this.epoch = module == null ? 0 : module.epoch();
        this.loss = builder.loss;
        this.columns = new Columns(builder.inputNames, builder.targetNames, builder.classNames, builder.scaling)
                .named(builder.inputCount, function.outputCount());
        columns.requireMatch(builder.inputCount, function.outputCount());
    }

    /** Compiles code that is not ours, which must not decide by the numbers of the inputs. */
    private static CompiledFunction frozen(UnaryOperator<List<Value>> forward, int inputCount) {
        List<Value> inputs = Stream.generate(Value::recorded).limit(inputCount).toList();
        List<Value> outputs = forward.apply(inputs);
        return CompiledFunction.builder(outputs)
                .inputs(inputs)
                .frozen(Graph.of(Value.sum(outputs)).leaves())
                .build();
    }

    /**
     * Creates a builder for a network's predictor.
     *
     * @param model the network, which is copied
     * @return a builder whose network takes plain numbers x1, x2, … and gives y1, y2, …
     */
    public static PredictorBuilder builder(Mlp model) {
        Objects.requireNonNull(model, "model");
        return builder(model, model.inputCount());
    }

    /**
     * Creates a builder for the predictor of any module, one of your own too.
     *
     * @param module whose numbers are copied; it sees a row as a sequence of one vector
     * @param inputCount how many numbers a row has
     * @return a builder whose module takes plain numbers x1, x2, … and gives y1, y2, …
     * @throws IllegalArgumentException if the module does not take so many
     */
    public static PredictorBuilder builder(SequenceModule module, int inputCount) {
        Objects.requireNonNull(module, "module");
        RowModule rows = RowModule.of(module, ArgumentChecks.positive("inputs", inputCount));
        return new PredictorBuilder(inputCount, rows::predict, rows, rows.numbers());
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
    public static PredictorBuilder builder(int inputCount, UnaryOperator<List<Value>> forward) {
        Objects.requireNonNull(forward, "forward");
        return new PredictorBuilder(ArgumentChecks.positive("inputs", inputCount), forward, null, null);
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
        return load(content, model.outputCount(), builder(model));
    }

    /**
     * Loads a module's weights with its names and scaling.
     *
     * @param file what {@link #save} wrote, or a {@link Checkpoint} that was saved with {@link #describe}
     * @param module built as the one that was saved; it is not changed
     * @return the predictor
     * @throws IOException if the file cannot be read, or has other tensors than the module; the message names it and
     *     says why
     */
    public static Predictor load(Path file, SequenceModule module) throws IOException {
        Objects.requireNonNull(module, "module");
        FileContent content = FileContent.read(file);
        double[] weights = ModelFile.numbers(content, ModuleShape.of(module));
        int inputCount = content.words(PredictorMetadata.INPUTS).size();
        RowModule rows = RowModule.of(module, inputCount);
        return load(content, rows.outputCount(), new PredictorBuilder(inputCount, rows::predict, rows, weights));
    }

    private static Predictor load(FileContent content, int outputCount, PredictorBuilder builder) throws IOException {
        PredictorMetadata.read(content, outputCount, builder);
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
     * @throws UnsupportedOperationException if the predictor was built from a function
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
     * @throws UnsupportedOperationException if the predictor was built from a function
     */
    public void save(Path file, Map<String, String> notes) throws IOException {
        content(notes).write(file);
    }

    /**
     * {@return the content of the file that {@link #save(Path, Map)} writes, to be kept elsewhere}
     *
     * @param notes for the file's metadata
     * @throws IllegalArgumentException if a note has the key of one of the network's own entries
     * @throws IllegalStateException if a weight is NaN or infinite
     * @throws UnsupportedOperationException if the predictor was built from a function
     */
    public Safetensors content(Map<String, String> notes) {
        Map<String, String> all = describe();
        ModelFile.putMetadata(all, notes);
        ModuleShape saved = shape();
        return saved.architecture() == null ? ModelFile.content(saved, weights, all) : ModelFile.content(model(), all);
    }

    /**
     * {@return a new, modifiable map with the names and the scaling as metadata for {@link Checkpoint#save(Path, Map)},
     * from which {@link #load} then makes a predictor}
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
        return shape().build(weights, epoch, scaling().isNone() ? null : "a Predictor");
    }

    private ModuleShape shape() {
        if (shape == null) {
            throw new UnsupportedOperationException(
                    "this predictor was built from a function, whose parameters are unknown: build it from a module"
                            + " to save it");
        }
        return shape;
    }

    /**
     * {@return the module that the predictor was built from, whose numbers may have changed since; empty if it was
     * built from a function}
     */
    public Optional<SequenceModule> module() {
        return Optional.ofNullable(module).map(RowModule::module);
    }

    /** {@return a copy of the weights, in the order of the module's parameters} */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * {@return the same predictor with the current weights of another network, without a compilation}
     *
     * @param model a network with the same architecture as this predictor's, or a module built as this predictor's
     * @throws IllegalArgumentException if the network has another architecture, or the module other tensors
     */
    public Predictor with(SequenceModule model) {
        Objects.requireNonNull(model, "model");
        if (shape == null || !shape.fits(ModuleShape.of(model))) {
            throw new IllegalArgumentException(
                    "%s does not have the architecture of this predictor's network".formatted(model));
        }
        return new Predictor(this, StateDict.numbers(model), model instanceof Mlp mlp ? mlp.epoch() : 0);
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
     * @return an immutable list of a prediction for each row
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

    /** {@return an immutable list of the names of the inputs, in order} */
    public List<String> inputNames() {
        return columns.inputNames();
    }

    /** {@return an immutable list of the names of the outputs, in order; only one if the network predicts classes} */
    public List<String> targetNames() {
        return columns.targetNames();
    }

    /**
     * {@return an immutable list of the names of the classes, in the order of their indices; empty if the network
     * predicts quantities}
     */
    public List<String> classNames() {
        return columns.classNames();
    }

    /** {@return the number of outputs of the network, at least 1} */
    public int outputCount() {
        return function.outputCount();
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
