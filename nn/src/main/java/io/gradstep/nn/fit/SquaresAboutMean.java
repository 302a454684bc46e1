package io.gradstep.nn.fit;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.fit.samples.FitSamples.Reduction;
import io.gradstep.nn.fit.samples.FitSegment;

/**
 * The sum of squares of the observed values about a number, in units and weighted.
 *
 * @param units the units of residuals
 * @param mean the number, in units
 */
record SquaresAboutMean(Units units, double mean) implements Reduction<Double> {
    private static final long serialVersionUID = 1;

    @Override
    public Double of(CompiledFunction function, FitSegment segment) {
        double squares = 0;
        for (int i = 0; i < segment.size(); i++) {
            double distance = (units.difference(segment.observed(i), 0) - mean) * segment.weight(i);
            squares += distance * distance;
        }
        return squares;
    }

    @Override
    public Double merge(Double left, Double right) {
        return left + right;
    }
}
