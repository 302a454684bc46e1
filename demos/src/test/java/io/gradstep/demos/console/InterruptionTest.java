package io.gradstep.demos.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.demos.Gradstep;
import io.gradstep.demos.JavaProcess;
import io.gradstep.demos.train.SavedTraining;
import io.gradstep.nn.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
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

    /** Starts the process with Ctrl-C enabled: a shell makes its background jobs ignore it. */
    private Process start(List<String> words) throws IOException {
        return start("--default-signal=INT,HUP", words);
    }

    private Process start(String signals, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", signals));
        command.addAll(JavaProcess.command());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Gradstep.class.getName()));
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private void awaitTraining(Process process) throws IOException, InterruptedException {
        while (!Files.readString(folder.resolve("out")).contains("samples/s")) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(20);
        }
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** As under nohup. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void a_training_that_is_to_outlive_its_terminal_does() throws Exception {
        Path model = folder.resolve("model.safetensors");
        Process process = start(
                "--ignore-signal=HUP", List.of("train", "moons", "--epochs", "10000000", "--save", model.toString()));
        try {
            awaitTraining(process);
            send("HUP", process);
            assertThat(process.waitFor(1, TimeUnit.SECONDS)).as("ended").isFalse();
            assertThat(model).doesNotExist();

            send("TERM", process);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended").isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(model).exists();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
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
            awaitTraining(process);
            send(signal, process);

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String out = Files.readString(folder.resolve("out"));
        assertThat(folder.resolve("err")).isEmptyFile();
        assertThat(process.exitValue()).isEqualTo(exitCode);
        assertThat(out)
                .contains("of 10000000\n", "saved ", "training accuracy ")
                .endsWith("Training stopped on request after the current batch.\n"
                        + "Resume with: gradstep train --resume " + model + "\n");
        assertThat(folder.resolve("loss.svg")).isNotEmptyFile();
        assertThat(folder.resolve("film.html"))
                .content()
                .contains("The training was stopped in epoch ")
                .hasSizeLessThan(2_000_000);
        int epoch = Checkpoint.load(SavedTraining.beside(model)).epoch();
        CommandLineRun longer =
                CommandLineRun.of("train", "--resume", model.toString(), "--epochs", Integer.toString(epoch + 1));
        assertThat(longer.exitCode()).as(longer.err()).isZero();
    }
}
