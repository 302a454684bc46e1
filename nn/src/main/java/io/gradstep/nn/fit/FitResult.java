package io.gradstep.nn.fit;

import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import io.gradstep.engine.expr.Printer;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The result of a fit: parameters, standard errors, residuals, and how good it is.
 *
 * <p>Standard errors are those of the curve linearised at the parameters: the roots of the diagonal of s²(JᵀJ)⁻¹, where
 * J has the derivatives, one row per sample, and s is the residual standard deviation. With absolute standard errors of
 * the samples, and for counts, s is 1; with a robust loss it is Huber's estimate. A parameter that a bound holds has
 * none.
 */
public final class FitResult {
    private final ImmutableList<Curve> curves;
    private final ImmutableList<String> names;
    private final ImmutableDoubleArray start;
    private final ImmutableDoubleArray parameters;
    private final ImmutableDoubleArray standardErrors;
    private final Residuals residuals;
    private final long sampleCount;
    private final double sumOfSquares;
    private final double chiSquare;
    private final double residualStandardDeviation;
    private final double rSquared;
    private final boolean likelihood;
    private final int iterations;
    private final FitEnding ending;
    private final FitStarts starts;
    private final Covariance covariance;
    private final FittedCurves fitted;
    private final Profile profile;

    FitResult(Deviations deviations, MultiStart.Result found, FitOptions options) {
        TriangularProblem problem = found.best().problem();
        Units units = problem.units();
        double[] at = problem.bestParameters();
        FitLoss loss = deviations.loss();
        double[] sums = deviations.sums(at, units);
        double mean = sums[FitSums.WEIGHTED] / sums[FitSums.WEIGHTS];
        double aboutMean = deviations.reduceValues(new SquaresAboutMean(units, mean));
        this.sampleCount = deviations.size();
        double penalties = deviations.isOrthogonal() ? problem.best().sumOfSquares() : sums[FitSums.PENALTIES];
        this.curves = deviations.series().stream().map(Series::curve).collect(ImmutableList.toImmutableList());
        this.names = deviations.space().names();
        this.start = ImmutableDoubleArray.copyOf(deviations.space().start());
        this.parameters = ImmutableDoubleArray.copyOf(at);
        this.iterations = found.best().stepCount();
        this.ending = found.best().ending();
        this.starts = found.starts();
        this.residuals = Residuals.of(deviations, at);
        this.likelihood = options.absolute() || loss.isPoisson();
        this.sumOfSquares = units.squares(sums[FitSums.RAW]);
        this.chiSquare = units.squares(penalties);
        this.rSquared = share(sums[FitSums.SQUARES], aboutMean, sampleCount);
        double deviation = degreesOfFreedom() == 0 ? Double.NaN : Math.sqrt(penalties / degreesOfFreedom());
        this.residualStandardDeviation = deviation * units.residual();
        this.covariance = Covariance.of(deviations, problem, sums, deviation, options.absolute());
        this.standardErrors = ImmutableDoubleArray.copyOf(covariance.errors());
        this.fitted = new FittedCurves(
                curves,
                names,
                at,
                covariance,
                likelihood ? FittedCurves.Confidence.NORMAL : new FittedCurves.Confidence(degreesOfFreedom()),
                scatter(options.loss(), deviations),
                residualStandardDeviation);
        this.profile = new Profile(deviations, found.best(), options, likelihood ? 1 : reducedChiSquare());
    }

    private static FittedCurves.Scatter scatter(FitLoss loss, Deviations deviations) {
        if (loss.isPoisson()) {
            return FittedCurves.Scatter.COUNTS;
        }
        boolean hasErrors = deviations.series().get(0).samples().hasErrors();
        return !hasErrors && loss.isSquares() ? FittedCurves.Scatter.EQUAL : FittedCurves.Scatter.UNKNOWN;
    }

    /** Returns the share of squares that the curve explains; residuals of mere rounding count as 0. */
    private static double share(double left, double all, long sampleCount) {
        double share = 1 - left / all;
        return Math.abs(share) <= sampleCount * Math.ulp(1.0) ? 0 : share;
    }

    /** {@return the curve that was fitted; the first, if there are several} */
    public Curve curve() {
        return curves.get(0);
    }

    /** {@return an immutable list of the curves that were fitted together} */
    public List<Curve> curves() {
        return curves;
    }

