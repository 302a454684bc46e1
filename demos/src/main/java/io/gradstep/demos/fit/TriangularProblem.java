package io.gradstep.demos.fit;

import com.google.common.math.IntMath;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.AbstractOptimizationProblem;
import org.hipparchus.optim.nonlinear.vector.leastsquares.AbstractEvaluation;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresProblem;
import org.jspecify.annotations.Nullable;

/**
 * A least-squares problem as Hipparchus's optimisers take it, with one residual more than parameters in place of one a
 * sample.
 *
 * <p>An orthogonal transformation of residuals and derivatives changes neither the sum of squares nor the steps of Gauss,
 * Newton, Levenberg or Marquardt. So a {@link Triangle} stands for the whole matrix. Points, residuals and derivatives are
 * in {@link Units}.
 */
final class TriangularProblem extends AbstractOptimizationProblem<LeastSquaresProblem.Evaluation>
        implements LeastSquaresProblem {
    /** Steps that are refused are shortened at least by half: so many come to nothing at all. */
    private static final int EVALUATIONS_PER_ITERATION = 20;

    /** Steps that gain a digit each, or a fifth of one where the residuals are large. */
    private static final int POLISHING = 80;

    /** A cosine that is as good as 0. */
    private static final double RIGHT_ANGLE = 1e-14;

    /** What rounding the numbers of one sample can change of its residual, in the residuals' unit. */
    private static final double ROUNDING = 0x1p-50;

    private final Deviations deviations;
    private final Units units;
    private final double[] start;

    private @Nullable State first;

    /** The least sum of squares so far. */
    private @Nullable State best;

    private int stepCount;

    /** A point and what is known about it. */
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

        /** The length of a parameter's column of derivatives. */
        double influence(int k) {
            double squares = 0;
            for (int i = 0; i <= k; i++) {
                squares += triangle.get(i, k) * triangle.get(i, k);
            }
            return Math.sqrt(squares);
        }

        /** The cosine between the residuals and what the curve can follow: 0 at the best parameters. */
        double cosine() {
            double followed = 0;
            for (int i = 0; i < parameters; i++) {
                followed += triangle.get(i, parameters) * triangle.get(i, parameters);
            }
            return Math.sqrt(followed / sumOfSquares());
        }

        /** Where the step of Gauss and Newton leads, which is not damped. */
        double[] next() {
            double[] step = new double[parameters];
            double[] next = point.clone();
            for (int i = parameters - 1; i >= 0; i--) {
                double rest = triangle.get(i, parameters);
                for (int j = i + 1; j < parameters; j++) {
                    rest -= triangle.get(i, j) * step[j];
                }
                step[i] = rest / triangle.get(i, i);
                next[i] += step[i];
            }
            return next;
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

    /** The problem as it is from a start on, given as the formula takes it. */
    TriangularProblem(Deviations deviations, double[] start, int maxIterations) {
        this(deviations, start, maxIterations, Units.of(deviations, start));
    }

    private TriangularProblem(Deviations deviations, double[] start, int maxIterations, Units units) {
        super(
                IntMath.saturatedMultiply(EVALUATIONS_PER_ITERATION, maxIterations),
                maxIterations,
                (iteration, previous, current) -> units.outgrownBy((State) current));
        this.deviations = deviations;
        this.start = start;
        this.units = units;
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
        State state = state(at);
        if (best == null) {
            first = state;
            best = state;
        } else if (state.sumOfSquares() < best.sumOfSquares()) {
            best = state;
            stepCount++;
        }
        return state;
    }

    /** Whether nothing is known of the parameters' size. */
    boolean isAtOrigin() {
        return Arrays.stream(start).allMatch(at -> at == 0);
    }

    /**
     * Tries the whole step of Gauss and Newton from the start. Where derivatives do not depend on parameters, as those of a
     * polynomial's coefficients, it leads to the minimum, however far that is.
     */
    void leap() {
        State from = (State) evaluate(getStart());
        double[] next = from.next();
        if (Arrays.stream(next).allMatch(Double::isFinite)) {
            State to = state(next);
            if (to.sumOfSquares() < from.sumOfSquares() && Arrays.deepEquals(slopes(to), slopes(from))) {
                best = to;
                stepCount++;
            }
        }
    }

    private double[][] slopes(State state) {
        return state.triangle().leading(start.length);
    }

    private State state(double[] point) {
        return new State(point, deviations.triangle(units.unscaled(point), units));
    }

    /**
     * Takes the last digits. Near its minimum a sum of squares tells parameters to half of their digits only; the angle
     * between residuals and curve tells the rest.
     */
    void polish() {
        for (int i = 0; i < POLISHING && best().cosine() > RIGHT_ANGLE; i++) {
            State from = best();
            double[] next = from.next();
            if (!Arrays.stream(next).allMatch(Double::isFinite)) {
                return; // there are parameters that cannot be told apart
            }
            State polished = state(next);
            double rounding = ROUNDING * Math.sqrt(deviations.size());
            boolean asGood = Math.sqrt(polished.sumOfSquares()) <= Math.sqrt(from.sumOfSquares()) + rounding;
            if (!asGood || !(polished.cosine() < from.cosine())) {
                return;
            }
            best = polished;
        }
    }

    /** The best point so far, and the start if there was none. */
    State best() {
        return evaluated(best);
    }

    private State first() {
        return evaluated(first);
    }

    private static State evaluated(@Nullable State state) {
        if (state == null) {
            throw new IllegalStateException("nothing has been evaluated");
        }
        return state;
    }

    /** The best point so far as the formula takes it. */
    double[] bestParameters() {
        return units.unscaled(best().point);
    }

    Units units() {
        return units;
    }

    /**
     * What is left of each parameter's influence at the best point, as a share of that at the start; 1 where there was none.
     */
    double[] influenceKept() {
        double[] kept = new double[start.length];
        for (int k = 0; k < kept.length; k++) {
            double before = first().influence(k);
            kept[k] = before == 0 ? 1 : best().influence(k) / before;
        }
        return kept;
    }

    /** Whether the search should go on from the best point in other units. */
    boolean outgrown() {
        return units.outgrownBy(best());
    }

    /** How often there was a better point. */
    int stepCount() {
        return stepCount;
    }
}
