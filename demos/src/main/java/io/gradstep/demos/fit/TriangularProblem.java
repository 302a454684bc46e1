package io.gradstep.demos.fit;

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
 * Newton, Levenberg or Marquardt. So a {@link Triangle} stands for the whole matrix.
 */
final class TriangularProblem extends AbstractOptimizationProblem<LeastSquaresProblem.Evaluation>
        implements LeastSquaresProblem {
    /** Steps that gain a digit each. */
    private static final int POLISHING = 20;

    /** A cosine that is as good as 0. */
    static final double RIGHT_ANGLE = 1e-12;

    /** A relative difference of sums of squares that rounding can make. */
    private static final double SAME = 1e-12;

    private final Deviations deviations;
    private final int parameters;

    /** The least sum of squares so far. */
    private @Nullable State best;

    private int steps;

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

    TriangularProblem(Deviations deviations, int maxIterations, int maxEvaluations) {
        super(maxEvaluations, maxIterations, null);
        this.deviations = deviations;
        this.parameters = deviations.curve().parameterNames().size();
    }

    @Override
    public RealVector getStart() {
        return new ArrayRealVector(deviations.curve().start().toArray(), false);
    }

    @Override
    public int getObservationSize() {
        return parameters + 1;
    }

    @Override
    public int getParameterSize() {
        return parameters;
    }

    @Override
    public Evaluation evaluate(RealVector point) {
        double[] at = point.toArray();
        State state = new State(at, deviations.triangle(at));
        if (best == null) {
            best = state;
        } else if (state.sumOfSquares() < best.sumOfSquares()) {
            best = state;
            steps++;
        }
        return state;
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
            State polished = new State(next, deviations.triangle(next));
            boolean asGood = polished.sumOfSquares() <= (1 + SAME) * from.sumOfSquares();
            if (!asGood || !(polished.cosine() < from.cosine())) {
                return;
            }
            best = polished;
        }
    }

    /** The best point so far, and the start if there was none. */
    State best() {
        if (best == null) {
            throw new IllegalStateException("nothing has been evaluated");
        }
        return best;
    }

    /** How often there was a better point. */
    int steps() {
        return steps;
    }
}
