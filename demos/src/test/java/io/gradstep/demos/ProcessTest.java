package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.train.SavedTraining;
import io.gradstep.nn.Checkpoint;
import io.gradstep.nn.Mlp;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effects of the process around the commands: locale, pipes, memory. */
class ProcessTest {
    @TempDir
    private Path folder;

    private CommandLineRun run(Map<String, String> environment, List<String> javaOptions, String... words)
            throws IOException, InterruptedException {
        return run(
                environment,
                javaOptions,
                ProcessBuilder.Redirect.to(folder.resolve("out").toFile()),
                words);
    }

    private CommandLineRun run(
            Map<String, String> environment, List<String> javaOptions, ProcessBuilder.Redirect output, String... words)
            throws IOException, InterruptedException {
        Process process = start(environment, javaOptions, output, words);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended").isTrue();
        return new CommandLineRun(process.exitValue(), text("out"), text("err"));
    }

    private Process start(
            Map<String, String> environment, List<String> javaOptions, ProcessBuilder.Redirect output, String... words)
            throws IOException {
        return builder(environment, javaOptions, output, words).start();
    }

    private ProcessBuilder builder(
            Map<String, String> environment, List<String> javaOptions, ProcessBuilder.Redirect output, String... words)
            throws IOException {
        List<String> command = JavaProcess.command();
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Gradstep.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Files.write(folder.resolve("in"), "α = 3; f = σ(α)·2".getBytes(StandardCharsets.UTF_8))
                        .toFile())
                .redirectOutput(output)
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        return builder;
    }

    private String text(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    @Test
    void utf_8_terminal_shows_everything() throws Exception {
        CommandLineRun run = run(Map.of("LC_ALL", "C.UTF-8"), List.of(), "step", "-");

        assertThat(run.lines())
                .contains(
                        "  v1 = sigmoid(α) = sigmoid(3) = 0.9525741268",
                        "  ∂f/∂f = 1   the seed: f changes one for one with itself");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void ascii_terminal_gets_ascii() throws Exception {
        CommandLineRun run = run(Map.of("LC_ALL", "C"), List.of(), "step", "-");

        assertThat(run.out()).isASCII().doesNotContain("?");
        assertThat(run.lines())
                .contains(
                        "alpha = 3; f = sigmoid(alpha)*2",
                        "  f  = v1 * 2 = 0.9525741268 * 2 = 1.905148254",
                        "  df/df = 1   the seed: f changes one for one with itself",
                        "              local         d_1 sigmoid(alpha) = v1*(1 - v1) = 0.04517665973");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void mark_stays_under_its_place_in_ascii() throws Exception {
        Path file = Files.writeString(folder.resolve("program"), "α + tahn(β)");

        CommandLineRun run = run(Map.of("LC_ALL", "C"), List.of(), "step", "-f", file.toString());

        assertThat(run.err()).isEqualTo("""
                        gradstep: line 1, column 5: unknown function 'tahn'; did you mean 'tanh'?
                          alpha + tahn(beta)
                                  ^^^^
                        """);
    }

    @Test
    void words_that_the_locale_cannot_carry_are_refused() throws Exception {
        CommandLineRun run = run(Map.of("LC_ALL", "C"), List.of(), "grad", "α*2", "α=1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("characters that this terminal's locale cannot represent")
                .hasLineCount(1);
    }

    @Test
    void json_keeps_names_in_ascii() throws Exception {
        assertThat(run(Map.of("LC_ALL", "C"), List.of(), "grad", "-", "--json").out())
                .isASCII()
                .contains("\"gradients\": {\"\\u03b1\": 0.09035331946182");
    }

    @Test
    void reader_that_leaves_early_is_no_error() throws Exception {
        Path program = Files.writeString(folder.resolve("program"), "x" + " + x".repeat(20_000));
        Process process =
                start(Map.of(), List.of(), ProcessBuilder.Redirect.PIPE, "step", "-f", program.toString(), "x=1");
        process.getInputStream().read();
        process.getInputStream().close();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(text("err")).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void training_whose_reader_leaves_early_is_saved() throws Exception {
        Path model = folder.resolve("m.safetensors");
        Process process = start(
                Map.of("LC_ALL", "C"),
                List.of(),
                ProcessBuilder.Redirect.PIPE,
                "train",
                "moons",
                "--epochs",
                "10000000",
                "--save",
                model.toString());
        process.getInputStream().read();
        process.getInputStream().close();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(text("err"))
                .isEqualTo(
                        "gradstep: the output cannot be written: Broken pipe; training stopped after the current batch."
                                + " Resume with: gradstep train --resume " + model + "\n");
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Checkpoint.load(SavedTraining.beside(model)).epoch()).isLessThan(10_000_000);
    }

    @Test
    void rows_are_answered_one_by_one() throws Exception {
        Path model = folder.resolve("m.safetensors");
        Mlp.builder().inputs(1).outputs(1).build().save(model);
        Process process = builder(
                        Map.of(), List.of("-Xmx32m"), ProcessBuilder.Redirect.PIPE, "predict", model.toString())
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (Writer rows = process.outputWriter();
                BufferedReader answers = process.inputReader()) {
            for (int i = 0; i < 3; i++) {
                rows.write(i + "\n");
                rows.flush();
                assertThat(answers.readLine()).isNotNull();
            }
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void full_disk_is_an_error() throws Exception {
        File full = new File("/dev/full");
        if (!full.exists()) {
            return; // only Linux has it
        }
        CommandLineRun run =
                run(Map.of("LC_ALL", "C"), List.of(), ProcessBuilder.Redirect.to(full), "step", "x*y", "x=1", "y=2");

        assertThat(run.err()).isEqualTo("gradstep: the output cannot be written: No space left on device\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void too_little_memory_is_told_in_one_line() throws Exception {
        Path program = Files.writeString(folder.resolve("program"), "x" + " + x".repeat(1_000_000));

        CommandLineRun run = run(Map.of(), List.of("-Xmx32m"), "step", "-f", program.toString(), "x=1");

        assertThat(run.err())
                .startsWith("gradstep: not enough memory for the graph of a program of 4000001 characters; give")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void too_little_memory_for_a_training_is_told_with_its_size() throws Exception {
        CommandLineRun run = run(Map.of(), List.of("-Xmx32m"), "train", "moons", "--hidden", "3000,3000");

        assertThat(run.err())
                .startsWith("gradstep: not enough memory for a network with the hidden layers 3000,3000 on 200"
                        + " samples of 2 inputs, in batches of 20; give")
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void output_in_a_file_has_no_colours() throws Exception {
        assertThat(run(Map.of("LC_ALL", "C.UTF-8"), List.of(), "step", "-").out())
                .doesNotContain("\u001b");
        assertThat(run(Map.of("LC_ALL", "C.UTF-8", "CLICOLOR_FORCE", "1"), List.of(), "step", "-")
                        .out())
                .contains("\u001b[38;5;29m3\u001b[0m");
        assertThat(run(Map.of("LC_ALL", "C.UTF-8", "NO_COLOR", "1"), List.of(), "step", "-")
                        .out())
                .doesNotContain("\u001b");
    }
}
