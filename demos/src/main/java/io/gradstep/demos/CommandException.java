package io.gradstep.demos;

/** Something that was given to a command is wrong; the message says what, and what would be right. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }
}
