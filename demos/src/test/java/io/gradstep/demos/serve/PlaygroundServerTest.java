package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gradstep.demos.serve.Talk.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's pages, the requests that it rejects, and the policies that it sets for browsers. */
class PlaygroundServerTest {
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String LECTURE = "{\"program\": \"x = -2; y = 5; z = -4; q = x + y; f = q*z\"}";

    private static PlaygroundServer server;
    private static Talk talk;

    @BeforeAll
    static void open() throws IOException {
        server = PlaygroundServer.start(0);
        talk = new Talk(server);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static JsonObject page(String request) throws IOException {
        Answer answer = talk.post("/api/page", request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/playground.css, text/css; charset=utf-8",
        "/playground.js, text/javascript; charset=utf-8",
        "/icon.svg, image/svg+xml; charset=utf-8",
        "/presets.json, application/json; charset=utf-8",
        "/train, text/html; charset=utf-8",
        "/train.css, text/css; charset=utf-8",
        "/train.js, text/javascript; charset=utf-8",
        "/lessons.json, application/json; charset=utf-8"
    })
    void what_lies_ready_is_given(String path, String type) throws IOException {
        Answer answer = talk.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", type);
        assertThat(answer.body()).isNotBlank();
        Answer head = talk.say(talk.request("HEAD", path, "", ""));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers())
                .containsEntry("content-length", answer.headers().get("content-length"));
        assertThat(head.body()).isEmpty();
    }

    /** f = (x + y)z of the lecture notes: q = 3, f = −12, ∂f/∂q = −4. */
    @Test
    void a_program_comes_back_as_what_is_played() throws IOException {
        JsonObject page = page(LECTURE);

        assertThat(page.get("picture").getAsString()).startsWith("<svg ").contains(">−12</text>");
        assertThat(page.getAsJsonObject("data").getAsJsonArray("nodes")).hasSize(5);
        assertThat(page.get("inputs")).hasToString("""
                [{"name":"x","node":0,"begins":-2.0},{"name":"y","node":1,"begins":5.0},\
                {"name":"z","node":3,"begins":-4.0}]\
                """);
        assertThat(page.getAsJsonArray("notes")).isEmpty();
    }

    @Test
    void changed_inputs_count_more_than_the_programs_and_names_of_no_input_are_passed_over() throws IOException {
        JsonObject page = page("{\"program\": \"x = 3; f = x*x\", \"values\": {\"x\": 5, \"gone\": 7}}");

        assertThat(page.get("picture").getAsString()).contains(">25</text>");
        assertThat(page.get("inputs")).hasToString("[{\"name\":\"x\",\"node\":0,\"begins\":3.0}]");
    }

    @Test
    void inputs_without_a_value_begin_with_different_ones_and_that_is_said() throws IOException {
        JsonObject page = page("{\"program\": \"2x + y\"}");

        assertThat(page.get("picture").getAsString()).contains(">7</text>");
        assertThat(page.getAsJsonArray("notes").get(0).getAsString())
                .isEqualTo(
                        "The program gives no value for x, y; small numbers stand in. Change them below, or write x ="
                                + " 2.");
    }

    @Test
    void what_is_odd_is_said() throws IOException {
        assertThat(page("{\"program\": \"x = 0; y = 1; log(x)\"}").getAsJsonArray("notes"))
                .extracting(note -> note.isJsonObject() ? note.getAsJsonObject().get("text") : note)
                .extracting(JsonElement::getAsString)
                .containsExactly(
                        "The output does not depend on y.",
                        "f is -Infinity: log(x) with x = 0.",
                        "the local derivative of the log gate f with respect to its operand x = 0 is Infinity:"
                                + " x receives upstream × local = 1 × Infinity = Infinity.");
        assertThat(page("{\"program\": \"x + 1\", \"values\": {\"x\": \"NaN\"}}")
                        .get("picture")
                        .getAsString())
                .contains(">NaN</text>");
    }

    @Test
    void a_mistake_in_a_program_is_shown_with_its_place() throws IOException {
        assertThat(page("{\"program\": \"f = tahn(x)\"}").get("error").getAsString())
                .isEqualTo("""
                line 1, column 5: unknown function 'tahn'; did you mean 'tanh'?
                  f = tahn(x)
                      ^^^^""");
        assertThat(page("{\"program\": \"\"}").get("error").getAsString()).contains("the program is empty");
        Answer file = talk.post("/api/svg", "{\"program\": \"f = tahn(x)\"}");
        assertThat(file.status()).isEqualTo(422);
        assertThat(file.body()).contains("did you mean 'tanh'?");
    }

