package io.gradstep.demos.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.CommandLineRun;
import io.gradstep.demos.Gradstep;
import io.gradstep.demos.train.SavedTraining;
import io.gradstep.nn.Checkpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FinalSaveTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Terminal terminal(InputStream in, boolean watched) {
        return new Terminal(in, out, err, StandardCharsets.UTF_8, false, watched);
    }

    private static InputStream typed(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A disk on which only a few files have room. */
    private static FinalSave.Content onlyTo(Path... files) {
        return file -> {
            for (Path each : files) {
                if (each.equals(file)) {
                    Files.writeString(file, "saved");
                    return;
                }
            }
            throw new IOException(file + ": cannot be written: No space left on device");
        };
    }

    private FinalSave.Saved save(
            @Nullable Path fallback, FinalSave.Content content, @Nullable String answers, boolean ending) {
        Terminal terminal = terminal(typed(answers == null ? "" : answers), answers != null);
        return new FinalSave(folder.resolve("m"), fallback, content, terminal, () -> ending).save();
    }

    @Test
    void the_file_that_was_named_needs_no_words() {
        Path file = folder.resolve("m");

        assertThat(save(null, onlyTo(file), "", false)).isEqualTo(new FinalSave.Saved(file, true));
        assertThat(out.size() + err.size()).isZero();
    }

    @Test
    void somebody_at_a_terminal_is_asked_until_a_file_can_be_written() {
        Path third = folder.resolve("third");
        String answers = folder.resolve("second") + "\n" + folder.resolve("no/dir") + "\n  " + third + "  \n";

        assertThat(save(folder.resolve("fallback"), onlyTo(third), answers, false))
                .isEqualTo(new FinalSave.Saved(third, true));
        assertThat(third).hasContent("saved");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("File to save the training to instead (Enter for " + folder.resolve("fallback") + "): ")
                .matches("(File to save the training to instead [^:]*: ){3}");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("gradstep: " + folder.resolve("m") + ": cannot be written: No space left on device\n"
                        + "gradstep: " + folder.resolve("second") + ": cannot be written: No space left on device\n"
                        + "gradstep: " + folder.resolve("no/dir") + " cannot be written: there is no folder "
                        + folder.resolve("no") + "\n");
    }

    @Test
    void without_an_answer_or_a_terminal_it_is_the_fallback() {
        Path fallback = folder.resolve("fallback");
        FinalSave.Saved saved = new FinalSave.Saved(fallback, false);

        assertThat(save(fallback, onlyTo(fallback), "\n", false)).isEqualTo(saved);
        assertThat(save(fallback, onlyTo(fallback), "", false)).isEqualTo(saved);
        out.reset();
        assertThat(save(fallback, onlyTo(fallback), null, false)).isEqualTo(saved);
        assertThat(save(fallback, onlyTo(fallback), "never read\n", true)).isEqualTo(saved);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .endsWith("gradstep: the training is saved to " + fallback + " instead\n");
    }

    /** A keyboard at which nobody sits, when the system ends. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void an_answer_is_not_waited_for_when_the_process_is_to_end() {
        InputStream silent = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    TimeUnit.HOURS.sleep(1);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        Path fallback = folder.resolve("fallback");
        int[] looks = {0};

        assertThat(new FinalSave(
                                folder.resolve("m"),
                                fallback,
                                onlyTo(fallback),
                                terminal(silent, true),
                                () -> ++looks[0] > 3)
                        .save())
                .isEqualTo(new FinalSave.Saved(fallback, false));
    }

    @Test
    void where_nothing_can_be_written_it_is_told() {
        assertThat(save(folder.resolve("fallback"), onlyTo(), null, false)).isEqualTo(new FinalSave.Saved(null, false));
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("gradstep: the training is not saved\n");
    }

    /** The folder goes with the first line of output, when all has been checked. */
    private int train(String... fallback) throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        OutputStream deleting = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                Files.deleteIfExists(gone);
                out.write(b);
            }
        };
        String[] words = new String[5 + fallback.length];
        System.arraycopy(
                new String[] {
                    "train",
                    "xor",
                    "--epochs=2",
                    "--save",
                    gone.resolve("m.safetensors").toString()
                },
                0,
                words,
                0,
                5);
        System.arraycopy(fallback, 0, words, 5, fallback.length);
        return Gradstep.run(
                words,
                new Terminal(InputStream.nullInputStream(), deleting, err, StandardCharsets.UTF_8, false, false));
    }

    @Test
    void a_training_goes_to_the_fallback_with_exit_code_1() throws IOException {
        Path fallback = folder.resolve("fallback.safetensors");

        assertThat(train("--save-fallback", fallback.toString())).isEqualTo(1);
        assertThat(Checkpoint.load(SavedTraining.beside(fallback)).epoch()).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("saved              " + fallback + "\n");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("gradstep: " + folder.resolve("gone/m.checkpoint.safetensors")
                        + ": cannot be written: there is no folder " + folder.resolve("gone") + "\n"
                        + "gradstep: the training is saved to " + fallback + " instead\n");
    }

    @Test
    void a_training_without_a_fallback_goes_to_the_temporary_folder() throws IOException {
        assertThat(train()).isEqualTo(1);
        String last =
                err.toString(StandardCharsets.UTF_8).lines().reduce((a, b) -> b).orElseThrow();
        Path file = Path.of(last.replaceAll("gradstep: the training is saved to (.*) instead", "$1"));
        try {
            assertThat(Checkpoint.load(SavedTraining.beside(file)).epoch()).isEqualTo(2);
        } finally {
            Files.delete(file);
            Files.delete(SavedTraining.beside(file));
        }
    }

    @Test
    void a_fallback_is_for_what_is_saved() {
        assertThat(CommandLineRun.of("train", "xor", "--save-fallback", "f"))
                .isEqualTo(new CommandLineRun(2, "", "gradstep: --save-fallback needs --save FILE\n"));
    }
}
