package io.gradstep.nn.training;

import com.google.common.collect.ImmutableList;
import io.gradstep.nn.Training;
import java.util.List;
import java.util.OptionalInt;

/**
 * The history of a training.
 *
 * @param epochs what came of the full epochs, in order: of all of them up to {@value #MAX_EPOCHS}; of more, the first,
 *     the last, the one with the least loss (on validation samples, if there are any), the {@code bestEpoch}, and every
 *     second, fourth, eighth, … so that no more than {@value #MAX_EPOCHS} are evenly apart; immutable
 * @param warnings the warnings, in the order in which they were issued; immutable
 * @param outcome why the training ended
 * @param bestEpoch the number of the epoch with the lowest validation loss, whose weights the network has when the
 *     training is over; empty without early stopping
 */
public record History(
        List<EpochRecord> epochs, List<TrainingWarning> warnings, Outcome outcome, OptionalInt bestEpoch) {

    /** The number of epochs up to which a training keeps every record. */
    public static final int MAX_EPOCHS = 10_000;

    /** The reason why a training ended. */
    public enum Outcome {
        /** All epochs are done. */
        FINISHED,
        /** The validation loss no longer improved. */
        STOPPED_EARLY,
        /** {@link Training#stop} was called, or the thread was interrupted. */
        STOPPED_ON_REQUEST,
        /** Something became NaN or infinite; a warning says what. The weights are those before that batch. */
        DIVERGED
    }

    /**
     * Keeps copies of the lists.
     *
     * @param epochs the epochs
     * @param warnings the warnings
     * @param outcome why it ended
     * @param bestEpoch the best epoch
     */
    public History {
        epochs = ImmutableList.copyOf(epochs);
        warnings = ImmutableList.copyOf(warnings);
    }

    /** {@return the number of full epochs, which may be more than there are records} */
    public int done() {
        return epochs.isEmpty() ? 0 : last().epoch();
    }

    /**
     * {@return the record of the last full epoch}
     *
     * @throws IllegalStateException if no epoch was finished
     */
    public EpochRecord last() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("the training ended before its first epoch was over: " + outcome);
        }
        return epochs.get(epochs.size() - 1);
    }
}
