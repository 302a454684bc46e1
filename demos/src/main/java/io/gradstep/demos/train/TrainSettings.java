package io.gradstep.demos.train;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.ConstantName;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The settings on the command line of any training, wherever its samples are: columns, network and method; null if not
 * given.
 */
public final class TrainSettings {
    static final long DEFAULT_SEED = 42;

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

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = SettingName.OfBatch.class,
            description = "The number of samples in a batch; or all: every step takes all samples, in their order.")
    private @Nullable String batch;

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

    /** {@return the seed of everything random} */
    public long seed() {
        return seed == null ? DEFAULT_SEED : seed;
    }

    /** {@return the column to predict; null for the last one} */
    public @Nullable String label() {
        return label;
    }

    /** {@return the kind of labels} */
    public DataSource.Task task() {
        return task == null ? DataSource.Task.AUTO : task;
    }

    /** {@return the comma-separated input columns; null for all but the label} */
    public @Nullable String inputs() {
        return inputs;
    }

    /** {@return the comma-separated columns to leave out; null for none} */
    public @Nullable String ignored() {
        return ignored;
    }

    /** Rejects columns that are both chosen and left out. */
    public void checkColumns() {
        if (inputs != null && ignored != null) {
            throw new CommandException(
                    "--inputs and --ignore cannot be combined: columns that are not inputs are left out anyway");
        }
    }

    /** Rejects options about columns, which need a table. */
    void refuseColumns(String table) {
        TrainOptions.refuse(label, task, "--label and --task need " + table);
        TrainOptions.refuse(inputs, ignored, "--inputs and --ignore need " + table);
    }

    /** {@return the given settings by the names in {@link TrainingConfig}} */
    public Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        TrainOptions.put(given, TrainingConfig.LABEL, label);
        TrainOptions.put(
                given, TrainingConfig.TASK, task == null ? null : task.name().toLowerCase(Locale.ROOT));
        TrainOptions.put(given, TrainingConfig.INPUTS, inputs);
        TrainOptions.put(given, TrainingConfig.IGNORE, ignored);
        TrainOptions.put(given, TrainingConfig.HIDDEN, hidden);
        TrainOptions.put(given, TrainingConfig.ACTIVATION, activation);
        TrainOptions.put(given, TrainingConfig.LOSS, loss);
        TrainOptions.put(given, TrainingConfig.OPTIMIZER, optimizer);
        TrainOptions.put(given, TrainingConfig.LEARNING_RATE, learningRate);
        TrainOptions.put(given, TrainingConfig.BATCH, batch);
        TrainOptions.put(given, TrainingConfig.EPOCHS, epochs);
        TrainOptions.put(given, TrainingConfig.SEED, seed);
        TrainOptions.put(given, TrainingConfig.VALIDATION, validation);
        TrainOptions.put(given, TrainingConfig.CLASS_WEIGHTS, classWeights);
        return given;
    }
}
