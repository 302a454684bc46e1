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

/** The settings of a training as they are given on the command line; what is not given is null. */
final class TrainOptions {
    static final long DEFAULT_SEED = 42;

    @Parameters(
            arity = "0..1",
            paramLabel = "DATASET",
            converter = SettingName.OfDataSet.class,
            description = "xor, moons, circles, spirals, yinyang, blobs, digits, sine or polynomial.")
    private @Nullable String dataset;

    @Option(names = "--samples", paramLabel = "N", description = "How many samples of the data set to draw.")
    private @Nullable Integer samples;

    @Option(names = "--noise", paramLabel = "X", description = "The standard deviation of their noise.")
    private @Nullable Double noise;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description =
                    "Read the samples from FILE instead. Every column but the label is an input, unless --inputs or --ignore"
                            + " says otherwise, and is standardised.")
    private @Nullable String csv;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column to predict, by its name or its number from 1; the last one if not given.")
    private @Nullable String label;

    @Option(
            names = "--inputs",
            paramLabel = "COLUMN,...",
            description = "The columns to learn from, by their names or their numbers from 1.")
    private @Nullable String inputs;

    @Option(
            names = "--ignore",
            paramLabel = "COLUMN,...",
            description = "Columns to leave out, by their names or their numbers from 1.")
    private @Nullable String ignored;

    @Option(
            names = "--header",
            negatable = true,
            description = "Whether the first line names the columns; if not given, it does unless it has a number.")
    private @Nullable Boolean header;

    @Option(
            names = "--task",
            paramLabel = "T",
            converter = TaskName.class,
            completionCandidates = TaskName.class,
            description =
                    "What labels are: classification, regression, or auto, which is the default: classes if the first"
                            + " label is text, or all are whole numbers, at most 20 different ones and each there twice on"
                            + " average; else quantities.")
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
            description = "What hidden neurons apply: tanh, relu, leakyRelu, gelu, sigmoid, ...")
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

    @Option(names = "--batch", paramLabel = "N", description = "How many samples make a batch.")
    private @Nullable Integer batch;

    @Option(names = "--epochs", paramLabel = "N", description = "How often all samples are gone through.")
    private @Nullable Integer epochs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides samples, first weights and order; " + DEFAULT_SEED + " if not given.")
    private @Nullable Long seed;

    @Option(
            names = "--validation",
            paramLabel = "X",
            description = "The share of the samples that are only measured, from 0.")
    private @Nullable Double validation;

    @Option(
            names = "--class-weights",
            paramLabel = "W",
            description =
                    "How much the loss of each class counts: balanced, for all classes the same in sum, or weights as"
                            + " in rose=2,aster=0.5; 1 for a class that is not named.")
    private @Nullable String classWeights;

    /** Tasks by their names. */
    static final class TaskName extends ConstantName<DataSource.Task> {
        TaskName() {
            super("task", DataSource.Task.values());
        }
    }

    long seed() {
        return seed == null ? DEFAULT_SEED : seed;
    }

    boolean givesEpochs() {
        return epochs != null;
    }

    /** Where the samples come from. */
    DataSource source() {
        if (dataset != null && csv != null) {
            throw new CommandException("a data set and --csv do not go together; give one of them");
        }
        if (csv != null) {
            refuse(samples, noise, "--samples and --noise are for data sets that are drawn; --csv reads what there is");
            refuse(
                    inputs == null ? null : ignored,
                    null,
                    "--inputs and --ignore do not go together: what is not among the inputs is left out");
            return new DataSource.Table(
                    OutsideFiles.path(csv), label, task == null ? DataSource.Task.AUTO : task, inputs, ignored, header);
        }
        if (dataset == null) {
            throw new CommandException("a data set is missing; give its name as in 'gradstep train moons',"
                    + " or a table with --csv FILE, or a training to go on with by --resume FILE");
        }
        refuse(label, task, "--label and --task are about the columns of --csv FILE");
        refuse(inputs, ignored, "--inputs and --ignore are about the columns of --csv FILE");
        refuse(header, null, "--header and --no-header are about the first line of --csv FILE");
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

    /** What was given, by the names of a training's settings. */
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
