package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.notes.Gallery;
import io.gradstep.demos.notes.Illustration;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.page.StepperPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of every example of the notes plays from its first step to its last. */
class LecturePagesTest extends PlaygroundFixture {
    private static final int NOTES = 9;

    @TempDir
    private Path folder;

    @Test
    void every_example_is_played_to_its_end() throws IOException {
        List<Illustration> examples = Gallery.ofTheNotes().show(line -> {}).stream()
                .flatMap(report -> report.illustrations().stream())
                .toList();
        List<String> atKinks = new ArrayList<>();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(NOTES);
        for (Illustration example : examples) {
            Trace trace = Trace.of(example.graph());
            Path page = folder.resolve(example.name() + ".html");
            StepperPage.of(trace).writeTo(page);
            openAt(page.toUri().toString());
            // The leaves come before the steps, and the end after them.
            long last = trace.size() + 2L;

            Object clicks = run("""
                    const next = document.getElementById('next');
                    let clicks = 0;
                    for (; !next.disabled && clicks < arguments[0] + 1; clicks++) {
                      next.click();
                    }
                    return clicks;
                    """, last);

            assertThat(clicks).as(example.name()).isEqualTo(last);
            assertThat(text("#position")).as(example.name()).isEqualTo(last + " / " + last);
            assertThat(text("#panel")).as(example.name()).contains("Every leaf has its gradient");
            if (!run("return document.querySelectorAll('#leaves .kink').length").equals(0L)) {
                atKinks.add(example.name());
            }
        }
        // Two operands of max that tie, and a relu at 0: nudges to either side do different things there.
        assertThat(atKinks).containsExactly("gates-tie", "relu-exercise");
    }
}
