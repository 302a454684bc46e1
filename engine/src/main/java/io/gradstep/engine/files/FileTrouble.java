package io.gradstep.engine.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Describes file errors in plain words. */
public final class FileTrouble {
    private FileTrouble() {}

    /**
     * Returns the reason why reading or writing failed, without the name of the file.
     *
     * @param e the error
     * @return text that can follow "cannot be read: " or "cannot be written: "
     */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() == null ? "there is no such file" : missing(Path.of(missing.getFile()));
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof ClosedByInterruptException) {
            return "the thread was interrupted";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return isNoFolder(failure) ? missing(Path.of(failure.getFile())) : failure.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Whether a component of the path is not a folder, for which each system has its own message. */
    private static boolean isNoFolder(FileSystemException e) {
        if (e.getFile() == null) {
            return false;
        }
        Path folder = Path.of(e.getFile()).toAbsolutePath().getParent();
        return folder != null && Files.exists(folder) && !Files.isDirectory(folder);
    }

    private static String missing(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null || Files.isDirectory(folder) ? "there is no such file" : "there is no folder " + folder;
    }
}
