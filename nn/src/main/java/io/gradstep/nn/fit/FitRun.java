package io.gradstep.nn.fit;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import io.gradstep.engine.expr.Printer;
import io.gradstep.nn.fit.samples.Dependence;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;

/** One search from one start: its steps, its refinement, and the checks of where it ends. */
final class FitRun {
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

    /** The place of this search among several, for the listener. */
    private final int number;

    private final int count;

    FitRun(Deviations deviations, int iterations, Consumer<? super FitProgress> listener) {
        this(deviations, iterations, listener, 1, 1);
    }

    FitRun(Deviations deviations, int iterations, Consumer<? super FitProgress> listener, int number, int count) {
        this.deviations = deviations;
        this.iterations = iterations;
        this.listener = listener;
        this.number = number;
        this.count = count;
    }

    /**
     * A finished search.
     *
     * @param problem the problem in its last units, with its best point
     * @param stepCount the number of improvements
     * @param ending the reason of its end
     */
    record Outcome(TriangularProblem problem, int stepCount, FitEnding ending) {
        double sumOfSquares() {
            return problem.units().squares(problem.best().sumOfSquares());
        }
    }

    /**
     * Searches.
     *
     * @throws IllegalArgumentException if the curve or a derivative is not finite at the start, a step of the formula
     *     underflows where the search ends, or the samples do not determine all parameters
     */
    Outcome from(double[] start) {
        return from(start, true);
    }

    /**
     * Searches without checking where the search ends: other parameters may have lost their influence there.
     *
     * @throws IllegalArgumentException if the curve or a derivative is not finite at the start
     */
    Outcome minimum(double[] start) {
        return from(start, false);
    }

    private Outcome from(double[] start, boolean checked) {
        Units units = Units.of(deviations, start);
        StartCheck.check(deviations, start, units);
        TriangularProblem problem = problem(start, units, 0);
        FitEnding ending = search(problem, iterations);
        double[] kept = problem.influenceKept();
        int stepCount = problem.stepCount();
        while (problem.outgrown()
                && problem.stepCount() > 0
                && stepCount < iterations
                && ending != FitEnding.INTERRUPTED) {
            double[] best = problem.bestParameters();
            problem = problem(best, Units.of(deviations, best), stepCount);
            ending = search(problem, iterations - stepCount);
            double[] since = problem.influenceKept();
            Arrays.setAll(kept, k -> kept[k] * since[k]);
            stepCount += problem.stepCount();
        }
        if (ending == FitEnding.CONVERGED) {
            problem.polish();
        }
        if (checked) {
            checkIndependence(problem, kept);
            new Underflow(deviations, problem.units()).check(problem.bestParameters());
        }
        return new Outcome(problem, stepCount, ending);
    }

    private TriangularProblem problem(double[] from, Units units, int before) {
        return new TriangularProblem(deviations, from, iterations - before, units, (improvements, squares, at) -> {
            Map<String, Double> named = new LinkedHashMap<>();
            for (int k = 0; k < at.length; k++) {
                named.put(deviations.space().names().get(k), at[k]);
            }
            listener.accept(new FitProgress(number, count, before + improvements, squares, named));
        });
    }

    private FitEnding search(TriangularProblem problem, int limit) {
        LevenbergMarquardtOptimizer optimizer = new LevenbergMarquardtOptimizer()
                .withInitialStepBoundFactor(problem.isAtOrigin() ? BOLD : CAUTIOUS)
                .withCostRelativeTolerance(COST_TOLERANCE)
                .withParameterRelativeTolerance(STEP_TOLERANCE)
                .withOrthoTolerance(ANGLE_TOLERANCE);
        try {
            problem.leap();
            if (deviations.space().isBounded()) {
                BoundedSearch search = new BoundedSearch(
                        problem, problem.box(), limit, ANGLE_TOLERANCE, COST_TOLERANCE, STEP_TOLERANCE);
                return search.run() ? FitEnding.CONVERGED : FitEnding.LIMIT;
            }
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
        int[] free = problem.free(problem.best());
        if (free.length == 0) {
            return; // bounds hold all
        }
        boolean[] influential = new boolean[free.length];
        for (int i = 0; i < free.length; i++) {
            influential[i] = hasInfluence(problem, free[i], kept[free[i]]);
        }
        List<ImmutableList<Integer>> groups =
                Dependence.of(problem.freeTriangle(problem.best().triangle(), free), influential).stream()
                        .map(group -> group.stream().map(i -> free[i]).collect(ImmutableList.toImmutableList()))
                        .toList();
        if (groups.isEmpty()) {
            return;
        }
        List<String> names = deviations.space().names();
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
                                Printer.ASCII.number(deviations.space().start()[first])));
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
                        Math.abs(deviations.space().start()[k]))
                / problem.units().parameter(k);
        boolean lost = kept < NO_INFLUENCE
                && size > 0
                && size * influence
                        < NO_INFLUENCE
                                * Math.sqrt(deviations
                                        .sums(problem.bestParameters(), problem.units())[FitSums.OBSERVED_SQUARES]);
        return influence != 0 && !lost;
    }

    private static String assignments(List<Integer> group, List<String> names, ImmutableDoubleArray at) {
        return group.stream()
                .map(k -> "%s=%.4g".formatted(Printer.name(names.get(k)), at.get(k)))
                .collect(Collectors.joining(", "));
    }
}
