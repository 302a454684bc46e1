package io.gradstep.nn.training;

/**
 * Something in a training that somebody should look at.
 *
 * @param kind what sort of thing
 * @param epoch the number of the epoch it was seen in, from 1
 * @param message what it is and what would help, in one sentence without a full stop
 */
public record TrainingWarning(Kind kind, int epoch, String message) {
    /** The sorts of things that go wrong. */
    public enum Kind {
        /** Neurons whose activation is flat for every training sample, so that they learn nothing more. */
        DEAD_UNITS,
        /** A loss, gradient or step that is NaN or infinite; the training ends before it does harm. */
        EXPLODING_LOSS,
        /** Parameters that the loss does not depend on. */
        UNREACHABLE_PARAMETERS
    }
}
