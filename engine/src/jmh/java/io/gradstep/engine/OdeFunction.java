package io.gradstep.engine;

import java.util.List;
import java.util.Random;

/**
 * GradBench's ode: the last of y₀′ = x₀, yᵢ′ = xᵢ yᵢ₋₁ at time 2, from 0 by steps of Runge and Kutta.
 *
 * <p>The suite takes random x below 1, for which the last y of some hundred underflows to 0 and every gradient with it.
 * Here xᵢ is about (i + 1)/2, so that yᵢ(2) = Π xⱼ 2/(j + 1) is of the size of 1.
 */
final class OdeFunction implements GradBenchFunction {
    private static final double END = 2;

    private final int stepCount;
    private final double step;
    private final double[] point;

    OdeFunction(int size, int stepCount) {
        this(point(size), stepCount);
    }

    OdeFunction(double[] point, int stepCount) {
        this.stepCount = stepCount;
        this.step = END / stepCount;
        this.point = point;
    }

    private static double[] point(int size) {
        double[] point = new Random(1).doubles(size, 1, 1.1).toArray();
        for (int i = 0; i < size; i++) {
            point[i] *= (i + 1) / END;
        }
        return point;
    }

    @Override
    public double[] point() {
        return point;
    }

    @Override
    public Value of(List<Value> x) {
        return all(x).get(x.size() - 1);
    }

    /** Builds every y at the end. */
    List<Value> all(List<Value> x) {
        int n = x.size();
        Value[] y = new Value[n];
        java.util.Arrays.fill(y, Value.constant(0));
        for (int s = 0; s < stepCount; s++) {
            Value[] k1 = slopes(x, y);
            Value[] k2 = slopes(x, moved(y, step / 2, k1));
            Value[] k3 = slopes(x, moved(y, step / 2, k2));
            Value[] k4 = slopes(x, moved(y, step, k3));
            for (int i = 0; i < n; i++) {
                Value sum = k1[i].add(k2[i].mul(2)).add(k3[i].mul(2)).add(k4[i]);
                y[i] = y[i].add(sum.mul(step / 6));
            }
        }
        return List.of(y);
    }

    private static Value[] slopes(List<Value> x, Value[] y) {
        Value[] slopes = new Value[y.length];
        slopes[0] = x.get(0);
        for (int i = 1; i < y.length; i++) {
            slopes[i] = x.get(i).mul(y[i - 1]);
        }
        return slopes;
    }

    private static Value[] moved(Value[] y, double h, Value[] k) {
        Value[] moved = new Value[y.length];
        for (int i = 0; i < y.length; i++) {
            moved[i] = y[i].add(k[i].mul(h));
        }
        return moved;
    }

    @Override
    public double byHand(double[] x, double[] gradient) {
        int n = x.length;
        double[][] stages = new double[4 * stepCount][n]; // where the slopes of each stage of each step are taken
        double[] y = new double[n];
        double[] slope = new double[n];
        double[] sum = new double[n];
        for (int s = 0; s < stepCount; s++) {
            java.util.Arrays.fill(sum, 0);
            for (int stage = 0; stage < 4; stage++) {
                double[] at = stages[4 * s + stage];
                double h = offset(stage);
                for (int i = 0; i < n; i++) {
                    at[i] = y[i] + h * slope[i];
                }
                slope[0] = x[0];
                for (int i = 1; i < n; i++) {
                    slope[i] = x[i] * at[i - 1];
                }
                for (int i = 0; i < n; i++) {
                    sum[i] += weight(stage) * slope[i];
                }
            }
            for (int i = 0; i < n; i++) {
                y[i] += step / 6 * sum[i];
            }
        }
        pullBack(x, stages, gradient);
        return y[n - 1];
    }

    private void pullBack(double[] x, double[][] stages, double[] gradient) {
        int n = x.length;
        java.util.Arrays.fill(gradient, 0);
        double[] toY = new double[n];
        double[] toSlope = new double[n];
        double[] toStage = new double[n];
        toY[n - 1] = 1;
        for (int s = stepCount - 1; s >= 0; s--) {
            double[] toStart = toY.clone();
            java.util.Arrays.fill(toStage, 0);
            for (int stage = 3; stage >= 0; stage--) {
                double[] at = stages[4 * s + stage];
                double h = stage == 3 ? 0 : offset(stage + 1);
                for (int i = 0; i < n; i++) {
                    toSlope[i] = step / 6 * weight(stage) * toY[i] + h * toStage[i];
                }
                gradient[0] += toSlope[0];
                for (int i = 1; i < n; i++) {
                    gradient[i] += toSlope[i] * at[i - 1];
                    toStage[i - 1] = toSlope[i] * x[i];
                }
                toStage[n - 1] = 0;
                for (int i = 0; i < n; i++) {
                    toStart[i] += toStage[i];
                }
            }
            toY = toStart;
        }
    }

    /** The distance from the start of a step at which a stage takes its slopes, along those of the stage before. */
    private double offset(int stage) {
        return stage == 0 ? 0 : stage == 3 ? step : step / 2;
    }

    private static double weight(int stage) {
        return stage == 0 || stage == 3 ? 1 : 2;
    }
}
