package io.gradstep.engine;

import java.util.List;
import java.util.Random;

/** GradBench's llsq: ½ Σ (sᵢ − Σⱼ xⱼ tᵢʲ)² over points tᵢ from −1 to 1, with sᵢ the sign of tᵢ. */
final class LeastSquaresFunction implements GradBenchFunction {
    private final int points;
    private final double[] point;

    LeastSquaresFunction(int coefficients, int points) {
        this(new Random(1).doubles(coefficients).toArray(), points);
    }

    LeastSquaresFunction(double[] point, int points) {
        this.points = points;
        this.point = point;
    }

    @Override
    public double[] point() {
        return point;
    }

    private double t(int i) {
        return -1 + i * 2.0 / (points - 1);
    }

    @Override
    public Value of(List<Value> x) {
        Value sum = Value.constant(0);
        for (int i = 0; i < points; i++) {
            double t = t(i);
            Value residual = Value.constant(Math.signum(t));
            double power = 1;
            for (Value xj : x) {
                residual = residual.sub(xj.mul(power));
                power *= t;
            }
            sum = sum.add(residual.mul(residual));
        }
        return sum.div(2);
    }

    @Override
    public double byHand(double[] x, double[] gradient) {
        java.util.Arrays.fill(gradient, 0);
        double sum = 0;
        for (int i = 0; i < points; i++) {
            double t = t(i);
            double residual = Math.signum(t);
            double power = 1;
            for (double xj : x) {
                residual -= xj * power;
                power *= t;
            }
            sum += residual * residual;
            double upstream = -residual;
            for (int j = 0; j < x.length; j++) {
                gradient[j] += upstream;
                upstream *= t;
            }
        }
        return sum / 2;
    }
}
