package io.gradstep.demos.console;

import java.io.IOException;

/** The action of a command, run after its options are parsed. */
public interface Task {
    /**
     * Runs the command.
     *
     * @return the exit code
     * @throws CommandException if an argument or a file is wrong
     */
    int run() throws IOException;

    /** Returns what uses this command's memory, for the message about too little of it. */
    default String burden() {
        return "this input";
    }
}
