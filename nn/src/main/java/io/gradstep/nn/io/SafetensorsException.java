package io.gradstep.nn.io;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a file is not a safetensors file, is damaged, or cannot be read or written; the message names it and says
 * why.
 */
public final class SafetensorsException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    SafetensorsException(Path file, String reason, @Nullable Throwable cause) {
        super(file + ": " + reason, cause);
    }
}