    @Test
    void views_and_detail_are_as_wished() throws IOException {
        assertThat(page("{\"program\": \"tanh(x)\", \"view\": \"cards\"}")
                        .get("picture")
                        .getAsString())
                .contains("class=\"card\"");
        JsonObject spelledOut = page("{\"program\": \"sigmoid(x)\", \"expand\": true}");
        assertThat(spelledOut.getAsJsonObject("data").getAsJsonArray("nodes").size())
                .isGreaterThan(2);
    }

    @ParameterizedTest
    @CsvSource({"svg, image/svg+xml, <svg", "png, image/png, PNG", "html, text/html; charset=utf-8, <!DOCTYPE html>"})
    void files_are_made(String format, String type, String beginning) throws IOException {
        Answer answer = talk.post("/api/" + format, LECTURE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("content-type")).startsWith(type);
        assertThat(answer.body().substring(0, 20)).contains(beginning);
    }

    @Test
    void only_a_box_that_opens_has_a_circuit() throws IOException {
        assertThat(page(LECTURE).getAsJsonObject("opens").size()).isZero();
        Answer unnamed = talk.post("/api/circuit", LECTURE);
        assertThat(unnamed.status()).isEqualTo(400);
        assertThat(unnamed.body()).contains("a circuit needs the id of a box in 'box'");
        Answer unknown = talk.post("/api/circuit", "{\"program\": \"x = 2; x*x\", \"box\": \"n1\"}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body()).contains("the picture has no box 'n1' that opens");
    }

    @Test
    void presets_are_programs_with_their_numbers() throws IOException {
        for (JsonElement preset :
                JsonParser.parseString(talk.get("/presets.json").body()).getAsJsonArray()) {
            JsonObject request = new JsonObject();
            request.add("program", preset.getAsJsonObject().get("program"));
            assertThat(page(request.toString()).keySet())
                    .as(preset.toString())
                    .containsExactly("picture", "data", "opens", "inputs", "notes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/playground.js", "/nothing", "/api/page"})
    void every_answer_has_the_headers_that_protect(String path) throws IOException {
        Answer answer = talk.get(path);

        assertThat(answer.headers())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("x-frame-options", "DENY")
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("cache-control", "no-store")
                .containsEntry("cross-origin-opener-policy", "same-origin")
                .containsEntry("cross-origin-embedder-policy", "require-corp")
                .containsEntry("cross-origin-resource-policy", "same-origin")
                .doesNotContainKey("access-control-allow-origin");
        assertThat(answer.headers().get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:%d", "localhost:%d", "LOCALHOST:%d", "[::1]:%d"})
    void it_goes_by_the_names_of_this_machine(String host) throws IOException {
        assertThat(talk.say(talk.request("GET", "/", "Host: " + host.formatted(talk.port()) + "\r\n", ""))
                        .status())
                .isEqualTo(200);
    }

    /** As when somebody lets a name of theirs point to 127.0.0.1, to have a browser read what is here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:%d",
                "127.0.0.1",
                "localhost",
                "127.0.0.1:1%d",
                "localhost.evil.example:%d",
                "",
                "127.0.0.1:%d@x"
            })
    void other_names_are_not_its_own(String host) throws IOException {
        Answer answer = talk.say(talk.request("GET", "/", "Host: " + host.formatted(talk.port()) + "\r\n", ""));
        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.body()).contains("open http://127.0.0.1:" + talk.port() + "/");
    }

    @Test
    void a_request_has_one_host() throws IOException {
        assertThat(talk.say("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status())
                .isEqualTo(400);
        String host = "Host: 127.0.0.1:" + talk.port() + "\r\n";
        assertThat(talk.say(talk.request("GET", "/", host + host, "")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1:1",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void other_pages_may_not_ask(String header) throws IOException {
        Answer answer = talk.say(talk.request("POST", "/api/page", JSON + header + "\r\n", LECTURE));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("only the playground's own page");
    }

    @Test
    void its_own_page_may_ask() throws IOException {
        String headers = JSON + "Origin: http://127.0.0.1:" + talk.port() + "\r\nSec-Fetch-Site: same-origin\r\n";
        assertThat(talk.say(talk.request("POST", "/api/page", headers, LECTURE)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | / | GET, HEAD", "DELETE | /playground.js | GET, HEAD", "GET | /api/page | POST",
                "OPTIONS | /api/svg | POST", "PUT | /api/html | POST", "BREW | /api/png | POST"
            })
    void a_wrong_method_is_told_the_right_one(String method, String path, String allowed) throws IOException {
        Answer answer = talk.say(talk.request(method, path, "", ""));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/playground.html",
                "/./",
                "/api/",
                "/api/page/",
                "/PLAYGROUND.JS",
                "/playground.js%00",
                "/io/gradstep/demos/serve/playground.js"
            })
    void nothing_is_found_by_a_path(String path) throws IOException {
        assertThat(talk.get(path).status()).isEqualTo(404);
    }

    @Test
    void the_body_has_to_be_json() throws IOException {
        assertThat(talk.say(talk.request("POST", "/api/page", "", LECTURE)).status())
                .isEqualTo(415);
        assertThat(talk.say(talk.request("POST", "/api/page", "Content-Type: text/plain\r\n", LECTURE))
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{\"program\": 1e}",
                "{\"program\": \"x\"} more",
                "{\"program\": \"x\", \"program\": \"y\"}",
                "{\"program\": \"x\", \"file\": \"/etc/passwd\"}",
                "{\"program\": [\"x\"]}",
                "{'program': 'x'}",
                "{\"program\": \"x\", \"values\": {\"x\": \"many\"}}",
                "{\"program\": \"x\", \"values\": {\"x\": NaN}}",
                "{\"program\": \"x\", \"view\": \"sideways\"}",
                "{\"program\": \"x\", \"expand\": \"yes\"}"
            })
    void json_that_means_nothing_is_refused(String body) throws IOException {
        Answer answer = talk.post("/api/page", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("the body of this request cannot be read: ");
    }

    @Test
    void a_body_may_not_be_too_large() throws IOException {
        String small = "{\"program\": \"1%s\"}".formatted(" ".repeat(Site.MAX_BYTES - 16));
        assertThat(talk.post("/api/page", small).status()).isEqualTo(200);
        for (int size : new int[] {Site.MAX_BYTES, 10 * Site.MAX_BYTES}) {
            Answer answer = talk.post("/api/page", "{\"program\": \"1%s\"}".formatted(" ".repeat(size)));
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("65,536 bytes");
        }
    }

    @Test
    void a_program_may_not_have_too_many_values() throws IOException {
        // Each + adds one value to the first.
        String most = "x" + "+x".repeat(RenderedProgram.MAX_VALUES - 1);
        assertThat(page("{\"program\": \"" + most + "\"}").has("data")).isTrue();
        Answer answer = talk.post("/api/page", "{\"program\": \"" + most + "+x\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("this program has 1,001 values", "at most 1,000");
        String expanded = "{\"program\": \"x%s\", \"expand\": true}".formatted("+sigmoid(x)".repeat(400));
        assertThat(talk.post("/api/page", expanded).status()).isEqualTo(422);
    }

    /** One gate with 30,000 wires. */
    @Test
    void the_gates_of_a_program_may_not_take_too_many_operands() throws IOException {
        Answer answer = talk.post("/api/page", "{\"program\": \"sum(x%s)\"}".formatted(",x".repeat(29_999)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("take 30,000 operands", "at most 3,000");
        String most = "{\"program\": \"sum(x%s)\"}".formatted(",x".repeat(RenderedProgram.MAX_OPERANDS - 1));
        assertThat(page(most).has("data")).isTrue();
    }

    /** In a circuit of 995 terms, all of the wires from x run past most of the gates. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "circuit", "cards", "neurons", "heat"})
    void whatever_is_sent_has_a_bounded_size(String view) throws IOException {
        for (String program : List.of("x" + "+x".repeat(994), "sum(x%s)".formatted(",x".repeat(2999)), ladder(499))) {
            String request = "{\"program\": \"%s\", \"view\": \"%s\"}".formatted(program, view);
            for (String path : List.of("/api/page", "/api/svg", "/api/html")) {
                Answer answer = talk.post(path, request);
                String description = "%s of %.20s...: %.300s".formatted(path, program, answer.body());
                assertThat(answer.status()).as(description).isIn(200, 422);
                assertThat(answer.body().length()).as(description).isLessThan(Site.MAX_SENT);
            }
        }
        assertThat(page("{\"program\": \"x%s\", \"view\": \"circuit\"}".formatted("+x".repeat(994)))
                        .get("error")
                        .getAsString())
                .contains("heat");
    }

    /** Sums of a chain whose values are all used again at the far end. */
    private static String ladder(int rungs) {
        StringBuilder program = new StringBuilder("a0=x+y;");
        for (int i = 1; i <= rungs; i++) {
            program.append("a%d=a%d*x;".formatted(i, i - 1));
        }
        program.append("a").append(rungs);
        for (int i = 0; i < rungs; i++) {
            program.append("+a").append(i);
        }
        return program.toString();
    }

    @Test
    void it_listens_on_every_loopback_address() throws IOException {
        List<InetAddress> addresses = PlaygroundServer.loopbackAddresses();
        assertThat(addresses).isNotEmpty();
        for (InetAddress address : addresses) {
            try (Socket socket = new Socket(address, talk.port())) {
                socket.getOutputStream().write(talk.request("GET", "/", "", "").getBytes(StandardCharsets.UTF_8));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .as("%s", address)
                        .startsWith("HTTP/1.1 200 OK");
            }
        }
    }
}
