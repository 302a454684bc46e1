package io.gradstep.engine;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A tool of the GradBench suite: reads its messages from standard input, a line each, and answers on standard output.
 *
 * <pre>
 * java -cp … io.gradstep.engine.GradBenchTool [threads]
 * </pre>
 *
 * <p>An evaluation has one timing {@code prepare}, in which the function is recorded, and a timing {@code evaluate} for
 * each run; the first run generates and loads code, too.
 */
public final class GradBenchTool {
    private final int threads;

    private GradBenchTool(int threads) {
        this.threads = threads;
    }

    public static void main(String[] args) throws IOException {
        GradBenchTool tool = new GradBenchTool(args.length == 0 ? 1 : Integer.parseInt(args[0]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(tool.answer(JsonParser.parseString(line).getAsJsonObject()));
            out.flush();
        }
    }

    private JsonObject answer(JsonObject message) {
        JsonObject response = new JsonObject();
        response.add("id", message.get("id"));
        switch (message.get("kind").getAsString()) {
            case "start" -> response.addProperty("tool", "gradstep");
            case "define" ->
                response.addProperty(
                        "success",
                        GradBenchEval.NAMES.contains(message.get("module").getAsString()));
            case "evaluate" -> evaluate(message, response);
            default -> {} // an analysis, which needs no answer but its number
        }
        return response;
    }

    private void evaluate(JsonObject message, JsonObject response) {
        try {
            JsonArray timings = new JsonArray();
            JsonElement input = message.get("input");
            long start = System.nanoTime();
            Supplier<?> run = GradBenchEval.prepare(
                    message.get("module").getAsString(), message.get("function").getAsString(), input, threads);
            timings.add(timing("prepare", System.nanoTime() - start));
            response.add("output", runs(run, input, timings));
            response.add("timings", timings);
            response.addProperty("success", true);
        } catch (IllegalArgumentException e) {
            response.addProperty("success", false);
            response.addProperty("error", e.getMessage());
        }
    }

    /** Runs as long and as often as the input asks for. */
    private static JsonElement runs(Supplier<?> run, JsonElement input, JsonArray timings) {
        int least =
                input.isJsonObject() ? input.getAsJsonObject().get("min_runs").getAsInt() : 1;
        double seconds = input.isJsonObject()
                ? input.getAsJsonObject().get("min_seconds").getAsDouble()
                : 0;
        Object output;
        long elapsed = 0;
        int done = 0;
        do {
            long start = System.nanoTime();
            output = run.get();
            long taken = System.nanoTime() - start;
            timings.add(timing("evaluate", taken));
            elapsed += taken;
            done++;
        } while (done < least || elapsed < seconds * 1e9);
        return new Gson().toJsonTree(output);
    }

    private static JsonObject timing(String name, long nanoseconds) {
        JsonObject timing = new JsonObject();
        timing.addProperty("name", name);
        timing.addProperty("nanoseconds", nanoseconds);
        return timing;
    }
}
