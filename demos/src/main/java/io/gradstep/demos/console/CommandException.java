package io.gradstep.demos.console;

/** Signals bad input to a command; the message says what is wrong and how to fix it. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandException(String message) {
        super(message);
    }
}
