package io.gradstep.nn.training;

/**
 * A listener to the progress of a training, called on its thread. An exception that it throws ends the training after
 * that batch.
 */
public interface TrainingListener {

    /**
     * Called after every batch.
     *
     * @param batch the metrics of the batch
     */
    default void batchEnded(BatchRecord batch) {}

    /**
     * Called after every epoch.
     *
     * @param epoch the metrics of the epoch
     */
    default void epochEnded(EpochRecord epoch) {}

    /**
     * Called when a training issues a warning.
     *
     * @param warning the warning
     */
    default void warned(TrainingWarning warning) {}
}
