package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.graph.drawing.CircuitNode;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.graph.drawing.ShownNumbers;
import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Theme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No text is clipped or lies on another where a browser has laid it out, with the fonts of this machine.
 *
 * <p>The long form, four times as many random graphs, runs with {@code -Dgradstep.long=true}, as .ci/run has it.
 */
class MeasuredTextTest extends StepperPageFixture {
    private static final int RANDOM_GRAPHS = Boolean.getBoolean("gradstep.long") ? 200 : 50;
    private static final int MIN_GATES = 3;
    private static final int SIZES = 28;

    @ParameterizedTest
    @EnumSource(names = {"CIRCUIT", "CARDS", "NEURONS"})
    void texts_stay_in_their_boxes_and_apart(View view) throws IOException {
        Map<String, String> pictures = new LinkedHashMap<>();
        graphs().forEach((name, graph) ->
                pictures.put(name, Picture.of(graph).view(view).svg()));
        assertThat(complaints(pictures)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GRADIENTS_TO_FIND", "ALL_TO_FIND", "ANSWERS"})
    void worksheets_have_room_for_every_box(ShownNumbers figures) throws IOException {
        Map<String, String> pictures = new LinkedHashMap<>();
        for (Graph graph : Graphs.examples()) {
            pictures.put(CircuitNode.outputName(graph), new CircuitView(graph, figures).svg());
        }
        assertThat(complaints(pictures)).isEmpty();
    }

    /** Else the other tests would say nothing. */
    @Test
    void what_is_wrong_is_found() throws IOException {
        Canvas.Font font = new Canvas.Font(14, Canvas.Font.START);
        Canvas canvas = new Canvas(200, 0, 100, "title", "description");
        canvas.text(Theme.NAME, font, "beyond the edge of the picture", new Point(100, 20));
        canvas.area(Theme.NAME_PLATE, new Rect(0, 30, 40, 20), 0);
        canvas.text(Theme.NAME, font, "out of its box", new Point(2, 45));
        canvas.text(Theme.NAME, font, "one on", new Point(0, 80));
        canvas.text(Theme.NAME, font, "the other", new Point(20, 85));
        assertThat(complaints(Map.of("made up", canvas.svg())))
                .hasSize(3)
                .anySatisfy(fault -> assertThat(fault)
                        .isEqualTo("made up: 'beyond the edge of the picture' lies beyond the picture's edge"))
                .anySatisfy(fault ->
                        assertThat(fault).isEqualTo("made up: 'out of its box' is cut by the edge of a box 40 wide"))
                .anySatisfy(fault -> assertThat(fault).isEqualTo("made up: 'one on' and 'the other' overlap"));
    }

    private static Map<String, Graph> graphs() {
        Map<String, Graph> graphs = new LinkedHashMap<>();
        for (Graph graph : Graphs.examples()) {
            graphs.put("example " + graphs.size(), graph);
        }
        for (int seed = 0; seed < RANDOM_GRAPHS; seed++) {
            graphs.put("seed " + seed, Graphs.random(seed, MIN_GATES + seed % SIZES));
        }
        return graphs;
    }

    /** All pictures in one page: opening a page takes longer than measuring a hundred texts. */
    private List<?> complaints(Map<String, String> pictures) throws IOException {
        Svg page = new Svg()
                .addRaw("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>-</title></head><body>\n");
        pictures.forEach((name, picture) ->
                page.add("<div data-name={}>\n", name).addRaw(picture).addRaw("</div>\n"));
        Path file = Files.writeString(
                folder.resolve("pictures.html"), page.addRaw("</body></html>\n").toString());
        browser.open(file, "");
        try (var script = MeasuredTextTest.class.getResourceAsStream("measure.js")) {
            return (List<?>)
                    browser.run(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
