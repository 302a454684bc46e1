package io.gradstep.demos.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.viz.graph.View;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderCommandTest {
    @TempDir
    private Path folder;

    private CommandLineRun render(Path file, String... more) {
        List<String> words = new ArrayList<>(List.of("render", "q = x + y; f = q * z", "x=-2", "y=5", "z=-4"));
        words.addAll(List.of("-o", file.toString()));
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    @Test
    void svg_shows_values_and_gradients() throws IOException {
        Path file = folder.resolve("f.svg");

        assertThat(render(file)).isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(Files.readString(file)).startsWith("<svg").contains(">−12<", ">3<", ">−4<", ">1<");
    }

    @Test
    void forward_only_leaves_the_gradients_out() throws IOException {
        Path file = folder.resolve("f.svg");

        assertThat(render(file, "--forward-only", "--view", "circuit").exitCode())
                .isZero();
        assertThat(Files.readString(file)).contains(">−12<").doesNotContain(">1<");
    }

    @Test
    void dot_is_graphviz_text() throws IOException {
        Path file = folder.resolve("f.dot");

        assertThat(render(file).exitCode()).isZero();
        assertThat(Files.readString(file)).startsWith("digraph");
    }

    @Test
    void html_is_a_page_that_plays_the_steps_in_the_view_asked_for() throws IOException {
        Path file = folder.resolve("f.html");

        assertThat(render(file, "--view", "cards")).isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").contains("id=\"slider\"", "× −4");
    }

    @Test
    void png_has_pixels_in_the_theme_asked_for() throws IOException {
        Path file = folder.resolve("f.png");

        assertThat(render(file, "--theme", "dark").exitCode()).isZero();
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getRGB(1, 1) & 0xFFFFFF).isEqualTo(0x0D1117);
    }

    @Test
    void every_view_can_be_asked_for() throws IOException {
        Path file = folder.resolve("f.svg");

        for (View view : View.values()) {
            String word = view.name().toLowerCase(Locale.ROOT);
            assertThat(render(file, "--view", word)).isEqualTo(new CommandLineRun(0, "", ""));
            assertThat(Files.readString(file)).startsWith("<svg");
        }
        assertThat(render(file, "--view", "cards").exitCode()).isZero();
        assertThat(Files.readString(file)).contains("× −4").contains("= q × z");
    }

    @Test
    void picture_that_stood_there_stays_if_the_new_one_fails() throws IOException {
        Path file = Files.writeString(folder.resolve("f.svg"), "old");

        assertThat(CommandLineRun.of("render", "x +", "x=1", "-o", file.toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("f.svg");
    }

    @Test
    void expanded_picture_draws_primitive_gates_and_the_overflow_is_named() throws IOException {
        Path file = folder.resolve("f.svg");

        CommandLineRun run = CommandLineRun.of("render", "sigmoid(n)", "n=-1000", "--expand", "-o", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                        Note: v2 is Infinity: exp(v1) with v1 = 1000.
                        Note: the local derivative of the exp gate v2 with respect to its operand v1 = 1000 is \
                        Infinity: v1 receives upstream × local = 0 × Infinity = NaN.
                        """);
        assertThat(Files.readString(file)).contains("data-op=\"exp\"").doesNotContain("data-op=\"sigmoid\"");
    }

    @Test
    void unknown_format_is_refused_with_those_there_are() {
        CommandLineRun run = render(folder.resolve("f.xyz"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("f.xyz", ".svg", ".png", ".dot").hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void folder_cannot_be_a_picture() throws IOException {
        Path file = Files.createDirectory(folder.resolve("f.svg"));

        CommandLineRun run = render(file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("gradstep: " + file + " cannot be written: ")
                .hasLineCount(1);
        assertThat(file).isEmptyDirectory();
    }

    @Test
    void unknown_view_is_refused_with_those_there_are() {
        CommandLineRun run = render(folder.resolve("f.svg"), "--view", "heap");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("'heap'", "circuit, cards, neurons, heat, auto")
                .hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }
}
