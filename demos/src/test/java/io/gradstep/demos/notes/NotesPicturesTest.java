package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gradstep.demos.SourceTree;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No text of the gallery's pictures is clipped or lies on another where a browser has laid it out. */
class NotesPicturesTest {
    private static final List<View> VIEWS = List.of(View.CIRCUIT, View.CARDS, View.NEURONS);
    private static final String MEASURE = "viz/src/test/resources/io/gradstep/viz/page/measure.js";
    private static final long MAX_SECONDS = 60;

    @TempDir
    private Path folder;

    @Test
    void texts_stay_in_their_boxes_and_apart() throws Exception {
        String chromium = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "chromium"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assumeTrue(!chromium.isEmpty(), "chromium is not on PATH");
        Path page = Files.writeString(folder.resolve("gallery.html"), page());

        assertThat(shown(chromium, page))
                .containsPattern("<p>[1-9][0-9]* pictures measured</p>")
                .contains("<ul></ul>");
    }

    /** All pictures in one page, which writes below them what is wrong. */
    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\n");
        Gallery.ofTheNotes().show(line -> {}).stream()
                .flatMap(report -> report.illustrations().stream())
                .forEach(illustration -> VIEWS.forEach(view -> page.append(picture(illustration, view))));
        String measure = Files.readString(SourceTree.root().resolve(MEASURE));
        return page + "<script>\nconst complaints = (() => {\n" + measure + "})();\n" + """
                const told = document.createElement('ul');
                complaints.forEach((complaint) => {
                  told.append(document.createElement('li'));
                  told.lastChild.textContent = complaint;
                });
                const count = document.createElement('p');
                count.textContent = document.querySelectorAll('svg').length + ' pictures measured';
                document.body.replaceChildren(count, told);
                </script></body></html>
                """;
    }

    private static String picture(Illustration illustration, View view) {
        String name = illustration.name() + " as " + view;
        return "<div data-name=\"" + name + "\">\n"
                + Picture.of(illustration.graph()).view(view).svg() + "</div>\n";
    }

    /** The page as it is once its script has run. */
    private String shown(String chromium, Path page) throws IOException, InterruptedException {
        Path dump = folder.resolve("dump.html");
        Process process = new ProcessBuilder(
                        chromium,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(dump.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(dump, StandardCharsets.UTF_8);
    }
}
