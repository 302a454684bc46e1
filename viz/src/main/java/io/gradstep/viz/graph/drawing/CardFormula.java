package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Notation;
import io.gradstep.viz.Numbers;

/** The notation of nodes and gates in pictures and pages: {@code x + y}, {@code tanh(n)}, {@code dot of 9}. */
public final class CardFormula {
    private static final int MAX_OPERANDS = 3;

    private CardFormula() {}

    /**
     * {@return the formula of a gate, such as {@code x + y}; for a gate with many operands, only their number}
     *
     * @param graph the graph
     * @param i the gate's index in the graph
     */
    public static String of(Graph graph, int i) {
        return notation(graph).brief(i, MAX_OPERANDS);
    }

    /**
     * {@return the notation of a graph's formulas and derivatives, with the names that pictures show; constants without
     * a name are numbers}
     *
     * @param graph the graph
     */
    public static Notation notation(Graph graph) {
        return new Notation(graph, i -> graph.isNumber(i) ? null : name(graph, i), i -> text(graph, i));
    }

    /**
     * {@return the name of a node as pictures show it: its label, or the output's name}
     *
     * @param graph the graph
     * @param i the node's index in the graph
     */
    public static String name(Graph graph, int i) {
        return i == graph.size() - 1 ? CircuitNode.outputName(graph) : graph.label(i);
    }

    private static String text(Graph graph, int i) {
        return graph.isNumber(i) ? Numbers.format(graph.node(i).data()) : name(graph, i);
    }
}
