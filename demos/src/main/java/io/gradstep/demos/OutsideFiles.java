package io.gradstep.demos;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
}
