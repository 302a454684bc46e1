package io.gradstep.demos.examples;

import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Logistic regression with full batches: the gradient of the mean loss over all rows, many rows at a time. */
public final class LogisticRegression {
    private final CompiledFunction loss;

    /** Compiles the loss of one row x1 … xn, y with y 0 or 1. The parameters are w1 … wn and the bias. */
    LogisticRegression(int features) {
        List<Value> weights = new ArrayList<>();
        List<Value> row = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            weights.add(Value.of(0, "w" + (i + 1)));
            row.add(Value.constant(0));
        }
        Value bias = Value.of(0, "bias");
        Value logit = Value.dot(weights, row, bias);
        Value label = Value.constant(0);
        List<Value> parameters = new ArrayList<>(weights);
        parameters.add(bias);
        List<Value> inputs = new ArrayList<>(row);
        inputs.add(label);
        loss = CompiledFunction.builder(logit.softplus().sub(label.mul(logit)))
                .parameters(parameters)
                .inputs(inputs)
                .build();
    }

    /** Minimizes the mean loss by Nesterov's method, until no derivative is above a tolerance. */
    double[] fit(double[][] rows, double rate, double tolerance) {
        double[] weights = new double[loss.parameterCount()];
        double[] ahead = new double[weights.length];
        double[] gradient = new double[weights.length];
        int threads = Runtime.getRuntime().availableProcessors();
        for (int step = 1; ; step++) {
            loss.sumGradient(ahead, rows, gradient, null, threads);
            if (Arrays.stream(gradient).allMatch(g -> Math.abs(g) <= tolerance * rows.length)) {
                return ahead;
            }
            for (int i = 0; i < weights.length; i++) {
                double next = ahead[i] - rate * gradient[i] / rows.length;
                ahead[i] = next + (next - weights[i]) * (step - 1) / (step + 2);
                weights[i] = next;
            }
        }
    }

    /** Rows of standard normal features whose labels follow the model. */
    static double[][] generate(int count, double[] weights, double bias, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[count][weights.length + 1];
        for (double[] row : rows) {
            double logit = bias;
            for (int i = 0; i < weights.length; i++) {
                row[i] = random.nextGaussian();
                logit += weights[i] * row[i];
            }
            row[weights.length] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
        }
        return rows;
    }

    public static void main(String[] args) {
        double[] weights = {1.5, -2, 0.5, 0, 0, 1, -1, 0.25, 0.75, -0.5};
        double[][] rows = generate(200_000, weights, -0.5, 42);
        System.out.println(Arrays.toString(new LogisticRegression(weights.length).fit(rows, 4, 1e-8)));
    }
}