    /** {@return an immutable list of the names of the fitted parameters, those of all curves} */
    public List<String> parameterNames() {
        return names;
    }

    /** {@return the start value of each fitted parameter} */
    public double[] start() {
        return start.toArray();
    }

    /** {@return all fitted parameters, in the order of {@link #parameterNames()}} */
    public double[] parameters() {
        return parameters.toArray();
    }

    /**
     * Returns a parameter.
     *
     * @param name its name; it may be fixed or tied
     * @return its value
     * @throws IllegalArgumentException if there is no such parameter
     */
    public double parameter(String name) {
        int k = names.indexOf(requireNonNull(name, "name"));
        return k >= 0 ? parameters.get(k) : fitted.parameter(name).value();
    }

    /**
     * Returns a fitted parameter.
     *
     * @param k its index in {@link #parameterNames()}
     * @return its value
     * @throws IndexOutOfBoundsException if there is no such parameter
     */
    public double parameter(int k) {
        return parameters.get(k);
    }

    /**
     * Returns how far a fitted parameter may be off.
     *
     * @param k its index in {@link #parameterNames()}
     * @return its standard error; NaN if there are no more samples than parameters, or a bound holds the parameter
     * @throws IndexOutOfBoundsException if there is no such parameter
     */
    public double standardError(int k) {
        return standardErrors.get(k);
    }

    /**
     * Returns how far a parameter may be off.
     *
     * @param name its name; one that is fixed has an error of 0, and one that is tied has that of its expression
     * @return its standard error; NaN if there are no more samples than parameters, or a bound holds the parameter
     * @throws IllegalArgumentException if there is no such parameter
     */
    public double standardError(String name) {
        int k = names.indexOf(requireNonNull(name, "name"));
        return k >= 0 ? standardErrors.get(k) : fitted.parameter(name).standardError();
    }

    /**
     * Returns whether a bound holds a parameter: without it, the parameter would go further.
     *
     * @param k its index in {@link #parameterNames()}
     * @return whether it lies at one of its bounds
     * @throws IndexOutOfBoundsException if there is no such parameter
     */
    public boolean isAtBound(int k) {
        checkElementIndex(k, names.size());
        return covariance.isHeld(k);
    }

    /**
     * Returns a quantity that follows from parameters, with its error propagated: the root of gᵀCg, where C is the
     * covariance and g the exact gradient of the quantity.
     *
     * @param expression an expression of parameters, such as {@code "log(2)/k"}
     * @return its value and standard error
     * @throws IllegalArgumentException if the expression is none, or has a name that is no parameter
     */
    public Estimate derived(String expression) {
        return fitted.derived(requireNonNull(expression, "expression"));
    }

    /**
     * Computes a fitted curve.
     *
     * @param curve the curve's place among {@link #curves()}, from 0
     * @param inputs a row for each point, with a value for each of its inputs
     * @return its value at each point
     * @throws IndexOutOfBoundsException if there is no such curve
     */
    public double[] values(int curve, double[][] inputs) {
        return fitted.values(curve, requireNonNull(inputs, "inputs"));
    }

    /**
     * {@return the curves with their fitted parameters, which predict with errors at new points, and can be saved}
     */
    public FittedCurves fitted() {
        return fitted;
    }

    /**
     * Returns the confidence interval of a fitted parameter by curvature: its standard errors times the quantile of
     * Student's t or, if the errors of the samples are known, of the normal distribution.
     *
     * @param k its index in {@link #parameterNames()}
     * @param level the probability with which the interval holds the true value, such as 0.95
     * @return the interval; NaN at both ends where the standard error is unknown
     * @throws IllegalArgumentException if the level is not between 0 and 1
     * @throws IndexOutOfBoundsException if there is no such parameter
     */
    public Interval interval(int k, double level) {
        return Interval.around(parameters.get(k), fitted.confidence().reach(level) * standardErrors.get(k));
    }

    /**
     * Returns the confidence interval of a fitted parameter by the profile of χ²: it ends where χ², minimised over all
     * other parameters, has grown to what {@link #interval} would have it grow to if the curve were linear in them.
     * Each end takes several fits, whose progress a {@linkplain CurveFit#listener listener} hears. A bound that comes
     * first is the end.
     *
     * @param k its index in {@link #parameterNames()}
     * @param level the probability with which the interval holds the true value, such as 0.95
     * @return the interval; ±∞ at an end that does not exist, NaN where it is unknown, as for an interrupted thread,
     *     which stays interrupted
     * @throws IllegalArgumentException if the level is not between 0 and 1, the loss is robust, or the profile finds a
     *     smaller χ² than the fit did; the message says where
     * @throws IndexOutOfBoundsException if there is no such parameter
     */
    public Interval profileInterval(int k, double level) {
        return profile.interval(
                checkElementIndex(k, names.size()),
                standardErrors.get(k),
                fitted.confidence().reach(level));
    }

