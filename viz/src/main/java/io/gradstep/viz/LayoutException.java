package io.gradstep.viz;

/**
 * Thrown when a graph could not be placed: it is too large for the view, or no layout engine worked. The message names
 * each engine that was tried and what it said.
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
