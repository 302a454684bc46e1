package io.gradstep.viz;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Notation;

/** How pictures and pages write nodes and gates: {@code x + y}, {@code tanh(n)}, {@code dot of 9}. */
final class CardFormula {
    private static final int MOST_OPERANDS = 3;

    private CardFormula() {}

    /** What a gate's value was computed from. */
    static String of(Graph graph, int i) {
        return notation(graph).brief(i, MOST_OPERANDS);
    }

    /** The notation of a graph's derivatives. */
    static Notation notation(Graph graph) {
        return new Notation(graph, i -> isNumber(graph.node(i)) ? null : name(graph, i), i -> text(graph, i));
    }

    /** What a node is called: the output, if it has no name, as pictures call it. */
    static String name(Graph graph, int i) {
        return i == graph.size() - 1 ? CircuitNode.outputName(graph) : graph.label(i);
    }

    private static String text(Graph graph, int i) {
        Value node = graph.node(i);
        return isNumber(node) ? Numbers.format(node.data()) : name(graph, i);
    }

    /** Whether a node is a number that stands in the formulas of others and needs no card. */
    static boolean isNumber(Value node) {
        return node.isLeaf() && node.isConstant() && node.name() == null;
    }
}
