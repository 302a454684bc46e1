package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.gradstep.demos.CommandLineRun;
import io.gradstep.demos.training.TrainingSession;
import io.gradstep.viz.page.Browser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code gradstep site} as a class uses it: from a file, or from a server that knows nothing of it. */
class SiteCommandTest {
    /** Both pages, with their engines, which take two thirds of it. */
    private static final int LARGEST = 1_500_000;

    @TempDir
    static Path folder;

    static Path page;
    static Browser browser;

    @BeforeAll
    static void write() {
        CommandLineRun run =
                CommandLineRun.of("site", "--out", folder.resolve("class").toString());
        page = folder.resolve("class").resolve("index.html");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).matches("Wrote \\d+ files; open \\Q" + page + "\\E\n");
        assertThat(run.exitCode()).isZero();
        browser = Browser.shared();
        browser.size(1100, 900);
    }

    @AfterEach
    void the_console_is_empty() {
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void the_page_loads_nothing_and_is_small() throws IOException {
        assertThat(page)
                .content()
                .contains("default-src 'none'")
                .doesNotContain("unsafe-eval' ", "unsafe-inline", "http://127");
        Path training = page.resolveSibling("train.html");
        assertThat(Files.size(page) + Files.size(training)).isLessThan(LARGEST);
    }

    @Test
    void a_program_typed_is_drawn_and_a_mistake_is_shown_with_a_caret() {
        open(page.toUri().toString(), "");
        Browser.await(() -> picture().contains("−12"));
        type("f = tahn(0.5)");
        Browser.await(() -> text("error").contains("did you mean 'tanh'?\n  f = tahn(0.5)\n      ^^^^"));
        type("a = 3; f = a*a");
        Browser.await(() -> picture().contains("9"));
        assertThat(text("leaves")).contains("a", "6");
    }

    @Test
    void any_server_will_do_and_a_link_carries_program_and_values() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] bytes = Files.readAllBytes(page);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        try {
            open(
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                    "#program=" + URLEncoder.encode("x = 1; f = x^2", StandardCharsets.UTF_8) + "&set=x%3D5");
            Browser.await(() -> picture().contains("25"));
        } finally {
            server.stop(0);
        }
    }

    /** A program in a link is text: what it says is an error, and nothing in it runs. */
    @Test
    void a_hostile_link_is_text() {
        open(
                page.toUri().toString(),
                "#program=" + URLEncoder.encode("<img src=x onerror=alert(1)>", StandardCharsets.UTF_8));
        Browser.await(() -> text("error").contains("<img src=x onerror=alert(1)>"));
        assertThat(browser.driver.executeScript("return document.querySelectorAll('#error *, img').length"))
                .isEqualTo(0L);
    }

    @Test
    void without_web_assembly_the_page_says_so_and_steps_the_first_program() {
        open("about:blank", "");
        String identifier = (String) browser.driver
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of("source", "WebAssembly.compile = () => Promise.reject(new Error('no GC'))"))
                .get("identifier");
        try {
            open(page.toUri().toString(), "");
            Browser.await(() -> picture().contains("−12"));
            type("f = 2");
            Browser.await(() -> text("error").contains("This browser cannot run the engine (no GC)."));
        } finally {
            browser.driver.executeCdpCommand(
                    "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", identifier));
        }
    }

    /**
     * Four batches at a time and all at once, in a worker of a page and here: to the bit, as JSON has the shortest
     * digits.
     */
    @Test
    void a_training_has_the_weights_of_java() {
        open(page.resolveSibling("train.html").toUri().toString(), "");
        Browser.await(() -> text("clock").startsWith("0 "));
        List<String> commands = List.of(
                "{\"do\": \"start\", \"setup\": {}}",
                "{\"do\": \"advance\", \"batches\": 4}",
                "{\"do\": \"advance\", \"batches\": 60}",
                "{\"do\": \"why\", \"parameter\": 2, \"row\": 1}");
        Object answers = browser.driver.executeAsyncScript("""
                const [commands, done] = arguments;
                Promise.all(commands.map((command) => training.ask(JSON.parse(command)))).then(
                  (answers) => done(answers.map((answer) => JSON.stringify(answer))),
                  (failure) => done([failure.message]));
                """, commands);
        TrainingSession session = new TrainingSession();
        List<JsonElement> expected = commands.stream()
                .map(session::answer)
                .map(JsonParser::parseString)
                .toList();
        assertThat((List<?>) answers)
                .map(answer -> JsonParser.parseString((String) answer))
                .isEqualTo(expected);
    }

    @Test
    void a_training_plays_in_a_worker_and_a_hostile_lesson_is_text() {
        open(page.resolveSibling("train.html").toUri().toString(), "");
        Browser.await(() -> text("clock").startsWith("0 "));
        browser.find("#play").click();
        Browser.await(() -> !text("clock").startsWith("0 "));
        String lesson = "{\"title\":\"<img src=x onerror=alert(1)>\",\"caption\":\"<script>alert(1)</script>\"}";
        browser.driver.executeScript("location.hash = arguments[0]", "#lesson=" + lesson);
        Browser.await(() -> text("lesson-title").equals("<img src=x onerror=alert(1)>"));
        assertThat(browser.driver.executeScript("return document.querySelectorAll('main img, main script').length"))
                .isEqualTo(0L);
    }

    @Test
    void the_lecture_notes_lead_to_the_playground() {
        Path notes = page.resolveSibling("notes");
        open(notes.resolve("index.html").toUri().toString(), "");
        assertThat(browser.driver.executeScript(
                        "return [...document.links].filter((link) => link.href.endsWith('/index.html')).length"))
                .isNotEqualTo(0L);
        assertThat(notes.resolve("circuit.html")).content().contains("../index.html#program=");
        assertThat(notes.resolve("circuit-worksheet.html")).exists();
    }

    @Test
    void a_folder_that_cannot_be_is_one_message() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandLineRun run = CommandLineRun.of("site", "--out", file.toString());
        assertThat(run.err()).isEqualTo("gradstep: %s is a file; --out takes a folder\n".formatted(file));
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private static void open(String address, String fragment) {
        browser.driver.get("about:blank");
        browser.driver.get(address + fragment);
    }

    private static void type(String program) {
        browser.driver.executeScript("""
                const editor = document.getElementById('program');
                editor.value = arguments[0];
                editor.dispatchEvent(new Event('input', { bubbles: true }));
                """, program);
    }

    private static String text(String id) {
        return (String) browser.driver.executeScript("return document.getElementById(arguments[0]).textContent", id);
    }

    private static String picture() {
        return (String) browser.driver.executeScript("return document.getElementById('picture').textContent");
    }
}
