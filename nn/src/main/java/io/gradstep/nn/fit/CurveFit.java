package io.gradstep.nn.fit;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gradstep.engine.expr.Printer;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.samples.FitSamples;
import io.gradstep.nn.fit.samples.MemorySamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A fit of curves to samples: finds the parameters with the smallest sum of squared residuals, or of another
 * {@linkplain FitLoss loss}, by Levenberg–Marquardt.
 *
 * <p>The fit does not depend on units: samples and parameters in other units give the same curve, because it computes
 * in units of its own.
 *
 * <p>A step takes time linear in the number of samples and quadratic in the number of parameters. It runs on all
 * processors, and the result does not depend on how many there are. Memory use is that of the samples.
 *
 * <p>Immutable: each setting makes a new fit. Any number of threads may run it.
 */
@CheckReturnValue
public final class CurveFit {
    /** The default limit on iterations. */
    public static final int DEFAULT_ITERATIONS = 1000;

    private final ImmutableList<Curve> curves;
    private final ImmutableList<FitSamples> samples;
    private final FitOptions options;

    private CurveFit(List<Curve> curves, List<FitSamples> samples, FitOptions options) {
        this.curves = ImmutableList.copyOf(curves);
        this.samples = ImmutableList.copyOf(samples);
        this.options = options;
    }

    /**
     * Prepares a fit.
     *
     * @param curve the curve to fit
     * @param samples samples with the curve's inputs, in its order, and one target
     * @return a fit from the curve's start values
     * @throws IllegalArgumentException if there are fewer samples than parameters, or their shape does not fit the
     *     curve
     */
    public static CurveFit of(Curve curve, Dataset samples) {
        return checked(none().and(curve, requireNonNull(samples, "samples")));
    }

    /**
     * Prepares a fit to samples that need not be in memory.
     *
     * @param curve the curve to fit
     * @param samples samples with the curve's inputs, in its order
     * @return a fit from the curve's start values
     * @throws IllegalArgumentException if there are fewer samples than parameters, or their shape does not fit the
     *     curve
     */
    @SuppressWarnings("exports") // for our own commands
    public static CurveFit of(Curve curve, FitSamples samples) {
        return checked(none().and(curve, requireNonNull(samples, "samples")));
    }

    private static CurveFit none() {
        return new CurveFit(List.of(), List.of(), FitOptions.DEFAULT);
    }

    private static CurveFit checked(CurveFit fit) {
        fit.checkCount();
        return fit;
    }

    /**
     * Returns this fit with another curve, which shares the parameters that have the same names.
     *
     * @param curve the curve
     * @param data its samples, with its inputs, in its order, and one target
     * @return a new fit, which minimises the sum over all samples of all curves
     * @throws IllegalArgumentException if the samples' shape does not fit the curve, or a parameter is free in one
     *     curve and fixed or tied in another
     */
    public CurveFit and(Curve curve, Dataset data) {
        checkShape(curve, requireNonNull(data, "data").inputCount(), data.outputCount());
        return joined(curve, new MemorySamples(data));
    }

    /**
     * Returns this fit with another curve, which shares the parameters that have the same names.
     *
     * @param curve the curve
     * @param data its samples, with its inputs, in its order; with standard errors if the others have some
     * @return a new fit, which minimises the sum over all samples of all curves
     * @throws IllegalArgumentException if the samples' shape does not fit the curve, or a parameter is free in one
     *     curve and fixed or tied in another
     */
    @SuppressWarnings("exports") // for our own commands
    public CurveFit and(Curve curve, FitSamples data) {
        checkShape(curve, requireNonNull(data, "data").inputCount(), 1);
        return joined(curve, data);
    }

    private static void checkShape(Curve curve, int inputs, int targets) {
        int needed = requireNonNull(curve, "curve").inputNames().size();
        if (targets != 1 || inputs != needed) {
            throw new IllegalArgumentException(
                    "the samples have %d inputs and %d targets; the curve needs %d inputs and 1"
                            .formatted(inputs, targets, needed));
        }
    }

