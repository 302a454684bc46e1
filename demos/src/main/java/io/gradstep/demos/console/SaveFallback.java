package io.gradstep.demos.console;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --save-fallback} of the commands that end with a {@link FinalSave}. */
public final class SaveFallback {
    @Option(
            names = "--save-fallback",
            paramLabel = "FILE",
            description = "The file to save to if --save's cannot be written at the end, because its disk is full. At a"
                    + " terminal you are asked first. Default: a file in the temporary folder.")
    private @Nullable String file;

    /**
     * Returns the file; null if the option was not given.
     *
     * @param saves whether anything is to be saved, without which the option is rejected
     */
    public @Nullable Path file(boolean saves) {
        if (file == null) {
            return null;
        }
        if (!saves) {
            throw new CommandException("--save-fallback needs --save FILE");
        }
        return OutsideFiles.writable(file);
    }
}
