package io.gradstep.demos.console;

import java.io.IOException;

/** What a command does once its options are read. */
public interface Task {
    /**
     * Does it.
     *
     * @return the exit code
     * @throws CommandException if something that was given is wrong
     */
    int run() throws IOException;

    /** Returns what takes the memory of this command, for the message if there is too little. */
    default String burden() {
        return "what was given";
    }
}
