package io.gradstep.viz.graph;

import io.gradstep.engine.Graph;
import io.gradstep.viz.graph.drawing.CardsView;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.graph.drawing.HeatView;
import io.gradstep.viz.graph.drawing.Neurons;
import io.gradstep.viz.graph.drawing.NeuronsView;

/** The ways in which a {@link Picture} may show a graph. */
public enum View {
    /**
     * The circuit of the lectures, for graphs that are read number by number, up to about 40 values: gates joined by
     * wires, each value above its wire and its gradient below.
     */
    CIRCUIT {
        @Override
        String svg(Graph graph, boolean gradients) {
            return new CircuitView(graph, gradients).svg();
        }
    },

    /**
     * Cards, for graphs of which every step is to be explained, up to about 100 values: each with its formula, its value
     * and its gradient, joined by edges that tell by what the upstream gradient is multiplied and what comes of it.
     */
    CARDS {
        @Override
        String svg(Graph graph, boolean gradients) {
            return new CardsView(graph, gradients).svg();
        }
    },

    /**
     * The network, for graphs of many values of which some have names: a card for each name with a row of value and
     * gradient for each value of that name, as when several samples go through one neuron, and between the cards what
     * gradient flows back. Everything unnamed that leads to a named value belongs to it; cards whose names have a common
     * prefix, as in {@code layer1.neuron3}, share a frame.
     */
    NEURONS {
        @Override
        String svg(Graph graph, boolean gradients) {
            return new NeuronsView(graph, gradients).svg();
        }
    },

    /**
     * A coloured cell for each value, without text, for graphs of up to a million values: blue for negative gradients and
     * orange for positive ones, a shade for each power of ten; where no backward pass has been, the values instead.
     */
    HEAT {
        @Override
        String svg(Graph graph, boolean gradients) {
            return new HeatView(graph, gradients).svg();
        }
    },

    /**
     * What suits the graph: a circuit for up to 40 values, cards for up to 100, neurons if a larger graph has a few named
     * values but not hundreds, and else heat. Gates of many operands count as several values.
     */
    AUTO {
        @Override
        String svg(Graph graph, boolean gradients) {
            return suiting(graph).svg(graph, gradients);
        }
    };

    private static final int MAX_IN_CIRCUIT = 40;
    private static final int MAX_CARDS = 100;
    private static final int WIRES_OF_A_VALUE = 3;
    private static final int MIN_NEURONS = 3;
    private static final int MAX_NEURONS = 200;

    /** Draws a graph as this view shows it. */
    abstract String svg(Graph graph, boolean gradients);

    /**
     * Chooses the view that {@link #AUTO} stands for.
     *
     * @param graph the graph
     * @return a view other than {@link #AUTO}
     */
    public static View suiting(Graph graph) {
        int size = Math.max(graph.size(), graph.edgeCount() / WIRES_OF_A_VALUE);
        if (size <= MAX_IN_CIRCUIT) {
            return CIRCUIT;
        }
        if (size <= MAX_CARDS) {
            return CARDS;
        }
        int neurons = Neurons.count(graph);
        return neurons >= MIN_NEURONS && neurons <= MAX_NEURONS ? NEURONS : HEAT;
    }
}
