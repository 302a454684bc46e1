package io.gradstep.nn.fit;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gradstep.engine.expr.Printer;
import io.gradstep.nn.data.Dataset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;

/**
 * A least-squares fit: finds the parameters with the smallest sum of squared residuals, by Levenberg–Marquardt.
 *
 * <p>The fit does not depend on units: samples and parameters in other units give the same curve, because it computes
 * in {@link Units} of its own.
 *
 * <p>A step takes time linear in the number of samples and quadratic in the number of parameters. It runs on all
 * processors, and the result does not depend on how many there are. Memory use is that of the samples.
 */
@CheckReturnValue
public final class CurveFit {
    /** The default limit on iterations. */
    public static final int DEFAULT_ITERATIONS = 1000;

    /** Converged when a step promises at most this reduction, relative to the sum of squares. */
    private static final double COST_TOLERANCE = 1e-14;

    /** Converged when a step is at most this long, relative to the parameters. */
    private static final double STEP_TOLERANCE = 1e-12;

    /**
     * The limit on the first step, relative to the start values; later limits adapt. A long first step can leave the
     * basin of a minimum for good (as in the NIST problems Nelson and BoxBOD).
     */
    private static final double CAUTIOUS = 0.1;

    /** The limit on the first step relative to the samples, if all start values are 0 and give no scale. */
    private static final double BOLD = 100;

    /** Converged when the cosine between the residuals and the curve's tangent space is at most this. */
    private static final double ANGLE_TOLERANCE = 1e-12;

    /** A parameter whose influence has dropped below this share has none. */
    private static final double NO_INFLUENCE = 1e-12;

    private final Deviations deviations;
    private final int iterations;
    private final Consumer<? super FitProgress> listener;

    private CurveFit(Deviations deviations, int iterations, Consumer<? super FitProgress> listener) {
        this.deviations = deviations;
        this.iterations = iterations;
        this.listener = listener;
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
        int inputs = requireNonNull(curve, "curve").inputNames().size();
        requireNonNull(samples, "samples");
        if (samples.outputCount() != 1 || samples.inputCount() != inputs) {
            throw new IllegalArgumentException(
                    "the samples have %d inputs and %d targets; the curve needs %d inputs and 1"
                            .formatted(samples.inputCount(), samples.outputCount(), inputs));
        }
        int parameters = curve.parameterNames().size();
        if (samples.size() < parameters) {
            throw new IllegalArgumentException(
                    ("%d %s cannot determine %d parameters; at least as many samples are" + " needed")
                            .formatted(samples.size(), samples.size() == 1 ? "sample" : "samples", parameters));
        }
        return new CurveFit(new Deviations(curve, samples), DEFAULT_ITERATIONS, progress -> {});
    }

