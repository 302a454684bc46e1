package io.gradstep.nn.fit;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.fit.samples.FitSamples.Reduction;
import io.gradstep.nn.fit.samples.FitSegment;
import io.gradstep.nn.fit.samples.Triangle;
import io.gradstep.nn.fit.samples.Weighting;

/**
 * The triangle of derivatives and residuals.
 *
 * @param at the parameters
 * @param units the units of derivatives and residuals
 * @param weighting what to change in each row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TriangleOfRows(double[] at, Units units, Weighting weighting) implements Reduction<Triangle> {
    private static final long serialVersionUID = 1;

    @Override
    public Triangle of(CompiledFunction function, FitSegment segment) {
        Triangle triangle = new Triangle(at.length + 1);
        segment.compute(function, arguments(), (first, rows) -> {
            for (int i = 0; i < rows.length; i++) {
                transform(rows[i], segment, first + i);
            }
            triangle.add(rows, rows.length);
        });
        return triangle;
    }

    double[] arguments() {
        return CurveFunctions.withFactor(at, units.perResidual());
    }

    /** Turns derivatives and value into derivatives and residual, in units and weighted. */
    void transform(double[] row, FitSegment segment, int i) {
        double value = row[at.length];
        double observed = segment.observed(i);
        units.scaleSlopes(row);
        row[at.length] = units.difference(observed, value);
        weighting.weigh(row, observed, value, segment.weight(i));
    }

    @Override
    public Triangle merge(Triangle left, Triangle right) {
        left.add(right);
        return left;
    }
}
