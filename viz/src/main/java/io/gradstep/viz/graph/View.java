package io.gradstep.viz.graph;

import io.gradstep.engine.Graph;
import io.gradstep.viz.graph.drawing.CardsView;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.graph.drawing.Folding;
import io.gradstep.viz.graph.drawing.HeatView;
import io.gradstep.viz.graph.drawing.Neurons;
import io.gradstep.viz.graph.drawing.NeuronsView;

/** The ways to show a graph in a {@link Picture}. */
public enum View {
    /**
     * The circuit of the lectures, for reading graphs of up to about 60 gates number by number: gates joined by wires,
     * each value above its wire and its gradient below. What is too long for a screen is wrapped into rows. In
     * larger graphs repeated parts, such as neurons or the steps of a loop, are folded: one box for each, which a
     * {@link io.gradstep.viz.page.StepperPage page} opens by a click.
     */
    CIRCUIT {
        @Override
        String svg(Graph graph, boolean gradients) {
            return CircuitView.folded(graph, gradients).svg();
        }
    },

    /**
     * Cards, for graphs of up to about 100 values whose every step is explained: each with its formula, its value and
     * its gradient, joined by edges that show the local derivative and the contribution to the gradient.
     */
    CARDS {
        @Override
        String svg(Graph graph, boolean gradients) {
            return new CardsView(graph, gradients).svg();
        }
    },

    /**
     * A network, for graphs of many values of which some have names: a card for each name with a row of value and
     * gradient for each value of that name, as when several samples go through one neuron, and between the cards the
     * gradient that flows back. Everything unnamed that leads to a named value belongs to it; cards whose names have a
     * common prefix, as in {@code layer1.neuron3}, share a frame.
     */
    NEURONS {
        @Override
        String svg(Graph graph, boolean gradients) {
            return new NeuronsView(graph, gradients).svg();
        }
    },

    /**
     * A coloured cell for each value, without text, for graphs of up to a million values: blue for negative gradients
     * and orange for positive ones, one shade per power of ten; before a backward pass, the values instead.
     */
    HEAT {
        @Override
        String svg(Graph graph, boolean gradients) {
            return new HeatView(graph, gradients).svg();
        }
    },

    /**
     * The view that suits the graph: a circuit for up to 60 gates, neurons if a graph of more than 100 values has some
     * names but not hundreds, a circuit with at most 60 boxes and gates if it folds to that, cards for up to 100
     * values, otherwise heat. A long chain of neurons, such as the steps of a loop, is a circuit too if it folds. Gates
     * of many operands count as several values.
     */
    AUTO {
        @Override
        String svg(Graph graph, boolean gradients) {
            return suiting(graph).svg(graph, gradients);
        }
    };

    private static final int MAX_WIRES = 130;
    private static final int MAX_CARDS = 100;
    private static final int WIRES_OF_A_VALUE = 3;
    private static final int MIN_NEURONS = 3;
    private static final int MAX_NEURONS = 200;
    /** More cards beside each other do not fit a screen, where a circuit is wrapped into rows. */
    private static final int MAX_COLUMNS = 12;

    /** Draws a graph in this view. */
    abstract String svg(Graph graph, boolean gradients);

    /**
     * Chooses the view that {@link #AUTO} stands for.
     *
     * @param graph the graph
     * @return a view other than {@link #AUTO}
     */
    public static View suiting(Graph graph) {
        long gates =
                graph.topologicalOrder().stream().filter(node -> !node.isLeaf()).count();
        if (gates <= Folding.MAX_GATES && graph.edgeCount() <= MAX_WIRES) {
            return CIRCUIT;
        }
        int size = Math.max(graph.size(), graph.edgeCount() / WIRES_OF_A_VALUE);
        int neurons = Neurons.count(graph);
        boolean named = size > MAX_CARDS && neurons >= MIN_NEURONS && neurons <= MAX_NEURONS;
        if (named && Neurons.columns(graph) <= MAX_COLUMNS) {
            return NEURONS;
        }
        boolean folds = Folding.of(graph)
                .filter(folding -> folding.shownGates() <= Folding.MAX_GATES && folding.shownWires() <= MAX_WIRES)
                .isPresent();
        return folds ? CIRCUIT : named ? NEURONS : size <= MAX_CARDS ? CARDS : HEAT;
    }
}
