package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void version_is_one_line(String option) {
        CommandLineRun run = CommandLineRun.of(option);

        assertThat(run.out()).matches("gradstep .+ \\(Java .+\\)\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void the_word_help_asks_for_help_too() {
        assertThat(CommandLineRun.of("help").out())
                .isEqualTo(CommandLineRun.of("--help").out());
        assertThat(CommandLineRun.of("help", "step").out())
                .isEqualTo(CommandLineRun.of("step", "--help").out());
    }

    @Test
    void help_lists_the_commands() {
        CommandLineRun run = CommandLineRun.of("--help");

        assertThat(run.out()).contains("step", "grad", "render", "notes", "Examples:");
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "grad", "render", "notes", "serve"})
    void every_command_has_help_with_examples(String command) {
        CommandLineRun run = CommandLineRun.of(command, "--help");

        assertThat(run.out()).contains("Usage: gradstep " + command, "Examples:\n  gradstep " + command + " ");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step",
                "grad",
                "render",
                "worksheet",
                "lab",
                "language",
                "notes",
                "train",
                "predict",
                "export",
                "fit",
                "serve",
                "completion"
            })
    void help_breaks_its_lines_only_where_they_are_full(String command) {
        String[] lines = CommandLineRun.of(command, "--help").out().split("\n", -1);

        for (int i = 1; i < lines.length; i++) {
            boolean continued = !lines[i - 1].isEmpty() && lines[i].matches("\\S.*") && !lines[i].startsWith("Usage:");
            if (continued) {
                String filled = lines[i - 1] + " " + lines[i].split(" ", 2)[0];
                assertThat(filled).as(lines[i]).matches("\\S.*").hasSizeGreaterThanOrEqualTo(80);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-x^2, -9", "-x, -3", "-2*x, -6", "−x, -3", "-(x+1), -4"})
    void program_can_begin_with_a_minus(String program, String result) {
        assertThat(CommandLineRun.of("grad", program, "x=3").lines()).contains("f = " + result);
    }

    @ParameterizedTest
    @CsvSource({"-f^2, f", "-o*2, o", "-json, json", "-Vx, Vx", "-h2, h2"})
    void minus_and_a_name_is_a_program_though_an_option_begins_like_it(String program, String name) {
        assertThat(CommandLineRun.of("render", program, name + "=3").err())
                .isEqualTo("gradstep: missing required option: '-o=FILE'; try 'gradstep render --help'\n");
        assertThat(CommandLineRun.of("grad", program, name + "=3").exitCode()).isZero();
    }

    @Test
    void everything_after_two_hyphens_is_no_option() {
        assertThat(CommandLineRun.of("grad", "--", "--x", "x=3").lines()).contains("f = 3");
    }

    @Test
    void program_comes_from_a_file_in_utf_8(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("δ.txt"), "δ = α·2\nβ = δ^2");

        assertThat(CommandLineRun.of("grad", "α=3", "-f", file.toString()).lines())
                .contains("β = 36", "α         3        24");
    }

    @ParameterizedTest
    @CsvSource({"-, ", "-f, -"})
    void program_comes_from_standard_input(String first, String second) {
        String[] words =
                second == null ? new String[] {"grad", first, "α=3"} : new String[] {"grad", first, second, "α=3"};

        assertThat(CommandLineRun.withInput("α·2", words).lines()).contains("f = 6");
    }

    @ParameterizedTest
    @CsvSource({
        "x=-2, -2",
        "x=−2, -2",
        "x=1e-3, 0.001",
        "x=.5, 0.5",
        "x=NaN, NaN",
        "x=Infinity, Infinity",
        "x=-Infinity, -Infinity",
        "'x = 4', 4",
        "`x`=5, 5",
    })
    void value_is_written_as_in_a_program(String assignment, String value) {
        assertThat(CommandLineRun.of("grad", "y = x + 0", assignment).lines()).contains("y = " + value);
    }

    @Test
    void value_on_the_command_line_overrides_the_one_in_the_program() {
        assertThat(CommandLineRun.of("grad", "x = 2; x*3").lines()).contains("f = 6");
        assertThat(CommandLineRun.of("grad", "x = 2; x*3", "x=5").lines()).contains("f = 15");
    }
}
