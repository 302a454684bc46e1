package io.gradstep.viz.svg;

import io.gradstep.engine.files.AtomicFile;
import io.gradstep.engine.files.FileTrouble;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Writes a drawing to a file. */
public final class OutputFile {
    private OutputFile() {}

    /** Replaces a file's content; on failure the old content is kept, and the exception names the file. */
    public static void write(Path file, byte[] content) throws IOException {
        try {
            AtomicFile.write(file, content);
        } catch (FileSystemException e) {
            // Its own message would name the unfinished file.
            throw new IOException(file + " cannot be written: " + FileTrouble.reason(e), e);
        }
    }
}
