package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The trainings behind the pages: their number, their streams, and who may use them. */
class TrainingRoomsTest {
    private PlaygroundServer server;
    private Talk talk;

    @BeforeEach
    void open() throws IOException {
        server = PlaygroundServer.start(0);
        talk = new Talk(server);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String training() throws IOException {
        return object(talk.post("/api/train/open", "{}").body()).get("training").getAsString();
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    @Test
    void frames_come_while_it_plays_at_most_twenty_a_second_and_the_newest_wins() throws Exception {
        String training = training();
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "train/events/" + training))
                .build();
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        List<Integer> batches = new ArrayList<>();
        long begin = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(talk.post("/api/train/" + training, "{\"do\": \"play\"}").body())
                    .isEqualTo("{}");
            while (batches.size() < 6) {
                String line = lines.readLine();
                if (line.startsWith("data: ")) {
                    begin = batches.isEmpty() ? System.nanoTime() : begin;
                    batches.add(object(line.substring(6)).get("batch").getAsInt());
                }
            }
        }
        // Five distances between six frames; the first may have waited.
        assertThat((System.nanoTime() - begin) / 1_000_000).isGreaterThanOrEqualTo(4 * TrainingRoom.FRAME_MILLIS);
        assertThat(batches).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void it_pauses_when_nobody_listens() throws Exception {
        TrainingRoom room = new TrainingRoom(TrainingSubject.named("network"), 20);
        room.answer("{\"do\": \"play\", \"speed\": 1000}");
        // It plays within the time that a page has to connect, and then no longer.
        Thread.sleep(150);
        int batch = object(room.answer("{\"do\": \"why\", \"row\": 0}")).has("loss") ? batch(room) : -1;
        Thread.sleep(100);
        assertThat(batch(room)).isEqualTo(batch);
    }

    private static int batch(TrainingRoom room) throws RequestException {
        return object(room.answer("{\"do\": \"frame\"}")).get("batch").getAsInt();
    }

    @Test
    void a_fifth_training_is_refused_with_a_message() throws IOException {
        for (int i = 0; i < TrainingRooms.MOST; i++) {
            assertThat(training()).hasSize(32);
        }
        Talk.Answer fifth = talk.post("/api/train/open", "{\"model\": \"gpt\"}");
        assertThat(fifth.status()).isEqualTo(503);
        assertThat(fifth.body()).contains("4 trainings are open already", "close the tab of one");
    }

    @Test
    void other_pages_and_unknown_trainings_are_refused() throws IOException {
        String training = training();
        for (String header : List.of("Origin: http://evil.example\r\n", "Sec-Fetch-Site: cross-site\r\n")) {
            assertThat(talk.say(talk.request("GET", "/train/events/" + training, header, ""))
                            .status())
                    .isEqualTo(403);
            String typed = header + "Content-Type: application/json\r\n";
            assertThat(talk.say(talk.request("POST", "/api/train/" + training, typed, "{}"))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(talk.say(talk.request("GET", "/train/events/" + training, "Host: evil.example\r\n", ""))
                        .status())
                .isEqualTo(421);
        assertThat(talk.get("/train/events/none").status()).isEqualTo(404);
        assertThat(talk.post("/api/train/none", "{}").status()).isEqualTo(404);
        assertThat(talk.post("/api/train/" + training, "{\"do\": \"play\", \"speed\": 0}")
                        .body())
                .contains("'speed' must be a number of batches a second");
    }

    @Test
    void a_language_model_is_played_in_the_same_rooms() throws Exception {
        assertThat(talk.post("/api/train/open", "{\"model\": \"rnn\"}").body())
                .contains("'model' must be network or gpt, not rnn");
        TrainingRoom room = new TrainingRoom(TrainingSubject.named("gpt"), 60_000);
        assertThat(room.answer("{\"do\": \"play\", \"speed\": 1000}")).isEqualTo("{}");
        TrainingRoom.Frame frame = room.await(0, 20_000);
        assertThat(frame).isNotNull();
        assertThat(object(frame.text()).getAsJsonArray("texts").asList()).hasSize(6);
        room.close();
        assertThat(talk.get("/gpt").body()).contains("Gradstep language model");
    }

    @Test
    void every_lesson_of_ours_opens() throws IOException {
        String training = training();
        List<JsonElement> lessons = JsonParser.parseString(
                        talk.get("/lessons.json").body())
                .getAsJsonArray()
                .asList();
        assertThat(lessons).hasSize(10).allSatisfy(lesson -> {
            JsonObject command = new JsonObject();
            command.addProperty("do", "lesson");
            command.add("lesson", lesson);
            JsonObject frame = object(
                    talk.post("/api/train/" + training, command.toString()).body());
            assertThat(frame.has("error")).as(frame.toString()).isFalse();
            assertThat(frame.getAsJsonObject("known").getAsJsonObject("lesson").getAsJsonObject("question"))
                    .isEqualTo(lesson.getAsJsonObject().get("question"));
        });
    }

    @Test
    void a_bad_lesson_gets_one_clear_message() throws IOException {
        String training = training();
        String start = "{\"do\": \"lesson\", \"lesson\": {\"title\": \"t\", \"caption\": \"c\"";
        String[][] cases = {
            {start + ", \"hide\": [\"everything\"]}}", "names an unknown control 'everything'"},
            {start + ", \"steps\": 1}}", "unknown field 'steps'"},
            {start + ", \"question\": {\"text\": \"?\", \"answers\": [\"a\"], \"because\": \"b\"}}}", "2 to 6 texts"},
            {"{\"do\": \"lesson\", \"lesson\": {\"title\": \"t\"}}", "a lesson needs a 'caption'"},
            {start + ", \"batches\": 1e6}}", "'batches' must be a whole number from 0 to 5000"},
        };
        for (String[] each : cases) {
            assertThat(talk.post("/api/train/" + training, each[0]).body()).contains(each[1]);
        }
    }
}
