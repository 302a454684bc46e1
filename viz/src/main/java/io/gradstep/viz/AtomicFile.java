package io.gradstep.viz;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Writes a file whole or not at all. */
final class AtomicFile {
    private AtomicFile() {}

    /** Replaces a file's content; where that fails, what stood there stays, and the exception names the file. */
    static void write(Path file, byte[] content) throws IOException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A device or a pipe must not be replaced, and a folder says itself what is wrong.
                Files.write(file, content);
            } else {
                replace(file, content);
            }
        } catch (FileSystemException e) {
            // Its own message would name the unfinished file.
            throw new IOException(file + " cannot be written: " + reason(file, e), e);
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        // Through a link, to what it stands for. And not createTempFile, which keeps others from reading the file.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        String name =
                ".unfinished-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path unfinished = target.resolveSibling(name);
        try {
            Files.write(unfinished, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            move(unfinished, target);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException someFileSystems) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String reason(Path file, FileSystemException e) {
        if (Files.isDirectory(file)) {
            return "it is a folder";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no folder " + file.toAbsolutePath().getParent();
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e.getReason() == null ? e.toString() : e.getReason();
    }
}
