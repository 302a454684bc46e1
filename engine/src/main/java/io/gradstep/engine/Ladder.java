package io.gradstep.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Difference quotients of a function at one point, over steps from large to small, each an eighth of the one before. */
final class Ladder {
    /**
     * A function at a point.
     *
     * @param f the function
     * @param x the point
     * @param here the value there
     * @param rounding how far off values nearby may be
     */
    record Point(DoubleUnaryOperator f, double x, double here, double rounding) {
        /** The quotients over a step; null where they are not finite or the step is lost in the point's last bits. */
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
     * @param central over both sides
     * @param left from the point to the left
     * @param right from the point to the right
     * @param unit a unit in the last place of the largest of the three values
     */
    record Level(double step, double central, double left, double right, double unit) {
        double bend() {
            return Math.abs(right - left);
        }

        double steepest() {
            return Math.max(Math.abs(left), Math.abs(right));
        }

        /** Whether the function rises on both sides, or falls on both, about as much. */
        boolean isStraight() {
            return bend() <= steepest() / 2;
        }
    }

    /**
     * An extrapolated central quotient.
     *
     * @param level the smallest step that it was taken from
     * @param index that step's index
     * @param value the slope
     * @param error how far off it may be: by what is left after the extrapolation, and by rounding
     */
    record Slope(Level level, int index, double value, double error) {}

    /**
     * A point where the slopes of the two sides differ however small the step.
     *
     * @param low the smaller slope
     * @param high the larger
     * @param slack how far off they may be
     * @param grows whether they grow apart as the step shrinks
     */
    record Corner(double low, double high, double slack, boolean grows) {}

    private static final int RATIO = 3;
    private static final double EIGHT = 8;

    /** A difference of so many estimated errors is no accident. */
    static final double SIGNIFICANT = 8;

    /** A gap of so many times rounding is not made by rounding. */
    static final double ABOVE_ROUNDING = 100;

    /** Rounding that is so much less than a gap leaves no doubt of it. */
    private static final double MANIFEST = 1e11;

    /** No step is larger than so many powers of two times the point's size, or 1. */
    private static final int FARTHEST = 12;

    private static final int MAX_ADDED = 8;

    /** So many bits of the point may be lost when a step is added to it; the other 30 tell where it is. */
    private static final int MAX_BITS_LOST = 22;

    /** In a shorter ladder, quotients differ because of their steps and not of rounding. */
    private static final int MIN_THAT_SCATTER = 6;

    /** An extrapolation whose error is estimated to be so small a part of it has found something. */
    private static final double SETTLED = 1e-3;

    /** Rounding that is a larger part of values, or of their changes, leaves too few digits to tell from. */
    private static final double DROWNED = 1e-4;

    private final Point point;
    private final List<Level> levels;

    /** How much rounding may be worth in the central quotient over each step. */
    private final double[] noise;

    /** The part of it that is known, and not concluded from the quotients. */
    private final double[] known;

    private Ladder(Point point, List<Level> levels) {
        this.point = point;
        this.levels = levels;
        this.noise = new double[levels.size()];
        this.known = new double[levels.size()];
        double scatter = 0;
        int seen = levels.size() < MIN_THAT_SCATTER ? 0 : levels.size() - 1;
        for (int k = noise.length - 1; k >= 0; k--) {
            // What the quotients of much smaller steps differ by is rounding; at least three are looked at.
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

    /** The same with larger steps before, enough of them that rounding is worth less than {@code error}. */
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

    /** Extrapolates from a step and the two before it to step 0; null if those are not in the ladder. */
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

    /** The slope with the least error of those that all smaller steps are consistent with; null if there is none. */
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

    /** The corner at the point, if the two sides differ over small steps as they do over larger ones; else null. */
    @Nullable
    Corner corner(Slope slope) {
        int smallest = levels.size() - 1;
        while (smallest >= slope.index && levels.get(smallest).bend() <= 2 * SIGNIFICANT * noise[smallest]) {
            smallest--;
        }
        if (smallest < slope.index) {
            return null;
        }
        // Mere curvature falls with the step: over two steps to a 64th.
        double bend = levels.get(smallest).bend();
        double before = levels.get(smallest - 2).bend();
        return bend > before / 2 ? cornerBetween(slope.index, smallest, bend > 4 * before) : null;
    }

    /** The slopes of the two sides, each extrapolated to step 0 from where that is known best. */
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

    /** Whether a function that is flat at the point rises evenly over larger steps: rounding made stairs of it. */
    boolean isStair(Slope slope) {
        return slope.level.steepest() == 0
                && levels.subList(0, slope.index).stream()
                        .anyMatch(level -> level.steepest() > 0 && level.isStraight());
    }

    /**
     * Whether a slope is that far from something else beyond all doubt: rounding is nothing beside the gap, and no smaller
     * step narrows it. Else the function may have a finer structure, which rounding hides.
     */
    boolean isManifest(double gap, Slope slope) {
        for (int i = slope.index + 1; i < levels.size(); i++) {
            if (SIGNIFICANT * known[i] <= gap && Math.abs(levels.get(i).central - slope.value) > gap / 2) {
                return false;
            }
        }
        return gap > MANIFEST * noise[slope.index];
    }

    /** Whether some larger steps agree on a derivative that smaller ones do not confirm. */
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

    /** The largest slope of either side over the steps from the largest to one, and over far larger ones if all are 0. */
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
     * Whether the function's values tell little beside rounding: because that takes most of their digits, or because what
     * they do over small steps, and what is therefore taken for rounding, is no less than what they do over large ones.
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

    /** Whether the quotients grow as fast as the step shrinks: over a jump. */
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
