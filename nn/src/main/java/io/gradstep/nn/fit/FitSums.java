package io.gradstep.nn.fit;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.fit.samples.FitSamples.Reduction;
import io.gradstep.nn.fit.samples.FitSegment;

/**
 * Sums over the samples that tell how good a fit is.
 *
 * @param at the parameters
 * @param units the units of residuals
 * @param loss the penalty for residuals
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FitSums(double[] at, Units units, FitLoss loss) implements Reduction<double[]> {
    private static final long serialVersionUID = 1;

    /** Squared residuals, also divided by the standard errors, and penalties, in units. */
    static final int RAW = 0;

    static final int SQUARES = 1;
    static final int PENALTIES = 2;

    /** Squares of the weights, and observed numbers times these, in units; squared observed numbers, weighted. */
    static final int WEIGHTS = 3;

    static final int WEIGHTED = 4;
    static final int OBSERVED_SQUARES = 5;

    /** Of a robust loss: squares of ψ, its derivative, and that squared. */
    static final int INFLUENCES = 6;

    static final int SLOPES = 7;
    static final int SQUARED_SLOPES = 8;

    private static final int COUNT = 9;

    @Override
    public double[] of(CompiledFunction function, FitSegment segment) {
        double[] sums = new double[COUNT];
        segment.compute(function, at, (first, rows) -> {
            for (int i = 0; i < rows.length; i++) {
                add(sums, segment.observed(first + i), rows[i][0], segment.weight(first + i));
            }
        });
        return sums;
    }

    private void add(double[] sums, double observed, double value, double weight) {
        double left = observed - value;
        double part = units.difference(left, 0);
        sums[RAW] += part * part;
        part *= weight;
        sums[SQUARES] += part * part;
        double root =
                loss.isSquares() ? part : loss.root(observed, observed - left, left * weight) * units.perResidual();
        sums[PENALTIES] += root * root;
        double seen = units.difference(observed, 0);
        sums[WEIGHTS] += weight * weight;
        sums[WEIGHTED] += seen * weight * weight;
        sums[OBSERVED_SQUARES] += seen * weight * (seen * weight);
        if (loss.isRobust()) {
            double influence = loss.influence(left * weight);
            double slope = loss.curvature(left * weight);
            sums[INFLUENCES] += influence * influence;
            sums[SLOPES] += slope;
            sums[SQUARED_SLOPES] += slope * slope;
        }
    }

    @Override
    public double[] merge(double[] left, double[] right) {
        for (int k = 0; k < left.length; k++) {
            left[k] += right[k];
        }
        return left;
    }
}
