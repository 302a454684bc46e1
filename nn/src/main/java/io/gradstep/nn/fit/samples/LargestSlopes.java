package io.gradstep.nn.fit.samples;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.fit.samples.FitSamples.Reduction;

/**
 * The largest absolute derivative by each parameter.
 *
 * @param arguments the parameters and the factor of derivatives
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LargestSlopes(double[] arguments) implements Reduction<double[]> {
    private static final long serialVersionUID = 1;

    @Override
    public double[] of(CompiledFunction function, FitSegment segment) {
        double[] largest = new double[arguments.length - 1];
        segment.compute(function, arguments, (first, rows) -> {
            for (double[] row : rows) {
                for (int k = 0; k < largest.length; k++) {
                    largest[k] = Math.max(largest[k], Math.abs(row[k]));
                }
            }
        });
        return largest;
    }

    @Override
    public double[] merge(double[] left, double[] right) {
        for (int k = 0; k < left.length; k++) {
            left[k] = Math.max(left[k], right[k]);
        }
        return left;
    }
}
