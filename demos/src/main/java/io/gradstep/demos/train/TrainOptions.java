package io.gradstep.demos.train;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.ConstantName;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.nn.data.NamedGenerator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The training settings on the command line; null if not given. */
final class TrainOptions {
    static final long DEFAULT_SEED = 42;

    @Parameters(
            arity = "0..1",
            paramLabel = "DATASET",
            converter = SettingName.OfDataSet.class,
            description = "xor, moons, circles, spirals, yinyang, blobs, digits, sine or polynomial.")
    private @Nullable String dataset;

    @Option(names = "--samples", paramLabel = "N", description = "The number of samples to generate.")
    private @Nullable Integer samples;

    @Option(names = "--noise", paramLabel = "X", description = "The standard deviation of the samples' noise.")
    private @Nullable Double noise;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "Read the samples from FILE instead. Every column but the label is an input, unless --inputs or"
                            + " --ignore is given. Inputs are standardised.")
    private @Nullable String csv;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column to predict, by name or by number from 1. Default: the last column.")
    private @Nullable String label;

    @Option(
            names = "--inputs",
            paramLabel = "COLUMN,...",
            description = "The input columns, by name or by number from 1.")
    private @Nullable String inputs;

    @Option(
            names = "--ignore",
            paramLabel = "COLUMN,...",
            description = "Columns to leave out, by name or by number from 1.")
    private @Nullable String ignored;

    @Option(
            names = "--header",
            negatable = true,
            description = "Whether the first line names the columns. Default: yes, unless it contains a number.")
    private @Nullable Boolean header;

    @Option(
            names = "--task",
            paramLabel = "T",
            converter = TaskName.class,
            completionCandidates = TaskName.class,
            description =
                    "The kind of labels: classification, regression, or auto. The default, auto, means classes if the"
                            + " first label is text, or if all are whole numbers with at most 20 different values"
                            + " that occur at least twice on average; otherwise quantities.")
    private DataSource.@Nullable Task task;

    @Option(
            names = "--hidden",
            paramLabel = "N,N,...",
            converter = SettingName.OfLayers.class,
            description = "The sizes of the hidden layers, or none.")
    private @Nullable String hidden;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            converter = SettingName.OfActivation.class,
            description = "The activation of hidden neurons: tanh, relu, leakyRelu, gelu, sigmoid, ...")
    private @Nullable String activation;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            converter = SettingName.OfLoss.class,
            description = "binaryCrossEntropy, crossEntropy or hinge for classes, mse or mae for quantities.")
    private @Nullable String loss;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            converter = SettingName.OfOptimizer.class,
            description = "adam, adamW, rmsProp or sgd.")
    private @Nullable String optimizer;

    @Option(names = "--rate", paramLabel = "X", description = "The learning rate.")
    private @Nullable Double learningRate;

    @Option(names = "--batch", paramLabel = "N", description = "The number of samples in a batch.")
    private @Nullable Integer batch;

    @Option(names = "--epochs", paramLabel = "N", description = "The number of passes over the samples.")
    private @Nullable Integer epochs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of samples, initial weights and order. Default: " + DEFAULT_SEED + ".")
    private @Nullable Long seed;

    @Option(
            names = "--validation",
            paramLabel = "X",
            description = "The share of samples used for validation, at least 0 and less than 1.")
    private @Nullable Double validation;

    @Option(
            names = "--class-weights",
            paramLabel = "W",
            description =
                    "The weight of each class in the loss: balanced, which gives all classes the same total weight, or"
                            + " weights as in rose=2,aster=0.5; other classes have weight 1.")
    private @Nullable String classWeights;

    /** Converts names to tasks. */
    static final class TaskName extends ConstantName<DataSource.Task> {
        TaskName() {
            super("task", DataSource.Task.values());
        }
    }

    long seed() {
        return seed == null ? DEFAULT_SEED : seed;
    }

    /** {@return the source of the samples} */
    DataSource source() {
        if (dataset != null && csv != null) {
            throw new CommandException("a data set and --csv cannot be combined; give one of them");
        }
        if (csv != null) {
            refuse(samples, noise, "--samples and --noise need a generated data set; leave them out with --csv");
            refuse(
                    inputs == null ? null : ignored,
                    null,
                    "--inputs and --ignore cannot be combined: columns that are not inputs are left out anyway");
            return new DataSource.Table(
                    OutsideFiles.path(csv), label, task == null ? DataSource.Task.AUTO : task, inputs, ignored, header);
        }
        if (dataset == null) {
            throw new CommandException("a data set is missing; give its name as in 'gradstep train moons',"
                    + " or a table with --csv FILE, or a training to resume with --resume FILE");
        }
        refuse(label, task, "--label and --task need --csv FILE");
        refuse(inputs, ignored, "--inputs and --ignore need --csv FILE");
        refuse(header, null, "--header and --no-header need --csv FILE");
        NamedGenerator generator = NamedGenerator.named(dataset);
        return new DataSource.Generated(
                generator,
                Objects.requireNonNullElse(samples, generator.defaultSampleCount()),
                Objects.requireNonNullElse(noise, generator.defaultNoise()));
    }

    private static void refuse(@Nullable Object one, @Nullable Object other, String message) {
        if (one != null || other != null) {
            throw new CommandException(message);
        }
    }

    /** {@return the given settings by the names in {@link TrainingConfig}} */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, TrainingConfig.DATASET, dataset);
        put(given, TrainingConfig.SAMPLES, samples);
        put(given, TrainingConfig.NOISE, noise);
        put(given, TrainingConfig.CSV, csv);
        put(given, TrainingConfig.LABEL, label);
        put(given, TrainingConfig.TASK, task == null ? null : task.name().toLowerCase(Locale.ROOT));
        put(given, TrainingConfig.INPUTS, inputs);
        put(given, TrainingConfig.IGNORE, ignored);
        put(given, TrainingConfig.HEADER, header);
        put(given, TrainingConfig.HIDDEN, hidden);
        put(given, TrainingConfig.ACTIVATION, activation);
        put(given, TrainingConfig.LOSS, loss);
        put(given, TrainingConfig.OPTIMIZER, optimizer);
        put(given, TrainingConfig.LEARNING_RATE, learningRate);
        put(given, TrainingConfig.BATCH, batch);
        put(given, TrainingConfig.EPOCHS, epochs);
        put(given, TrainingConfig.SEED, seed);
        put(given, TrainingConfig.VALIDATION, validation);
        put(given, TrainingConfig.CLASS_WEIGHTS, classWeights);
        return given;
    }

    private static void put(Map<String, String> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value.toString());
        }
    }
}
