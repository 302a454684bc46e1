package io.gradstep.nn.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Searches from several starts, of which the best by the sum of squares counts. */
final class MultiStart {
    /** Sums of squares that differ by less than this share are the same minimum. */
    private static final double SAME = 1e-6;

    /** Without two bounds, a start is up to this many powers of e from the given one. */
    private static final double SPREAD = 3;

    private final Deviations deviations;
    private final FitOptions options;

    MultiStart(Deviations deviations, FitOptions options) {
        this.deviations = deviations;
        this.options = options;
    }

    /** The best outcome, and how the others compare. */
    record Result(FitRun.Outcome best, FitStarts starts) {}

    /**
     * Searches from the given start and from random ones.
     *
     * @throws IllegalArgumentException the first start's, if all fail
     */
    Result run() {
        if (options.starts() == 1) {
            return new Result(search(1).from(deviations.space().start()), new FitStarts(1, 1, 0, 0));
        }
        SplittableRandom random = new SplittableRandom(options.seed());
        List<FitRun.Outcome> outcomes = new ArrayList<>();
        IllegalArgumentException reason = null;
        int tried = 0;
        while (tried < options.starts()
                && (tried == 0 || !Thread.currentThread().isInterrupted())) {
            double[] start = tried == 0 ? deviations.space().start() : start(random);
            tried++;
            try {
                outcomes.add(search(tried).from(start));
            } catch (IllegalArgumentException e) {
                reason = reason == null ? e : reason;
            }
        }
        if (reason != null && tried == 1 && outcomes.isEmpty()) {
            throw reason; // interrupted
        }
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException(
                    "none of %d starts leads to a fit; from the first, %s"
                            .formatted(tried, reason == null ? "" : reason.getMessage()),
                    reason);
        }
        FitRun.Outcome best = outcomes.get(0);
        for (FitRun.Outcome outcome : outcomes) {
            best = outcome.sumOfSquares() < best.sumOfSquares() ? outcome : best;
        }
        double limit = best.sumOfSquares() * (1 + SAME);
        int agreeing = (int) outcomes.stream()
                .filter(outcome -> outcome.sumOfSquares() <= limit)
                .count();
        return new Result(
                best, new FitStarts(options.starts(), agreeing, tried - outcomes.size(), options.starts() - tried));
    }

    private FitRun search(int number) {
        return new FitRun(deviations, options.iterations(), options.listener(), number, options.starts());
    }

    /**
     * Draws a start: evenly between two bounds; with one bound, the start's distance from it times a power of e between
     * −3 and 3; without, the start times such a power, of either sign.
     */
    private double[] start(SplittableRandom random) {
        double[] start = deviations.space().start();
        for (int k = 0; k < start.length; k++) {
            Bounds bounds = deviations.space().bounds(k);
            double share = random.nextDouble();
            double factor = StrictMath.exp(SPREAD * (2 * share - 1));
            boolean negative = random.nextBoolean();
            if (bounds.isClosed()) {
                start[k] = bounds.lower() + share * (bounds.upper() - bounds.lower());
            } else if (!bounds.equals(Bounds.NONE)) {
                double bound = Double.isFinite(bounds.lower()) ? bounds.lower() : bounds.upper();
                double distance = start[k] == bound ? 1 : Math.abs(start[k] - bound);
                start[k] = Double.isFinite(bounds.lower()) ? bound + distance * factor : bound - distance * factor;
            } else {
                double size = start[k] == 0 ? 1 : Math.abs(start[k]);
                start[k] = negative ? -size * factor : size * factor;
            }
        }
        return start;
    }
}
