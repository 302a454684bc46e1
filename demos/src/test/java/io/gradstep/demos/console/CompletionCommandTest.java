package io.gradstep.demos.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "gradstep tr, train",
        "gradstep train --opt, --optimizer",
        "gradstep train --task reg, regression",
        "gradstep render --view ca, cards",
        "gradstep lan, language",
        "gradstep comp, ''"
    })
    @DisabledOnOs(OS.WINDOWS)
    void bash_completes_what_was_typed(String typed, String completed) throws Exception {
        assertThat(complete(typed)).isEqualTo(completed);
    }

    @Test
    void the_shell_goes_on_to_complete_file_names() {
        assertThat(CommandLineRun.of("completion").out())
                .contains("complete -F _complete_gradstep -o default gradstep")
                .doesNotContain("+o default\n");
    }

    @Test
    void it_is_no_command_for_every_day() {
        assertThat(CommandLineRun.of("--help").out()).doesNotContain("completion");
        assertThat(CommandLineRun.of("completion", "--help").out()).contains("source <(gradstep completion)");
    }

    /** The last word as bash completes it when the tab key is pressed after it. */
    private String complete(String typed) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("completion.bash"),
                CommandLineRun.of("completion").out());
        String[] words = typed.split(" ", -1);
        String shell = "source \"$1\"; COMP_WORDS=(" + typed + "); COMP_CWORD=" + (words.length - 1)
                + "; COMPREPLY=(); _complete_gradstep; echo \"${COMPREPLY[*]}\"";
        Process bash = new ProcessBuilder("bash", "-c", shell, "bash", script.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        return output.strip();
    }
}
