package io.gradstep.nn.module;

/**
 * The style of a network's graph. All styles compute the same number, to the last bit.
 *
 * @param named whether every neuron's output has a name: {@code layer1.neuron3} is the third neuron of the first layer
 * @param primitives whether a weighted sum consists of × and + gates instead of one dot gate
 */
public record GraphStyle(boolean named, boolean primitives) {
    /** One dot gate per neuron and no names: the fastest. */
    public static final GraphStyle FAST = new GraphStyle(false, false);

    /** One dot gate per neuron, with names: for pictures of networks. */
    public static final GraphStyle NAMED = new GraphStyle(true, false);

    /** Each × and + as a gate of its own, with names: for pictures of one or two neurons. */
    public static final GraphStyle PRIMITIVES = new GraphStyle(true, true);
}
