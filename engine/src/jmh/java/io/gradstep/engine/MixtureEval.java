package io.gradstep.engine;

import com.google.gson.JsonObject;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * GradBench's gmm: the log posterior of a mixture of Gaussians with a Wishart prior, and its gradient.
 *
 * <p>Two functions: what a point contributes, log Σ<sub>k</sub> exp β<sub>k</sub>, summed over the points in lanes; and
 * what depends on parameters alone. The parameters are α, then the means, the logarithms of the diagonals, and the
 * triangles below them column by column, each component after component.
 */
final class MixtureEval {
    private final int d;
    private final int k;
    private final int n;
    private final int m;
    private final double gamma;
    private final int threads;
    private final double[][] points;
    private final double[] parameters;

    MixtureEval(JsonObject input, int threads) {
        this.d = input.get("d").getAsInt();
        this.k = input.get("k").getAsInt();
        this.n = input.get("n").getAsInt();
        this.m = input.get("m").getAsInt();
        this.gamma = input.get("gamma").getAsDouble();
        this.threads = threads;
        this.points = GradBenchEval.rows(input.get("x"));
        this.parameters = Stream.of("mu", "q", "l")
                .flatMap(name -> Arrays.stream(GradBenchEval.rows(input.get(name))))
                .map(Arrays::stream)
                .reduce(Arrays.stream(GradBenchEval.numbers(input.get("alpha"))), DoubleStream::concat)
                .toArray();
    }

    Supplier<?> prepare(String function) {
        List<Value> p = GradBenchEval.leaves(parameters.length);
        List<Value> x = GradBenchEval.leaves(d);
        CompiledFunction likelihood = CompiledFunction.builder(likelihood(p, x))
                .parameters(p)
                .inputs(x)
                .build();
        CompiledFunction rest = CompiledFunction.of(rest(p), p);
        return switch (function) {
            case "objective" -> () -> sum(likelihood) + rest.value(parameters);
            case "jacobian" -> () -> jacobian(likelihood, rest);
            default -> throw GradBenchEval.unknown("gmm", function);
        };
    }

    private double sum(CompiledFunction likelihood) {
        double[][] outputs = new double[n][1];
        likelihood.values(parameters, points, outputs, threads);
        return Arrays.stream(outputs).mapToDouble(row -> row[0]).sum();
    }

    private Map<String, ?> jacobian(CompiledFunction likelihood, CompiledFunction rest) {
        double[] gradient = new double[parameters.length];
        double[] ofRest = new double[parameters.length];
        likelihood.sumGradient(parameters, points, gradient, null, threads);
        rest.gradient(parameters, ofRest);
        Arrays.setAll(gradient, i -> gradient[i] + ofRest[i]);
        return Map.of(
                "alpha", Arrays.copyOf(gradient, k),
                "mu", GradBenchEval.rows(gradient, mean(0), k, d),
                "q", GradBenchEval.rows(gradient, diagonal(0), k, d),
                "l", GradBenchEval.rows(gradient, triangle(0), k, d * (d - 1) / 2));
    }

    /** The index of the first parameter of a component's mean, of its diagonal, of its triangle. */
    private int mean(int component) {
        return k + component * d;
    }

    private int diagonal(int component) {
        return k + (k + component) * d;
    }

    private int triangle(int component) {
        return k + 2 * k * d + component * (d * (d - 1) / 2);
    }

    private Value likelihood(List<Value> p, List<Value> x) {
        List<Value> betas = new ArrayList<>();
        for (int c = 0; c < k; c++) {
            List<Value> centred = new ArrayList<>();
            for (int i = 0; i < d; i++) {
                centred.add(x.get(i).sub(p.get(mean(c) + i)));
            }
            List<Value> product = new ArrayList<>();
            for (int i = 0; i < d; i++) {
                List<Value> row = new ArrayList<>();
                int below = triangle(c) + i - 1; // column by column, each one element shorter than the one before
                for (int j = 0; j < i; j++) {
                    row.add(p.get(below));
                    below += d - 2 - j;
                }
                row.add(p.get(diagonal(c) + i).exp());
                product.add(Value.dot(row, centred.subList(0, i + 1)));
            }
            betas.add(p.get(c)
                    .add(Value.sum(p.subList(diagonal(c), diagonal(c) + d)))
                    .sub(Value.dot(product, product).mul(0.5)));
        }
        return Value.logSumExp(betas);
    }

    private Value rest(List<Value> p) {
        int degrees = d + m + 1;
        double constant = -n * d * 0.5 * Math.log(2 * Math.PI)
                + k * (degrees * d * (Math.log(gamma) - 0.5 * Math.log(2)) - logGamma(0.5 * degrees));
        Value squares = Value.sum(
                p.subList(triangle(0), p.size()).stream().map(l -> l.mul(l)).toList());
        Value diagonals = Value.sum(p.subList(diagonal(0), triangle(0)).stream()
                .map(q -> q.mul(2).exp())
                .toList());
        return Value.logSumExp(p.subList(0, k))
                .mul(-n)
                .sub(squares.add(diagonals).mul(0.5 * gamma * gamma))
                .add(Value.sum(p.subList(diagonal(0), triangle(0))).mul(m))
                .add(constant);
    }

    /** The logarithm of the multivariate gamma function of dimension d. */
    private double logGamma(double a) {
        double sum = 0.25 * d * (d - 1) * Math.log(Math.PI);
        for (int j = 0; j < d; j++) {
            sum += Value.of(a - 0.5 * j).lgamma().data();
        }
        return sum;
    }
}
