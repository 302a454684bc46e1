package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.gradstep.demos.CommandLineRun;
import io.gradstep.demos.notes.Gallery;
import io.gradstep.demos.training.TrainingExport;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of {@code gradstep site} as a class uses it: from a file, or from a server that knows nothing of it. */
class SiteCommandTest {
    /** The whole folder; the engine takes half of it. */
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
    void the_pages_load_nothing_but_the_folders_files_and_all_of_it_is_small() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
            if (file.toString().endsWith(".html")) {
                assertThat(file)
                        .content()
                        .contains("default-src 'none'; script-src 'self'")
                        .doesNotContain("'unsafe-", "http://127", "https://");
            }
        }
        assertThat(bytes).isLessThan(LARGEST);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(page.getParent())) {
            return files.filter(Files::isRegularFile).toList();
        }
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
        server.createContext("/", exchange -> {
            try (exchange) {
                String name = exchange.getRequestURI().getPath().substring(1);
                byte[] bytes = Files.readAllBytes(page.resolveSibling(name.isEmpty() ? "index.html" : name));
                String type =
                        name.endsWith(".css") ? "text/css" : name.endsWith(".js") ? "text/javascript" : "text/html";
                exchange.getResponseHeaders().set("Content-Type", type);
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
            String training = "http://127.0.0.1:" + server.getAddress().getPort() + "/train.html";
            open(training, "");
            Browser.await(() -> text("clock").startsWith("0 "));
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
    void a_link_carries_quiz_and_hidden_controls() {
        open(
                page.toUri().toString(),
                "#program=" + URLEncoder.encode("x = 3; f = x*x", StandardCharsets.UTF_8)
                        + "&set=x%3D5&step=2&quiz=everything&hide=program,quiz,leaves");
        Browser.await(() -> text("panel").startsWith("Quiz"));
        assertThat(text("position")).isEqualTo("2 / 6");
        assertThat(isShown("program")).isFalse();
        assertThat(isShown("quiz")).isFalse();
        assertThat(isShown("leaves")).isFalse();
        assertThat(isShown("view")).isTrue();
        browser.find("#share").click();
        Browser.await(() -> browser.driver.getCurrentUrl().contains("quiz=everything"));
        assertThat(browser.driver.getCurrentUrl())
                .contains("set=x%3D5", "step=2", "quiz=everything", "hide=program%2Cquiz%2Cleaves");
    }

    /** Also what is saved runs: its policy has the hash of its program. */
    @Test
    void a_saved_page_steps() throws IOException {
        open(page.toUri().toString(), "");
        Browser.await(() -> picture().contains("−12"));
        String saved = (String) browser.driver.executeAsyncScript("""
                gradstep.answer('html', JSON.stringify({ program: 'a = 3; f = a*a' })).then(arguments[0]);
                """);
        Path file = Files.writeString(folder.resolve("saved.html"), saved);
        open(file.toUri().toString(), "#step=1");
        Browser.await(() -> text("position").startsWith("1 / "));
        assertThat(picture()).contains("9");
    }

    @Test
    void a_drill_is_a_link_and_a_mistake_in_its_program_has_a_caret() {
        Path drill = page.resolveSibling("drill.html");
        open(drill.toUri().toString(), "#seed=7&items=3&level=easy&ask=gradients");
        Browser.await(() -> text("title").equals("Drill, seed 7"));
        assertThat((Long) browser.driver.executeScript("return document.querySelectorAll('#problems button').length"))
                .isEqualTo(3);
        open(drill.toUri().toString(), "#items=2&program=" + URLEncoder.encode("f = tahn(1)", StandardCharsets.UTF_8));
        Browser.await(() -> text("trouble").contains("did you mean 'tanh'?\n  f = tahn(1)\n      ^^^^"));
    }

    @Test
    void a_film_programs_and_the_bytes_of_the_model_file_are_exported() {
        open(page.resolveSibling("train.html").toUri().toString(), "");
        Browser.await(() -> text("clock").startsWith("0 "));
        Object kinds = browser.driver.executeAsyncScript("""
                const done = arguments[0];
                const texts = () => training.exports().map(([kind]) => training.post({ kind })
                  .then((bytes) => [kind, kind === 'model' ? String.fromCharCode(...new Uint8Array(bytes))
                    : new TextDecoder().decode(bytes)]));
                training.ask({ do: 'advance', batches: 2 }).then(() => Promise.all(texts())).then(
                  (all) => done(Object.fromEntries(all)), (failure) => done(failure.message));
                """);
        assertThat(kinds).isInstanceOf(Map.class);
        Map<?, ?> texts = (Map<?, ?>) kinds;
        assertThat(texts.get("film").toString()).startsWith("<!DOCTYPE html>").contains("<title>Training on moons");
        assertThat(texts.get("python").toString()).contains("import torch");
        assertThat(texts.get("java").toString()).contains("class Network");
        assertThat(texts.get("picture").toString()).startsWith("<svg");
        TrainingSession session = new TrainingSession();
        session.answer("{\"do\": \"advance\", \"batches\": 2}");
        assertThat(texts.get("model"))
                .isEqualTo(new String(TrainingExport.MODEL.write(session), StandardCharsets.ISO_8859_1));
    }

    @Test
    void lessons_of_a_file_are_in_the_pages_and_what_they_say_is_text() throws IOException {
        String lessons = """
                [{"title": "<img src=x onerror=alert(1)>", "caption": "Predict <b>dx</b>.", "program": "x = 3; f = x*x",
                  "set": {"x": 4}, "step": 1, "quiz": "gradients", "hide": ["program"],
                  "question": {"text": "How often is x used?", "answers": ["once", "twice"], "right": 1,
                               "because": "Each use adds to its gradient."}},
                 {"title": "Moons", "caption": "Play.", "start": {"data": "moons"}}]
                """;
        Path file = Files.writeString(folder.resolve("lessons.json"), lessons);
        Path own = folder.resolve("own");
        CommandLineRun run = CommandLineRun.of("site", "--out", own.toString(), "--lessons", file.toString());
        assertThat(run.err()).isEmpty();

        open(own.resolve("index.html").toUri().toString(), "#lesson=0");
        Browser.await(() -> text("lesson-title").equals("<img src=x onerror=alert(1)>"));
        Browser.await(() -> text("panel").contains("x = 4"));
        assertThat(text("position")).startsWith("1 / ");
        assertThat(isShown("program")).isFalse();
        assertThat(browser.driver.executeScript("return document.querySelectorAll('main img, #lesson b').length"))
                .isEqualTo(0L);
        browser.find("#question input[value='1']").click();
        assertThat(text("question")).contains("Right. Each use adds to its gradient.");

        open(page.toUri().toString(), "");
        Browser.await(() -> picture().contains("−12"));
        browser.find("#lesson-file").sendKeys(file.toString());
        Browser.await(() -> text("lesson-caption").equals("Predict <b>dx</b>."));

        open(own.resolve("train.html").toUri().toString(), "#lesson=10");
        Browser.await(() -> text("lesson-title").equals("Moons"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                            | it must be a list of lessons in brackets
            [                             | it is not valid JSON
            [{"caption": "B"}]            | lesson 1: a lesson needs a 'title'
            [{P "program": "f = (x"}]     | lesson 1: line 1, column 5: this '(' is never closed
            [{P "program": "x", "hide": ["all"]}]  | lesson 1: 'hide' names an unknown control 'all'; known are program
            [{P "program": "x", "set": {"y": 1}}]  | lesson 1: 'set' has 'y', which the program does not have
            [{P "program": "x", "quiz": "all"}]    | lesson 1: 'quiz' must be "gradients" or "everything", not all
            """)
    void a_mistake_in_a_file_of_lessons_is_one_message(String lessons, String message) throws IOException {
        Path file = Files.writeString(
                folder.resolve("wrong.json"), lessons.replace("{P", "{\"title\": \"A\", \"caption\": \"B\","));
        CommandLineRun run =
                CommandLineRun.of("site", "--out", folder.resolve("wrong").toString(), "--lessons", file.toString());
        assertThat(run.err()).startsWith("gradstep: %s: %s".formatted(file, message));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("wrong")).doesNotExist();
    }

    /** Also on a telephone, where nothing is wider than its screen. */
    @Test
    void axe_finds_nothing_on_any_page() {
        browser.size(390, 800);
        try {
            for (String name : List.of("index", "train", "drill", "worksheet", "notes/index", "notes/normalisation")) {
                open(page.resolveSibling(name + ".html").toUri().toString(), "");
                awaitPage();
                Browser.await(() -> !name.equals("train") || text("clock").startsWith("0 "));
                assertThat(browser.inaccessible()).as(name).isEmpty();
                assertThat(overflow()).as(name).isEqualTo(0L);
            }
            for (String name : Gallery.ofTheNotes().names()) {
                open(page.resolveSibling("notes/" + name + ".html").toUri().toString(), "");
                awaitPage();
                assertThat(overflow()).as(name).isEqualTo(0L);
            }
        } finally {
            browser.errors(); // axe tells that it may not load the style sheets once more
            browser.size(1100, 900);
        }
    }

    /** Pages are unpacked after they have been loaded. */
    private static void awaitPage() {
        Browser.await(() -> Boolean.TRUE.equals(browser.driver.executeScript(
                "return Boolean(globalThis.PAGE !== undefined && document.querySelector('body > script'))")));
    }

    private static Object overflow() {
        return browser.driver.executeScript(
                "const page = document.documentElement; return page.scrollWidth - page.clientWidth");
    }

    @Test
    void the_lecture_notes_lead_to_the_playground() {
        Path notes = page.resolveSibling("notes");
        open(notes.resolve("index.html").toUri().toString(), "");
        assertThat(browser.driver.executeScript(
                        "return [...document.links].filter((link) => link.href.endsWith('/index.html')).length"))
                .isNotEqualTo(0L);
        open(notes.resolve("circuit.html").toUri().toString(), "#step=4");
        Browser.await(() -> text("position").equals("4 / 9"));
        browser.driver.executeScript("document.querySelector('a[href*=\"worksheet.html#\"]').click()");
        Browser.await(() -> text("sheet").contains("write the gradient into the box"));
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

    private static boolean isShown(String id) {
        return (boolean)
                browser.driver.executeScript("return document.getElementById(arguments[0]).checkVisibility()", id);
    }

    private static String picture() {
        return (String) browser.driver.executeScript("return document.getElementById('picture').textContent");
    }
}
