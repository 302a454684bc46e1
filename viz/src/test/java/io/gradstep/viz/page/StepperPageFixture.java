package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The browser, for tests that open pages; none may leave an error in its console. */
abstract class StepperPageFixture {
    static Browser browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        browser = Browser.shared();
    }

    @BeforeEach
    void setUp() {
        browser.size(1100, 800);
    }

    @AfterEach
    void the_console_is_empty() {
        assertThat(browser.errors()).isEmpty();
    }

    void open(Graph graph, String hash) throws IOException {
        Path file = folder.resolve("page.html");
        StepperPage.of(Trace.of(graph)).writeTo(file);
        browser.open(file, hash);
    }
}
