package io.gradstep.demos.console;

/** Something that was given to a command is wrong; the message says what, and what would be right. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandException(String message) {
        super(message);
    }
}
