package io.gradstep.demos.console;

import io.gradstep.engine.files.AtomicFile;
import io.gradstep.engine.files.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens and checks files named on the command line; errors are {@link CommandException}s. */
public final class OutsideFiles {
    private OutsideFiles() {}

    public static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CommandException(
                    "'%s' is not a valid file name on this system: %s".formatted(Glyphs.visible(name), e.getReason()));
        }
    }

    public static byte[] read(String name) {
        Path path = path(name);
        if (Files.isDirectory(path)) {
            throw new CommandException("%s is a directory, not a file".formatted(Glyphs.visible(name)));
        }
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no file %s".formatted(Glyphs.visible(name)));
        } catch (AccessDeniedException e) {
            throw new CommandException("%s cannot be read: permission denied".formatted(Glyphs.visible(name)));
        } catch (IOException e) {
            throw new CommandException("%s cannot be read: %s".formatted(Glyphs.visible(name), e.getMessage()));
        }
    }

    /** Creates the {@code --out} folder if it does not exist, and checks that files can be written to it. */
    public static Path folder(String name) {
        Path path = OutsideFiles.path(name);
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException("%s is a file; --out takes a folder".formatted(Glyphs.visible(name)));
        } catch (IOException e) {
            throw new CommandException(
                    "the folder %s cannot be created: %s".formatted(Glyphs.visible(name), FileTrouble.reason(e)));
        }
        try {
            AtomicFile.requireWritableFolder(path);
        } catch (IOException e) {
            throw unwritable(name, e);
        }
        return path;
    }

    /** Returns the path of an output file after checking that it can be written. */
    public static Path writable(String name) {
        Path path = path(name);
        if (Files.isDirectory(path)) {
            throw new CommandException("%s is a folder, not a file".formatted(Glyphs.visible(name)));
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new CommandException("%s cannot be written: there is no folder %s"
                    .formatted(Glyphs.visible(name), Glyphs.visible(folder.toString())));
        }
        try {
            AtomicFile.requireWritable(path);
        } catch (IOException e) {
            throw unwritable(name, e);
        }
        return path;
    }

    private static CommandException unwritable(String name, IOException e) {
        return new CommandException("%s cannot be written: %s".formatted(Glyphs.visible(name), FileTrouble.reason(e)));
    }

    /** Writes a text file atomically, in UTF-8. */
    public static void write(String name, String text) {
        Path path = path(name);
        try {
            AtomicFile.write(path, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }
}
