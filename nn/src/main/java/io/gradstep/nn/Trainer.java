package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.module.SequenceModule;
import io.gradstep.nn.optim.GradientClip;
import io.gradstep.nn.optim.Optimizer;
import io.gradstep.nn.optim.Regularization;
import io.gradstep.nn.optim.Scheduler;
import io.gradstep.nn.random.RandomStream;
import io.gradstep.nn.training.EarlyStopping;
import io.gradstep.nn.training.History;
import io.gradstep.nn.training.TrainingListener;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains networks and other modules with fixed settings; one trainer may train many.
 *
 * <p>The same settings, network and samples give the same weights, to the last bit, on any machine. Samples come in
 * mini-batches, in an order that is new in every epoch and depends only on the seed and the epoch's number.
 *
 * <p>Any {@link SequenceModule} can be trained, one of your own too: it sees each sample as a sequence of one vector.
 * It must not decide anything by the number of an input, as it is recorded and compiled. The masks of {@link
 * io.gradstep.nn.module.Dropout} are drawn by the seed, for each sample anew.
 */
public final class Trainer {
    final Loss loss;
    final Optimizer optimizer;
    final Scheduler scheduler;
    final GradientClip clip;
    final Regularization regularization;
    final BatchGradient.Method gradients;
    final int epochs;
    final int batchSize;
    final boolean shuffle;
    final long seed;
    final @Nullable EarlyStopping earlyStopping;
    final ImmutableList<TrainingListener> listeners;
    private final double validationShare;
    private final @Nullable RowSource validation;

    private Trainer(Builder builder, Loss loss) {
        this.loss = loss;
        this.optimizer = builder.optimizer;
        this.scheduler = builder.scheduler;
        this.clip = builder.clip;
        this.regularization = builder.regularization;
        this.gradients = builder.gradients;
        this.epochs = builder.epochs;
        this.batchSize = builder.batchSize;
        this.shuffle = builder.shuffle;
        this.seed = builder.seed;
        this.earlyStopping = builder.earlyStopping;
        this.listeners = builder.listeners.build();
        this.validationShare = builder.validationShare;
        this.validation = builder.validation;
    }

    /**
     * Creates a builder. The loss is required; the defaults are 100 epochs of Adam at 0.001 in shuffled batches of 32,
     * seed 0, and no validation.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Trains a module to the end.
     *
     * @param model a network or any other module, which is changed
     * @param data the samples
     * @return the history of the training
     * @throws IllegalArgumentException if the samples do not match the network or the loss, or are all of one class
     */
    @CanIgnoreReturnValue
    public History train(SequenceModule model, RowSource data) {
        return start(model, data).run();
    }

