package io.gradstep.nn.fit;

import io.gradstep.nn.fit.samples.Box;
import io.gradstep.nn.fit.samples.Triangle;
import org.hipparchus.linear.ArrayRealVector;

/**
 * Levenberg–Marquardt within bounds: each step minimises the damped linear model over the {@link Box}, and the damping
 * follows the ratio of the actual to the predicted reduction.
 *
 * <p>Sources: C. Kanzow, N. Yamashita, M. Fukushima, Levenberg–Marquardt methods with strong local convergence
 * properties for solving nonlinear equations with convex constraints (2004), for the constrained step; H. B. Nielsen,
 * Damping Parameter in Marquardt's Method (1999), for the damping; J. J. Moré (1978) for its scale, the longest column
 * of derivatives so far.
 */
final class BoundedSearch {
    /** The first damping, relative to the columns of derivatives: a cautious first step. */
    private static final double CAUTIOUS = 1e-2;

    /** The least damping, which keeps the step determined where derivatives are linearly dependent. */
    private static final double LEAST = 1e-30;

    private final TriangularProblem problem;
    private final Box box;
    private final int iterations;

    /** Converged when cosine or relative reduction, or a relative step, is at most this. */
    private final double angle;

    private final double reduction;
    private final double shortest;

    BoundedSearch(TriangularProblem problem, Box box, int iterations, double angle, double reduction, double shortest) {
        this.problem = problem;
        this.box = box;
        this.iterations = iterations;
        this.angle = angle;
        this.reduction = reduction;
        this.shortest = shortest;
    }

    /** Searches from the problem's best point; returns whether it converged rather than reached its limit. */
    boolean run() {
        TriangularProblem.State from = (TriangularProblem.State) problem.evaluate(problem.getStart());
        double damping = CAUTIOUS;
        double growth = 2;
        double[] scale = new double[box.size()];
        int evaluations = 0;
        while (problem.stepCount() < iterations
                && evaluations < (long) iterations * TriangularProblem.EVALUATIONS_PER_ITERATION) {
            if (problem.cosine(from) <= angle || problem.units().outgrownBy(from)) {
                return true;
            }
            for (int k = 0; k < scale.length; k++) {
                scale[k] = Math.max(scale[k], from.influence(k));
            }
            double[] step = box.step(from.point(), from.triangle(), damped(scale, Math.sqrt(damping)));
            double promised = promised(from.triangle(), step);
            double[] target = box.clamp(sum(from.point(), step));
            if (!(relative(step, scale, target) > shortest)) {
                return true;
            }
            TriangularProblem.State to = (TriangularProblem.State) problem.evaluate(new ArrayRealVector(target, false));
            evaluations++;
            double reduced = from.sumOfSquares() - to.sumOfSquares();
            boolean negligible =
                    promised <= reduction * from.sumOfSquares() && Math.abs(reduced) <= reduction * from.sumOfSquares();
            if (reduced > 0) {
                double ratio = 2 * reduced / promised - 1;
                damping = Math.max(LEAST, damping * Math.max(1.0 / 3, 1 - ratio * ratio * ratio));
                growth = 2;
                from = to;
            } else {
                damping *= growth;
                growth *= 2;
            }
            if (negligible) {
                return true;
            }
        }
        return false;
    }

    private static double[] damped(double[] scale, double factor) {
        double[] damped = new double[scale.length];
        for (int k = 0; k < scale.length; k++) {
            // A parameter without any influence must not make the step undetermined.
            damped[k] = factor * (scale[k] == 0 ? 1 : scale[k]);
        }
        return damped;
    }

    private static double[] sum(double[] point, double[] step) {
        double[] sum = point.clone();
        for (int k = 0; k < sum.length; k++) {
            sum[k] += step[k];
        }
        return sum;
    }

    /** Returns the length of a step relative to the point that it leads to, both by their influence. */
    private static double relative(double[] step, double[] scale, double[] target) {
        double steps = 0;
        double all = 0;
        for (int k = 0; k < step.length; k++) {
            steps += scale[k] * step[k] * (scale[k] * step[k]);
            all += scale[k] * target[k] * (scale[k] * target[k]);
        }
        return steps == 0 ? 0 : Math.sqrt(steps / all);
    }

    /** Returns by how much the linear model reduces the sum of squares. */
    private static double promised(Triangle triangle, double[] step) {
        double[] rest = triangle.rest(step);
        double promised = 0;
        for (int i = 0; i < step.length; i++) {
            double before = triangle.get(i, step.length);
            promised += (before - rest[i]) * (before + rest[i]);
        }
        return promised;
    }
}
