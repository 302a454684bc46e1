package io.gradstep.nn.fit.samples;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.fit.samples.FitSamples.Reduction;

/**
 * The largest absolute value among observed and fitted values, each divided by its standard error.
 *
 * @param at the parameters
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Largest(double[] at) implements Reduction<Double> {
    private static final long serialVersionUID = 1;

    @Override
    public Double of(CompiledFunction function, FitSegment segment) {
        double[] largest = {0};
        segment.compute(function, at, (first, rows) -> {
            for (int i = 0; i < rows.length; i++) {
                double observed = Math.abs(segment.observed(first + i));
                largest[0] = Math.max(largest[0], Math.max(observed, Math.abs(rows[i][0])) * segment.weight(first + i));
            }
        });
        return largest[0];
    }

    @Override
    public Double merge(Double left, Double right) {
        return Math.max(left, right);
    }
}
