package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.console.Terminal;
import io.gradstep.demos.train.SavedTraining;
import io.gradstep.nn.Checkpoint;
import io.gradstep.nn.Mlp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose output cannot be written, because its reader has left or its disk is full. */
class LostOutputTest {
    private static final String PIPE = "Broken pipe";
    private static final String FULL = "No space left on device";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Takes some bytes and then no more. */
    private static final class Lossy extends OutputStream {
        private final String reason;
        private int left;

        Lossy(int left, String reason) {
            this.left = left;
            this.reason = reason;
        }

        @Override
        public void write(int b) throws IOException {
            if (left-- <= 0) {
                throw new IOException(reason);
            }
        }
    }

    private int run(int bytes, String reason, String... words) {
        return run(InputStream.nullInputStream(), bytes, reason, words);
    }

    private int run(InputStream in, int bytes, String reason, String... words) {
        return Gradstep.run(
                words, new Terminal(in, new Lossy(bytes, reason), err, StandardCharsets.UTF_8, false, false));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {PIPE, FULL})
    void a_training_stops_and_is_saved_and_drawn(String reason) throws IOException {
        Path model = folder.resolve("m.safetensors");
        // So many bytes are the heading and a line of the table.
        int exitCode = run(
                300,
                reason,
                "train",
                "moons",
                "--epochs",
                "10000",
                "--save",
                model.toString(),
                "--out",
                folder.toString());

        assertThat(exitCode).isEqualTo(130);
        assertThat(errors())
                .isEqualTo("gradstep: the output cannot be written: %s; training stopped after the current batch."
                                .formatted(reason)
                        + " Resume with: gradstep train --resume " + model + "\n");
        assertThat(Checkpoint.load(SavedTraining.beside(model)).epoch()).isBetween(1, 9_999);
        assertThat(folder.resolve("loss.svg")).isNotEmptyFile();
    }

    @Test
    void a_training_that_is_not_to_be_saved_says_so() {
        assertThat(run(0, PIPE, "train", "moons", "--epochs", "10000")).isEqualTo(130);
        assertThat(errors()).endsWith("The network is not saved, because --save was not given.\n");
    }

    @Test
    void a_language_model_that_is_stopped_before_its_first_step_says_so_and_loses_nothing() throws IOException {
        Path model = folder.resolve("m.safetensors");
        String[] words = {
            "gpt", "--width", "4", "--heads", "2", "--block", "6", "--steps", "3", "--save", model.toString()
        };
        assertThat(run(0, PIPE, words)).isEqualTo(130);
        assertThat(errors())
                .isEqualTo("gradstep: the output cannot be written: Broken pipe."
                        + " Training stopped on request after step 0 of 3. There is nothing to save yet.\n");
        assertThat(model).doesNotExist();

        assertThat(CommandLineRun.of(words).exitCode()).isZero();
        Path copy = Files.copy(model, folder.resolve("copy.safetensors"));
        err.reset();
        assertThat(run(0, PIPE, "gpt", "--resume", model.toString(), "--steps", "9"))
                .isEqualTo(130);
        assertThat(errors())
                .isEqualTo("gradstep: the output cannot be written: Broken pipe."
                        + " Training stopped on request after step 3 of 9."
                        + " Resume with: gradstep gpt --resume " + model + "\n");
        for (Path file : List.of(model, copy)) {
            assertThat(CommandLineRun.of("gpt", "--resume", file.toString(), "--steps", "9")
                            .exitCode())
                    .isZero();
        }
        assertThat(model).hasSameBinaryContentAs(copy);
    }

    /** All that was promised is there but the last lines. */
    @Test
    void a_training_that_has_ended_is_not_stopped() throws IOException {
        Path model = folder.resolve("m.safetensors");
        String[] words = {"train", "xor", "--epochs", "2", "--save", model.toString()};
        int length = CommandLineRun.of(words).out().length() - 10;

        assertThat(run(length, PIPE, words)).isZero();
        assertThat(errors()).isEmpty();
        assertThat(run(length, FULL, words)).isEqualTo(2);
        assertThat(errors()).isEqualTo("gradstep: the output cannot be written: No space left on device\n");
        assertThat(Checkpoint.load(SavedTraining.beside(model)).epoch()).isEqualTo(2);
    }

