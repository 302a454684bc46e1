package io.gradstep.viz;

/**
 * Thrown when a graph could not be drawn: it is too large for the view or the format, no layout engine worked, or there
 * are no fonts for pixels. The message gives the reason and, for each engine that was tried, its error.
 */
public final class LayoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message why the graph could not be drawn
     */
    public LayoutException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message why the graph could not be drawn
     * @param cause the exception of a layout engine or the system
     */
    public LayoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
