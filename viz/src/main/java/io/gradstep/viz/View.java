package io.gradstep.viz;

/** The ways in which a {@link Picture} may show a graph. */
public enum View {
    /**
     * The circuit of the lectures, for graphs that are read number by number, up to about 40 values: gates joined by
     * wires, each value above its wire and its gradient below.
     */
    CIRCUIT,

    /**
     * Cards, for graphs of which every step is to be explained, up to about 100 values: each with its formula, its value
     * and its gradient, joined by edges that tell by what the upstream gradient is multiplied and what comes of it.
     */
    CARDS,

    /**
     * The network, for graphs of many values of which some have names: a card for each name with a row of value and
     * gradient for each value of that name, as when several samples go through one neuron, and between the cards what
     * gradient flows back. Everything unnamed that leads to a named value belongs to it; cards whose names have a common
     * prefix, as in {@code layer1.neuron3}, share a frame.
     */
    NEURONS
}
