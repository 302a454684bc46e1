package io.gradstep.demos.console;

/** The running program as its commands see it: the terminal and the exit codes. */
public interface Application {
    int OK = 0;

    int CHECK_FAILED = 1;

    /** Bad usage, or a bad program. */
    int BAD_INPUT = 2;

    /** 128 + SIGINT, the shell's code for a process ended by Ctrl-C; also the code of interrupted training. */
    int STOPPED = 130;

    Terminal terminal();

    /** Registers a task to run after the command's last output. */
    void atTheEnd(Runnable task);
}