    private CurveFit joined(Curve curve, FitSamples data) {
        List<Curve> allCurves = new ArrayList<>(curves);
        allCurves.add(curve);
        ParameterSpace.of(allCurves);
        List<FitSamples> allSamples = new ArrayList<>(samples);
        allSamples.add(data);
        return new CurveFit(allCurves, allSamples, options);
    }

    private void checkCount() {
        int parameters = ParameterSpace.of(curves).size();
        long count = sampleCount();
        if (count < parameters) {
            throw new IllegalArgumentException(
                    "%d %s cannot determine %d parameters; at least as many samples are needed"
                            .formatted(count, count == 1 ? "sample" : "samples", parameters));
        }
    }

    private long sampleCount() {
        return samples.stream().mapToLong(FitSamples::size).sum();
    }

    /**
     * Returns this fit with standard errors of the samples, by which their residuals are divided.
     *
     * @param errors the standard error of each sample's target, positive; those of several curves one after the other
     * @param absolute whether the errors are known as they are, rather than only relative to each other. Then the
     *     standard errors of parameters follow from them alone; otherwise they follow from the residuals too
     * @return a new fit
     * @throws IllegalArgumentException if there is not one for each sample, or one is not positive and finite
     */
    public CurveFit errors(double[] errors, boolean absolute) {
        if (requireNonNull(errors, "errors").length != sampleCount()) {
            throw new IllegalArgumentException("%d standard errors were given for %d samples; give one for each"
                    .formatted(errors.length, sampleCount()));
        }
        for (int i = 0; i < errors.length; i++) {
            if (!(errors[i] > 0 && Double.isFinite(1 / errors[i]) && Double.isFinite(errors[i]))) {
                throw new IllegalArgumentException(
                        "the standard error in row %d of the data is %s; it must be positive and finite"
                                .formatted(i + 1, errors[i]));
            }
        }
        return changed((memory, from, to) -> memory.withErrors(Arrays.copyOfRange(errors, from, to)))
                .with(options.withAbsolute(absolute));
    }

    /** Changes the samples of a curve, by their place among all. */
    @FunctionalInterface
    private interface Change {
        MemorySamples of(MemorySamples samples, int from, int to);
    }

    private CurveFit changed(Change change) {
        List<FitSamples> all = new ArrayList<>();
        int from = 0;
        for (FitSamples each : samples) {
            if (!(each instanceof MemorySamples memory)) {
                throw new IllegalArgumentException("samples that are not in memory have standard errors of their own");
            }
            int to = from + (int) each.size();
            all.add(change.of(memory, from, to));
            from = to;
        }
        return new CurveFit(curves, all, options);
    }

    /**
     * Returns this fit with standard errors that are known as they are, rather than only relative to each other.
     *
     * @return a new fit
     */
    public CurveFit absoluteErrors() {
        return with(options.withAbsolute(true));
    }

    /**
     * Returns this fit with standard errors of the inputs, beside those of the targets: it minimises the distances of
     * the samples from the curve, each direction in its errors, rather than the vertical ones.
     *
     * @param errors a row for each sample with the standard error of each input, 0 for one that is exact; those of
     *     several curves one after the other
     * @return a new fit
     * @throws IllegalArgumentException if there is not one for each input of each sample, or one is negative or not
     *     finite
     */
    public CurveFit inputErrors(double[][] errors) {
        if (requireNonNull(errors, "errors").length != sampleCount()) {
            throw new IllegalArgumentException("standard errors of inputs were given for %d of %d samples; give all"
                    .formatted(errors.length, sampleCount()));
        }
        int row = 0;
        for (int c = 0; c < curves.size(); c++) {
            List<String> names = curves.get(c).inputNames();
            for (int i = 0; i < samples.get(c).size(); i++) {
                checkInputErrors(names, errors[row++], i);
            }
        }
        return changed((memory, from, to) -> memory.withInputErrors(Arrays.copyOfRange(errors, from, to)));
    }

