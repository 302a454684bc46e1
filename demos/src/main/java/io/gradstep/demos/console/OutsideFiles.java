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

/** Files that somebody names on the command line, with messages for what may be wrong about them. */
public final class OutsideFiles {
    private OutsideFiles() {}

    public static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CommandException(
                    "'%s' cannot be a file name here: %s".formatted(Glyphs.visible(name), e.getReason()));
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
            throw new CommandException("%s may not be read: permission denied".formatted(Glyphs.visible(name)));
        } catch (IOException e) {
            throw new CommandException("%s cannot be read: %s".formatted(Glyphs.visible(name), e.getMessage()));
        }
    }

    /** Makes the folder that {@code --out} names, if it is not there, and sees to it that files can be written there. */
    public static Path folder(String name) {
        Path path = OutsideFiles.path(name);
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new CommandException("%s is a file; --out takes a folder".formatted(Glyphs.visible(name)));
        } catch (IOException e) {
            throw new CommandException(
                    "the folder %s cannot be made: %s".formatted(Glyphs.visible(name), FileTrouble.reason(e)));
        }
        try {
            AtomicFile.requireWritableFolder(path);
        } catch (IOException e) {
            throw unwritable(name, e);
        }
        return path;
    }

    /** Returns the path of a file that is yet to be written, if it can be. */
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

    /** Writes a text whole or not at all, in UTF-8. */
    public static void write(String name, String text) {
        Path path = path(name);
        try {
            AtomicFile.write(path, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }
}
