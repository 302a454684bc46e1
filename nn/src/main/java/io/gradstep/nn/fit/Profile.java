package io.gradstep.nn.fit;

import io.gradstep.engine.expr.Printer;

/**
 * The profile of χ²: its minimum over all parameters but one, as a function of that one.
 *
 * <p>Its interval ends where √((χ² − χ²min)/s²) reaches the quantile of Student's t (Bates and Watts, Nonlinear
 * Regression Analysis and Its Applications, 1988, 6.1), which lmfit's conf_interval asks of F; s² is 1 if the errors of
 * the samples are known, and for counts. Each point is a fit of its own, from the neighbour before it.
 */
final class Profile {
    /** The relative accuracy of an end's distance from the estimate. */
    private static final double ACCURACY = 1e-9;

    /** An interval has no end if the profile has not reached the level so many standard errors away. */
    private static final double FARTHEST = 0x1p40;

    private static final int MAX_STEPS = 100;

    /** A smaller χ² by more than this share is another minimum. */
    private static final double LOWER = 1e-8;

    private final Deviations deviations;
    private final FitRun.Outcome best;
    private final FitOptions options;
    private final double variance;

    /**
     * Prepares profiles.
     *
     * @param variance s², 1 if it is known
     */
    Profile(Deviations deviations, FitRun.Outcome best, FitOptions options, double variance) {
        this.deviations = deviations;
        this.best = best;
        this.options = options;
        this.variance = variance;
    }

    /** A point of the profile: how far χ² has grown, as a root in standard errors, and where. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Point(double number, double root, double[] at) {}

    /**
     * Searches for the interval of a parameter.
     *
     * @param error the standard error
     * @param reach the root to reach
     */
    Interval interval(int k, double error, double reach) {
        if (deviations.loss().isRobust()) {
            throw new IllegalArgumentException(
                    "a robust loss is no likelihood, so it has no profile; use the standard errors");
        }
        if (!Double.isFinite(best.sumOfSquares())) {
            throw new IllegalArgumentException("χ² is out of the range of doubles; use other units for the data");
        }
        double scale = error > 0 ? error : scale(k);
        if (!(scale > 0 && Double.isFinite(scale) && reach > 0)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        return new Interval(end(k, -scale, reach), end(k, scale, reach));
    }

    /** Returns an estimate of the standard error of a parameter that a bound holds: that with all others known. */
    private double scale(int k) {
        TriangularProblem problem = best.problem();
        Units units = problem.units();
        return Math.sqrt(variance) * units.perResidual() / problem.best().influence(k) * units.parameter(k);
    }

    private double end(int k, double scale, double reach) {
        double[] at = best.problem().bestParameters();
        double estimate = at[k];
        Bounds bounds = deviations.space().bounds(k);
        double bound = scale < 0 ? bounds.lower() : bounds.upper();
        Point below = new Point(estimate, 0, at);
        double above = Double.NaN; // the nearest number found beyond the end
        double aboveRoot = Double.NaN;
        double next = estimate + reach * scale;
        for (int step = 0; step < MAX_STEPS && !Thread.currentThread().isInterrupted(); step++) {
            next = scale < 0 ? Math.max(next, bound) : Math.min(next, bound);
            if (next == below.number()) {
                return bound; // reached first
            }
            Point point = point(k, next, below);
            if (Thread.currentThread().isInterrupted()) {
                return Double.NaN; // the point is not the minimum
            }
            if (point.root() < reach) {
                below = point;
                if (next == bound || Math.abs(next - estimate) > FARTHEST * Math.abs(scale)) {
                    return bound;
                }
            } else {
                above = next;
                aboveRoot = point.root();
            }
            if (Math.abs(above - below.number()) <= ACCURACY * Math.abs(above - estimate)) {
                return Double.isFinite(aboveRoot) ? above : Double.NaN;
            }
            if (Math.abs(point.root() - reach) <= ACCURACY * reach) {
                return point.number();
            }
            next = next(estimate, below, above, aboveRoot, reach);
        }
        return Double.NaN;
    }

    /** Interpolates, since the root is nearly linear; or goes further, or halves. */
    private static double next(double estimate, Point below, double above, double aboveRoot, double reach) {
        if (Double.isNaN(above)) {
            double farther = below.root() > 0 ? reach / below.root() : 2;
            return estimate + (below.number() - estimate) * Math.min(4, Math.max(1.1, 1.01 * farther));
        }
        double share = Double.isFinite(aboveRoot) ? (reach - below.root()) / (aboveRoot - below.root()) : 0.5;
        return below.number() + (above - below.number()) * Math.min(0.99, Math.max(0.01, share));
    }

    /** Fits all other parameters; a point where the curve cannot be computed has an infinite root. */
    private Point point(int k, double number, Point from) {
        double[] start = from.at().clone();
        start[k] = number;
        FitRun.Outcome outcome;
        try {
            Deviations held = deviations.holding(k, number);
            outcome = new FitRun(held, options.iterations(), options.listener())
                    .minimum(held.space().clamp(start));
        } catch (IllegalArgumentException e) {
            return new Point(number, Double.POSITIVE_INFINITY, start);
        }
        double grown = outcome.sumOfSquares() - best.sumOfSquares();
        if (-grown > LOWER * best.sumOfSquares() && -grown > LOWER * variance) {
            double[] at = outcome.problem().bestParameters();
            StringBuilder better = new StringBuilder();
            for (int j = 0; j < at.length; j++) {
                better.append(j == 0 ? "" : " ")
                        .append(Printer.name(deviations.space().names().get(j)))
                        .append('=')
                        .append(Printer.ASCII.number(at[j]));
            }
            throw new IllegalArgumentException(
                    "the profile of %s finds a smaller χ², so the fit is not the best; start it there: %s"
                            .formatted(Printer.name(deviations.space().names().get(k)), better));
        }
        double root = Math.sqrt(Math.max(0, grown) / variance);
        return new Point(
                number,
                Double.isNaN(root) ? Double.POSITIVE_INFINITY : root,
                outcome.problem().bestParameters());
    }
}
