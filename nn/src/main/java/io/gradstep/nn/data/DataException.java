package io.gradstep.nn.data;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a data file cannot be read or makes no data set; the message names the file, the place in it and the
 * reason.
 */
public final class DataException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    DataException(Path file, String reason, @Nullable Throwable cause) {
        super(file + ": " + reason, cause);
    }

    DataException(Path file, String reason) {
        this(file, reason, null);
    }

    /** Creates an exception for data that come from no file. */
    DataException(String source, String reason, @Nullable Throwable cause) {
        super(source + ": " + reason, cause);
    }

    DataException(String source, String reason) {
        this(source, reason, null);
    }
}
