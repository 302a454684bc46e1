package io.gradstep.demos.fit;

import com.google.common.math.Quantiles;
import com.google.common.primitives.ImmutableDoubleArray;

/**
 * The result of a fit: parameters, standard errors, residuals and R².
 *
 * <p>Standard errors are those of the curve linearised at the parameters: the roots of the diagonal of s²(JᵀJ)⁻¹, where
 * J has the derivatives, one row per sample, and s is the residual standard deviation.
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

    /** Returns a number that has all digits of a normal double, or else NaN. */
    private static double orUnknown(double squares) {
        return squares >= Double.MIN_NORMAL && squares <= Double.MAX_VALUE ? squares : Double.NaN;
    }

    /** Returns the share of squares that the curve explains; residuals of mere rounding count as 0. */
    private static double share(double left, double all, int sampleCount) {
        double share = 1 - left / all;
        return Math.abs(share) <= sampleCount * Math.ulp(1.0) ? 0 : share;
    }

    /** Computes standard errors: with JᵀJ = RᵀR, the inverse's diagonal has the squared lengths of the rows of R⁻¹. */
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

    /** {@return all parameters, in the order of {@link Curve#parameterNames()}} */
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

    /** {@return the residual of each sample, observed minus fitted value} */
    public ImmutableDoubleArray residuals() {
        return residuals;
    }

    /**
     * Returns a quartile of the residuals, interpolated linearly.
     *
     * @param quarters from 0 for the minimum to 4 for the maximum
     * @return the quantile
     */
    public double residualQuartile(int quarters) {
        return Quantiles.quartiles().index(quarters).compute(residuals.toArray());
    }

    /**
     * {@return the sum of the squared residuals, or NaN if it is out of the range of doubles, even if
     * {@link #residualStandardDeviation} is not}
     */
    public double sumOfSquares() {
        return sumOfSquares;
    }

    /** {@return the number of samples minus that of parameters, at least 0} */
    public int degreesOfFreedom() {
        return residuals.length() - parameters.length();
    }

    /**
     * {@return the residual standard deviation: the root of the sum of squares divided by the degrees of freedom, or
     * NaN if there are none}
     */
    public double residualStandardDeviation() {
        return residualStandardDeviation;
    }

    /**
     * {@return R², the share of the observations' variation about their mean that the curve explains: at most 1,
     * negative if the mean alone fits better, not finite if all observations are equal}
     */
    public double rSquared() {
        return rSquared;
    }

    /** {@return the number of steps that reduced the sum of squares} */
    public int iterationCount() {
        return iterations;
    }

    /** {@return whether the search converged, rather than reaching its limit} */
    public boolean converged() {
        return converged;
    }
}
