package io.gradstep.bench;

/** Compares the results of a benchmark with those of the hand-written loops before it is timed. */
public final class Gradients {
    private static final double TOLERANCE = 1e-9;

    private Gradients() {}

    /**
     * Does nothing if two numbers are the same but for rounding.
     *
     * @param what they are
     * @param actual by the engine
     * @param expected by hand
     * @throws AssertionError if they differ by more than 10⁻⁹, relative to the greater of 1 and the second
     */
    public static void requireClose(String what, double actual, double expected) {
        if (!(Math.abs(actual - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
            throw new AssertionError(what + " is " + actual + ", by hand " + expected);
        }
    }
}
