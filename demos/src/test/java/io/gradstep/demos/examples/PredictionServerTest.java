package io.gradstep.demos.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.Generators;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionServerTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Mlp network;
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        Dataset moons = Generators.moons(200, 0.1, 42);
        network = PredictionServer.train(moons, 20);
        server = PredictionServer.start(new PredictionHandler(network, moons), 0);
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void an_answer_has_the_class_its_probability_and_its_gradient() {
        JsonObject answer = answer("[0.5, -0.2]");

        double[] logits = network.predict(0.5, -0.2);
        int best = logits[0] > logits[1] ? 0 : 1;
        assertThat(answer.get("label").getAsString())
                .isEqualTo(Generators.moons(10, 0, 1).classNames().get(best));
        assertThat(answer.get("probability").getAsDouble()).isCloseTo(probability(best, 0.5, -0.2), within(1e-15));
        double step = 1e-5;
        double byX = (probability(best, 0.5 + step, -0.2) - probability(best, 0.5 - step, -0.2)) / (2 * step);
        double byY = (probability(best, 0.5, -0.2 + step) - probability(best, 0.5, -0.2 - step)) / (2 * step);
        assertThat(answer.getAsJsonArray("gradient").get(0).getAsDouble()).isCloseTo(byX, within(1e-8));
        assertThat(answer.getAsJsonArray("gradient").get(1).getAsDouble()).isCloseTo(byY, within(1e-8));
    }

    private static double probability(int index, double x, double y) {
        double[] logits = network.predict(x, y);
        return 1 / (1 + Math.exp(logits[1 - index] - logits[index]));
    }

    @Test
    void requests_at_the_same_time_do_not_disturb_each_other() {
        String[] bodies = {"[0.5, -0.2]", "[-1, 0.4]", "[1.5, 0.3]"};
        JsonObject[] alone = Stream.of(bodies).map(PredictionServerTest::answer).toArray(JsonObject[]::new);

        CompletableFuture<?>[] together = new CompletableFuture<?>[60];
        for (int i = 0; i < together.length; i++) {
            int which = i % bodies.length;
            together[i] = CLIENT.sendAsync(request(bodies[which]), BodyHandlers.ofString())
                    .thenAccept(response ->
                            assertThat(JsonParser.parseString(response.body())).isEqualTo(alone[which]));
        }
        CompletableFuture.allOf(together).join();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | takes 2: x1, x2",
                "[1] | takes 2: x1, x2",
                "[1, NaN] | finite",
                "{} | JSON array of numbers",
                "[1, | JSON array of numbers",
                "[1, \"x\"] | JSON array of numbers"
            })
    void bad_input_is_refused_with_a_message(String body, String message) throws Exception {
        HttpResponse<String> response = CLIENT.send(request(body), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JsonParser.parseString(response.body())
                        .getAsJsonObject()
                        .get("error")
                        .getAsString())
                .contains(message);
    }

    private static JsonObject answer(String body) {
        HttpResponse<String> response =
                CLIENT.sendAsync(request(body), BodyHandlers.ofString()).join();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private static HttpRequest request(String body) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.getAddress().getPort() + "/predict"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
