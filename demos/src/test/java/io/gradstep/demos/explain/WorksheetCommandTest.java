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
                .contains("<h1>f = (x + y)·z</h1>", "class=\"grad-blank\"", "<section id=\"key\">")
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
}
