package io.gradstep.demos.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.SourceTree;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No text of the gallery's pictures is clipped or lies on another where a browser has laid it out. */
class NotesPicturesTest {
    private static final List<View> VIEWS = List.of(View.CIRCUIT, View.CARDS, View.NEURONS);
    private static final String MEASURE = "viz/src/test/resources/io/gradstep/viz/page/measure.js";
    private static final int NOTES = 9;

    @TempDir
    private Path folder;

    @Test
    void texts_stay_in_their_boxes_and_apart() throws Exception {
        Path page = Files.writeString(folder.resolve("gallery.html"), page());
        String measure = Files.readString(SourceTree.root().resolve(MEASURE));

        Browser browser = Browser.shared().open(page, "");
        assertThat(browser.all("svg")).hasSizeGreaterThan(NOTES * VIEWS.size());
        assertThat((List<?>) browser.run(measure)).isEmpty();
    }

    /** All pictures in one page. */
    private static String page() {
        StringBuilder page = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\n");
        Gallery.ofTheNotes().show(line -> {}).stream()
                .flatMap(report -> report.illustrations().stream())
                .forEach(illustration -> VIEWS.forEach(view -> page.append(picture(illustration, view))));
        return page + "</body></html>\n";
    }

    private static String picture(Illustration illustration, View view) {
        String name = illustration.name() + " as " + view;
        return "<div data-name=\"" + name + "\">\n"
                + Picture.of(illustration.graph()).view(view).svg() + "</div>\n";
    }
}
