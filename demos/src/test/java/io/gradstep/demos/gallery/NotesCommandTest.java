package io.gradstep.demos.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.demos.console.Terminal;
import io.gradstep.demos.notes.BrokenGallery;
import io.gradstep.demos.notes.Gallery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotesCommandTest {
    private static final List<String> NAMES = Gallery.ofTheNotes().names();

    @TempDir
    private Path folder;

    @Test
    void list_prints_one_line_an_example() {
        CommandLineRun run = CommandLineRun.of("notes", "--list");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).hasSameSizeAs(NAMES);
        assertThat(run.lines().stream().map(line -> line.split("\\s+", 2)[0])).containsExactlyElementsOf(NAMES);
    }

    @Test
    void name_prints_one_handout() {
        CommandLineRun run = CommandLineRun.of("notes", "circuit");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).startsWith("circuit: f = (x + y)z, an add gate and a multiply gate");
        assertThat(run.out()).endsWith("Backward and the closed forms agree.\n").doesNotContain("Summary");
    }

    @Test
    void bare_command_runs_all_and_ends_with_a_summary() {
        CommandLineRun run = CommandLineRun.of("notes");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).contains("Summary: closed forms compared with backward");
        assertThat(NAMES)
                .allSatisfy(name ->
                        assertThat(run.out()).contains("\n" + name + " ").containsPattern("\n" + name + " .* ok\n"));
        assertThat(run.out()).endsWith(": all agree.\n");
    }

    @Test
    void closed_form_that_differs_is_exit_code_1() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = terminal(out, StandardCharsets.UTF_8);

        assertThat(new NotesCommand().run(terminal, BrokenGallery.gallery())).isEqualTo(1);
        terminal.flush();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("DIFFERENT", "1 of the examples DIFFER.");
    }

    private static Terminal terminal(ByteArrayOutputStream out, Charset charset) {
        return new Terminal(new ByteArrayInputStream(new byte[0]), out, out, charset, false, false);
    }

    @ParameterizedTest
    @CsvSource({"circut, circuit", "tanh, tanh-matrix", "gate, gates"})
    void unknown_name_is_refused_with_a_suggestion(String word, String name) {
        CommandLineRun run = CommandLineRun.of("notes", "circuit", word);

        assertThat(run)
                .isEqualTo(new CommandLineRun(
                        2, "", "gradstep: there is no example '%s'; did you mean '%s'?\n".formatted(word, name)));
    }

    @Test
    void name_like_no_other_is_refused_with_where_to_look() {
        assertThat(CommandLineRun.of("notes", "transformers").err())
                .isEqualTo(
                        "gradstep: there is no example 'transformers'; run 'gradstep notes --list' for their names\n");
    }

    @Test
    void list_goes_with_nothing() {
        assertThat(CommandLineRun.of("notes", "--list", "circuit").exitCode()).isEqualTo(2);
        assertThat(CommandLineRun.of("notes", "--list", "--out", folder.toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_site_of_the_chosen_examples_goes_into_a_new_folder() throws IOException {
        Path site = folder.resolve("new").resolve("site");

        CommandLineRun run = CommandLineRun.of("notes", "gates", "squared-norm", "--out", site.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(site.toFile().list())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(
                                        "index.html",
                                        "gates.html",
                                        "squared-norm.html",
                                        "playground.html",
                                        "playground.css",
                                        "kit.css",
                                        "kit.js",
                                        "engine.js"),
                                Stream.of("gates-add", "gates-max", "gates-tie", "gates-multiply", "squared-norm")
                                        .flatMap(name -> Stream.of(name + ".svg", name + "-worksheet.html")))
                        .toList());
        assertThat(Files.readString(site.resolve("squared-norm.svg")))
                .startsWith("<svg")
                .contains("W₁₁", "q₁", ">0.176<", ">−0.112<");
        assertThat(run.out()).endsWith("\nWrote 18 files; open " + site.resolve("index.html") + "\n");
    }

    @Test
    void file_in_place_of_the_folder_is_refused_before_anything_is_printed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");

        assertThat(CommandLineRun.of("notes", "circuit", "--out", file.toString()))
                .isEqualTo(new CommandLineRun(2, "", "gradstep: " + file + " is a file; --out takes a folder\n"));
        assertThat(file).hasContent("old");
    }

    @Test
    void folder_below_a_file_cannot_be_made() throws IOException {
        Path below = Files.writeString(folder.resolve("file"), "old").resolve("pictures");

        CommandLineRun run = CommandLineRun.of("notes", "circuit", "--out", below.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("gradstep: the folder " + below + " cannot be created: ")
                .doesNotContain("Exception", "null")
                .hasLineCount(1);
    }

    @Test
    void page_that_cannot_be_written_is_exit_code_2() throws IOException {
        Files.createDirectory(folder.resolve("circuit.svg"));

        CommandLineRun run = CommandLineRun.of("notes", "circuit", "--out", folder.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("circuit.svg cannot be written").hasLineCount(1);
    }

    @Test
    void ascii_terminal_gets_handouts_in_ascii_with_columns_in_line() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = terminal(out, StandardCharsets.US_ASCII);

        assertThat(new NotesCommand().run(terminal, Gallery.ofTheNotes())).isZero();
        terminal.flush();
        String text = out.toString(StandardCharsets.US_ASCII);
        assertThat(text.replace("pass on to x and to y?", "").replace("when do sums appear?", ""))
                .doesNotContain("?");
        assertThat(text)
                .contains(
                        "    w^(1)_11 -> z^(1)_1           one path: no sum\n",
                        "    a^(1)_1 -> z^(2)_1, z^(2)_2   2 paths: a sum of 2\n",
                        "    W = [ 0.1  0.5]   x = [0.2]\n        [-0.3  0.8]       [0.4]\n");
    }
}
