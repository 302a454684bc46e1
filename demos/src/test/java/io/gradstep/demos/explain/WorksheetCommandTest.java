package io.gradstep.demos.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorksheetCommandTest {
    @TempDir
    private Path folder;

    private String sheet(String... more) throws IOException {
        Path file = folder.resolve("sheet.html");
        List<String> words = new ArrayList<>(List.of("worksheet", "q = x + y; f = q * z", "x=-2", "y=5", "z=-4"));
        words.addAll(List.of("-o", file.toString()));
        words.addAll(List.of(more));
        assertThat(CommandLineRun.of(words.toArray(String[]::new))).isEqualTo(new CommandLineRun(0, "", ""));
        return Files.readString(file);
    }

    @Test
    void sheet_asks_for_gradients_and_its_key_has_them() throws IOException {
        assertThat(sheet())
                .contains("<h1>q = x + y; f = q * z</h1>", "class=\"grad-blank\"", "<section id=\"key\">")
                .containsPattern("class=\"grad\"[^>]*>−4</text>")
                .doesNotContain("class=\"val-blank\"");
    }

    @Test
    void values_are_asked_for_and_the_key_is_left_out_on_request() throws IOException {
        assertThat(sheet("--blank-values", "--no-key"))
                .contains("class=\"val-blank\"")
                .doesNotContain("<section id=\"key\">", "−12");
    }

    @Test
    void coarse_gates_are_spelled_out_on_request() throws IOException {
        Path file = folder.resolve("s.html");
        CommandLineRun run = CommandLineRun.of("worksheet", "sigmoid(n)", "n=1", "--expand", "-o", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(file).content().contains("data-op=\"exp\"").doesNotContain("data-op=\"sigmoid\"");
    }

    /** Different numbers, equal for equal seeds. */
    @Test
    void variants_have_other_numbers_each_and_one_key() throws IOException {
        String page = sheet("--variants", "30", "--seed", "7");
        assertThat(page).contains("Variant 30", "Answers to all variants").doesNotContain("Variant 31");
        assertThat(page.split("<section id=\"key\">", -1)).hasSize(2);
        assertThat(page).isEqualTo(sheet("--variants", "30", "--seed", "7")).isNotEqualTo(sheet("--variants", "30"));
    }

    @Test
    void several_problems_and_the_examples_of_the_notes_share_a_sheet() throws IOException {
        assertThat(sheet("--also", "a = 3; b = -2; e = a*b", "--example", "circuit"))
                .contains("<h2>1. q = x + y; f = q * z</h2>", "<h2>2. a = 3; b = -2; e = a*b</h2>", "<h2>3. f = (x");
    }

    @Test
    void a_mistake_is_chosen_that_shows() throws IOException {
        Path file = folder.resolve("bug.html");
        CommandLineRun run = CommandLineRun.of("worksheet", "x*x", "x=3", "--find-the-bug", "-o", file.toString());
        assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
        assertThat(file).content().contains("printed these gradients", "The mistake: ");
    }

    @Test
    void options_that_make_no_sense_are_refused() {
        String file = folder.resolve("s.html").toString();
        assertThat(CommandLineRun.of("worksheet", "x*y", "x=1", "y=2", "--mistake", "assign", "-o", file)
                        .err())
                .contains("leads to no wrong gradient in x*y");
        assertThat(CommandLineRun.of("worksheet", "-o", file).err()).contains("a program is missing");
        assertThat(CommandLineRun.of("worksheet", "--also", "x*y", "-o", file).err())
                .contains("give values in the program");
        assertThat(CommandLineRun.of("worksheet", "--example", "circle", "-o", file)
                        .err())
                .contains("no example is called 'circle'; choose from: circuit");
        assertThat(CommandLineRun.of("worksheet", "x*y", "x=1", "y=2", "--variants", "0", "-o", file)
                        .err())
                .contains("--variants must be from 1 to 200");
        assertThat(CommandLineRun.of("worksheet", "x^2", "x=1", "--variants", "50", "-o", file)
                        .err())
                .contains("ask for fewer");
    }
}
