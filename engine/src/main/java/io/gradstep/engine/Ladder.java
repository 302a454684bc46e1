package io.gradstep.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Difference quotients of a function at one point, over steps from large to small, each an eighth of the previous one.
 */
final class Ladder {
    /**
     * A function at a point.
     *
     * @param f the function
     * @param x the point
     * @param here the value there
     * @param rounding the error bound of values nearby
     */
    record Point(DoubleUnaryOperator f, double x, double here, double rounding) {
        /** The quotients over a step; null if they are not finite or the step vanishes in the point's last bits. */
        @Nullable
        Level level(double step) {
            if (step < 2 * Math.ulp(x)) {
                return null;
            }
            double after = f.applyAsDouble(x + step);
            double before = f.applyAsDouble(x - step);
            double central = (after - before) / (2 * step);
            double left = (here - before) / step;
            double right = (after - here) / step;
            double unit = Math.ulp(Math.max(Math.abs(here), Math.max(Math.abs(after), Math.abs(before))));
            boolean finite = Double.isFinite(central) && Double.isFinite(right - left);
            return finite ? new Level(step, central, left, right, unit) : null;
        }
    }

    /**
     * The quotients over one step, which is a power of two, so that x ± step and the divisions are exact.
     *
     * @param step a power of two
     * @param central the central quotient
     * @param left the quotient to the left of the point
     * @param right the quotient to the right of the point
     * @param unit a unit in the last place of the largest of the three values
     */
    record Level(double step, double central, double left, double right, double unit) {
        double bend() {
            return Math.abs(right - left);
        }

        double steepest() {
            return Math.max(Math.abs(left), Math.abs(right));
        }

        /** Whether the function rises about equally on both sides, or falls. */
        boolean isStraight() {
            return bend() <= steepest() / 2;
        }
    }

    /**
     * An extrapolated central quotient.
     *
     * @param level the smallest step of the extrapolation
     * @param index that step's index
     * @param value the slope
     * @param error the error bound: the remainder of the extrapolation plus rounding
     */
    record Slope(Level level, int index, double value, double error) {}

    /**
     * A kink: a point where the left and right slopes differ for all steps.
     *
     * @param low the smaller slope
     * @param high the larger
     * @param slack their error bound
     * @param grows whether their difference grows as the step shrinks
     */
    record Corner(double low, double high, double slack, boolean grows) {}

    private static final int RATIO = 3;
    private static final double EIGHT = 8;

    /** A difference of at least this many estimated errors is significant. */
    static final double SIGNIFICANT = 8;

    /** A gap of at least this many rounding errors is not caused by rounding. */
    static final double ABOVE_ROUNDING = 100;

    /** A gap of at least this many rounding errors is beyond doubt. */
    private static final double MANIFEST = 1e11;

    /** The exponent of the largest step, relative to the point's size or 1. */
    private static final int FARTHEST = 12;

    private static final int MAX_ADDED = 8;

    /** The most bits of the point that may be lost when a step is added to it; the other 30 locate it. */
    private static final int MAX_BITS_LOST = 22;

    /** In a shorter ladder, quotients differ because of their steps, not because of rounding. */
    private static final int MIN_THAT_SCATTER = 6;

    /** An extrapolation with an estimated relative error of at most this has converged. */
    private static final double SETTLED = 1e-3;

    /** If rounding is a larger part of values, or of their changes, too few digits are left to decide. */
    private static final double DROWNED = 1e-4;

    private final Point point;
    private final List<Level> levels;

    /** The bound of the rounding error in the central quotient over each step. */
    private final double[] noise;

    /** The part of it that is known, not estimated from the quotients. */
    private final double[] known;

    private Ladder(Point point, List<Level> levels) {
        this.point = point;
        this.levels = levels;
        this.noise = new double[levels.size()];
        this.known = new double[levels.size()];
        double scatter = 0;
        int seen = levels.size() < MIN_THAT_SCATTER ? 0 : levels.size() - 1;
        for (int k = noise.length - 1; k >= 0; k--) {
            // The differences between quotients of much smaller steps are rounding; takes at least three.
            for (; seen > 0 && seen >= Math.min(k + 3, levels.size() - 3); seen--) {
                double change = levels.get(seen).central - levels.get(seen - 1).central;
                scatter = Math.max(scatter, Math.abs(change) * levels.get(seen).step);
            }
            Level level = levels.get(k);
            known[k] = (point.rounding + 2 * level.unit) / level.step;
            noise[k] = known[k] + scatter / level.step;
        }
    }

