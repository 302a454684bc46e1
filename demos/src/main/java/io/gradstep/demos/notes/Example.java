package io.gradstep.demos.notes;

/** A worked example or derivation of the notes. */
interface Example {
    /** {@return the name on the command line: lower-case words joined by hyphens} */
    String name();

    /** {@return the subject, on one line} */
    String title();

    /** {@return the set of notes that it comes from} */
    Source source();

    /** {@return the orientation of its matrices} */
    String orientation();

    /** Rebuilds the example and writes its handout. */
    void write(Handout page);
}
