package consumer.viz;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.page.StepperPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws (x + y)z into a folder: f.svg, f.html and, on request, f.png. */
public final class Drawings {
    private Drawings() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Value f = Value.of(-2, "x").add(Value.of(5, "y")).mul(Value.of(-4, "z"));
        f.backward();
        Picture picture = Picture.of(Graph.of(f));
        picture.writeTo(folder.resolve("f.svg"));
        Files.writeString(folder.resolve("f.html"), StepperPage.of(Trace.of(f)).html());
        if (args.length > 1) {
            picture.writeTo(folder.resolve("f.png"));
        }
    }
}
