package io.gradstep.engine;

import java.util.function.DoubleUnaryOperator;

/**
 * The slope of a function of one variable as difference quotients see it.
 *
 * @param slope the central difference quotient of the best step, NaN where the function is not finite or jumps
 * @param left the slope of the left side, from the smallest step
 * @param right the slope of the right side, from the smallest step
 * @param noise how far left and right may differ because of rounding and curvature
 * @param step the best step
 */
record DifferenceQuotient(double slope, double left, double right, double noise, double step) {
    private static final int STEPS = 6;

    /** At the smallest step rounding is worth eps/step of the function's size, and curvature about a step's. */
    private static final double SMALLEST = 1e-7;

    static DifferenceQuotient of(double x, boolean fivePoint, DoubleUnaryOperator f) {
        double size = x == 0 ? 1 : Math.abs(x);
        double best = Double.NaN;
        double bestStep = Double.NaN;
        double bestChange = Double.POSITIVE_INFINITY;
        double last = Double.NaN;
        for (int j = 0; j < STEPS; j++) {
            double step = exact(x, size * Math.pow(10, -2 - j));
            double slope = fivePoint
                    ? (8 * (f.applyAsDouble(x + step) - f.applyAsDouble(x - step))
                                    - (f.applyAsDouble(x + 2 * step) - f.applyAsDouble(x - 2 * step)))
                            / (12 * step)
                    : (f.applyAsDouble(x + step) - f.applyAsDouble(x - step)) / (2 * step);
            double change = Math.abs(slope - last);
            if (change <= bestChange) {
                best = slope;
                bestStep = step;
                bestChange = change;
            }
            last = slope;
        }
        double tiny = exact(x, size * SMALLEST);
        double here = f.applyAsDouble(x);
        double right = (f.applyAsDouble(x + tiny) - here) / tiny;
        double left = (here - f.applyAsDouble(x - tiny)) / tiny;
        double noise = 1e-15 / SMALLEST * Math.abs(here) / size * 10 + 1e-3 * Math.max(Math.abs(left), Math.abs(right));
        double tenfold = exact(x, 10 * tiny);
        boolean jumps = isJump(right, (f.applyAsDouble(x + tenfold) - here) / tenfold, noise)
                || isJump(left, (here - f.applyAsDouble(x - tenfold)) / tenfold, noise);
        boolean smooth = Double.isFinite(left) && Double.isFinite(right) && !jumps;
        return new DifferenceQuotient(smooth ? best : Double.NaN, left, right, noise, bestStep);
    }

    /** Over a jump the quotient grows as the step shrinks, tenfold here; at a corner it stays what it is. */
    private static boolean isJump(double slope, double slopeOfTenfoldStep, double noise) {
        return Math.abs(slope) > 5 * Math.abs(slopeOfTenfoldStep) + 2 * noise;
    }

    /** A step near the wished one for which x + step is exact. */
    private static double exact(double x, double step) {
        return (x + step) - x;
    }

    boolean isEdge() {
        return Double.isNaN(slope);
    }

    /** Whether the two sides have different slopes and the derivative is one of them or between them. */
    boolean isKinkWith(double derivative, double tolerance) {
        double slack = noise + tolerance * Math.max(1, Math.abs(derivative));
        return Math.abs(right - left) > 2 * noise
                && derivative >= Math.min(left, right) - slack
                && derivative <= Math.max(left, right) + slack;
    }
}
