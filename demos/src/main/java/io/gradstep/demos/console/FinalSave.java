package io.gradstep.demos.console;

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
 * The save at the end of a training. If the file cannot be written, because the disk is full or the folder gone, the
 * training is not lost: a user at a terminal is asked for another file; otherwise the fallback file is tried, and then
 * the temporary folder.
 */
public final class FinalSave {
    private static final String PREFIX = "gradstep-";
    private static final String ENDING = ".safetensors";

    /** The interval in milliseconds between checks whether the process is to end. */
    private static final long GLANCE = 100;

    /** The content to save. */
    public interface Content {
        /** Writes the content; an error's message names the file. */
        void writeTo(Path file) throws IOException;
    }

    /**
     * The result of a save.
     *
     * @param file the file, or null if nothing was saved
     * @param agreed whether the user asked for this file
     */
    public record Saved(@Nullable Path file, boolean agreed) {
        /** Says how to resume after a stop, or why that is not possible. */
        public String afterStop(String command, String model) {
            if (file != null) {
                return "Resume with: %s --resume %s".formatted(command, shown(file));
            }
            return "The %s is not saved%s".formatted(model, agreed ? ", because --save was not given." : ".");
        }
    }

    /** The result when no save was requested. */
    public static final Saved NOT_WANTED = new Saved(null, true);

    private final Path wanted;
    private final @Nullable Path fallback;
    private final Content content;
    private final Terminal terminal;
    private final BooleanSupplier ending;

    /**
     * Prepares a save.
     *
     * @param fallback the file of {@code --save-fallback}
     * @param ending whether the process is to end, so that no more questions are asked
     */
    public FinalSave(Path wanted, @Nullable Path fallback, Content content, Terminal terminal, BooleanSupplier ending) {
        this.wanted = wanted;
        this.fallback = fallback;
        this.content = content;
        this.terminal = terminal;
        this.ending = ending;
    }

    /** Saves the training, and returns where. */
    public Saved save() {
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

    /** Asks until the answer is a writable file or empty. */
    private @Nullable Path ask() {
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(terminal.in(), terminal.charset()));
        while (!ending.getAsBoolean()) {
            terminal.print("File to save the training to instead (Enter for %s): "
                    .formatted(fallback == null ? "a file in " + temporaryFolder() : shown(fallback)));
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

    /** Waits for a line or for a request to end the process, which a blocked read would hold up. */
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
            tell("cannot write to %s either".formatted(temporaryFolder()));
            return null;
        }
        if (tryTo(file)) {
            return file;
        }
        try {
            Files.delete(file);
        } catch (IOException e) {
            // The empty file stays; the system cleans up temporary files.
        }
        return null;
    }

    private static String temporaryFolder() {
        return Glyphs.visible(System.getProperty("java.io.tmpdir", "the temporary folder"));
    }

    private static String shown(Path file) {
        return Glyphs.visible(file.toString());
    }
}
