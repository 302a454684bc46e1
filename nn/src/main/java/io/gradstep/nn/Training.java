package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.FlatParameters;
import io.gradstep.nn.module.SequenceModule;
import io.gradstep.nn.optim.OptimizerStep;
import io.gradstep.nn.random.RandomStream;
import io.gradstep.nn.training.BatchRecord;
import io.gradstep.nn.training.EarlyStopping;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.History;
import io.gradstep.nn.training.History.Outcome;
import io.gradstep.nn.training.TrainingListener;
import io.gradstep.nn.training.TrainingWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One training of one module: it can be run, stopped between two batches, saved, and resumed.
 *
 * <p>Not thread-safe, except for {@link #stop}.
 */
public final class Training {
    private static final String INPUTS = "inputs";
    private static final String TARGETS = "targets";
    private static final String CLASSES = "classes";

    /** The keys of these settings in a file of the old format, which keeps them with the metadata for predictions. */
    static final ImmutableMap<String, String> NAMES_IN_METADATA = ImmutableMap.of(
            INPUTS, PredictorMetadata.INPUTS, TARGETS, PredictorMetadata.TARGETS, CLASSES, PredictorMetadata.CLASSES);

    private final Trainer trainer;
    private final RowModule model;
    private final RowSource data;
    private final @Nullable RowSource validation;
    private final OptimizerStep optimizerStep;
    private final BatchGradient batchGradient;
    private final FlatParameters parameters;
    private final double[] gradient;
    private final DeadUnits deadUnits;
    private final EpochRecords epochs = new EpochRecords();
    private final List<TrainingWarning> warnings = new ArrayList<>();
    private int startEpoch;
    private Progress progress = Progress.START;
    private int[] order = {};
    private @Nullable Best best;
    private @Nullable Outcome outcome;

    /** The weights after the last batch, if the best ones were restored at the end. */
    private double @Nullable [] lastWeights;

    private volatile boolean stopAsked;

    Training(Trainer trainer, RowModule model, SplitRows samples) {
        this.trainer = trainer;
        this.model = model;
        this.data = samples.train();
        this.validation = samples.validation();
        this.optimizerStep = trainer.optimizer.over(model.module().parameters());
        this.batchGradient = trainer.gradients.prepare(
                model.module(), model::train, trainer.loss, trainer.regularization, model.rows(data, 0));
        this.parameters = FlatParameters.of(model.module());
        this.gradient = new double[parameters.numbers().length];
        this.deadUnits = new DeadUnits(model, data);
        this.startEpoch = model.epoch();
    }

    /**
     * The position of a training between two batches.
     *
     * @param epoch full epochs done
     * @param batch batches of the next epoch done
     * @param loss the sum over the samples of those batches
     * @param correct the number of correctly classified samples in them
     */
    record Progress(int epoch, int batch, double loss, long correct) {
        static final Progress START = new Progress(0, 0, 0, 0);
    }

    /** The epoch with the least validation loss so far, and the weights at its end. */
    static final class Best {
        final int epoch;
        final double loss;
        final double[] weights;

        Best(int epoch, double loss, double[] weights) {
            this.epoch = epoch;
            this.loss = loss;
            this.weights = weights;
        }
    }

    /**
     * Trains to the end, or until {@link #stop} is called. After a stop, another call resumes.
     *
     * <p>Interrupting the thread stops it too. The thread stays interrupted; call {@link Thread#interrupted} to clear
     * that before another call.
     *
     * @return the history so far
     */
    @CanIgnoreReturnValue
    public History run() {
        if (outcome == null || outcome == Outcome.STOPPED_ON_REQUEST) {
            if (progress.equals(Progress.START)) {
                Diagnosis.unreachable(model, trainer.loss, data)
                        .ifPresent(message -> warn(TrainingWarning.Kind.UNREACHABLE_PARAMETERS, message));
            }
            parameters.read();
            try {
                outcome = runToOutcome();
            } finally {
                parameters.write();
            }
            if (best != null && (outcome == Outcome.FINISHED || outcome == Outcome.STOPPED_EARLY)) {
                lastWeights = model.numbers();
                model.set(best.weights);
                model.epoch(startEpoch + best.epoch);
            }
        }
        return history();
    }

    private Outcome runToOutcome() {
        if (isStale()) {
            return Outcome.STOPPED_EARLY;
        }
        while (progress.epoch() < trainer.epochs) {
            if (progress.batch() == batchCount()) {
                endEpoch();
                if (isStale()) {
                    return Outcome.STOPPED_EARLY;
                }
                continue;
            }
            if (stopAsked || Thread.currentThread().isInterrupted()) {
                stopAsked = false;
                return Outcome.STOPPED_ON_REQUEST;
            }
            if (!runBatch()) {
                return Outcome.DIVERGED;
            }
        }
        return Outcome.FINISHED;
    }

    /** Runs a batch; returns whether all was finite. If not, nothing has changed. */
    private boolean runBatch() {
        long from = progress.batch() * batchSize();
        long to = Math.min(data.rowCount(), from + batchSize());
        double learningRate = learningRate(progress.batch());
        RowSource batch = batch((int) from, (int) to);
        BatchResult result = batchGradient.compute(model.rows(batch, maskSeed()), parameters.numbers(), gradient);
        try {
            if (!Double.isFinite(result.loss() + result.penalty())) {
                parameters.write();
                throw new ArithmeticException(Diagnosis.explosion(
                        model,
                        trainer.loss,
                        trainer.regularization,
                        batch,
                        row -> order.length == 0 ? row : order[(int) (from + row)]));
            }
            optimizerStep.step(learningRate, trainer.clip, gradient, parameters.change());
        } catch (ArithmeticException e) {
            warn(
                    TrainingWarning.Kind.EXPLODING_LOSS,
                    e.getMessage() + "; try a smaller learning rate or gradient clipping");
            return false;
        }
        progress = new Progress(
                progress.epoch(),
                progress.batch() + 1,
                progress.loss() + result.loss() * (to - from),
                progress.correct() + result.correct());
        BatchRecord record =
                new BatchRecord(progress.epoch() + 1, progress.batch(), batchCount(), result.loss(), learningRate);
        tell(listener -> listener.batchEnded(record));
        return true;
    }

    /** Calls the listeners, which may read the parameters, and set them. */
    private void tell(Consumer<TrainingListener> news) {
        if (!trainer.listeners.isEmpty()) {
            parameters.write();
            trainer.listeners.forEach(news);
            parameters.read();
        }
    }

    /** Some samples in the order of the epoch: all as they are, or a part of a data set in memory. */
    private RowSource batch(int from, int to) {
        if (trainer.isFullBatch() || !(data instanceof Dataset samples)) {
            return data;
        }
        if (order.length == 0) {
            order = trainer.order(samples.size(), progress.epoch());
        }
        return samples.subset(Arrays.copyOfRange(order, from, to));
    }

    private void endEpoch() {
        parameters.write();
        int epoch = progress.epoch() + 1;
        OptionalDouble accuracy = Score.accuracy(data, progress.correct(), data.rowCount());
        OptionalDouble validationLoss = OptionalDouble.empty();
        OptionalDouble validationAccuracy = OptionalDouble.empty();
        if (validation != null) {
            Score score = Score.measure(model, trainer.loss, validation);
            validationLoss = OptionalDouble.of(score.loss());
            validationAccuracy = score.accuracy();
            keepIfBest(epoch, score.loss());
        }
        EpochRecord record = new EpochRecord(
                epoch,
                progress.loss() / data.rowCount(),
                accuracy,
                validationLoss,
                validationAccuracy,
                learningRate(batchCount() - 1));
        epochs.add(record);
        progress = new Progress(epoch, 0, 0, 0);
        order = new int[0];
        model.epoch(startEpoch + epoch);
        tell(listener -> listener.epochEnded(record));
        // A survey costs up to a forward pass over all samples, so it runs only at epochs 1, 2, 4, 8, ….
        if (Integer.bitCount(epoch) == 1 || epoch == trainer.epochs) {
            for (String message : deadUnits.newlyDead()) {
                warn(TrainingWarning.Kind.DEAD_UNITS, message);
            }
        }
    }

    private void keepIfBest(int epoch, double validationLoss) {
        EarlyStopping rule = trainer.earlyStopping;
        if (rule == null || !Double.isFinite(validationLoss)) {
            return;
        }
        if (best == null || validationLoss < best.loss - rule.minimum()) {
            best = new Best(epoch, validationLoss, model.numbers());
            epochs.keep(epoch);
        }
    }

    private boolean isStale() {
        EarlyStopping rule = trainer.earlyStopping;
        return rule != null && best != null && progress.epoch() - best.epoch >= rule.patience();
    }

    /** A seed for the masks of dropout that is new in every batch. */
    private long maskSeed() {
        return RandomStream.mix(trainer.seed ^ RandomStream.mix(((long) progress.epoch() << 32) + progress.batch()));
    }

    private long batchSize() {
        return trainer.isFullBatch() ? data.rowCount() : Math.min(trainer.batchSize, data.rowCount());
    }

    private int batchCount() {
        return (int) ((data.rowCount() - 1) / batchSize() + 1);
    }

    /** The learning rate of a batch of the current epoch. */
    private double learningRate(int batch) {
        double passed = progress.epoch() + (double) batch / batchCount();
        return trainer.optimizer.learningRate() * trainer.scheduler.factor(passed, trainer.epochs);
    }

    private void warn(TrainingWarning.Kind kind, String message) {
        TrainingWarning warning = new TrainingWarning(kind, progress.epoch() + 1, message);
        warnings.add(warning);
        tell(listener -> listener.warned(warning));
    }

    /** Asks {@link #run} to return after the current batch. May be called from any thread, also before a run. */
    public void stop() {
        stopAsked = true;
    }

    /**
     * {@return the network in training, which changes while {@link #run} runs, at least at the end of each epoch}
     *
     * @throws IllegalStateException if it trains another module than an {@link Mlp}
     */
    public Mlp model() {
        if (module() instanceof Mlp mlp) {
            return mlp;
        }
        throw new IllegalStateException("this trains %s, not an Mlp: use module()".formatted(module()));
    }

    /** {@return the module in training, which changes while {@link #run} runs, at least at the end of each epoch} */
    public SequenceModule module() {
        return model.module();
    }

    /** {@return the history so far; a training that has not ended counts as stopped on request} */
    public History history() {
        return new History(
                epochs.all(),
                ImmutableList.copyOf(warnings),
                Optional.ofNullable(outcome).orElse(Outcome.STOPPED_ON_REQUEST),
                best == null ? OptionalInt.empty() : OptionalInt.of(best.epoch));
    }

    /**
     * Takes a snapshot from which {@link Trainer#resume} resumes. Allowed whenever no batch is being computed: before
     * and after {@link #run}, or in a {@link TrainingListener}.
     *
     * @return a copy of everything that the rest of the training depends on
     */
    public Checkpoint checkpoint() {
        double[] weights = lastWeights == null ? model.numbers() : lastWeights;
        return new Checkpoint(
                ModuleShape.of(module()),
                startEpoch,
                weights,
                settings(),
                fingerprint(),
                trainer.optimizer.stateNames(),
                optimizerStep.rows(),
                optimizerStep.stepCount(),
                progress,
                best,
                epochs.all(),
                model.scaledBy());
    }

    /**
     * The settings that must be the same when the training resumes: the trainer's, and the names of columns and
     * classes.
     */
    private ImmutableMap<String, String> settings() {
        return ImmutableMap.<String, String>builder()
                .putAll(trainer.settings())
                .put(INPUTS, PredictorMetadata.list(data.inputNames()))
                .put(TARGETS, PredictorMetadata.list(data.targetNames()))
                .put(CLASSES, PredictorMetadata.list(data.classNames()))
                .build();
    }

    void restore(Checkpoint checkpoint) {
        checkpoint.requireSame(settings(), fingerprint());
        if (!checkpoint.optimizerNames().equals(trainer.optimizer.stateNames())
                || checkpoint.progress().batch() > batchCount()) {
            throw new IllegalArgumentException(
                    "the checkpoint is inconsistent: it has %s of %s, and is at batch %d of %d"
                            .formatted(
                                    checkpoint.optimizerNames(),
                                    trainer.optimizer.label(),
                                    checkpoint.progress().batch(),
                                    batchCount()));
        }
        optimizerStep.restore(checkpoint.optimizerStepCount(), checkpoint.optimizerRows());
        model.set(checkpoint.weights());
        startEpoch = checkpoint.startEpoch();
        model.epoch(startEpoch + checkpoint.progress().epoch());
        progress = checkpoint.progress();
        best = checkpoint.best();
        if (best != null) {
            epochs.keep(best.epoch);
        }
        checkpoint.epochs().forEach(epochs::add);
    }

    /** A hash that two different sets of samples hardly share. */
    private long fingerprint() {
        long training = Fingerprint.of(data);
        return validation == null ? training : RandomStream.mix(training) ^ Fingerprint.of(validation);
    }
}
