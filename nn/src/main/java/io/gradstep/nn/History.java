package io.gradstep.nn;

import com.google.common.collect.ImmutableList;
import java.util.OptionalInt;

/**
 * The course of a training.
 *
 * @param epochs what came of every full epoch, in order
 * @param warnings what should be looked at, in the order in which it was seen
 * @param outcome why the training ended
 * @param bestEpoch the number of the epoch with the least validation loss, whose weights the network has when the
 *     training is over; empty without early stopping
 */
public record History(
        ImmutableList<EpochRecord> epochs,
        ImmutableList<TrainingWarning> warnings,
        Outcome outcome,
        OptionalInt bestEpoch) {

    /** Why a training ended. */
    public enum Outcome {
        /** All epochs are done. */
        FINISHED,
        /** The validation loss did not improve any more. */
        STOPPED_EARLY,
        /** Somebody called {@link Training#stop}. */
        STOPPED_ON_REQUEST,
        /** Something became NaN or infinite; a warning says what. The weights are those before that batch. */
        DIVERGED
    }

    /**
     * Returns what came of the last full epoch.
     *
     * @return the last record
     * @throws IllegalStateException if no epoch was finished
     */
    public EpochRecord last() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("the training ended before its first epoch was over: " + outcome);
        }
        return epochs.get(epochs.size() - 1);
    }
}