    private static void checkInputErrors(List<String> names, double[] errors, int row) {
        ArgumentChecks.inputs(errors.length, names.size());
        for (int j = 0; j < errors.length; j++) {
            if (!(errors[j] >= 0 && Double.isFinite(errors[j]))) {
                throw new IllegalArgumentException(
                        "the standard error of %s in row %d of the data is %s; it must be 0 or positive, and finite"
                                .formatted(Printer.name(names.get(j)), row + 1, errors[j]));
            }
        }
    }

    /**
     * Returns this fit with another loss than squares.
     *
     * @param other the loss
     * @return a new fit
     */
    public CurveFit loss(FitLoss other) {
        return with(options.withLoss(requireNonNull(other, "other")));
    }

    /**
     * Returns this fit with another limit on iterations.
     *
     * @param most the most iterations to run
     * @return a new fit
     * @throws IllegalArgumentException if {@code most} is less than 1
     */
    public CurveFit iterations(int most) {
        return with(options.withIterations(ArgumentChecks.positive("the limit on iterations", most)));
    }

    /**
     * Returns this fit with several starts: the given one, and random ones. Where a parameter has two bounds they are
     * drawn evenly between them, otherwise its distance from its bound, or its size and its sign, are drawn, up to e³
     * times larger or smaller than at the start.
     *
     * @param count the number of starts
     * @param seed what determines the random ones
     * @return a new fit, whose result is the best by χ² and tells how many starts led to it
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public CurveFit starts(int count, long seed) {
        return with(options.withStarts(ArgumentChecks.positive("the number of starts", count), seed));
    }

    /**
     * Returns this fit with a listener to its progress.
     *
     * @param heard what to call after each improvement, also of the fits of a {@linkplain FitResult#profileInterval
     *     profile}, on the thread of the fit; an exception that it throws ends the fit
     * @return a new fit
     */
    public CurveFit listener(Consumer<? super FitProgress> heard) {
        return with(options.withListener(requireNonNull(heard, "heard")));
    }

    private CurveFit with(FitOptions others) {
        return new CurveFit(curves, samples, others);
    }

    /**
     * Runs the fit. It ends early when its thread is interrupted; the thread stays interrupted.
     *
     * @return the best parameters found
     * @throws IllegalArgumentException if the curve or a derivative is not finite at the start values, a step of the
     *     formula underflows where the search ends, the samples do not determine all parameters, or counts are negative
     *     or have standard errors; the message says which
     */
    public FitResult run() {
        checkCount();
        checkInputErrors();
        Deviations deviations = deviations();
        checkCounts(deviations);
        return new FitResult(deviations, new MultiStart(deviations, options).run(), options);
    }

    private Deviations deviations() {
        ParameterSpace space = ParameterSpace.of(curves);
        List<Series> series = new ArrayList<>();
        long offset = 0;
        for (int c = 0; c < curves.size(); c++) {
            Curve curve = curves.get(c);
            series.add(new Series(curve, curve.functions(space.names()), offset, samples.get(c)));
            offset += samples.get(c).size();
        }
        return new Deviations(space, series, options.loss());
    }

    private void checkInputErrors() {
        boolean orthogonal =
                samples.stream().anyMatch(each -> each instanceof MemorySamples memory && memory.isOrthogonal());
        if (orthogonal && (!hasErrors() || !options.loss().isSquares())) {
            throw new IllegalArgumentException(
                    hasErrors()
                            ? "errors of the inputs go with least squares alone; leave out the other loss"
                            : "errors of the inputs count in proportion to those of the targets; give these too");
        }
    }

    private boolean hasErrors() {
        return samples.stream().anyMatch(FitSamples::hasErrors);
    }

    private void checkCounts(Deviations deviations) {
        if (!options.loss().isPoisson()) {
            return;
        }
        if (hasErrors()) {
            throw new IllegalArgumentException(
                    "counts have no standard errors of their own; leave out the errors, or the Poisson loss");
        }
        long[] negative = deviations.first(
                functions -> Optional.of(functions.values()),
                deviations.space().start(),
                (value, observed) -> observed < 0,
                0);
        if (negative.length > 0) {
            throw new IllegalArgumentException("the count is %s in %s; counts are 0 or positive"
                    .formatted(deviations.observed(negative[0]), deviations.location(negative[0])));
        }
    }
}
