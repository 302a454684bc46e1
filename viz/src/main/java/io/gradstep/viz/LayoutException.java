package io.gradstep.viz;

/**
 * Thrown when a graph could not be drawn: it is too large for the view or the format, no layout engine worked, or there
 * are no fonts for pixels. The message says which, and names each engine that was tried and what it said.
 */
public final class LayoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LayoutException(String message) {
        super(message);
    }

    LayoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
