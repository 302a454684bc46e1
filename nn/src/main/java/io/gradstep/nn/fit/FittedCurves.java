package io.gradstep.nn.fit;

import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.NumberedSum;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.Program;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.arguments.KnownNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Curves with fitted parameters and their covariance: predicts with errors, without the samples, and can be saved.
 *
 * <p>Errors are propagated by exact derivatives: the root of gᵀCg for a gradient g and the covariance C. Immutable and
 * thread-safe.
 */
public final class FittedCurves {
    private final ImmutableList<Curve> curves;
    private final ImmutableList<String> names;
    private final ImmutableDoubleArray parameters;
    private final Covariance covariance;
    private final Confidence confidence;
    private final Scatter scatter;
    private final double deviation;

    /**
     * Puts curves and parameters together.
     *
     * @param deviation the residual standard deviation, NaN if unknown
     */
    FittedCurves(
            List<Curve> curves,
            List<String> names,
            double[] parameters,
            Covariance covariance,
            Confidence confidence,
            Scatter scatter,
            double deviation) {
        this.curves = ImmutableList.copyOf(curves);
        this.names = ImmutableList.copyOf(names);
        this.parameters = ImmutableDoubleArray.copyOf(parameters);
        this.covariance = covariance;
        this.confidence = confidence;
        this.scatter = scatter;
        this.deviation = deviation;
    }

    /**
     * Loads curves that {@link #save} wrote.
     *
     * @param file the file
     * @return the curves
     * @throws IOException if it cannot be read or holds something else; the message says what
     */
    public static FittedCurves load(Path file) throws IOException {
        return FitFile.read(requireNonNull(file, "file"));
    }

    /**
     * Saves the curves as JSON, completely or not at all. Loaded again, they predict the same digits.
     *
     * @param file the file to write
     * @throws IOException if it cannot be written; the message says why
     */
    public void save(Path file) throws IOException {
        FitFile.write(this, requireNonNull(file, "file"));
    }

    /** {@return an immutable list of the curves} */
    public List<Curve> curves() {
        return curves;
    }

    /** {@return an immutable list of the names of the fitted parameters, those of all curves} */
    public List<String> parameterNames() {
        return names;
    }

    /** {@return the fitted parameters, in the order of {@link #parameterNames()}} */
    public double[] parameters() {
        return parameters.toArray();
    }

    Covariance covariance() {
        return covariance;
    }

    Confidence confidence() {
        return confidence;
    }

    Scatter scatter() {
        return scatter;
    }

    /** {@return the residual standard deviation of the fit; NaN if there were no degrees of freedom} */
    public double residualStandardDeviation() {
        return deviation;
    }

    /**
     * Returns a quantity that follows from parameters, with its error propagated.
     *
     * @param expression an expression of parameters, such as {@code "log(2)/k"}
     * @return its value and standard error
     * @throws IllegalArgumentException if the expression is none, or has a name that is no parameter
     */
    public Estimate derived(String expression) {
        Map<String, Double> values = values();
        Map<String, String> ties = new LinkedHashMap<>();
        curves.forEach(each -> ties.putAll(each.ties()));
        Program program = Program.parse(requireNonNull(expression, "expression"));
        List<String> known = new ArrayList<>(values.keySet());
        known.addAll(ties.keySet());
        for (Program.Input input : program.inputs()) {
            if (input.defaultValue().isEmpty() && !known.contains(input.name())) {
                throw KnownNames.unknown("parameter", input.name(), known);
            }
        }
        Program whole = Ties.of(ties, values.keySet()).before(program);
        Map<String, Double> used = new LinkedHashMap<>(values);
        used.keySet()
                .removeIf(name -> !whole.numbers().containsKey(name)
                        && whole.inputs().stream()
                                .noneMatch(input -> input.name().equals(name)));
        Evaluation evaluation = whole.evaluate(used);
        List<Value> gradient = Derivatives.gradient(evaluation.output(), CurveFunctions.leaves(names, evaluation));
        double[] slopes = gradient.stream().mapToDouble(Value::data).toArray();
        return new Estimate(evaluation.output().data(), covariance.error(slopes));
    }

    /**
     * Returns a parameter.
     *
     * @param name its name; it may be fixed, with an error of 0, or tied
     * @return its value and standard error
     * @throws IllegalArgumentException if there is no such parameter
     */
    public Estimate parameter(String name) {
        int k = names.indexOf(requireNonNull(name, "name"));
        if (k >= 0) {
            return new Estimate(parameters.get(k), covariance.errors()[k]);
        }
        for (Curve curve : curves) {
            Double value = curve.fixed().get(name);
            if (value != null) {
                return new Estimate(value, 0);
            }
            if (curve.ties().containsKey(name)) {
                return derived(Printer.name(name));
            }
        }
        throw KnownNames.unknown("parameter", name, values().keySet());
    }