    /**
     * Returns the covariance of the fitted parameters.
     *
     * @return a symmetric matrix in the order of {@link #parameterNames()}; NaN where a bound holds a parameter, or
     *     without degrees of freedom
     */
    public double[][] covariance() {
        return covariance.matrix();
    }

    /**
     * Returns the correlation of two fitted parameters.
     *
     * @param k the index of one in {@link #parameterNames()}
     * @param l that of the other
     * @return a number from −1 to 1; NaN if a bound holds one of them
     * @throws IndexOutOfBoundsException if there is no such parameter
     */
    public double correlation(int k, int l) {
        checkElementIndex(k, names.size());
        checkElementIndex(l, names.size());
        return covariance.correlation(k, l);
    }

    /** {@return the number of samples of all curves} */
    public long sampleCount() {
        return sampleCount;
    }

    /**
     * {@return the residual of each sample, observed minus fitted value}
     *
     * @throws UnsupportedOperationException if the samples are not in memory
     */
    public double[] residuals() {
        return residuals.all();
    }

    /**
     * Returns a quartile of the residuals, interpolated linearly.
     *
     * @param quarters from 0 for the minimum to 4 for the maximum
     * @return the quantile
     * @throws IllegalArgumentException if {@code quarters} is out of that range
     */
    public double residualQuartile(int quarters) {
        return residuals.quartile(quarters);
    }

    /**
     * {@return the sum of the squared residuals, or NaN if it is out of the range of doubles, even if
     * {@link #residualStandardDeviation} is not}
     */
    public double sumOfSquares() {
        return sumOfSquares;
    }

    /**
     * {@return χ²: what was minimised, which is the sum over the samples of the loss of the residual divided by its
     * standard error; the sum of squares if there is neither; NaN if it is out of the range of doubles}
     */
    public double chiSquare() {
        return chiSquare;
    }

    /** {@return χ² divided by the degrees of freedom; NaN if there are none} */
    public double reducedChiSquare() {
        return degreesOfFreedom() == 0 ? Double.NaN : chiSquare / degreesOfFreedom();
    }

    /** {@return the number of samples minus that of fitted parameters, at least 0} */
    public long degreesOfFreedom() {
        return sampleCount - parameters.length();
    }

    /**
     * {@return the residual standard deviation: the root of the reduced χ², or NaN without degrees of freedom}
     */
    public double residualStandardDeviation() {
        return residualStandardDeviation;
    }

    /**
     * {@return R², the share of the observations' variation about their mean that the curve explains: at most 1,
     * negative if the mean alone fits better, not finite if all observations are equal; weighted by 1/σ² if there are
     * standard errors}
     */
    public double rSquared() {
        return rSquared;
    }

    /**
     * Returns Akaike's information criterion, of which the smaller is the better among fits to the same samples.
     *
     * @return χ² + 2p with absolute standard errors and for counts, and otherwise n log(χ²/n) + 2p, for n samples and p
     *     parameters; −∞ for a fit without residuals
     */
    public double aic() {
        return badness() + 2 * parameters.length();
    }

    /** {@return the Bayesian information criterion: {@link #aic} with log n in place of 2} */
    public double bic() {
        return badness() + StrictMath.log((double) sampleCount) * parameters.length();
    }

    private double badness() {
        return likelihood ? chiSquare : sampleCount * StrictMath.log(chiSquare / sampleCount);
    }

    /** {@return the number of steps that reduced the sum of squares} */
    public int iterationCount() {
        return iterations;
    }

    /** {@return the starts that were tried, and what they led to} */
    public FitStarts starts() {
        return starts;
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
        for (int k = 0; k < names.size(); k++) {
            text.add("%s = %s ± %s".formatted(Printer.name(names.get(k)), parameters.get(k), standardErrors.get(k)));
        }
        return text + " (" + ending.name().toLowerCase(Locale.ROOT) + ")";
    }
}
