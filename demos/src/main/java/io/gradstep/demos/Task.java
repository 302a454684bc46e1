package io.gradstep.demos;

import java.io.IOException;

/** What a command does once its options are read. */
interface Task {
    /**
     * Does it.
     *
     * @return the exit code
     * @throws CommandException if something that was given is wrong
     */
    int run() throws IOException;
}
