package io.gradstep.nn.fit;

/** The scatter of new observations about a fitted curve. */
enum Scatter {
    /** The same everywhere: the residual standard deviation. */
    EQUAL,
    /** That of Poisson's counts: the root of the curve. */
    COUNTS,
    /** Unknown, because each sample had an error of its own, or the loss is robust. */
    UNKNOWN;

    /** Returns the variance of an observation, for a residual standard deviation. */
    double variance(double value, double deviation) {
        return switch (this) {
            case EQUAL -> deviation * deviation;
            case COUNTS -> value;
            case UNKNOWN -> Double.NaN;
        };
    }
}
