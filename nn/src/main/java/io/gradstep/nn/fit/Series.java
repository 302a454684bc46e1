package io.gradstep.nn.fit;

import io.gradstep.nn.fit.samples.FitSamples;
import io.gradstep.nn.fit.samples.MemorySamples;
import java.util.Arrays;

/**
 * A curve with its samples, as one of those that a fit brings together.
 *
 * @param curve the curve
 * @param functions the curve as a function of all parameters of the fit
 * @param offset the number of samples of the curves before
 * @param samples its samples
 */
record Series(Curve curve, CurveFunctions functions, long offset, FitSamples samples) {
    /** Returns whether inputs have errors. */
    boolean isOrthogonal() {
        return samples instanceof MemorySamples memory && memory.isOrthogonal();
    }

    long size() {
        return samples.size();
    }

    /** Returns the inputs of a sample. */
    double[] input(long number) {
        return Arrays.copyOf(samples.row(number), samples.inputCount());
    }

    double observed(long number) {
        return samples.row(number)[samples.inputCount()];
    }
}
