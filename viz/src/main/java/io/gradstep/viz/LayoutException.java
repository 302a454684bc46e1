package io.gradstep.viz;

/** Thrown when no layout engine could place a graph; the message names each engine that was tried and what it said. */
public final class LayoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LayoutException(String message) {
        super(message);
    }

    LayoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
