package io.gradstep.viz;

/** The ways in which a {@link Picture} may show a graph. */
public enum View {
    /**
     * The circuit of the lectures, for graphs that are read number by number, up to about 40 values: gates joined by
     * wires, each value above its wire and its gradient below.
     */
    CIRCUIT
}