    /** Takes quotients over 2^exponent for each exponent, from large to small. */
    static Ladder of(Point point, int... exponents) {
        List<Level> levels = new ArrayList<>();
        for (int e : exponents) {
            Level level = point.level(Math.scalb(1.0, e));
            if (level != null) {
                levels.add(level);
            }
        }
        return new Ladder(point, levels);
    }

    /** Takes quotients from 2^top down, over a given number of steps. */
    static Ladder down(Point point, int top, int steps) {
        int[] exponents = new int[steps];
        for (int i = 0; i < steps; i++) {
            exponents[i] = top - RATIO * i;
        }
        return of(point, exponents);
    }

    /** The ladder with larger steps added in front, until the rounding error is less than {@code error}. */
    Ladder extended(double error) {
        int present = Math.getExponent(levels.get(0).step);
        int size = Math.getExponent(point.x);
        int most = point.x == 0 ? FARTHEST : Math.min(Math.max(0, size) + FARTHEST, size + MAX_BITS_LOST);
        int needed = error == 0 ? most : Math.getExponent(levels.get(0).step * (noise[0] / error)) + 3 * RATIO;
        int steps = Math.floorDiv(Math.min(needed, most) - present + RATIO - 1, RATIO);
        if (steps <= 0) {
            return this;
        }
        int count = Math.min(steps, MAX_ADDED);
        List<Level> all = new ArrayList<>(down(point, present + steps * RATIO, count).levels);
        all.addAll(levels);
        return new Ladder(point, all);
    }

    int size() {
        return levels.size();
    }

    Level level(int k) {
        return levels.get(k);
    }

    double noise(int k) {
        return noise[k];
    }

    /** Extrapolates from a step and the two previous ones to step 0; null if those are not in the ladder. */
    @Nullable
    Slope slopeAt(int k) {
        if (k < 2 || !follows(k) || !follows(k - 1)) {
            return null;
        }
        double narrow = extrapolated(levels.get(k).central, levels.get(k - 1).central, 63);
        double wide = extrapolated(levels.get(k - 1).central, levels.get(k - 2).central, 63);
        double value = extrapolated(narrow, wide, 4095);
        double error = Math.max(Math.abs(value - narrow), Math.abs(value - wide)) + noise[k];
        return new Slope(levels.get(k), k, value, error);
    }

    private boolean follows(int k) {
        return levels.get(k - 1).step == EIGHT * levels.get(k).step;
    }

    private static double extrapolated(double narrow, double wide, double weight) {
        return narrow + (narrow - wide) / weight;
    }

    /** The slope with the smallest error of those consistent with all smaller steps; null if there is none. */
    @Nullable
    Slope best() {
        Slope best = null;
        for (int k = 0; k < levels.size(); k++) {
            Slope slope = slopeAt(k);
            if (slope != null && (best == null || slope.error < best.error) && isConfirmed(slope)) {
                best = slope;
            }
        }
        return best;
    }

    private boolean isConfirmed(Slope slope) {
        double slack = slope.error + Math.abs(slope.level.central - slope.value);
        for (int i = slope.index + 1; i < levels.size(); i++) {
            if (Math.abs(levels.get(i).central - slope.value) > slack + SIGNIFICANT / 2 * noise[i]) {
                return false;
            }
        }
        return true;
    }

    /** The kink at the point, if the two sides differ over small steps as over larger ones; otherwise null. */
    @Nullable
    Corner corner(Slope slope) {
        int smallest = levels.size() - 1;
        while (smallest >= slope.index && levels.get(smallest).bend() <= 2 * SIGNIFICANT * noise[smallest]) {
            smallest--;
        }
        if (smallest < slope.index) {
            return null;
        }
        // A difference caused by curvature shrinks with the step: over two steps to a 64th.
        double bend = levels.get(smallest).bend();
        double before = levels.get(smallest - 2).bend();
        return bend > before / 2 ? cornerBetween(slope.index, smallest, bend > 4 * before) : null;
    }

