package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.notes.Gallery;
import io.gradstep.demos.notes.Illustration;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.page.Leaks;
import io.gradstep.viz.page.StepperPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Dimension;

/**
 * The page of every example of the notes plays from its first step to its last, in the lecture mode shows the active
 * gate and what is said about it without scrolling, and shows no number before it is computed.
 */
class LecturePagesTest extends PlaygroundFixture {
    private static final int NOTES = 9;

    private static final List<Dimension> SCREENS = List.of(new Dimension(1280, 720), new Dimension(390, 664));

    private static final boolean LONG = Boolean.getBoolean("gradstep.long");

    /**
     * Turns the steps to the last, with the button or with a clicker's key, and lists those whose active gate or
     * explanation is not seen whole.
     */
    private static final String HIDDEN_IN_LECTURE_MODE = """
            const press = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
            const inside = (box, frame) => box.left >= frame.left - 1 && box.right <= frame.right + 1
              && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
            const hidden = [];
            press('f');
            press('Home');
            const panel = document.getElementById('panel');
            const window = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
            const next = document.getElementById('next');
            const turn = arguments[1] ? () => next.click() : () => press('PageDown');
            for (let step = 0; step <= arguments[0]; step++) {
              const frame = document.getElementById('picture').getBoundingClientRect();
              const gate = document.querySelector('#picture .active > .shape, #picture .active > .card');
              if (gate && !inside(gate.getBoundingClientRect(), frame)) {
                hidden.push('gate at step ' + step);
              }
              const text = step < arguments[0] && step > 1 ? panel.scrollHeight - panel.clientHeight : 0;
              if (text > 1 || !inside(panel.getBoundingClientRect(), window) || !inside(frame, window)) {
                hidden.push('words at step ' + step);
              }
              if (next.disabled !== (step === arguments[0])) {
                hidden.push('button at step ' + step);
              }
              turn();
            }
            press('Escape');
            return hidden;
            """;

    /**
     * Of how many examples one is searched for numbers that show too early, which takes a second; of 1 in the long
     * form.
     */
    private static final int LOOKED_THROUGH = LONG ? 1 : 4;

    @TempDir
    private Path folder;

    @Test
    void every_example_is_played_to_its_end() throws IOException {
        List<Illustration> examples = Gallery.ofTheNotes().show(line -> {}).stream()
                .flatMap(report -> report.illustrations().stream())
                .toList();
        List<String> atKinks = new ArrayList<>();
        browser.still();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(NOTES);
        for (Illustration example : examples) {
            Trace trace = Trace.of(example.graph());
            Path page = folder.resolve(example.name() + ".html");
            StepperPage.of(trace).writeTo(page);
            assertThat(page)
                    .as(example.name())
                    .satisfies(file -> assertThat(Files.size(file)).isLessThan(100_000));
            openAt(page.toUri().toString());
            // The leaves come before the steps, and the end after them.
            long last = trace.size() + 2L;

            for (Dimension screen : screens(examples.indexOf(example))) {
                size(screen.width, screen.height);
                boolean clicks = screen.equals(SCREENS.get(0));
                assertThat(run(HIDDEN_IN_LECTURE_MODE, last, clicks))
                        .as("%s on %s", example.name(), screen)
                        .isEqualTo(List.of());
                assertThat(text("#position")).as(example.name()).isEqualTo(last + " / " + last);
                assertThat(text("#panel")).as(example.name()).contains("Every leaf has its gradient");
            }
            if (!run("return document.querySelectorAll('#leaves .kink').length").equals(0L)) {
                atKinks.add(example.name());
            }
            if (examples.indexOf(example) % LOOKED_THROUGH == 0) {
                Trace irregular = Trace.of(Leaks.irregular(example.graph(), 1));
                StepperPage.of(irregular).writeTo(page);
                openAt(page.toUri().toString());
                assertThat(Leaks.in(browser, irregular)).as(example.name()).isEmpty();
            }
        }
        // Two operands of max that tie, and a relu at 0: nudges to either side do different things there.
        assertThat(atKinks).containsExactly("gates-tie", "relu-exercise");
    }

    /** One screen for each example, the next for the next; in the long form, each of them. */
    private static List<Dimension> screens(int example) {
        return LONG ? SCREENS : List.of(SCREENS.get(example % SCREENS.size()));
    }
}
