package io.gradstep.nn.fit;

/** The reason for which a fit ended. */
public enum FitEnding {
    /** The search converged. */
    CONVERGED,
    /** The search reached its limit on iterations. */
    LIMIT,
    /** The thread was interrupted; it stays so. */
    INTERRUPTED
}
