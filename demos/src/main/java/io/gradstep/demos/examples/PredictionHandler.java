package io.gradstep.demos.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.primitives.Doubles;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Prediction;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.data.Dataset;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers a POST of inputs, a JSON array, with the class that a network predicts, its probability, and the derivative
 * of that probability by each input.
 */
final class PredictionHandler implements HttpHandler {
    private final Gson gson = new Gson();
    private final Predictor predictor;
    private final CompiledFunction probabilities;

    private record Answer(String label, double probability, List<Double> gradient) {}
    /** Prepares what all requests share: both are immutable and thread-safe. */
    PredictionHandler(Mlp network, Dataset meaning) {
        predictor = Predictor.builder(network)
                .meaning(meaning)
                .loss(Loss.CROSS_ENTROPY)
                .build();
        List<Value> inputs =
                Stream.generate(() -> Value.of(0)).limit(network.inputCount()).toList();
        List<Value> logits = network.forward(inputs);
        Value all = Value.logSumExp(logits);
        probabilities = CompiledFunction.builder(
                        logits.stream().map(logit -> logit.sub(all).exp()).toList())
                .inputs(inputs)
                .frozen(network.parameters())
                .build();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            try {
                double @Nullable [] inputs = gson.fromJson(body, double[].class);
                send(exchange, 200, answer(inputs == null ? new double[0] : inputs));
            } catch (JsonParseException | NumberFormatException e) {
                send(exchange, 400, Map.of("error", "the body must be a JSON array of numbers, such as [0.5, -0.2]"));
            } catch (IllegalArgumentException | ArithmeticException e) {
                send(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
            }
        }
    }

    private Answer answer(double[] inputs) {
        Prediction prediction = predictor.predict(inputs);
        double[] all = new double[probabilities.outputCount()];
        double[][] jacobian = new double[all.length][inputs.length];
        probabilities.byInputs().jacobian(inputs, all, jacobian);
        int best = prediction.classIndex();
        return new Answer(prediction.label(), all[best], Doubles.asList(jacobian[best]));
    }

    private void send(HttpExchange exchange, int status, Object content) throws IOException {
        byte[] bytes = gson.toJson(content).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
