package io.gradstep.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The evals of the GradBench suite that {@link GradBenchTool} runs, by the suite's names, and how their inputs are
 * read.
 *
 * <p>Results are numbers, arrays of them, and maps from names to such: what Gson writes as the suite wants it.
 */
final class GradBenchEval {
    static final Set<String> NAMES =
            Set.of("hello", "lse", "llsq", "det", "ode", "lstm", "gmm", "kmeans", "ba", "ht", "saddle", "particle");

    private GradBenchEval() {}

    /** Records a function of an eval for an input; what is returned computes its output. */
    static Supplier<?> prepare(String eval, String function, JsonElement input, int threads) {
        if (eval.equals("hello")) {
            return hello(function, input.getAsDouble());
        }
        JsonObject json = input.getAsJsonObject();
        return switch (eval) {
            case "lse" -> scalar(function, "gradient", new LogSumExpFunction(numbers(json.get("x"))));
            case "llsq" ->
                scalar(
                        function,
                        "gradient",
                        new LeastSquaresFunction(
                                numbers(json.get("x")), json.get("n").getAsInt()));
            case "det" ->
                scalar(
                        function,
                        "gradient",
                        new DeterminantFunction(
                                numbers(json.get("A")), json.get("ell").getAsInt()));
            case "ode" ->
                ode(
                        function,
                        new OdeFunction(numbers(json.get("x")), json.get("s").getAsInt()));
            case "lstm" -> scalar(function, "jacobian", LstmFunction.of(json));
            case "gmm" -> new MixtureEval(json, threads).prepare(function);
            case "kmeans" -> new KMeansEval(json, threads).prepare(function);
            case "ba" -> BundleEval.of(json, threads).prepare(function);
            case "ht" -> HandEval.of(json, threads).prepare(function);
            case "saddle" -> SaddleEval.prepare(function, numbers(json.get("start")));
            case "particle" -> ParticleEval.prepare(function, json.get("w").getAsDouble());
            default -> throw new IllegalArgumentException("no eval is called " + eval);
        };
    }

    private static Supplier<?> hello(String function, double x) {
        CompiledFunction square = CompiledFunction.record(1, v -> v[0].mul(v[0]));
        return switch (function) {
            case "square" -> () -> square.value(x);
            case "double" ->
                () -> {
                    double[] gradient = new double[1];
                    square.gradient(new double[] {x}, gradient);
                    return gradient[0];
                };
            default -> throw unknown("hello", function);
        };
    }

    /** A function of one array, with its gradient, whose name differs. */
    private static Supplier<?> scalar(String function, String nameOfGradient, GradBenchFunction definition) {
        double[] x = definition.point();
        List<Value> leaves = leaves(x.length);
        CompiledFunction compiled = CompiledFunction.of(definition.of(leaves), leaves);
        if (function.equals(nameOfGradient)) {
            return () -> {
                double[] gradient = new double[x.length];
                compiled.gradient(x, gradient);
                return gradient;
            };
        }
        if (function.equals("primal") || function.equals("objective")) {
            return () -> compiled.value(x);
        }
        throw unknown("a scalar eval", function);
    }

    /** All y as the value, and the gradient of the last. */
    private static Supplier<?> ode(String function, OdeFunction definition) {
        if (!function.equals("primal")) {
            return scalar(function, "gradient", definition);
        }
        double[] x = definition.point();
        List<Value> leaves = leaves(x.length);
        CompiledFunction compiled =
                CompiledFunction.builder(definition.all(leaves)).inputs(leaves).build();
        return () -> {
            double[] outputs = new double[x.length];
            compiled.evaluate(new double[0], x, outputs);
            return outputs;
        };
    }

    static IllegalArgumentException unknown(String eval, String function) {
        return new IllegalArgumentException("%s has no function %s".formatted(eval, function));
    }

    static List<Value> leaves(int count) {
        return IntStream.range(0, count).mapToObj(i -> Value.of(1)).toList();
    }

    static double[] numbers(JsonElement array) {
        double[] numbers = new double[array.getAsJsonArray().size()];
        Arrays.setAll(numbers, i -> array.getAsJsonArray().get(i).getAsDouble());
        return numbers;
    }

    static int[] integers(JsonElement array) {
        int[] integers = new int[array.getAsJsonArray().size()];
        Arrays.setAll(integers, i -> array.getAsJsonArray().get(i).getAsInt());
        return integers;
    }

    static double[][] rows(JsonElement array) {
        double[][] rows = new double[array.getAsJsonArray().size()][];
        Arrays.setAll(rows, i -> numbers(array.getAsJsonArray().get(i)));
        return rows;
    }

    /** Some of the numbers as rows. */
    static double[][] rows(double[] numbers, int from, int rowCount, int width) {
        double[][] rows = new double[rowCount][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(numbers, from + row * width, from + (row + 1) * width));
        return rows;
    }
}
