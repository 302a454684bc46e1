package io.gradstep.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Gradient descent as GradBench's saddle and particle prescribe it: the step is 10⁻⁵ at first, doubled after ten steps
 * that lower the function, halved at one that does not; it ends where the gradient or the step is at most 10⁻⁵ long.
 *
 * @param points the start, and the points after each step that was taken
 * @param steps the length of each of these steps as a multiple of the gradient, one fewer than points
 */
record Descent(List<double[]> points, List<Double> steps) {
    private static final double SMALL = 1e-5;
    private static final int STEPS_BEFORE_DOUBLING = 10;

    /** Descends from a start. */
    static Descent of(ToDoubleFunction<double[]> f, UnaryOperator<double[]> gradient, double[] start) {
        List<double[]> points = new ArrayList<>(List.of(start));
        List<Double> steps = new ArrayList<>();
        double[] x = start;
        double fx = f.applyAsDouble(x);
        double[] slope = gradient.apply(x);
        double step = SMALL;
        int taken = 0;
        while (length(slope) > SMALL) {
            if (taken == STEPS_BEFORE_DOUBLING) {
                step *= 2;
                taken = 0;
                continue;
            }
            double[] next = x.clone();
            double[] move = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                next[i] -= step * slope[i];
                move[i] = x[i] - next[i];
            }
            if (length(move) <= SMALL) {
                break;
            }
            double fNext = f.applyAsDouble(next);
            if (fNext < fx) {
                x = next;
                fx = fNext;
                slope = gradient.apply(x);
                points.add(x);
                steps.add(step);
                taken++;
            } else {
                step /= 2;
                taken = 0;
            }
        }
        return new Descent(points, steps);
    }

    /** The point at which it ended. */
    double[] end() {
        return points.get(points.size() - 1);
    }

    private static double length(double[] x) {
        double sum = 0;
        for (double xi : x) {
            sum += xi * xi;
        }
        return Math.sqrt(sum);
    }
}
