package io.gradstep.demos;

/** The entry point of the command line. */
public final class Gradstep {
    private Gradstep() {}

    /**
     * Runs the command line.
     *
     * @param args its words
     */
    public static void main(String[] args) {
        System.out.println("gradstep");
    }
}
