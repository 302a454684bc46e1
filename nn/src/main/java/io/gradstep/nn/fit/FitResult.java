package io.gradstep.nn.fit;

import static java.util.Objects.requireNonNull;

import com.google.common.math.Quantiles;
import com.google.common.primitives.ImmutableDoubleArray;
import io.gradstep.engine.expr.Printer;
import java.util.Locale;
import java.util.StringJoiner;

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
    private final FitEnding ending;
    private final Curve curve;

    FitResult(Deviations deviations, TriangularProblem problem, int iterations, FitEnding ending) {
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
        this.ending = ending;
        this.curve = deviations.curve();
        this.residuals = ImmutableDoubleArray.copyOf(left);
        this.sumOfSquares = units.squares(squares);
        this.rSquared = share(squares, deviations.squaresAboutMean(units), left.length);
        double deviation = degreesOfFreedom() == 0 ? Double.NaN : Math.sqrt(squares / degreesOfFreedom());
        this.residualStandardDeviation = deviation * units.residual();
        this.standardErrors = standardErrors(problem.best().triangle().leading(at.length), deviation, units);
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

    /** {@return the curve that was fitted} */
    public Curve curve() {
        return curve;
    }

    /** {@return all parameters, in the order of {@link Curve#parameterNames()}} */
    public double[] parameters() {
        return parameters.toArray();
    }

    /**
     * Returns a parameter.
     *
     * @param name its name
     * @return its value
     * @throws IllegalArgumentException if there is no such parameter
     */
    public double parameter(String name) {
        return parameter(curve.indexOf(requireNonNull(name, "name")));
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
     * Returns how far a parameter may be off.
     *
     * @param name its name
     * @return its standard error; NaN if there are no more samples than parameters
     * @throws IllegalArgumentException if there is no such parameter
     */
    public double standardError(String name) {
        return standardError(curve.indexOf(requireNonNull(name, "name")));
    }

    /** {@return the residual of each sample, observed minus fitted value} */
    public double[] residuals() {
        return residuals.toArray();
    }

    /**
     * Returns a quartile of the residuals, interpolated linearly.
     *
     * @param quarters from 0 for the minimum to 4 for the maximum
     * @return the quantile
     * @throws IllegalArgumentException if {@code quarters} is out of that range
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

    /** {@return the reason for which the search ended} */
    public FitEnding ending() {
        return ending;
    }

    /** {@return whether the search converged, rather than reaching its limit or being interrupted} */
    public boolean converged() {
        return ending == FitEnding.CONVERGED;
    }

    /** Returns each parameter with its standard error, and the reason for which the search ended. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        for (int k = 0; k < parameters.length(); k++) {
            text.add("%s = %s ± %s"
                    .formatted(Printer.name(curve.parameterNames().get(k)), parameters.get(k), standardErrors.get(k)));
        }
        return text + " (" + ending.name().toLowerCase(Locale.ROOT) + ")";
    }
}
