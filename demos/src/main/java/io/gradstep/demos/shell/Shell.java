package io.gradstep.demos.shell;

import io.gradstep.demos.serve.WebBrowser;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.page.StepperPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The methods that the shell adds to the libraries: it imports them. */
public final class Shell {
    private Shell() {}

    /**
     * Opens the circuit of a value; where there is no display, says where the picture is. Gradients are those of the
     * last backward pass.
     */
    public static void show(Value value) throws IOException {
        Path file = Files.createTempFile("gradstep", ".svg");
        Picture.of(Graph.of(value)).writeTo(file);
        open(file);
    }

    /** Opens a page that plays the forward and backward steps of a value. */
    public static void steps(Value value) throws IOException {
        Path file = Files.createTempFile("gradstep", ".html");
        StepperPage.of(Trace.of(value)).writeTo(file);
        open(file);
    }

    private static void open(Path file) {
        if (!WebBrowser.open(file.toUri().toString())) {
            System.out.println("saved as " + file);
        }
    }
}