    /**
     * Prepares a training, which can be run, stopped and saved.
     *
     * @param model a network or any other module, which will be changed
     * @param data a {@link Dataset}, or rows elsewhere, which only come in {@link Builder#fullBatches}
     * @return a training before its first batch
     * @throws IllegalArgumentException if samples do not match network or loss, are all of one class, or are no Dataset
     */
    public Training start(SequenceModule model, RowSource data) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(data, "data");
        SplitRows samples = SplitRows.of(data, validationShare, seed, validation, isFullBatch());
        RowModule rows = RowModule.of(model, samples.train().inputCount());
        samples.check(rows, loss);
        return new Training(this, rows, samples);
    }

    /**
     * Resumes a training from a checkpoint. The result is the same, to the last bit, as without the interruption.
     *
     * @param checkpoint of a training with these settings; only the number of epochs may differ
     * @param data the samples of that training
     * @return a training of a new network
     * @throws IllegalArgumentException if settings or samples differ; the message names the first that does
     * @throws UnsupportedOperationException if it was the training of another module than an {@link Mlp}
     */
    public Training resume(Checkpoint checkpoint, RowSource data) {
        return resume(checkpoint, checkpoint.model(), data);
    }

    /**
     * Resumes a training of a given module, as {@link #resume(Checkpoint, RowSource)} does.
     *
     * @param checkpoint of a training with these settings; only the number of epochs may differ
     * @param model built as the one that was trained; it gets the weights of the checkpoint
     * @param data the samples of that training
     * @return a training of the module
     * @throws IllegalArgumentException if the module has other tensors, or settings or samples differ; the message
     *     names what differs, and the module is unchanged
     */
    public Training resume(Checkpoint checkpoint, SequenceModule model, RowSource data) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(data, "data");
        checkpoint.requireFits(model);
        Training training = start(model, data);
        training.restore(checkpoint);
        return training;
    }

    /**
     * {@return the numbers of the samples in the order in which an epoch takes them; the batches follow one another in
     * it}
     *
     * @param sampleCount the number of training samples, at least 1
     * @param epoch the number of epochs before it, from 0
     * @throws IllegalArgumentException if a number is out of range
     */
    public int[] order(int sampleCount, int epoch) {
        ArgumentChecks.positive("the number of samples", sampleCount);
        ArgumentChecks.notNegative("the epoch", epoch);
        return shuffle
                ? new RandomStream(seed, epoch).permutation(sampleCount)
                : IntStream.range(0, sampleCount).toArray();
    }

    /** Whether every step takes all samples, in their order. */
    boolean isFullBatch() {
        return batchSize == Builder.ALL && !shuffle;
    }

    /** The settings that must be the same when a training resumes. */
    ImmutableMap<String, String> settings() {
        return ImmutableMap.<String, String>builder()
                .put("loss", loss.label())
                .put("optimizer", optimizer.toString())
                .put("regularization", "l1=%s, l2=%s".formatted(regularization.l1(), regularization.l2()))
                .put("batchSize", Integer.toString(batchSize))
                .put("shuffle", Boolean.toString(shuffle))
                .put("seed", Long.toString(seed))
                .put("validationShare", Double.toString(validationShare))
                .put("earlyStopping", String.valueOf(earlyStopping))
                .put("scheduler", scheduler.label())
                .put("clip", clip.label())
                .build();
    }

    /** Builds a trainer from its settings. */
    public static final class Builder {
        private static final int ALL = Integer.MAX_VALUE;

        private @Nullable Loss loss;
        private Optimizer optimizer = Optimizer.adam(1e-3);
        private Scheduler scheduler = Scheduler.CONSTANT;
        private GradientClip clip = GradientClip.NONE;
        private Regularization regularization = Regularization.NONE;
        private BatchGradient.Method gradients = BatchGradient.COMPILED;
        private int epochs = 100;
        private int batchSize = 32;
        private boolean shuffle = true;
        private long seed;
        private double validationShare;
        private @Nullable RowSource validation;
        private @Nullable EarlyStopping earlyStopping;
        private final ImmutableList.Builder<TrainingListener> listeners = ImmutableList.builder();

        private Builder() {}

        /**
         * Sets the loss to minimise.
         *
         * @param loss of one sample
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder loss(Loss loss) {
            this.loss = Objects.requireNonNull(loss, "loss");
            return this;
        }

        /**
         * Sets the optimizer.
         *
         * @param optimizer with its learning rate
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder optimizer(Optimizer optimizer) {
            this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
            return this;
        }

        /**
         * Sets the learning-rate schedule.
         *
         * @param scheduler the factor on the optimizer's learning rate
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder scheduler(Scheduler scheduler) {
            this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
            return this;
        }

        /**
         * Sets gradient clipping.
         *
         * @param clip the limit
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder clip(GradientClip clip) {
            this.clip = Objects.requireNonNull(clip, "clip");
            return this;
        }

        /**
         * Sets the penalty on large parameters.
         *
         * @param regularization the penalty
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder regularization(Regularization regularization) {
            this.regularization = Objects.requireNonNull(regularization, "regularization");
            return this;
        }

        /**
         * Sets the method that computes gradients.
         *
         * @param gradients the method
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder gradients(BatchGradient.Method gradients) {
            this.gradients = Objects.requireNonNull(gradients, "gradients");
            return this;
        }

        /**
         * Sets the number of epochs.
         *
         * @param epochs at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        @CanIgnoreReturnValue
        public Builder epochs(int epochs) {
            this.epochs = ArgumentChecks.positive("epochs", epochs);
            return this;
        }

        /**
         * Sets the number of samples per step. The last batch of an epoch may have fewer.
         *
         * @param batchSize at least 1; as many as there are samples, or more, for full batches
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        @CanIgnoreReturnValue
        public Builder batchSize(int batchSize) {
            this.batchSize = ArgumentChecks.positive("the batch size", batchSize);
            return this;
        }

        /** {@return this, which takes all samples in every step, in their order; they need not be in memory} */
        @CanIgnoreReturnValue
        public Builder fullBatches() {
            this.batchSize = ALL;
            this.shuffle = false;
            return this;
        }

        /**
         * Sets whether samples are shuffled in every epoch.
         *
         * @param shuffle false for the order of the data set
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder shuffle(boolean shuffle) {
            this.shuffle = shuffle;
            return this;
        }

        /**
         * Sets the seed of the samples' order and of the choice of validation samples.
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
         * Sets the validation samples, which are evaluated but not trained on.
         *
         * @param validation other samples than those to train on
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder validation(RowSource validation) {
            this.validation = Objects.requireNonNull(validation, "validation");
            this.validationShare = 0;
            return this;
        }

        /**
         * Holds out a share of the samples, chosen by the seed, for validation.
         *
         * @param share of the samples: more than 0, less than 1
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        @CanIgnoreReturnValue
        public Builder validationShare(double share) {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException(
                        "the share of validation samples must be more than 0 and less than 1, not " + share);
            }
            this.validationShare = share;
            this.validation = null;
            return this;
        }

        /**
         * Ends the training when the validation loss no longer improves, and restores the best weights.
         *
         * @param earlyStopping when to stop
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder earlyStopping(EarlyStopping earlyStopping) {
            this.earlyStopping = Objects.requireNonNull(earlyStopping, "earlyStopping");
            return this;
        }

        /**
         * Adds a listener.
         *
         * @param listener called in the order in which they were added
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder listener(TrainingListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Builds the trainer.
         *
         * @return a trainer with these settings
         * @throws IllegalArgumentException if there is no loss, or early stopping has no validation samples
         */
        public Trainer build() {
            if (loss == null) {
                throw new IllegalArgumentException("a loss is required, such as loss(Loss.MSE)");
            }
            if (earlyStopping != null && validation == null && validationShare == 0) {
                throw new IllegalArgumentException(
                        "early stopping needs a validation loss: set validation(...) or validationShare(0.2)");
            }
            return new Trainer(this, loss);
        }
    }
}
