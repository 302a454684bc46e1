package io.gradstep.demos.train;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The save at the end of a training. Where the file cannot be written, because its disk is full or its folder gone, the
 * training is not lost: somebody at a terminal is asked for another file, else it goes to the fallback, and else to the
 * folder for temporary files.
 */
final class FinalSave {
    private static final String PREFIX = "gradstep-";
    private static final String ENDING = ".safetensors";

    /** So many milliseconds pass between two looks at whether the process is to end. */
    private static final long GLANCE = 100;

    /** What is saved. */
    interface Content {
        /** Writes it; an error's message names the file. */
        void writeTo(Path file) throws IOException;
    }

    /**
     * Where a training was saved.
     *
     * @param file null if it is not saved
     * @param agreed whether that is as somebody wanted it
     */
    record Saved(@Nullable Path file, boolean agreed) {}

    /** Nobody wanted it saved. */
    static final Saved NOT_WANTED = new Saved(null, true);

    private final Path wanted;
    private final @Nullable Path fallback;
    private final Content content;
    private final Terminal terminal;
    private final BooleanSupplier ending;

    /**
     * Makes ready to save.
     *
     * @param fallback what was given for {@code --save-fallback}
     * @param ending whether the process is to end, so that nobody is asked any more
     */
    FinalSave(Path wanted, @Nullable Path fallback, Content content, Terminal terminal, BooleanSupplier ending) {
        this.wanted = wanted;
        this.fallback = fallback;
        this.content = content;
        this.terminal = terminal;
        this.ending = ending;
    }

    /** Saves, and returns where. */
    Saved save() {
        if (tryTo(wanted)) {
            return new Saved(wanted, true);
        }
        Path named = terminal.watched() && terminal.lost() == null ? ask() : null;
        if (named != null) {
            return new Saved(named, true);
        }
        Path other = fallback != null && tryTo(fallback) ? fallback : temporary();
        terminal.error(
                other == null
                        ? "gradstep: the training is not saved"
                        : "gradstep: the training is saved to %s instead".formatted(shown(other)));
        return new Saved(other, false);
    }

    private boolean tryTo(Path file) {
        try {
            content.writeTo(file);
            return true;
        } catch (IOException e) {
            tell(e.getMessage());
            return false;
        }
    }

    private void tell(@Nullable String trouble) {
        terminal.error("gradstep: " + Glyphs.visible(String.valueOf(trouble)));
    }

    /** Asks until there is a file that can be written, or no answer. */
    private @Nullable Path ask() {
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(terminal.in(), terminal.charset()));
        while (!ending.getAsBoolean()) {
            terminal.print("Another file to save the training to (nothing: %s): "
                    .formatted(fallback == null ? "one in " + temporaryFolder() : shown(fallback)));
            terminal.flush();
            String answer = answer(keyboard);
            if (answer == null || answer.isBlank()) {
                return null;
            }
            try {
                Path file = OutsideFiles.writable(answer.strip());
                if (tryTo(file)) {
                    return file;
                }
            } catch (CommandException e) {
                tell(e.getMessage());
            }
        }
        return null;
    }

    /** Waits for a line or for the end of the process, which would wait for the line too. */
    private @Nullable String answer(BufferedReader keyboard) {
        FutureTask<@Nullable String> line = new FutureTask<>(keyboard::readLine);
        Thread reader = new Thread(line, "keyboard");
        reader.setDaemon(true);
        reader.start();
        while (!ending.getAsBoolean()) {
            try {
                return line.get(GLANCE, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Not yet.
            } catch (ExecutionException | InterruptedException e) {
                return null;
            }
        }
        return null;
    }

    private @Nullable Path temporary() {
        Path file;
        try {
            file = Files.createTempFile(PREFIX, ENDING);
        } catch (IOException e) {
            tell("nothing can be written in %s either".formatted(temporaryFolder()));
            return null;
        }
        if (tryTo(file)) {
            return file;
        }
        try {
            Files.delete(file);
        } catch (IOException e) {
            // An empty file stays, where the system deletes it some day.
        }
        return null;
    }

    private static String temporaryFolder() {
        return Glyphs.visible(System.getProperty("java.io.tmpdir", "the folder for temporary files"));
    }

    private static String shown(Path file) {
        return Glyphs.visible(file.toString());
    }
}
