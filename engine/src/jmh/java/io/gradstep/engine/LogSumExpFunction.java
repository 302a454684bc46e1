package io.gradstep.engine;

import io.gradstep.engine.math.Kernels;
import java.util.List;
import java.util.Random;

/** GradBench's lse: log Σ exp xᵢ, by way of the largest xᵢ. */
final class LogSumExpFunction implements GradBenchFunction {
    private final double[] point;

    LogSumExpFunction(int size) {
        this(new Random(1).doubles(size).toArray());
    }

    LogSumExpFunction(double[] point) {
        this.point = point;
    }

    @Override
    public double[] point() {
        return point;
    }

    @Override
    public Value of(List<Value> x) {
        Value largest = x.get(0);
        for (Value xi : x.subList(1, x.size())) {
            largest = largest.max(xi);
        }
        Value sum = Value.constant(0);
        for (Value xi : x) {
            sum = sum.add(xi.sub(largest).exp());
        }
        return sum.log().add(largest);
    }

    /** The gradient is softmax(x): what flows through the largest cancels. */
    @Override
    public double byHand(double[] x, double[] gradient) {
        double largest = x[0];
        for (double xi : x) {
            largest = Math.max(largest, xi);
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            gradient[i] = Kernels.exp(x[i] - largest);
            sum += gradient[i];
        }
        double scale = 1 / sum;
        for (int i = 0; i < x.length; i++) {
            gradient[i] *= scale;
        }
        return Kernels.log(sum) + largest;
    }
}
