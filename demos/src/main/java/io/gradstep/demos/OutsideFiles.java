package io.gradstep.demos;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Files that somebody names on the command line, with messages for what may be wrong about them. */
final class OutsideFiles {
    private OutsideFiles() {}

    static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CommandException(
                    "'%s' cannot be a file name here: %s".formatted(Glyphs.visible(name), e.getReason()));
        }
    }

    static byte[] read(String name) {
        Path path = path(name);
        if (Files.isDirectory(path)) {
            throw new CommandException("%s is a directory, not a file".formatted(Glyphs.visible(name)));
        }
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no file %s".formatted(Glyphs.visible(name)));
        } catch (AccessDeniedException e) {
            throw new CommandException("%s may not be read: permission denied".formatted(Glyphs.visible(name)));
        } catch (IOException e) {
            throw new CommandException("%s cannot be read: %s".formatted(Glyphs.visible(name), e.getMessage()));
        }
    }

    /** Makes the folder that {@code --out} names, if it is not there, and sees to it that files can be written there. */
    static Path folder(String name) {
        Path path = OutsideFiles.path(name);
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException("%s is a file; --out takes a folder".formatted(Glyphs.visible(name)));
        } catch (IOException e) {
            throw new CommandException("the folder %s cannot be made: %s".formatted(Glyphs.visible(name), reason(e)));
        }
        requireWritable(path, name);
        return path;
    }

    /** Returns the path of a file that is yet to be written, if it can be. */
    static Path writable(String name) {
        Path path = path(name);
        if (Files.isDirectory(path)) {
            throw new CommandException("%s is a folder, not a file".formatted(Glyphs.visible(name)));
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new CommandException("%s cannot be written: there is no folder %s"
                    .formatted(Glyphs.visible(name), Glyphs.visible(folder.toString())));
        }
        if (folder != null) {
            requireWritable(folder, folder.toString());
        }
        return path;
    }

    /** Tries it: what a file system says about permissions is not always what it does. */
    private static void requireWritable(Path folder, String name) {
        try {
            Files.delete(Files.createTempFile(folder, ".gradstep-", ""));
        } catch (IOException e) {
            throw new CommandException(
                    "nothing can be written in the folder %s: %s".formatted(Glyphs.visible(name), reason(e)));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : String.valueOf(e.getMessage());
    }

    /** Writes a text whole or not at all, in UTF-8. */
    static void write(String name, String text) {
        Path path = path(name);
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                // A device or a pipe must not be replaced, and a folder says itself what is wrong.
                Files.writeString(path, text);
            } else {
                replace(path, text);
            }
        } catch (IOException e) {
            throw new CommandException("%s cannot be written: %s".formatted(Glyphs.visible(name), reason(path, e)));
        }
    }

    private static void replace(Path path, String text) throws IOException {
        // Through a link, to what it stands for.
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path unfinished = target.resolveSibling(
                ".unfinished-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try {
            Files.writeString(unfinished, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException someFileSystems) {
                Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static String reason(Path path, IOException e) {
        if (Files.isDirectory(path)) {
            return "it is a folder";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no folder " + path.toAbsolutePath().getParent();
        }
        return reason(e);
    }
}
