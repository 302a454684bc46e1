package io.gradstep.demos.fit;

import com.google.common.math.Quantiles;
import com.google.common.primitives.ImmutableDoubleArray;

/**
 * The parameters that a search has found, and how well they are known.
 *
 * <p>Standard errors are those of the curve made straight at the parameters: the roots of the diagonal of
 * s²(JᵀJ)⁻¹, where J has the derivatives, a row a sample, and s is the residual standard deviation.
 */
public final class FitResult {
    private final ImmutableDoubleArray parameters;
    private final ImmutableDoubleArray standardErrors;
    private final ImmutableDoubleArray residuals;
    private final double sumOfSquares;
    private final double residualStandardDeviation;
    private final double rSquared;
    private final int iterations;
    private final boolean converged;

    FitResult(Deviations deviations, TriangularProblem problem, int iterations, boolean converged) {
        Units units = problem.units();
        double[] at = problem.bestParameters();
        double[] left = deviations.residuals(at);
        double squares = 0;
        for (double residual : left) {
            double part = units.difference(residual, 0);
            squares += part * part;
        }
        this.parameters = ImmutableDoubleArray.copyOf(at);
        this.iterations = iterations;
        this.converged = converged;
        this.residuals = ImmutableDoubleArray.copyOf(left);
        this.sumOfSquares = squares == 0 ? 0 : orUnknown(squares * units.residual() * units.residual());
        this.rSquared = share(squares, deviations.squaresAboutMean(units), left.length);
        double deviation = degreesOfFreedom() == 0 ? Double.NaN : Math.sqrt(squares / degreesOfFreedom());
        this.residualStandardDeviation = deviation * units.residual();
        this.standardErrors = standardErrors(problem.best().triangle().leading(at.length), deviation, units);
    }

    /** A double that has all its digits, or NaN. */
    private static double orUnknown(double squares) {
        return squares >= Double.MIN_NORMAL && squares <= Double.MAX_VALUE ? squares : Double.NaN;
    }

    /** The share of squares that a curve takes away; what rounding alone leaves is 0. */
    private static double share(double left, double all, int sampleCount) {
        double share = 1 - left / all;
        return Math.abs(share) <= sampleCount * Math.ulp(1.0) ? 0 : share;
    }

    /** With JᵀJ = RᵀR, the diagonal of its inverse has the squared lengths of the rows of R⁻¹. */
    private static ImmutableDoubleArray standardErrors(double[][] triangle, double deviation, Units units) {
        int size = triangle.length;
        double[] squares = new double[size];
        for (int column = 0; column < size; column++) {
            double[] inverse = new double[size];
            for (int i = column; i >= 0; i--) {
                double rest = i == column ? 1 : 0;
                for (int j = i + 1; j <= column; j++) {
                    rest -= triangle[i][j] * inverse[j];
                }
                inverse[i] = rest / triangle[i][i];
                squares[i] += inverse[i] * inverse[i];
            }
        }
        double[] errors = new double[size];
        for (int k = 0; k < size; k++) {
            errors[k] = deviation * Math.sqrt(squares[k]) * units.parameter(k);
        }
        return ImmutableDoubleArray.copyOf(errors);
    }

    /**
     * Returns all parameters.
     *
     * @return in the order of {@link Curve#parameterNames()}
     */
    public ImmutableDoubleArray parameters() {
        return parameters;
    }

    /**
     * Returns a parameter.
     *
     * @param k its index in {@link Curve#parameterNames()}
     * @return its value
     * @throws IndexOutOfBoundsException if there is no such parameter
     */
    public double parameter(int k) {
        return parameters.get(k);
    }

    /**
     * Returns how far a parameter may be off.
     *
     * @param k its index in {@link Curve#parameterNames()}
     * @return its standard error; NaN if there are no more samples than parameters
     * @throws IndexOutOfBoundsException if there is no such parameter
     */
    public double standardError(int k) {
        return standardErrors.get(k);
    }

    /**
     * Returns what was observed minus what the curve says.
     *
     * @return a number for each sample
     */
    public ImmutableDoubleArray residuals() {
        return residuals;
    }

    /**
     * Returns the residual below which a share of all residuals lies, between two of them in proportion.
     *
     * @param quarters from 0 for the least to 4 for the greatest
     * @return the quantile
     */
    public double residualQuartile(int quarters) {
        return Quantiles.quartiles().index(quarters).compute(residuals.toArray());
    }

    /**
     * Returns what was to be made as small as possible.
     *
     * @return the sum of the squared residuals; NaN if it is out of the range of doubles, though
     *     {@link #residualStandardDeviation} is not
     */
    public double sumOfSquares() {
        return sumOfSquares;
    }

    /**
     * Returns by how many the samples outnumber the parameters.
     *
     * @return at least 0
     */
    public int degreesOfFreedom() {
        return residuals.length() - parameters.length();
    }

    /**
     * Returns the standard deviation of the noise that the residuals tell of.
     *
     * @return the root of the sum of squares by the degrees of freedom; NaN if there are none
     */
    public double residualStandardDeviation() {
        return residualStandardDeviation;
    }

    /**
     * Returns which share of the observations' variation about their mean the curve follows.
     *
     * @return R², at most 1; negative if the mean alone does better; not finite if all observations are equal
     */
    public double rSquared() {
        return rSquared;
    }

    /**
     * Returns how many steps the search took.
     *
     * @return those that made the sum of squares less
     */
    public int iterationCount() {
        return iterations;
    }

    /**
     * Tells whether the search came to its end.
     *
     * @return false if it was stopped by its limit
     */
    public boolean converged() {
        return converged;
    }
}
