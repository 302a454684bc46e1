package io.gradstep.engine;

import com.google.gson.JsonObject;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * GradBench's kmeans: the sum over points of the squared distance to the nearest centroid, and the direction of a step
 * of Newton's method, gradient over second derivatives.
 *
 * <p>The Hessian has a diagonal alone: its product with the vector of ones, the gradient of the sum of the first
 * derivatives, is that diagonal.
 */
final class KMeansEval {
    private final double[][] points;
    private final double[] centroids;
    private final int centroidCount;
    private final int dimension;
    private final int threads;

    KMeansEval(JsonObject input, int threads) {
        double[][] rows = GradBenchEval.rows(input.get("centroids"));
        this.points = GradBenchEval.rows(input.get("points"));
        this.centroidCount = rows.length;
        this.dimension = rows[0].length;
        this.centroids = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        this.threads = threads;
    }

    Supplier<?> prepare(String function) {
        List<Value> c = GradBenchEval.leaves(centroids.length);
        List<Value> p = GradBenchEval.leaves(dimension);
        Value cost = cost(c, p);
        CompiledFunction compiled = compile(cost, c, p);
        return switch (function) {
            case "cost" -> () -> compiled.sumGradient(centroids, points, new double[c.size()], null, threads);
            case "dir" -> {
                double[] ones = new double[c.size()];
                Arrays.fill(ones, 1);
                CompiledFunction slopes = compile(Derivatives.jvp(cost, c, ones), c, p);
                yield () -> {
                    double[] gradient = new double[c.size()];
                    double[] diagonal = new double[c.size()];
                    compiled.sumGradient(centroids, points, gradient, null, threads);
                    slopes.sumGradient(centroids, points, diagonal, null, threads);
                    Arrays.setAll(gradient, i -> gradient[i] / diagonal[i]);
                    return GradBenchEval.rows(gradient, 0, centroidCount, dimension);
                };
            }
            default -> throw GradBenchEval.unknown("kmeans", function);
        };
    }

    private Value cost(List<Value> c, List<Value> p) {
        List<Value> distances = new ArrayList<>();
        for (int j = 0; j < centroidCount; j++) {
            List<Value> squares = new ArrayList<>();
            for (int i = 0; i < dimension; i++) {
                Value difference = p.get(i).sub(c.get(j * dimension + i));
                squares.add(difference.mul(difference));
            }
            distances.add(Value.sum(squares));
        }
        return Value.min(distances);
    }

    private static CompiledFunction compile(Value f, List<Value> c, List<Value> p) {
        return CompiledFunction.builder(f).parameters(c).inputs(p).build();
    }
}
