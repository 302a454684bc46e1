package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.viz.chart.LineChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of the READMEs are what the code draws now, laid out in Java, byte for byte. Those drawn now are in
 * {@code demos/target/pictures}, to be copied after a wanted change.
 */
class DocumentationPicturesTest {
    private static final String LAYOUT = "gradstep.layout";
    private static final Path DRAWN = SourceTree.root().resolve("demos/target/pictures");

    private final String layoutBefore = System.getProperty(LAYOUT, "auto");

    @TempDir
    Path folder;

    @BeforeEach
    void lay_out_in_java() throws IOException {
        System.setProperty(LAYOUT, "java");
        Files.createDirectories(DRAWN);
    }

    @AfterEach
    void lay_out_as_before() {
        System.setProperty(LAYOUT, layoutBefore);
    }

    @Test
    void the_circuit() throws IOException {
        Path file = DRAWN.resolve("circuit.svg");
        run("render", "q = x + y; f = q*z", "x=-2", "y=5", "z=-4", "--view", "circuit", "-o", file.toString());
        checkEqual("viz/docs/circuit.svg", file);
    }

    @Test
    void the_neuron() throws IOException {
        Path file = DRAWN.resolve("neuron.svg");
        run("render", "n = w*x + b; o = tanh(n)", "w=0.5", "x=2", "b=-0.4", "--view", "cards", "-o", file.toString());
        checkEqual("viz/docs/neuron.svg", file);
    }

    @Test
    void gelu_with_its_derivatives() throws IOException {
        Value x = Value.of(0.5, "x");
        Value gelu = x.gelu();
        double[] at = IntStream.rangeClosed(-40, 40).mapToDouble(i -> i / 10.0).toArray();
        Path file = DRAWN.resolve("gelu.svg");
        LineChart.titled("gelu and its derivatives")
                .axes("x", "")
                .line("gelu", at, along(at, gelu, x))
                .line("first", at, along(at, Derivatives.derivative(gelu, x), x))
                .line("second", at, along(at, Derivatives.derivative(gelu, x, 2), x))
                .writeTo(file);
        checkEqual("viz/docs/gelu.svg", file);
    }

    private static double[] along(double[] at, Value f, Value x) {
        CompiledFunction function = CompiledFunction.of(f, List.of(x));
        double[] values = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            values[i] = function.value(at[i]);
        }
        return values;
    }

    @Test
    void the_moons() throws IOException {
        run("train", "moons", "--out", folder.toString());
        Path file = DRAWN.resolve("moons.svg");
        Files.write(file, Files.readAllBytes(folder.resolve("decision.svg")));
        checkEqual("demos/docs/moons.svg", file);
    }

    @Test
    void the_peak() throws IOException {
        Path manual = SourceTree.root().resolve("demos/README.md");
        for (Example block : Example.ofMarkdown(manual, SourceTree.lines(manual))) {
            ConsoleExample.writeShownFiles(block, folder);
        }
        Path file = DRAWN.resolve("peak.svg");
        String table = folder.resolve("peak.csv").toString();
        run(
                "fit",
                "a*exp(-(x-m)^2/(2*s^2)) + c",
                "--csv",
                table,
                "--x",
                "x",
                "--y",
                "y",
                "a=1",
                "m=0",
                "s=1",
                "c=0",
                "--svg",
                file.toString());
        checkEqual("demos/docs/peak.svg", file);
    }

    private static void run(String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    private static void checkEqual(String checkedIn, Path drawn) {
        Path expected = SourceTree.root().resolve(checkedIn);
        assertThat(expected)
                .as("if the new picture is right: cp %s %s", SourceTree.root().relativize(drawn), checkedIn)
                .exists()
                .hasSameBinaryContentAs(drawn);
    }
}
