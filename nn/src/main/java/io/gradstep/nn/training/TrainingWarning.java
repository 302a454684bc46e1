package io.gradstep.nn.training;

/**
 * A warning about a problem in a training.
 *
 * @param kind the kind of problem
 * @param epoch the number of the epoch in which it occurred, from 1
 * @param message the problem and a remedy, in one sentence without a full stop
 */
public record TrainingWarning(Kind kind, int epoch, String message) {
    /** The kinds of problems. */
    public enum Kind {
        /**
         * Neurons of an {@link io.gradstep.nn.Mlp} whose activation is flat for every training sample, so that they no
         * longer learn; {@link io.gradstep.nn.DeadUnits} names them at any time.
         */
        DEAD_UNITS,
        /** A loss, gradient or step that is NaN or infinite; the training ends before it changes the weights. */
        EXPLODING_LOSS,
        /** Parameters that the loss does not depend on. */
        UNREACHABLE_PARAMETERS
    }
}
