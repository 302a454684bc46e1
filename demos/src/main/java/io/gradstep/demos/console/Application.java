package io.gradstep.demos.console;

/** The running program, as its commands see it: the terminal, and the exit codes that they end with. */
public interface Application {
    int OK = 0;

    int CHECK_FAILED = 1;

    /** Bad usage, or a bad program. */
    int BAD_INPUT = 2;

    /** 128 + SIGINT, the shell's code for a process that Ctrl-C ended; also of a training that is asked to stop. */
    int STOPPED = 130;

    Terminal terminal();

    /** Registers something to do after the command's last output. */
    void atTheEnd(Runnable task);
}
