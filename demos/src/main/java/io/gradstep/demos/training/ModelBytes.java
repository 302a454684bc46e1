package io.gradstep.demos.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of model files, such as {@code gradstep predict} reads. */
public final class ModelBytes {
    private ModelBytes() {}

    /** What writes a file. */
    public interface Writer {
        /** Writes the file. */
        void to(Path file) throws IOException;
    }

    /** {@return the content of a file that is written} */
    public static byte[] of(Writer writer) {
        try {
            Path folder = Files.createTempDirectory("gradstep");
            Path file = folder.resolve("model");
            try {
                writer.to(file);
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
