package io.gradstep.engine;

import io.gradstep.engine.GradientCheck.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Compares the claimed derivative of a function of one variable with difference quotients.
 *
 * <p>The quotients are taken over a {@link Ladder} of steps from a quarter of the variable's size down to its last
 * bits, which include the function's own scale. Central quotients are extrapolated to step 0 twice (Richardson, with
 * the error estimate of Ridders, 1982). An extrapolation counts only if all smaller steps are consistent with it to
 * within rounding, because a large step may miss what the function does at the point.
 */
final class SlopeCheck {
    /**
     * The result of a comparison.
     *
     * @param outcome the outcome
     * @param slope the extrapolated difference quotient, NaN if there is none
     * @param uncertainty its error bound
     * @param step the smallest step of the extrapolation
     * @param manifest whether slope and derivative differ so much that no structure below rounding could explain it
     */
    record Result(Outcome outcome, double slope, double uncertainty, double step, boolean manifest) {
        static Result none(Outcome outcome) {
            return new Result(outcome, Double.NaN, Double.NaN, Double.NaN, false);
        }

        static Result of(Outcome outcome, Ladder.Slope slope, boolean manifest) {
            return new Result(
                    outcome, slope.value(), slope.error(), slope.level().step(), manifest);
        }

        boolean isWrong() {
            return outcome.verdict() == GradientCheck.Verdict.WRONG;
        }

        /** The result if the values do not resolve the function. */
        Result unsettled() {
            return outcome.verdict() == GradientCheck.Verdict.UNDECIDED
                    ? this
                    : new Result(Outcome.UNSETTLED, slope, uncertainty, step, false);
        }

        /** The result after looking for a cause of the difference and finding none. */
        Result withoutCause() {
            return isWrong() && !manifest ? unsettled() : this;
        }
    }

    /** The largest step is this power of two times the variable's size. */
    private static final int TOP = -2;

    private static final int STEPS = 17;

    /** The smallest of the usual steps, times the variable's size. */
    static final double LEAST_STEP = 0x1p-18;

    /** Smaller powers of two lose digits in a product. */
    private static final int SMALLEST = -1000;

    /** Three steps that suit most functions, and a small one to check that they suit this one. */
    private static final int[] USUAL = {-8, -11, -14, -29};

    /** The relative difference allowed between quotients that are not extrapolated. */
    private static final double CLOSE = 1e-3;

    /** A slope is taken for 0 if its error is at most this part of the slopes nearby. */
    private static final double NEGLIGIBLE = 1e-9;

    private final Ladder.Point point;
    private final double derivative;

    /** The rounding error bound of the derivative itself. */
    private final double slack;

    private final double tolerance;

    private SlopeCheck(Ladder.Point point, double derivative, double slack, double tolerance) {
        this.point = point;
        this.derivative = derivative;
        this.slack = slack;
        this.tolerance = tolerance;
    }

    /**
     * Compares the two, with 9 values of the function if the derivative is right, and about 50 otherwise.
     *
     * @param point the function and the point
     * @param derivative the claimed derivative
     * @param slack its rounding error bound
     * @param tolerance the largest relative difference that counts as equal
     */
    static Result of(Ladder.Point point, double derivative, double slack, double tolerance) {
        if (!Double.isFinite(point.here()) || !Double.isFinite(point.x())) {
            return Result.none(Outcome.EDGE);
        }
        return new SlopeCheck(point, derivative, slack, tolerance).run();
    }

    private Result run() {
        int size = point.x() == 0 ? 0 : Math.max(Math.getExponent(point.x()), Double.MIN_EXPONENT);
        Result usual = usual(size);
        if (usual != null) {
            return usual;
        }
        int top = size + TOP;
        Ladder ladder = Ladder.down(point, top, STEPS);
        Result result = settled(ladder);
        if (point.x() != 0) {
            return result;
        }
        // At 0 the ladder does not end at a last bit: check that the function looks the same on the smallest scale.
        double smallest = smallestStep(ladder);
        Ladder.Level level = point.level(smallest);
        while (level != null && !isSeen(result, level) && top > Math.getExponent(smallest)) {
            top -= 3 * (STEPS - 3);
            Result finer = settled(Ladder.down(point, top, STEPS));
            result = finer.outcome() == Outcome.ROUNDING ? result : finer;
        }
        return result;
    }

    /** The step at which rounding would be a thousandth of the slopes observed or claimed. */
    private double smallestStep(Ladder ladder) {
        double scale = ladder.size() == 0 ? 0 : ladder.steepest(0);
        scale = Double.isFinite(derivative) ? Math.max(scale, Math.abs(derivative)) : scale;
        double lost = (point.rounding() + Math.ulp(point.here())) / (CLOSE * scale);
        return Math.scalb(1.0, Math.min(0, Math.max(Math.getExponent(lost) + 1, SMALLEST)));
    }