    @Test
    void all_examples_are_drawn() {
        CommandLineRun.of("notes", "circuit", "--out", folder.resolve("whole").toString());

        assertThat(run(
                        10,
                        PIPE,
                        "notes",
                        "circuit",
                        "--out",
                        folder.resolve("pipe").toString()))
                .isZero();
        assertThat(errors()).isEmpty();
        assertThat(run(
                        10,
                        FULL,
                        "notes",
                        "circuit",
                        "--out",
                        folder.resolve("full").toString()))
                .isEqualTo(2);
        assertThat(errors()).isEqualTo("gradstep: the output cannot be written: No space left on device\n");
        String[] whole = folder.resolve("whole").toFile().list();
        assertThat(whole).isNotEmpty();
        assertThat(folder.resolve("pipe").toFile().list()).containsExactlyInAnyOrder(whole);
        assertThat(folder.resolve("full").toFile().list()).containsExactlyInAnyOrder(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {PIPE, FULL})
    void a_check_that_failed_has_failed(String reason) {
        assertThat(run(0, reason, "grad", "1/(1 + exp(-x))", "x=-1000", "--check"))
                .isEqualTo(1);
    }

    @Test
    void a_search_without_an_end_had_none() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "x,y\n1,2.7\n2,7.4\n3,20.1\n4,54.6\n");

        assertThat(run(
                        0,
                        PIPE,
                        "fit",
                        "a*exp(k*x)",
                        "--csv",
                        table.toString(),
                        "--x",
                        "x",
                        "--y",
                        "y",
                        "a=1",
                        "k=0.1",
                        "--iterations",
                        "1"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step x*y x=1 y=2",
                "step x*y x=1 y=2 --svg FOLDER/f.svg --html FOLDER/f.html",
                "grad x*y x=1 y=2",
                "grad x*y x=1 y=2 --json",
                "grad x*y x=1 y=2 --check",
                "render log(x) x=0 -o FOLDER/f.svg",
                "worksheet log(x) x=0 -o FOLDER/f.html",
                "lab x*x x=3",
                "notes --list",
                "export FOLDER/m.safetensors --to java",
                "fit a*x+b --csv FOLDER/t.csv --x x --y y a=1 b=1 --svg FOLDER/f.svg",
                "train --help",
                "--version",
            })
    void nobody_to_read_is_no_error_and_a_full_disk_is_one(String line) throws IOException {
        Mlp.builder().inputs(1).outputs(1).build().save(folder.resolve("m.safetensors"));
        Files.writeString(folder.resolve("t.csv"), "x,y\n1,3\n2,5\n3,8\n");
        String[] words = line.replace("FOLDER", folder.toString()).split(" ");

        assertThat(run(0, PIPE, words)).isZero();
        assertThat(errors()).isEmpty();
        for (String word : List.of(words)) {
            if (word.matches(".*f\\.(svg|html)")) {
                assertThat(Path.of(word)).isNotEmptyFile();
            }
        }
        assertThat(run(0, FULL, words)).isEqualTo(2);
        assertThat(errors()).isEqualTo("gradstep: the output cannot be written: No space left on device\n");
    }

    /** Rows without end. */
    private static class Rows extends InputStream {
        private int next;

        @Override
        public int available() {
            return 1;
        }

        @Override
        public int read() {
            return "1\n".charAt(next++ % 2);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            for (int i = 0; i < length; i++) {
                bytes[offset + i] = (byte) read();
            }
            return length;
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void rows_without_end_are_answered_until_the_reader_leaves() throws IOException {
        Path model = folder.resolve("m.safetensors");
        Mlp.builder().inputs(1).outputs(1).build().save(model);

        assertThat(run(new Rows(), 100, PIPE, "predict", model.toString())).isZero();
        assertThat(errors()).isEmpty();
        assertThat(run(new Rows(), 100, FULL, "predict", model.toString())).isEqualTo(2);
        assertThat(errors()).isEqualTo("gradstep: the output cannot be written: No space left on device\n");
    }

    /** The answer to the first row is shown before the second is waited for, and then it is known that nobody reads. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void a_reader_who_leaves_is_noticed_when_rows_are_waited_for() throws IOException {
        Path model = folder.resolve("m.safetensors");
        Mlp.builder().inputs(1).outputs(1).build().save(model);
        InputStream slow = new Rows() {
            @Override
            public int available() {
                return 0;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                bytes[offset] = (byte) read();
                return 1;
            }
        };

        assertThat(run(slow, 0, PIPE, "predict", model.toString())).isZero();
        assertThat(errors()).isEmpty();
    }
}