    /**
     * Returns this fit with another limit on iterations.
     *
     * @param most the most iterations to run
     * @return a new fit
     * @throws IllegalArgumentException if {@code most} is less than 1
     */
    public CurveFit iterations(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("the limit on iterations must be at least 1, not " + most);
        }
        return new CurveFit(deviations, most, listener);
    }

    /**
     * Returns this fit with a listener to its progress.
     *
     * @param heard what to call after each improvement, on the thread of the fit; an exception that it throws ends the
     *     fit
     * @return a new fit
     */
    public CurveFit listener(Consumer<? super FitProgress> heard) {
        return new CurveFit(deviations, iterations, requireNonNull(heard, "heard"));
    }

    /**
     * Runs the fit. It ends early when its thread is interrupted; the thread stays interrupted.
     *
     * @return the best parameters found
     * @throws IllegalArgumentException if the curve or a derivative is not finite at the start values, a step of the
     *     formula underflows where the search ends, or the samples do not determine all parameters; the message says
     *     which
     */
    public FitResult run() {
        StartCheck.check(deviations);
        double[] start = deviations.curve().start();
        TriangularProblem problem = problem(start, 0);
        FitEnding ending = search(problem);
        double[] kept = problem.influenceKept();
        int stepCount = problem.stepCount();
        while (problem.outgrown()
                && problem.stepCount() > 0
                && stepCount < iterations
                && ending != FitEnding.INTERRUPTED) {
            problem = problem(problem.bestParameters(), stepCount);
            ending = search(problem);
            double[] since = problem.influenceKept();
            Arrays.setAll(kept, k -> kept[k] * since[k]);
            stepCount += problem.stepCount();
        }
        if (ending == FitEnding.CONVERGED) {
            problem.polish();
        }
        double[] at = problem.bestParameters();
        checkIndependence(problem, kept);
        new Underflow(deviations, problem.units()).check(at);
        return new FitResult(deviations, problem, stepCount, ending);
    }

    private TriangularProblem problem(double[] from, int before) {
        return new TriangularProblem(deviations, from, iterations - before, (improvements, squares, at) -> {
            Map<String, Double> named = new LinkedHashMap<>();
            for (int k = 0; k < at.length; k++) {
                named.put(deviations.curve().parameterNames().get(k), at[k]);
            }
            listener.accept(new FitProgress(before + improvements, squares, named));
        });
    }

    private static FitEnding search(TriangularProblem problem) {
        LevenbergMarquardtOptimizer optimizer = new LevenbergMarquardtOptimizer()
                .withInitialStepBoundFactor(problem.isAtOrigin() ? BOLD : CAUTIOUS)
                .withCostRelativeTolerance(COST_TOLERANCE)
                .withParameterRelativeTolerance(STEP_TOLERANCE)
                .withOrthoTolerance(ANGLE_TOLERANCE);
        try {
            problem.leap();
            optimizer.optimize(problem);
            return FitEnding.CONVERGED;
        } catch (TriangularProblem.Interruption e) {
            return FitEnding.INTERRUPTED;
        } catch (MathIllegalStateException e) {
            // Any other failure means that rounding stopped the search before the tolerances did.
            return e.getSpecifier() == LocalizedCoreFormats.MAX_COUNT_EXCEEDED ? FitEnding.LIMIT : FitEnding.CONVERGED;
        }
    }

    private void checkIndependence(TriangularProblem problem, double[] kept) {
        ImmutableDoubleArray at = ImmutableDoubleArray.copyOf(problem.bestParameters());
        boolean[] influential = new boolean[at.length()];
        for (int k = 0; k < influential.length; k++) {
            influential[k] = hasInfluence(problem, k, kept[k]);
        }
        List<ImmutableList<Integer>> groups = Dependence.of(problem.best().triangle(), influential);
        if (groups.isEmpty()) {
            return;
        }
        List<String> names = deviations.curve().parameterNames();
        ImmutableList<Integer> group = groups.get(0);
        int first = group.get(0);
        if (group.size() == 1) {
            throw new IllegalArgumentException(
                    ("%s has no influence where the search ends (%s)%s; use other start values,"
                                    + " or give it a fixed value in the formula")
                            .formatted(
                                    Printer.name(names.get(first)),
                                    assignments(group, names, at),
                                    new Underflow(deviations, problem.units())
                                            .first(at.toArray())
                                            .map(reason -> ": " + reason)
                                            .orElse("")));
        }
        String listed = group.stream().map(names::get).map(Printer::name).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                ("the samples cannot tell %s apart: changing them together leaves the curve unchanged"
                                + " (found: %s); give one of them a fixed value in the formula, as in %s = %s; ...")
                        .formatted(
                                listed,
                                assignments(group, names, at),
                                Printer.name(names.get(first)),
                                Printer.ASCII.number(deviations.curve().start()[first])));
    }

    /**
     * Checks that the samples depend on a parameter: some derivative is not 0, and the search has not led so far away
     * that a change by as much as the parameter itself would be lost in the samples. The parameter's unit and its size
     * alone do not matter.
     *
     * @param kept the influence at the end of the search, as a share of that at its start
     */
    private boolean hasInfluence(TriangularProblem problem, int k, double kept) {
        double influence = problem.best().influence(k);
        double size = Math.max(
                        Math.abs(problem.bestParameters()[k]),
                        Math.abs(deviations.curve().start()[k]))
                / problem.units().parameter(k);
        boolean lost = kept < NO_INFLUENCE
                && size > 0
                && size * influence < NO_INFLUENCE * deviations.observedLength(problem.units());
        return influence != 0 && !lost;
    }

    private static String assignments(List<Integer> group, List<String> names, ImmutableDoubleArray at) {
        return group.stream()
                .map(k -> "%s=%.4g".formatted(Printer.name(names.get(k)), at.get(k)))
                .collect(Collectors.joining(", "));
    }
}
