package io.gradstep.nn;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** Thrown if a valid safetensors file lacks the requested content; the message names the file and says why. */
public final class ModelFileException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    ModelFileException(Path file, String reason) {
        super(file + ": " + reason);
    }
}
