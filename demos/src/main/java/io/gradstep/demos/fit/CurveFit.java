package io.gradstep.demos.fit;

import com.google.common.collect.ImmutableList;
import com.google.common.math.IntMath;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gradstep.engine.expr.Printer;
import io.gradstep.nn.data.Dataset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;

/**
 * The search for the parameters with the least sum of squared residuals, by the method of Levenberg and Marquardt.
 *
 * <p>A step takes time linear in the number of samples and quadratic in that of parameters, shared by all processors; the
 * result does not depend on how many there are. The memory is that of the samples.
 */
@CheckReturnValue
public final class CurveFit {
    /** So many iterations are allowed unless told otherwise. */
    public static final int DEFAULT_ITERATIONS = 200;

    /** Steps that are refused are shortened at least by half: so many come to nothing at all. */
    private static final int EVALUATIONS_PER_ITERATION = 20;

    /** What a step may still promise, relative to the sum of squares, where the search ends. */
    private static final double COST_TOLERANCE = 1e-14;

    /** How far a step may still go, relative to the parameters. */
    private static final double STEP_TOLERANCE = 1e-12;

    /** The cosine between the residuals and what the curve can follow. */
    private static final double ANGLE_TOLERANCE = TriangularProblem.RIGHT_ANGLE;

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
        if (samples.outputs() != 1 || samples.inputs() != inputs) {
            throw new IllegalArgumentException(
                    "the samples have %d inputs and %d targets; the curve has %d inputs, and 1"
                            .formatted(samples.inputs(), samples.outputs(), inputs));
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
     * @throws IllegalArgumentException if the curve or a derivative is not finite at the start values, squares are out of
     *     the range of doubles, or there are parameters that the samples cannot tell apart; the message says which
     */
    public FitResult run() {
        StartCheck.check(deviations);
        TriangularProblem problem = new TriangularProblem(
                deviations, iterations, IntMath.saturatedMultiply(EVALUATIONS_PER_ITERATION, iterations));
        boolean converged = search(problem);
        if (converged) {
            problem.polish();
        }
        TriangularProblem.State best = problem.best();
        ImmutableDoubleArray at = ImmutableDoubleArray.copyOf(best.getPoint().toArray());
        double[][] triangle = best.triangle().leading(at.length());
        checkIndependence(Dependence.of(triangle, sizes(at)), at);
        return new FitResult(deviations, at, triangle, problem.steps(), converged);
    }

    private static boolean search(TriangularProblem problem) {
        LevenbergMarquardtOptimizer optimizer = new LevenbergMarquardtOptimizer()
                .withCostRelativeTolerance(COST_TOLERANCE)
                .withParameterRelativeTolerance(STEP_TOLERANCE)
                .withOrthoTolerance(ANGLE_TOLERANCE);
        try {
            optimizer.optimize(problem);
            return true;
        } catch (MathIllegalStateException e) {
            // Anything else means that the last digit is reached before the tolerances are.
            return e.getSpecifier() != LocalizedCoreFormats.MAX_COUNT_EXCEEDED;
        }
    }

    /** What a change of a parameter may be compared with: it may be 0, by chance or because it started there. */
    private double[] sizes(ImmutableDoubleArray at) {
        ImmutableDoubleArray start = deviations.curve().start();
        return IntStream.range(0, at.length())
                .mapToDouble(k -> Math.max(1, Math.max(Math.abs(at.get(k)), Math.abs(start.get(k)))))
                .toArray();
    }

    private void checkIndependence(List<ImmutableList<Integer>> groups, ImmutableDoubleArray at) {
        if (groups.isEmpty()) {
            return;
        }
        List<String> names = deviations.curve().parameterNames();
        ImmutableList<Integer> group = groups.get(0);
        int first = group.get(0);
        if (group.size() == 1) {
            throw new IllegalArgumentException(
                    ("%s has no influence where the search ends (%s); begin from other values,"
                                    + " or give it a fixed value in the formula")
                            .formatted(Printer.name(names.get(first)), assignments(group, names, at)));
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

    private static String assignments(List<Integer> group, List<String> names, ImmutableDoubleArray at) {
        return group.stream()
                .map(k -> "%s=%.4g".formatted(Printer.name(names.get(k)), at.get(k)))
                .collect(Collectors.joining(", "));
    }
}
