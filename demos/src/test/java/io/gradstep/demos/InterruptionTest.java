package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.nn.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to a process that trains. */
class InterruptionTest {
    @TempDir
    private Path folder;

    /** What a shell does in the background, to ignore Ctrl-C, is taken back. */
    private Process start(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Gradstep.class.getName()));
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void a_signal_stops_a_training_after_the_batch_and_all_is_saved(String signal, int exitCode) throws Exception {
        Path model = folder.resolve("model.safetensors");
        Process process = start(List.of(
                "train",
                "moons",
                "--epochs",
                "10000000",
                "--save",
                model.toString(),
                "--out",
                folder.toString(),
                "--html",
                folder.resolve("film.html").toString()));
        try {
            while (!Files.readString(folder.resolve("out")).contains("samples/s")) {
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(20);
            }
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String out = Files.readString(folder.resolve("out"));
        assertThat(folder.resolve("err")).isEmptyFile();
        assertThat(process.exitValue()).isEqualTo(exitCode);
        assertThat(out)
                .contains("of 10000000\n", "saved ", "training accuracy ")
                .endsWith("Stopped on request, after the batch that was being computed.\n"
                        + "Go on with: gradstep train --resume " + model + "\n");
        assertThat(folder.resolve("loss.svg")).isNotEmptyFile();
        assertThat(folder.resolve("film.html"))
                .content()
                .contains("The training was stopped in epoch ")
                .hasSizeLessThan(2_000_000);
        int epoch = Checkpoint.load(model).epoch();
        CommandLineRun longer =
                CommandLineRun.of("train", "--resume", model.toString(), "--epochs", Integer.toString(epoch + 1));
        assertThat(longer.exitCode()).as(longer.err()).isZero();
    }
}