    /** Returns all parameters that have a value of their own, fitted or fixed. */
    private Map<String, Double> values() {
        Map<String, Double> all = new LinkedHashMap<>();
        for (int k = 0; k < names.size(); k++) {
            all.put(names.get(k), parameters.get(k));
        }
        curves.forEach(each -> all.putAll(each.fixed()));
        return all;
    }

    /**
     * Computes a curve.
     *
     * @param curve the curve's place among {@link #curves()}, from 0
     * @param inputs a row for each point, with a value for each of its inputs
     * @return its value at each point
     * @throws IllegalArgumentException if a row has another length
     * @throws IndexOutOfBoundsException if there is no such curve
     */
    public double[] values(int curve, double[][] inputs) {
        checkInputs(curve, inputs);
        return functions(curve).values(parameters.toArray(), inputs);
    }

    /**
     * Computes a curve with its standard errors and intervals. The confidence interval is about the curve; the interval
     * of an observation is wider, since an observation scatters about the curve besides. Both hold for one point at a
     * time, of the curve linearised at the parameters.
     *
     * @param curve the curve's place among {@link #curves()}, from 0
     * @param inputs a row for each point, with a value for each of its inputs
     * @param level the probability of the intervals, such as 0.95
     * @return an immutable list of the curve at each point
     * @throws IllegalArgumentException if a row has another length, or the level is not between 0 and 1
     * @throws IndexOutOfBoundsException if there is no such curve
     */
    public List<CurvePoint> points(int curve, double[][] inputs, double level) {
        checkInputs(curve, inputs);
        double reach = confidence.reach(level);
        double[] at = parameters.toArray();
        CurveFunctions functions = functions(curve);
        ImmutableList.Builder<CurvePoint> points = ImmutableList.builder();
        for (int from = 0; from < inputs.length; from += NumberedSum.CHUNK) {
            int count = Math.min(NumberedSum.CHUNK, inputs.length - from);
            double[][] rows = new double[count][at.length + 1];
            double[][] block = new double[count][];
            System.arraycopy(inputs, from, block, 0, count);
            functions.slopesAndValues(at, 1, block, rows);
            for (double[] row : rows) {
                points.add(point(row, reach));
            }
        }
        return points.build();
    }

    private CurvePoint point(double[] slopesAndValue, double reach) {
        double value = slopesAndValue[slopesAndValue.length - 1];
        double error = covariance.error(slopesAndValue);
        double whole = Math.sqrt(error * error + scatter.variance(value, deviation));
        return new CurvePoint(
                value, error, Interval.around(value, reach * error), Interval.around(value, reach * whole));
    }

    private void checkInputs(int curve, double[][] inputs) {
        requireNonNull(inputs, "inputs");
        int wanted =
                curves.get(checkElementIndex(curve, curves.size())).inputNames().size();
        for (double[] row : inputs) {
            ArgumentChecks.inputs(row.length, wanted);
        }
    }

    private CurveFunctions functions(int curve) {
        return curves.get(curve).functions(names);
    }

    /**
     * The distribution of an estimate about the truth, in standard errors: Student's t or, where the errors of the
     * samples are known, the normal distribution.
     *
     * @param degreesOfFreedom those of t; ∞ for the normal distribution, 0 if unknown
     */
    record Confidence(double degreesOfFreedom) {
        /** The inverse is found to 1e-9 and refined by Newton's steps, each of which doubles the digits. */
        private static final int REFINEMENTS = 2;

        /** The normal distribution. */
        static final Confidence NORMAL = new Confidence(Double.POSITIVE_INFINITY);

        /**
         * Returns how many standard errors an interval reaches to either side; NaN without degrees of freedom.
         *
         * @throws IllegalArgumentException if the probability is not between 0 and 1
         */
        double reach(double probability) {
            if (!(probability > 0 && probability < 1)) {
                throw new IllegalArgumentException(
                        "a level of confidence is between 0 and 1, such as 0.95, not " + probability);
            }
            if (degreesOfFreedom == 0) {
                return Double.NaN;
            }
            double below = (1 + probability) / 2;
            if (Double.isInfinite(degreesOfFreedom)) {
                return new NormalDistribution(0, 1).inverseCumulativeProbability(below);
            }
            TDistribution distribution = new TDistribution(degreesOfFreedom);
            double reach = distribution.inverseCumulativeProbability(below);
            for (int i = 0; i < REFINEMENTS; i++) {
                reach -= (distribution.cumulativeProbability(reach) - below) / distribution.density(reach);
            }
            return reach;
        }
    }

    /** The scatter of new observations about a fitted curve. */
    enum Scatter {
        /** The same everywhere: the residual standard deviation. */
        EQUAL,
        /** That of Poisson's counts: the root of the curve. */
        COUNTS,
        /** Unknown, because each sample had an error of its own, or the loss is robust. */
        UNKNOWN;

        /** Returns the variance of an observation, for a residual standard deviation. */
        double variance(double value, double deviation) {
            return switch (this) {
                case EQUAL -> deviation * deviation;
                case COUNTS -> value;
                case UNKNOWN -> Double.NaN;
            };
        }
    }
}
