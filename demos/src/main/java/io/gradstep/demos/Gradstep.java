package io.gradstep.demos;

import java.io.InputStream;
import java.io.PrintStream;

/** The entry point of the command line. */
public final class Gradstep {
    private Gradstep() {}

    /**
     * Runs the command line.
     *
     * @param args its words
     */
    public static void main(String[] args) {
        System.exit(run(args, System.in, System.out, System.err));
    }

    static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        out.println("gradstep");
        return 0;
    }
}
