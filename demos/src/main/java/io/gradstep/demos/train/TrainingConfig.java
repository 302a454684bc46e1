package io.gradstep.demos.train;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.primitives.ImmutableIntArray;
import io.gradstep.demos.train.DataSource.Task;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.Trainer;
import io.gradstep.nn.data.NamedGenerator;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.io.Metadata;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.optim.Optimizer;
import io.gradstep.nn.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The complete settings of a training; they determine its result. They convert to and from texts named like the
 * command's options.
 *
 * @param source the source of the samples
 * @param hidden the sizes of the hidden layers
 * @param activation the activation of hidden neurons
 * @param loss the loss to minimise
 * @param optimizer the optimizer's name
 * @param learningRate the learning rate
 * @param batch the number of samples in a batch; {@link #ALL} for all of them, in their order
 * @param epochs the number of passes over the samples
 * @param seed the seed of samples, initial weights and order
 * @param validation the share of samples used for validation, at least 0 and less than 1
 * @param classWeights the class weights as {@link ClassWeights} reads them; null if all are the same
 */
public record TrainingConfig(
        DataSource source,
        ImmutableIntArray hidden,
        Activation activation,
        Loss loss,
        String optimizer,
        double learningRate,
        int batch,
        int epochs,
        long seed,
        double validation,
        @Nullable String classWeights) {
    /** The generator of the samples. */
    public static final String DATASET = "dataset";

    /** The number of samples to generate. */
    public static final String SAMPLES = "samples";

    /** The standard deviation of the samples' noise. */
    public static final String NOISE = "noise";

    /** The table with the samples. */
    public static final String CSV = "csv";

    /** The column of the table to predict. */
    public static final String LABEL = "label";

    /** The kind of labels in the table. */
    public static final String TASK = "task";

    /** The input columns of the table. */
    public static final String INPUTS = "inputs";

    /** The columns of the table to leave out. */
    public static final String IGNORE = "ignore";

    /** Whether the table's first line names its columns. */
    public static final String HEADER = "header";

    /** The sizes of the hidden layers. */
    public static final String HIDDEN = "hidden";

    /** The activation of hidden neurons. */
    public static final String ACTIVATION = "activation";

    /** The loss to minimise. */
    public static final String LOSS = "loss";

    /** The optimizer. */
    public static final String OPTIMIZER = "optimizer";

    /** The learning rate. */
    public static final String LEARNING_RATE = "rate";

    /** The number of samples in a batch. */
    public static final String BATCH = "batch";

    /** The number of passes over the samples. */
    public static final String EPOCHS = "epochs";

    /** The seed of everything random. */
    public static final String SEED = "seed";

    /** The share of samples used for validation. */
    public static final String VALIDATION = "validation";

    /** The weight of each class in the loss. */
    public static final String CLASS_WEIGHTS = "class-weights";

    /** The value of {@link #HIDDEN} for a network without hidden layers. */
    public static final String NO_LAYERS = "none";

    /** The table elsewhere with the samples. */
    public static final String DATA = "data";

    /** The format of that table. */
    public static final String FORMAT = "format";

    /** The number of samples in a batch of all. */
    public static final int ALL = Integer.MAX_VALUE;

    private static final String ALL_SAMPLES = "all";

    private static final String PREFIX = "recipe.";

    private static final Splitter COMMAS = Splitter.on(',').trimResults();

    /**
     * Returns the default settings for some samples.
     *
     * @param source the source of the samples
     * @param data the samples
     * @param seed the seed of everything random
     * @return the default settings
     */
    public static TrainingConfig suited(DataSource source, RowSource data, long seed) {
        Defaults defaults = Defaults.of(source, data);
        return new TrainingConfig(
                source,
                defaults.hidden(),
                defaults.activation(),
                Losses.suited(data),
                Defaults.OPTIMIZER,
                defaults.learningRate(),
                defaults.batch(),
                defaults.epochs(),
                seed,
                defaults.validation(),
                null);
    }

    /**
     * Returns these settings with some of them changed.
     *
     * @param settings texts by the names of settings
     * @return the changed settings
     * @throws IOException if a text is not valid for its setting
     */
    public TrainingConfig with(Map<String, String> settings) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(settings());
        all.putAll(settings);
        Map<String, String> metadata = new LinkedHashMap<>();
        all.forEach((name, text) -> metadata.put(PREFIX + name, text));
        return read(Metadata.of(Path.of("the command line"), metadata));
    }

    /** {@return a text for each setting, by its name} */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        source.describe(settings);
        settings.put(HIDDEN, written(hidden.asList()));
        settings.put(ACTIVATION, activation.label());
        settings.put(LOSS, loss.label());
        settings.put(OPTIMIZER, optimizer);
        settings.put(LEARNING_RATE, Double.toString(learningRate));
        settings.put(BATCH, batchText(batch));
        settings.put(EPOCHS, Integer.toString(epochs));
        settings.put(SEED, Long.toString(seed));
        settings.put(VALIDATION, Double.toString(validation));
        if (classWeights != null) {
            settings.put(CLASS_WEIGHTS, classWeights);
        }
        return settings;
    }

    void describe(Map<String, String> metadata) {
        settings().forEach((name, text) -> metadata.put(PREFIX + name, text));
    }

    static boolean isIn(Metadata<IOException> metadata) {
        return metadata.has(PREFIX + HIDDEN);
    }

    static TrainingConfig read(Metadata<IOException> metadata) throws IOException {
        return new TrainingConfig(
                source(metadata),
                metadata.parsed(PREFIX + HIDDEN, TrainingConfig::layers),
                metadata.parsed(PREFIX + ACTIVATION, Activation::named),
                metadata.parsed(PREFIX + LOSS, Loss::named),
                metadata.parsed(
                        PREFIX + OPTIMIZER, name -> Optimizer.named(name, 1).label()),
                metadata.parsed(PREFIX + LEARNING_RATE, Double::parseDouble),
                metadata.parsed(PREFIX + BATCH, TrainingConfig::batch),
                metadata.parsed(PREFIX + EPOCHS, Integer::parseInt),
                metadata.parsed(PREFIX + SEED, Long::parseLong),
                metadata.parsed(PREFIX + VALIDATION, Double::parseDouble),
                optional(metadata, CLASS_WEIGHTS));
    }

    private static @Nullable String optional(Metadata<IOException> metadata, String name) throws IOException {
        return metadata.has(PREFIX + name) ? metadata.text(PREFIX + name) : null;
    }

    private static DataSource source(Metadata<IOException> metadata) throws IOException {
        if (metadata.has(PREFIX + CSV)) {
            return new DataSource.Table(
                    Path.of(metadata.text(PREFIX + CSV)),
                    optional(metadata, LABEL),
                    task(metadata),
                    optional(metadata, INPUTS),
                    optional(metadata, IGNORE),
                    metadata.has(PREFIX + HEADER) ? Boolean.valueOf(metadata.text(PREFIX + HEADER)) : null);
        }
        if (metadata.has(PREFIX + DATA)) {
            return new DataSource.Elsewhere(
                    metadata.text(PREFIX + DATA),
                    metadata.text(PREFIX + FORMAT),
                    optional(metadata, LABEL),
                    task(metadata),
                    optional(metadata, INPUTS),
                    optional(metadata, IGNORE));
        }
        return new DataSource.Generated(
                metadata.parsed(PREFIX + DATASET, NamedGenerator::named),
                metadata.parsed(PREFIX + SAMPLES, Integer::parseInt),
                metadata.parsed(PREFIX + NOISE, Double::parseDouble));
    }

    private static Task task(Metadata<IOException> metadata) throws IOException {
        return metadata.constant(PREFIX + TASK, Task.class);
    }

    /**
     * Parses the number of samples in a batch.
     *
     * @param text a number, or {@value #ALL_SAMPLES}
     * @return the number, or {@link #ALL}
     * @throws IllegalArgumentException if the text is anything else
     */
    static int batch(String text) {
        if (text.equals(ALL_SAMPLES)) {
            return ALL;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the number of samples in a batch must be a whole number or %s, not '%s'"
                    .formatted(ALL_SAMPLES, text));
        }
    }

    /** Formats the number of samples in a batch. */
    static String batchText(int batch) {
        return batch == ALL ? ALL_SAMPLES : Integer.toString(batch);
    }

    /** {@return the batches in words, such as {@code batches of 32}} */
    String batches() {
        return batch == ALL ? "batches of all samples" : "batches of " + batch;
    }

    /**
     * Parses the sizes of hidden layers.
     *
     * @param text comma-separated positive numbers, or {@value #NO_LAYERS}
     * @return the sizes
     * @throws IllegalArgumentException if the text is anything else
     */
    public static ImmutableIntArray layers(String text) {
        ImmutableIntArray.Builder layers = ImmutableIntArray.builder();
        if (!text.equals(NO_LAYERS)) {
            for (String size : COMMAS.split(text)) {
                layers.add(layer(size, text));
            }
        }
        return layers.build();
    }

    private static int layer(String size, String text) {
        try {
            int neurons = Integer.parseInt(size);
            if (neurons > 0) {
                return neurons;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                ("the sizes of hidden layers must be numbers from 1 as in 16,16, or %s, not" + " '%s'")
                        .formatted(NO_LAYERS, text));
    }

    /**
     * Formats the sizes of hidden layers.
     *
     * @param layers the sizes
     * @return what {@link #layers} reads
     */
    public static String written(List<Integer> layers) {
        return layers.isEmpty() ? NO_LAYERS : Joiner.on(',').join(layers);
    }

    /**
     * Creates the network.
     *
     * @param data samples that determine inputs and outputs
     * @return a new network
     * @throws IllegalArgumentException if the loss does not fit the samples, or the network would be too large
     */
    public Mlp network(RowSource data) {
        return Mlp.builder()
                .inputs(data.inputCount())
                .hidden(hidden.toArray())
                .outputs(Losses.outputCount(loss, data))
                .activation(activation)
                .seed(seed)
                .build();
    }

    /**
     * Returns the loss with the class weights, or unweighted if there are none.
     *
     * @param train the training samples
     * @return the loss
     * @throws IllegalArgumentException if the weights do not fit the samples
     */
    public Loss weightedLoss(RowSource train) {
        return classWeights == null ? loss : loss.weighted(ClassWeights.of(classWeights, train));
    }

    /** {@return the loss's display name, such as {@code weighted crossEntropy}} */
    public String lossLabel() {
        return classWeights == null ? loss.label() : "weighted " + loss.label();
    }

    /**
     * Returns a predictor of a network's current weights.
     *
     * @param model the network
     * @param samples the training's samples
     * @return the predictor
     */
    public Predictor predictor(Mlp model, Samples samples) {
        return Predictor.builder(model)
                .meaning(samples.raw())
                .loss(loss)
                .scaling(samples.scaling())
                .build();
    }

    /**
     * Returns a trainer builder with these settings.
     *
     * @param samples the training and validation samples
     * @return the builder
     * @throws IllegalArgumentException if a number is out of range
     */
    public Trainer.Builder trainer(Samples samples) {
        return trainer(samples, List.of());
    }

    /**
     * Returns a trainer builder with these settings and listeners.
     *
     * @param samples the training and validation samples
     * @param listeners the listeners to notify
     * @return the builder
     * @throws IllegalArgumentException if a number is out of range
     */
    public Trainer.Builder trainer(Samples samples, List<TrainingListener> listeners) {
        Trainer.Builder trainer = Trainer.builder()
                .loss(weightedLoss(samples.train()))
                .optimizer(Optimizer.named(optimizer, learningRate))
                .epochs(epochs)
                .seed(seed);
        if (batch == ALL) {
            trainer.fullBatches();
        } else {
            trainer.batchSize(batch);
        }
        if (samples.validation() != null) {
            trainer.validation(samples.validation());
        }
        listeners.forEach(trainer::listener);
        return trainer;
    }
}
