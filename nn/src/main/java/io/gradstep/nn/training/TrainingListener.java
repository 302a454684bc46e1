package io.gradstep.nn.training;

/** Is told how a training goes, on the thread that trains. An exception it throws ends the training after that batch. */
public interface TrainingListener {

    /**
     * Is called after every batch.
     *
     * @param batch what came of it
     */
    default void batchEnded(BatchRecord batch) {}

    /**
     * Is called after every epoch.
     *
     * @param epoch what came of it
     */
    default void epochEnded(EpochRecord epoch) {}

    /**
     * Is called when something should be looked at.
     *
     * @param warning what it is
     */
    default void warned(TrainingWarning warning) {}
}