    private static boolean isSeen(Result result, Ladder.Level level) {
        return Math.abs(level.central() - result.slope())
                <= CLOSE * Math.abs(result.slope())
                        + result.uncertainty()
                        + Ladder.SIGNIFICANT * level.unit() / level.step();
    }

    /** The common case: three steps extrapolate to the derivative, and a small one agrees on both sides. */
    private @Nullable Result usual(int size) {
        int[] exponents = new int[USUAL.length];
        for (int i = 0; i < exponents.length; i++) {
            exponents[i] = size + USUAL[i];
        }
        double scale = Math.abs(derivative);
        if (point.x() == 0 || scale == 0 || !Double.isFinite(scale)) {
            return null;
        }
        Ladder ladder = Ladder.of(point, exponents);
        Ladder.Slope slope = ladder.size() == USUAL.length ? ladder.slopeAt(2) : null;
        double allowed = tolerance / 2 * scale;
        if (slope == null || slope.error() > allowed || Math.abs(slope.value() - derivative) > allowed) {
            return null;
        }
        Ladder.Level near = ladder.level(3);
        double spread = CLOSE * scale + Ladder.SIGNIFICANT * ladder.noise(3);
        boolean seen = Math.abs(near.left() - derivative) <= spread && Math.abs(near.right() - derivative) <= spread;
        return seen ? Result.of(Outcome.AGREES, slope, false) : null;
    }

    private Result settled(Ladder ladder) {
        Result result = judged(ladder);
        if (result.outcome() != Outcome.ROUNDING || !Double.isFinite(derivative)) {
            return result;
        }
        // Over larger steps rounding matters less.
        Ladder longer = ladder.extended(tolerance * Math.max(Math.abs(derivative), Math.abs(result.slope())));
        return longer.size() > ladder.size() ? judged(longer) : result;
    }

    private Result judged(Ladder ladder) {
        Ladder.Slope slope = ladder.best();
        if (slope == null) {
            return Result.none(Outcome.EDGE);
        }
        Ladder.Corner corner = ladder.corner(slope);
        if (corner != null) {
            boolean decisive = !ladder.isDrowned(slope.index());
            return Result.of(compared(corner, decisive), slope, true);
        }
        boolean manifest =
                !Double.isFinite(derivative) || ladder.isManifest(Math.abs(derivative - slope.value()), slope);
        return Result.of(compared(ladder, slope), slope, manifest);
    }

    private Outcome compared(Ladder.Corner corner, boolean decisive) {
        if (corner.grows()) {
            return Outcome.JUMP;
        }
        if (!Double.isFinite(derivative)) {
            return Outcome.NO_NUMBER;
        }
        double outside = Math.max(corner.low() - derivative, derivative - corner.high());
        double allowed = tolerance * Math.max(Math.abs(corner.low()), Math.abs(corner.high()));
        if (outside <= allowed + corner.slack()) {
            return Outcome.KINK;
        }
        return decisive && outside > allowed + Ladder.SIGNIFICANT * (corner.slack() + slack)
                ? Outcome.DISAGREES
                : Outcome.UNSETTLED;
    }

    private Outcome compared(Ladder ladder, Ladder.Slope slope) {
        double error = slope.error();
        double scale = Math.max(Math.abs(derivative), Math.abs(slope.value()));
        double gap = Math.abs(derivative - slope.value());
        double steepest = ladder.steepest(slope.index());
        if (ladder.isStair(slope)) {
            return Outcome.UNSETTLED;
        }
        boolean decisive = !ladder.jumps()
                && !ladder.isDrowned(slope.index())
                && !(gap <= Ladder.ABOVE_ROUNDING * ladder.noise(slope.index()));
        if (!Double.isFinite(derivative)) {
            return decisive && steepest > 0 && error <= CLOSE * steepest ? Outcome.DISAGREES : undecided(ladder, slope);
        }
        // The error is an upper bound, and mostly far from it.
        if (error <= Ladder.SIGNIFICANT * tolerance * scale && gap <= tolerance * scale) {
            return Outcome.AGREES;
        }
        if (decisive && gap > tolerance * scale + Ladder.SIGNIFICANT * (error + slack)) {
            return ladder.isSeenFromAfar(derivative, slope) ? Outcome.UNSETTLED : Outcome.DISAGREES;
        }
        boolean zero = derivative == 0 && slope.value() == 0;
        if (Math.max(gap, Math.abs(derivative)) <= Ladder.SIGNIFICANT / 2 * error
                && (error <= (zero ? tolerance : NEGLIGIBLE) * steepest || (zero && steepest == 0))) {
            return Outcome.AGREES;
        }
        return undecided(ladder, slope);
    }

    private Outcome undecided(Ladder ladder, Ladder.Slope slope) {
        if (ladder.jumps()) {
            return Outcome.JUMP;
        }
        double rounding = Math.max(ladder.noise(slope.index()), slack);
        return rounding >= slope.error() / 4 ? Outcome.ROUNDING : Outcome.UNSETTLED;
    }
}
