package io.gradstep.demos.train;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.primitives.ImmutableIntArray;
import io.gradstep.demos.train.DataSource.Task;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.Trainer;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.NamedGenerator;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.optim.Optimizer;
import io.gradstep.nn.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what comes out of a training. It can be put down as texts by the names of the command's
 * options, and read from them.
 *
 * @param source where the samples come from
 * @param hidden the sizes of the hidden layers
 * @param activation what hidden neurons apply
 * @param loss what is made small
 * @param optimizer the name of the rule by which
 * @param learningRate the learning rate
 * @param batch how many samples make a batch
 * @param epochs how often all samples are gone through
 * @param seed of samples, weights and order
 * @param validation the share of samples that are only measured, from 0
 * @param classWeights how much each class counts, as {@link ClassWeights} reads it; null if all count the same
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
    /** Which generator draws the samples. */
    public static final String DATASET = "dataset";

    /** How many it draws. */
    public static final String SAMPLES = "samples";

    /** The standard deviation of their noise. */
    public static final String NOISE = "noise";

    /** The table that samples are read from. */
    public static final String CSV = "csv";

    /** The column of the table to predict. */
    public static final String LABEL = "label";

    /** What the labels of the table mean. */
    public static final String TASK = "task";

    /** The columns of the table to learn from. */
    public static final String INPUTS = "inputs";

    /** The columns of the table that are left out. */
    public static final String IGNORE = "ignore";

    /** Whether the table's first line names its columns. */
    public static final String HEADER = "header";

    /** The sizes of the hidden layers. */
    public static final String HIDDEN = "hidden";

    /** What hidden neurons apply. */
    public static final String ACTIVATION = "activation";

    /** What is made small. */
    public static final String LOSS = "loss";

    /** How it is made small. */
    public static final String OPTIMIZER = "optimizer";

    /** The learning rate. */
    public static final String LEARNING_RATE = "rate";

    /** How many samples make a batch. */
    public static final String BATCH = "batch";

    /** How often all samples are gone through. */
    public static final String EPOCHS = "epochs";

    /** What decides all that is random. */
    public static final String SEED = "seed";

    /** The share of samples that are only measured. */
    public static final String VALIDATION = "validation";

    /** How much each class counts. */
    public static final String CLASS_WEIGHTS = "class-weights";

    /** What a network without hidden layers is said to have. */
    public static final String NO_LAYERS = "none";

    private static final String PREFIX = "recipe.";

    private static final Splitter COMMAS = Splitter.on(',').trimResults();

    /**
     * Returns the settings that suit some samples.
     *
     * @param source of the samples
     * @param data the samples
     * @param seed of all that is random
     * @return the settings of the table of defaults
     */
    public static TrainingConfig suited(DataSource source, Dataset data, long seed) {
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
     * @return other settings
     * @throws IOException if a text is none of that setting's
     */
    public TrainingConfig with(Map<String, String> settings) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(settings());
        all.putAll(settings);
        Map<String, String> metadata = new LinkedHashMap<>();
        all.forEach((name, text) -> metadata.put(PREFIX + name, text));
        return read(new ModelMetadata(Path.of("the command line"), metadata));
    }

    /**
     * Puts the settings down.
     *
     * @return a text for each setting, by its name
     */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        source.describe(settings);
        settings.put(HIDDEN, written(hidden.asList()));
        settings.put(ACTIVATION, activation.label());
        settings.put(LOSS, loss.label());
        settings.put(OPTIMIZER, optimizer);
        settings.put(LEARNING_RATE, Double.toString(learningRate));
        settings.put(BATCH, Integer.toString(batch));
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

    static boolean isIn(ModelMetadata metadata) {
        return metadata.has(PREFIX + HIDDEN);
    }

    static TrainingConfig read(ModelMetadata metadata) throws IOException {
        return new TrainingConfig(
                source(metadata),
                metadata.parsed(PREFIX + HIDDEN, TrainingConfig::layers),
                metadata.parsed(PREFIX + ACTIVATION, Activation::named),
                metadata.parsed(PREFIX + LOSS, Loss::named),
                metadata.parsed(
                        PREFIX + OPTIMIZER, name -> Optimizer.named(name, 1).label()),
                metadata.parsed(PREFIX + LEARNING_RATE, Double::parseDouble),
                metadata.parsed(PREFIX + BATCH, Integer::parseInt),
                metadata.parsed(PREFIX + EPOCHS, Integer::parseInt),
                metadata.parsed(PREFIX + SEED, Long::parseLong),
                metadata.parsed(PREFIX + VALIDATION, Double::parseDouble),
                optional(metadata, CLASS_WEIGHTS));
    }

    private static @Nullable String optional(ModelMetadata metadata, String name) throws IOException {
        return metadata.has(PREFIX + name) ? metadata.text(PREFIX + name) : null;
    }

    private static DataSource source(ModelMetadata metadata) throws IOException {
        if (metadata.has(PREFIX + CSV)) {
            return new DataSource.Table(
                    Path.of(metadata.text(PREFIX + CSV)),
                    optional(metadata, LABEL),
                    metadata.parsed(PREFIX + TASK, text -> Task.valueOf(text.toUpperCase(Locale.ROOT))),
                    optional(metadata, INPUTS),
                    optional(metadata, IGNORE),
                    metadata.has(PREFIX + HEADER) ? Boolean.valueOf(metadata.text(PREFIX + HEADER)) : null);
        }
        return new DataSource.Generated(
                metadata.parsed(PREFIX + DATASET, NamedGenerator::named),
                metadata.parsed(PREFIX + SAMPLES, Integer::parseInt),
                metadata.parsed(PREFIX + NOISE, Double::parseDouble));
    }

    /**
     * Reads the sizes of hidden layers.
     *
     * @param text positive numbers with commas between them, or {@value #NO_LAYERS}
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
            // told below
        }
        throw new IllegalArgumentException("the sizes of hidden layers are numbers from 1 as in 16,16, or %s, not '%s'"
                .formatted(NO_LAYERS, text));
    }

    /**
     * Writes sizes of hidden layers.
     *
     * @param layers the sizes
     * @return what {@link #layers} reads
     */
    public static String written(List<Integer> layers) {
        return layers.isEmpty() ? NO_LAYERS : Joiner.on(',').join(layers);
    }

    /**
     * Makes the network.
     *
     * @param data samples like those it is for
     * @return a fresh network
     * @throws IllegalArgumentException if the loss is not for such samples, or the network would be too large
     */
    public Mlp network(Dataset data) {
        return Mlp.builder()
                .inputs(data.inputCount())
                .hidden(hidden.toArray())
                .outputs(Losses.outputCount(loss, data))
                .activation(activation)
                .seed(seed)
                .build();
    }

    /**
     * Returns the loss with the weights of the classes.
     *
     * @param train the samples to train on
     * @return the loss itself if all classes count the same
     * @throws IllegalArgumentException if the weights do not go with the samples
     */
    public Loss weightedLoss(Dataset train) {
        return classWeights == null ? loss : loss.weighted(ClassWeights.of(classWeights, train));
    }

    /**
     * Names the loss for people.
     *
     * @return such as {@code weighted crossEntropy}
     */
    public String lossLabel() {
        return classWeights == null ? loss.label() : "weighted " + loss.label();
    }

    /**
     * Makes the predictor of a network in training.
     *
     * @param model the network
     * @param samples of the training
     * @return the network as it is now, with the meaning of its numbers
     */
    public Predictor predictor(Mlp model, Samples samples) {
        return Predictor.builder(model)
                .meaning(samples.raw())
                .loss(loss)
                .scaling(samples.scaling())
                .build();
    }

    /**
     * Begins the description of the training.
     *
     * @param samples to train and validate on
     * @return a trainer to be refined
     * @throws IllegalArgumentException if a number is out of range
     */
    public Trainer.Builder trainer(Samples samples) {
        return trainer(samples, List.of());
    }

    /**
     * Begins the description of a training that is watched.
     *
     * @param samples to train and validate on
     * @param listeners are told how it goes
     * @return a trainer to be refined
     * @throws IllegalArgumentException if a number is out of range
     */
    public Trainer.Builder trainer(Samples samples, List<TrainingListener> listeners) {
        Trainer.Builder trainer = Trainer.builder()
                .loss(weightedLoss(samples.train()))
                .optimizer(Optimizer.named(optimizer, learningRate))
                .batchSize(batch)
                .epochs(epochs)
                .seed(seed);
        if (samples.validation() != null) {
            trainer.validation(samples.validation());
        }
        listeners.forEach(trainer::listener);
        return trainer;
    }
}
