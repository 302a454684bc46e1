package io.gradstep.nn.fit;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.fit.samples.FitSamples.Reduction;
import io.gradstep.nn.fit.samples.FitSegment;
import io.gradstep.nn.fit.samples.Triangle;

/**
 * The triangle of derivatives and distances from the curve, for samples in memory whose inputs have errors.
 *
 * @param rows the triangle of vertical residuals
 * @param functions the curve
 */
record TriangleOfDistances(TriangleOfRows rows, CurveFunctions functions) implements Reduction<Triangle> {
    private static final long serialVersionUID = 1;

    @Override
    public Triangle of(CompiledFunction function, FitSegment segment) {
        Triangle triangle = new Triangle(rows.at().length + 1);
        Feet[] feet = new Feet[1];
        segment.compute(
                function,
                rows.arguments(),
                (first, count) -> {
                    feet[0] = Feet.of(rows.at(), functions, segment, first, count);
                    return feet[0].inputs();
                },
                (first, computed) -> {
                    for (int i = 0; i < computed.length; i++) {
                        rows.transform(computed[i], segment, first + i);
                        stretch(computed[i], feet[0].factors()[i]);
                    }
                    triangle.add(computed, computed.length);
                });
        return triangle;
    }

    /** Turns a vertical residual into the distance from the curve. */
    private static void stretch(double[] row, double factor) {
        int parameters = row.length - 1;
        for (int k = 0; k < parameters; k++) {
            row[k] /= factor;
        }
        row[parameters] *= factor;
    }

    @Override
    public Triangle merge(Triangle left, Triangle right) {
        return rows.merge(left, right);
    }
}
