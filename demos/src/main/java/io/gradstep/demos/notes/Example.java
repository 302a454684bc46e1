package io.gradstep.demos.notes;

/** A worked example or a derivation of the notes. */
interface Example {
    /** What the command line calls it: lower-case words joined by hyphens. */
    String name();

    /** What it is about, on one line. */
    String title();

    /** Where it comes from. */
    Source source();

    /** Which way round its matrices are. */
    String orientation();

    /** Rebuilds it and writes it down. */
    void write(Handout page);
}
