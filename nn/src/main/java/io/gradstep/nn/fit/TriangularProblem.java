package io.gradstep.nn.fit;

import com.google.common.math.IntMath;
import io.gradstep.nn.fit.samples.Box;
import io.gradstep.nn.fit.samples.Triangle;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.AbstractOptimizationProblem;
import org.hipparchus.optim.nonlinear.vector.leastsquares.AbstractEvaluation;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresProblem;
import org.jspecify.annotations.Nullable;

/**
 * A least-squares problem for Hipparchus's optimisers, reduced from one residual per sample to one more than
 * parameters.
 *
 * <p>An orthogonal transformation of residuals and derivatives changes neither the sum of squares nor the steps of
 * Gauss–Newton or Levenberg–Marquardt, so a {@link Triangle} can replace the whole matrix. Points, residuals and
 * derivatives are in {@link Units}.
 */
final class TriangularProblem extends AbstractOptimizationProblem<LeastSquaresProblem.Evaluation>
        implements LeastSquaresProblem {
    /** Each rejected step is at least halved; after this many the step is negligible. */
    static final int EVALUATIONS_PER_ITERATION = 20;

    /** The limit on polishing steps, which gain a digit each, or a fifth of one if the residuals are large. */
    private static final int POLISHING = 80;

    /** The cosine at which polishing stops; rounding of many residuals leaves more. */
    private static final double RIGHT_ANGLE = 1e-14;

    /** A polishing step that reduces the cosine by less than to this share is the last. */
    private static final double GAIN = 0.9;

    /** The effect of rounding on one residual, in the residuals' unit. */
    private static final double ROUNDING = 0x1p-50;

    private final Deviations deviations;
    private final Units units;
    private final Box box;
    private final double[] start;

    private @Nullable State first;

    /** The state with the smallest sum of squares so far. */
    private @Nullable State best;

    private int stepCount;

    private final Listener listener;

    /** Hears of each improvement. */
    @FunctionalInterface
    interface Listener {
        void improved(int improvements, double sumOfSquares, double[] at);
    }

    /** Ends a search whose thread was interrupted. */
    static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1;

        Interruption() {
            super("the thread was interrupted", null, false, false);
        }
    }

    /** A point with its residuals and derivatives. */
    static final class State extends AbstractEvaluation {
        private final double[] point;
        private final Triangle triangle;
        private final int parameters;

        State(double[] point, Triangle triangle) {
            super(point.length + 1);
            this.point = point;
            this.triangle = triangle;
            this.parameters = point.length;
        }

        Triangle triangle() {
            return triangle;
        }

        /** Returns the length of a parameter's column of derivatives. */
        double influence(int k) {
            double squares = 0;
            for (int i = 0; i <= k; i++) {
                squares += triangle.get(i, k) * triangle.get(i, k);
            }
            return Math.sqrt(squares);
        }

        double[] point() {
            return point;
        }

        double sumOfSquares() {
            return getChiSquare();
        }

        @Override
        public RealVector getPoint() {
            return new ArrayRealVector(point);
        }

        @Override
        public RealVector getResiduals() {
            double[] residuals = new double[parameters + 1];
            for (int i = 0; i <= parameters; i++) {
                residuals[i] = triangle.get(i, parameters);
            }
            return new ArrayRealVector(residuals, false);
        }

        @Override
        public RealMatrix getJacobian() {
            double[][] rows = new double[parameters + 1][parameters];
            System.arraycopy(triangle.leading(parameters), 0, rows, 0, parameters);
            return new Array2DRowRealMatrix(rows, false);
        }
    }

    /** Creates the problem from start values in the formula's units. */
    TriangularProblem(Deviations deviations, double[] start, int maxIterations, Units units, Listener listener) {
        super(
                IntMath.saturatedMultiply(EVALUATIONS_PER_ITERATION, maxIterations),
                maxIterations,
                (iteration, previous, current) -> units.outgrownBy((State) current));
        this.deviations = deviations;
        this.start = start;
        this.units = units;
        this.box = units.box(deviations.space());
        this.listener = listener;
    }

    @Override
    public RealVector getStart() {
        return best == null ? new ArrayRealVector(units.scaled(start), false) : best.getPoint();
    }

    @Override
    public int getObservationSize() {
        return start.length + 1;
    }

    @Override
    public int getParameterSize() {
        return start.length;
    }

    @Override
    public Evaluation evaluate(RealVector point) {
        double[] at = point.toArray();
        if (best != null && Arrays.equals(best.point, at)) {
            return best;
        }
        if (best != null && Thread.currentThread().isInterrupted()) {
            throw new Interruption();
        }
        State state = state(at);
        if (best == null) {
            first = state;
            best = state;
        } else if (state.sumOfSquares() < best.sumOfSquares()) {
            improve(state);
        }
        return state;
    }

    /** {@return whether all start values are 0, so that they give no scale} */
    boolean isAtOrigin() {
        return Arrays.stream(start).allMatch(at -> at == 0);
    }

    /**
     * Tries the full Gauss–Newton step from the start. If derivatives do not depend on parameters, as for a
     * polynomial's coefficients, it reaches the minimum, however far away.
     */
    void leap() {
        State from = (State) evaluate(getStart());
        double[] next = next(from);
        if (Arrays.stream(next).allMatch(Double::isFinite) && box.holds(next) && hasSameSlopes(from.point, next)) {
            State to = state(next);
            if (to.sumOfSquares() < from.sumOfSquares() && Arrays.deepEquals(slopes(to), slopes(from))) {
                improve(to);
            }
        }
    }

    /** Compares the derivatives at the first sample, which spares most curves a look at the others. */
    private boolean hasSameSlopes(double[] from, double[] to) {
        return Arrays.equals(firstSlopes(from), 0, start.length, firstSlopes(to), 0, start.length);
    }

    private double[] firstSlopes(double[] point) {
        return deviations.slopesAndValue(CurveFunctions.withFactor(units.unscaled(point), 1), 0);
    }

    private void improve(State to) {
        best = to;
        stepCount++;
        listener.improved(stepCount, units.squares(to.sumOfSquares()), units.unscaled(to.point));
    }

    /** Returns the parameters that bounds hold at a point. */
    boolean[] held(State state) {
        return box.held(state.point, state.triangle.descent(new double[start.length]));
    }

    /** Returns the indices of the parameters that no bound holds. */
    int[] free(State state) {
        boolean[] held = held(state);
        return IntStream.range(0, held.length).filter(k -> !held[k]).toArray();
    }

    /** Returns the triangle, of derivatives and residuals, of the parameters that no bound holds. */
    Triangle freeTriangle(Triangle triangle, int[] free) {
        if (free.length == start.length) {
            return triangle;
        }
        int[] columns = Arrays.copyOf(free, free.length + 1);
        columns[free.length] = start.length;
        return triangle.select(columns);
    }

    /** Returns the cosine between the residuals and the curve's tangent space: 0 at the best parameters. */
    double cosine(State state) {
        return Math.sqrt(freeTriangle(state.triangle, free(state)).followed() / state.sumOfSquares());
    }

    /** Returns the end of the undamped Gauss–Newton step. */
    private double[] next(State from) {
        int[] free = free(from);
        double[] step = freeTriangle(from.triangle, free).solve();
        double[] next = from.point.clone();
        for (int i = 0; i < free.length; i++) {
            next[free[i]] += step[i];
        }
        return next;
    }

    private double[][] slopes(State state) {
        return state.triangle().leading(start.length);
    }

    private State state(double[] point) {
        return new State(point, deviations.triangle(units.unscaled(point), units));
    }

    /**
     * Refines the last digits. Near its minimum the sum of squares determines parameters to half their digits only; the
     * angle between residuals and curve determines the rest.
     */
    void polish() {
        double rounding = ROUNDING * Math.sqrt((double) deviations.size());
        double rightAngle = Math.max(RIGHT_ANGLE, rounding);
        boolean gains = true;
        for (int i = 0; i < POLISHING && gains && cosine(best()) > rightAngle; i++) {
            State from = best();
            double[] next = next(from);
            if (!Arrays.stream(next).allMatch(Double::isFinite) || !box.holds(next)) {
                return; // the samples do not determine all parameters
            }
            State polished = state(next);
            boolean asGood = Math.sqrt(polished.sumOfSquares()) <= Math.sqrt(from.sumOfSquares()) + rounding;
            if (!asGood || !(cosine(polished) < cosine(from))) {
                return;
            }
            gains = cosine(polished) < GAIN * cosine(from);
            best = polished;
        }
    }

    /** Returns the best point so far, or the start. */
    State best() {
        return evaluated(best);
    }

    private State first() {
        return evaluated(first);
    }

    private static State evaluated(@Nullable State state) {
        if (state == null) {
            throw new IllegalStateException("no point has been evaluated");
        }
        return state;
    }

    /** Returns the best point so far in the formula's units. */
    double[] bestParameters() {
        return units.unscaled(best().point);
    }

    Box box() {
        return box;
    }

    Units units() {
        return units;
    }

    /**
     * Returns each parameter's influence at the best point as a share of that at the start; 1 if it had none.
     */
    double[] influenceKept() {
        double[] kept = new double[start.length];
        for (int k = 0; k < kept.length; k++) {
            double before = first().influence(k);
            kept[k] = before == 0 ? 1 : best().influence(k) / before;
        }
        return kept;
    }

    /** {@return whether the search should restart from the best point in other units} */
    boolean outgrown() {
        return units.outgrownBy(best());
    }

    /** {@return the number of improvements} */
    int stepCount() {
        return stepCount;
    }
}