    /** The slopes of the two sides, each extrapolated to step 0 from where its error is smallest. */
    private Corner cornerBetween(int first, int last, boolean grows) {
        Corner best = null;
        for (int k = Math.max(first, 1); k <= last; k++) {
            double left = extrapolated(levels.get(k).left, levels.get(k - 1).left, 7);
            double right = extrapolated(levels.get(k).right, levels.get(k - 1).right, 7);
            double error = Math.max(Math.abs(left - levels.get(k).left), Math.abs(right - levels.get(k).right));
            double slack = error + 2 * noise[k];
            if (best == null || slack < best.slack) {
                best = new Corner(Math.min(left, right), Math.max(left, right), slack, grows);
            }
        }
        return best == null ? new Corner(Double.NaN, Double.NaN, Double.NaN, grows) : best;
    }

    /**
     * Whether a function that is flat at the point rises evenly over larger steps, so that it is a staircase due to
     * rounding.
     */
    boolean isStair(Slope slope) {
        return slope.level.steepest() == 0
                && levels.subList(0, slope.index).stream()
                        .anyMatch(level -> level.steepest() > 0 && level.isStraight());
    }

    /**
     * Whether the gap between a slope and another number is beyond doubt: rounding is negligible, and no smaller step
     * narrows the gap. Otherwise the function may have a finer structure that rounding hides.
     */
    boolean isManifest(double gap, Slope slope) {
        for (int i = slope.index + 1; i < levels.size(); i++) {
            if (SIGNIFICANT * known[i] <= gap && Math.abs(levels.get(i).central - slope.value) > gap / 2) {
                return false;
            }
        }
        return gap > MANIFEST * noise[slope.index];
    }

    /** Whether larger steps agree on a derivative that smaller ones do not confirm. */
    boolean isSeenFromAfar(double derivative, Slope confirmed) {
        for (int k = 0; k < confirmed.index; k++) {
            Slope slope = slopeAt(k);
            if (slope != null
                    && slope.error <= SETTLED * Math.abs(slope.value)
                    && Math.abs(slope.value - derivative) <= SIGNIFICANT * slope.error
                    && Math.abs(slope.value - confirmed.value) > SIGNIFICANT * (slope.error + confirmed.error)) {
                return true;
            }
        }
        return false;
    }

    /** The largest slope of either side over the steps down to an index, and over far larger ones if all are 0. */
    double steepest(int index) {
        double steepest = 0;
        for (Level level : levels.subList(0, index + 1)) {
            steepest = Math.max(steepest, level.steepest());
        }
        int present = Math.getExponent(levels.get(0).step);
        int most = Math.max(0, Math.getExponent(point.x)) + 5 * FARTHEST;
        for (int far = 1; far <= 5 && steepest == 0; far++) {
            Level level = point.level(Math.scalb(1.0, present + (most - present) * far / 5));
            steepest = level == null ? 0 : level.steepest();
        }
        return steepest;
    }

    /**
     * Whether rounding dominates the function's values: it takes most of their digits, or the values change over small
     * steps, where changes are taken for rounding, as much as over large ones.
     */
    boolean isDrowned(int index) {
        double unit = 0;
        double change = 0;
        for (int k = Math.max(0, index - 2); k <= index; k++) {
            unit = Math.max(unit, levels.get(k).unit);
            change = Math.max(change, levels.get(k).steepest() * levels.get(k).step);
        }
        double step = levels.get(index).step;
        return index >= levels.size() - 2
                || known[index] * step > DROWNED * 0x1p52 * unit
                || (noise[index] - known[index]) * step > DROWNED * change;
    }

    /** Whether the quotients grow as fast as the step shrinks, as at a jump. */
    boolean jumps() {
        int last = levels.size() - 1;
        for (int k = last; k > last - 3; k--) {
            double growth =
                    k < 1 ? 0 : levels.get(k).steepest() / levels.get(k - 1).steepest();
            if (!(growth > 0.9 * EIGHT && growth < 1.1 * EIGHT)) {
                return false;
            }
        }
        return true;
    }
}
