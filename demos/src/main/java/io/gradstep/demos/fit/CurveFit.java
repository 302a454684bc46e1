package io.gradstep.demos.fit;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gradstep.engine.expr.Printer;
import io.gradstep.nn.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;

/**
 * The search for the parameters with the least sum of squared residuals, by the method of Levenberg and Marquardt.
 *
 * <p>It does not depend on units: samples and parameters in other ones give the same curve, as the search computes in
 * {@link Units} of its own.
 *
 * <p>A step takes time linear in the number of samples and quadratic in that of parameters, shared by all processors; the
 * result does not depend on how many there are. The memory is that of the samples.
 */
@CheckReturnValue
public final class CurveFit {
    /** So many iterations are allowed unless told otherwise. */
    public static final int DEFAULT_ITERATIONS = 1000;

    /** What a step may still promise, relative to the sum of squares, where the search ends. */
    private static final double COST_TOLERANCE = 1e-14;

    /** How far a step may still go, relative to the parameters. */
    private static final double STEP_TOLERANCE = 1e-12;

    /**
     * The first step may be so long, as a share of the start values. From there on, lengths are learned; a bold first step
     * is what leads out of the reach of a minimum (Nelson's and Box's problems of NIST do not come back).
     */
    private static final double CAUTIOUS = 0.1;

    /** The same, as a share of the samples, where all start values are 0 and nothing is known of their size. */
    private static final double BOLD = 100;

    /** The cosine between the residuals and what the curve can follow. */
    private static final double ANGLE_TOLERANCE = 1e-12;

    /** What is left of a parameter's influence counts as none if it is less than this share. */
    private static final double NO_INFLUENCE = 1e-12;

    private final Deviations deviations;
    private final int iterations;

    private CurveFit(Deviations deviations, int iterations) {
        this.deviations = deviations;
        this.iterations = iterations;
    }

    /**
     * Makes ready to fit.
     *
     * @param curve what to fit
     * @param samples a feature for each input of the curve, in its order, and one target
     * @return a search from the curve's start values
     * @throws IllegalArgumentException if there are fewer samples than parameters, or they do not go with the curve
     */
    public static CurveFit of(Curve curve, Dataset samples) {
        int inputs = curve.inputNames().size();
        if (samples.outputCount() != 1 || samples.inputCount() != inputs) {
            throw new IllegalArgumentException(
                    "the samples have %d inputs and %d targets; the curve has %d inputs, and 1"
                            .formatted(samples.inputCount(), samples.outputCount(), inputs));
        }
        int parameters = curve.parameterNames().size();
        if (samples.size() < parameters) {
            throw new IllegalArgumentException("%d %s cannot settle %d parameters; there must be as many at least"
                    .formatted(samples.size(), samples.size() == 1 ? "sample" : "samples", parameters));
        }
        return new CurveFit(new Deviations(curve, samples), DEFAULT_ITERATIONS);
    }

    /**
     * Returns this search with another limit.
     *
     * @param most after so many iterations it ends, wherever it is
     * @return a new search
     * @throws IllegalArgumentException if {@code most} is less than 1
     */
    public CurveFit iterations(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least 1 iteration must be allowed, not " + most);
        }
        return new CurveFit(deviations, most);
    }

    /**
     * Searches.
     *
     * @return the best parameters that were found
     * @throws IllegalArgumentException if the curve or a derivative is not finite at the start values, a step of the formula
     *     is too small for doubles where the search ends, or there are parameters that the samples cannot tell apart; the
     *     message says which
     */
    public FitResult run() {
        StartCheck.check(deviations);
        double[] start = deviations.curve().start().toArray();
        TriangularProblem problem = new TriangularProblem(deviations, start, iterations);
        boolean converged = search(problem);
        double[] kept = problem.influenceKept();
        int stepCount = problem.stepCount();
        while (problem.outgrown() && problem.stepCount() > 0 && stepCount < iterations) {
            problem = new TriangularProblem(deviations, problem.bestParameters(), iterations - stepCount);
            converged = search(problem);
            double[] since = problem.influenceKept();
            Arrays.setAll(kept, k -> kept[k] * since[k]);
            stepCount += problem.stepCount();
        }
        if (converged) {
            problem.polish();
        }
        double[] at = problem.bestParameters();
        checkIndependence(problem, kept);
        new Underflow(deviations, problem.units()).check(at);
        return new FitResult(deviations, problem, stepCount, converged);
    }

    private static boolean search(TriangularProblem problem) {
        LevenbergMarquardtOptimizer optimizer = new LevenbergMarquardtOptimizer()
                .withInitialStepBoundFactor(problem.isAtOrigin() ? BOLD : CAUTIOUS)
                .withCostRelativeTolerance(COST_TOLERANCE)
                .withParameterRelativeTolerance(STEP_TOLERANCE)
                .withOrthoTolerance(ANGLE_TOLERANCE);
        try {
            problem.leap();
            optimizer.optimize(problem);
            return true;
        } catch (MathIllegalStateException e) {
            // Anything else means that the last digit is reached before the tolerances are.
            return e.getSpecifier() != LocalizedCoreFormats.MAX_COUNT_EXCEEDED;
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
                    ("%s has no influence where the search ends (%s)%s; begin from other values,"
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
                ("the samples cannot tell %s apart: they can be changed together so that the curve stays as it is"
                                + " (found: %s); give one of them a fixed value in the formula, as in %s = %s; ...")
                        .formatted(
                                listed,
                                assignments(group, names, at),
                                Printer.name(names.get(first)),
                                Printer.ASCII.number(deviations.curve().start().get(first))));
    }

    /**
     * Whether the samples tell anything of a parameter: some derivative is not 0, and the search has not led so far away
     * that a change by as much as the parameter itself would be lost in the samples. The unit of a parameter alone, and
     * how small it is, say nothing.
     *
     * @param kept the influence where the search ends, as a share of that where it began
     */
    private boolean hasInfluence(TriangularProblem problem, int k, double kept) {
        double influence = problem.best().influence(k);
        double size = Math.max(
                        Math.abs(problem.bestParameters()[k]),
                        Math.abs(deviations.curve().start().get(k)))
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
