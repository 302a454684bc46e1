package io.gradstep.engine;

import com.google.gson.JsonObject;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.parallel.ParallelTasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * GradBench's ht (hand tracking): measured points less the points of a hand that correspond to them, and the Jacobian
 * by the parameters of the hand. A point of the hand is a vertex, or one of a triangle, with two coordinates u of its
 * own: the Jacobian then begins with the derivatives by these.
 *
 * <p>In two stages, each computed in lanes: the vertices, with their derivatives by every parameter as more outputs of
 * the same function (in forward mode); and what a coordinate of a point is, given those of the vertices, with its
 * gradient. The Jacobian is the product of the stages' Jacobians.
 */
final class HandEval {
    private static final int COORDINATES = 3;

    private final HandModel model;
    private final int[][] corners;
    private final double[][] points;
    private final double[] theta;
    private final double[][] us;
    private final int threads;

    /** The vertices that correspond to something, as inputs of the first stage. */
    private final double[][] vertices;

    /**
     * Creates the eval.
     *
     * @param corresponding of each point the vertex, or the triangle if there are coordinates
     * @param us of each point the two coordinates in a triangle; empty if points are vertices
     */
    HandEval(HandModel model, int[] corresponding, double[][] points, double[] theta, double[][] us, int threads) {
        this.model = model;
        this.points = points;
        this.theta = theta;
        this.us = us;
        this.threads = threads;
        int[] numbers = new int[model.vertices().length];
        Arrays.fill(numbers, -1);
        List<double[]> used = new ArrayList<>();
        this.corners = new int[points.length][];
        for (int i = 0; i < points.length; i++) {
            int[] vertices = us.length > 0 ? model.triangles()[corresponding[i]] : new int[] {corresponding[i]};
            corners[i] = vertices.clone();
            for (int k = 0; k < vertices.length; k++) {
                if (numbers[vertices[k]] < 0) {
                    numbers[vertices[k]] = used.size();
                    used.add(joined(model.vertices()[vertices[k]], model.weights()[vertices[k]]));
                }
                corners[i][k] = numbers[vertices[k]];
            }
        }
        this.vertices = used.toArray(double[][]::new);
    }

    static HandEval of(JsonObject input, int threads) {
        JsonObject data = input.getAsJsonObject("data");
        return new HandEval(
                HandModel.of(data.getAsJsonObject("model")),
                GradBenchEval.integers(data.get("correspondences")),
                GradBenchEval.rows(data.get("points")),
                GradBenchEval.numbers(input.get("theta")),
                GradBenchEval.rows(input.get("us")),
                threads);
    }

    private static double[] joined(double[] a, double[] b) {
        double[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    Supplier<?> prepare(String function) {
        CompiledFunction error = error();
        return switch (function) {
            case "objective" -> {
                CompiledFunction positions = positions(false);
                yield () -> errors(positions, error, theta);
            }
            case "jacobian" -> {
                CompiledFunction positions = positions(true);
                yield () -> jacobian(positions, error);
            }
            default -> throw GradBenchEval.unknown("ht", function);
        };
    }

    /** The first stage: of a vertex the position, and behind it that of its derivative by each parameter. */
    CompiledFunction positions(boolean withSlopes) {
        List<Value> parameters = IntStream.range(0, HandModel.PARAMETERS)
                .mapToObj(i -> Value.of(0.1 + i))
                .toList();
        List<Value> vertex = GradBenchEval.leaves(4 + model.bones());
        List<Value> position = model.position(parameters, vertex);
        List<Value> outputs = new ArrayList<>(position);
        for (int k = 0; withSlopes && k < HandModel.PARAMETERS; k++) {
            double[] direction = new double[HandModel.PARAMETERS];
            direction[k] = 1;
            outputs.addAll(Derivatives.jvp(position, parameters, direction));
        }
        return CompiledFunction.builder(outputs)
                .parameters(parameters)
                .inputs(vertex)
                .build();
    }

    /** The second stage: a coordinate's error, of the measured one, those of the vertices, and u. */
    CompiledFunction error() {
        List<Value> inputs = GradBenchEval.leaves(us.length > 0 ? 6 : 2);
        Value point = inputs.get(1);
        if (us.length > 0) {
            Value u = inputs.get(4);
            Value v = inputs.get(5);
            Value rest = u.neg().add(1).sub(v);
            point = u.mul(point).add(v.mul(inputs.get(2))).add(rest.mul(inputs.get(3)));
        }
        return CompiledFunction.of(inputs.get(0).sub(point), inputs);
    }

    /** The errors of all coordinates. */
    double[] errors(CompiledFunction positions, CompiledFunction error, double[] parameters) {
        double[][] samples = samples(place(positions, parameters), error);
        double[][] errors = new double[samples.length][1];
        error.values(new double[0], samples, errors, threads);
        return Arrays.stream(errors).mapToDouble(row -> row[0]).toArray();
    }

    /** A row for each coordinate: the derivatives by u, if there are any, and by the parameters. */
    double[][] jacobian(CompiledFunction positions, CompiledFunction error) {
        double[][] placed = place(positions, theta);
        double[][] samples = samples(placed, error);
        double[][] gradients = new double[samples.length][error.inputCount()];
        error.byInputs().gradients(new double[0], samples, new double[samples.length], gradients, threads);
        int first = us.length > 0 ? 2 : 0;
        double[][] jacobian = new double[samples.length][first + HandModel.PARAMETERS];
        ParallelTasks.inRanges(points.length, threads, (from, to) -> {
            for (int row = COORDINATES * from; row < COORDINATES * to; row++) {
                for (int k = 0; k < first; k++) {
                    jacobian[row][k] = gradients[row][4 + k];
                }
                multiply(gradients[row], placed, row, jacobian[row], first);
            }
        });
        return jacobian;
    }

    /** Adds up the derivatives of the coordinate's vertices, each by the derivative of the error by it. */
    private void multiply(double[] gradient, double[][] placed, int row, double[] sums, int first) {
        int coordinate = row % COORDINATES;
        int[] vertices = corners[row / COORDINATES];
        for (int k = 0; k < vertices.length; k++) {
            double[] slopes = placed[vertices[k]];
            double factor = gradient[1 + k];
            for (int j = 0; j < HandModel.PARAMETERS; j++) {
                sums[first + j] += factor * slopes[COORDINATES * (j + 1) + coordinate];
            }
        }
    }

    private double[][] place(CompiledFunction positions, double[] parameters) {
        double[][] placed = new double[vertices.length][positions.outputCount()];
        positions.values(parameters, vertices, placed, threads);
        return placed;
    }

    private double[][] samples(double[][] placed, CompiledFunction error) {
        double[][] samples = new double[COORDINATES * points.length][error.inputCount()];
        ParallelTasks.inRanges(points.length, threads, (from, to) -> {
            for (int row = COORDINATES * from; row < COORDINATES * to; row++) {
                int i = row / COORDINATES;
                double[] sample = samples[row];
                sample[0] = points[i][row % COORDINATES];
                for (int k = 0; k < corners[i].length; k++) {
                    sample[1 + k] = placed[corners[i][k]][row % COORDINATES];
                }
                if (us.length > 0) {
                    System.arraycopy(us[i], 0, sample, 4, 2);
                }
            }
        });
        return samples;
    }
}
