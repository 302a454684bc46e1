package io.gradstep.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.gradstep.engine.compile.CompiledFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The evals of the GradBench suite that {@link GradBenchTool} runs, by the suite's names, and their JSON. */
final class GradBenchEval {
    static final Set<String> NAMES = Set.of("hello", "lse", "llsq", "det", "gmm", "kmeans");

    private GradBenchEval() {}

    /** Records a function of an eval for an input; what is returned computes its output. */
    static Supplier<JsonElement> prepare(String eval, String function, JsonElement input, int threads) {
        if (eval.equals("hello")) {
            return hello(function, input.getAsDouble());
        }
        JsonObject json = input.getAsJsonObject();
        return switch (eval) {
            case "lse" -> {
                double[] x = numbers(json.get("x"));
                yield scalar(function, x, new LogSumExpFunction(x.length));
            }
            case "llsq" -> {
                double[] x = numbers(json.get("x"));
                yield scalar(
                        function,
                        x,
                        new LeastSquaresFunction(x.length, json.get("n").getAsInt()));
            }
            case "det" ->
                scalar(
                        function,
                        numbers(json.get("A")),
                        new DeterminantFunction(json.get("ell").getAsInt()));
            case "gmm" -> new MixtureEval(json, threads).prepare(function);
            case "kmeans" -> new KMeansEval(json, threads).prepare(function);
            default -> throw new IllegalArgumentException("no eval is called " + eval);
        };
    }

    private static Supplier<JsonElement> hello(String function, double x) {
        CompiledFunction square = CompiledFunction.record(1, v -> v[0].mul(v[0]));
        return switch (function) {
            case "square" -> () -> new JsonPrimitive(square.value(x));
            case "double" ->
                () -> {
                    double[] gradient = new double[1];
                    square.gradient(new double[] {x}, gradient);
                    return new JsonPrimitive(gradient[0]);
                };
            default -> throw unknown("hello", function);
        };
    }

    /** A function of one array, with its gradient. */
    private static Supplier<JsonElement> scalar(String function, double[] x, GradBenchFunction definition) {
        List<Value> leaves = leaves(x.length);
        CompiledFunction compiled = CompiledFunction.of(definition.of(leaves), leaves);
        return switch (function) {
            case "primal" -> () -> new JsonPrimitive(compiled.value(x));
            case "gradient" ->
                () -> {
                    double[] gradient = new double[x.length];
                    compiled.gradient(x, gradient);
                    return json(gradient);
                };
            default -> throw unknown("a scalar eval", function);
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

    static double[][] rows(JsonElement array) {
        double[][] rows = new double[array.getAsJsonArray().size()][];
        Arrays.setAll(rows, i -> numbers(array.getAsJsonArray().get(i)));
        return rows;
    }

    static JsonArray json(double[] numbers) {
        JsonArray array = new JsonArray(numbers.length);
        for (double number : numbers) {
            array.add(number);
        }
        return array;
    }

    /** Some of the numbers as rows. */
    static JsonArray json(double[] numbers, int from, int rowCount, int width) {
        JsonArray array = new JsonArray(rowCount);
        for (int row = 0; row < rowCount; row++) {
            int start = from + row * width;
            array.add(json(Arrays.copyOfRange(numbers, start, start + width)));
        }
        return array;
    }
}
