package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.Numbers;
import java.util.ArrayList;
import java.util.List;

/** The text description of a picture, for readers who cannot see it and for tooltips. */
final class Description {
    private static final int MAX_LISTED = 20;

    private Description() {}

    /** The picture's title: the output and how many values lead to it. */
    static String title(Graph graph) {
        return CircuitNode.outputName(graph) + " = "
                + Numbers.format(graph.output().data()) + ": computation graph of " + graph.size()
                + (graph.size() == 1 ? " value" : " values");
    }

    /** The title of a picture with blanks to fill in. */
    static String question(Graph graph) {
        return CircuitNode.outputName(graph) + ": computation graph of " + graph.size()
                + (graph.size() == 1 ? " value" : " values") + ", to be filled in";
    }

    /** The given numbers, known before any computation: the leaves' values. */
    static String given(Graph graph) {
        List<String> listed = new ArrayList<>();
        int leaves = 0;
        for (int i = 0; i < graph.size(); i++) {
            Value node = graph.node(i);
            if (node.isLeaf() && !node.isConstant() && leaves++ < MAX_LISTED) {
                listed.add(graph.label(i) + " = " + Numbers.format(node.data()));
            }
        }
        return leaves(listed, leaves).strip();
    }

    /** The output and the leaves, with their gradients where there are any. */
    static String of(Graph graph) {
        StringBuilder text = new StringBuilder("Output ");
        text.append(CircuitNode.outputName(graph))
                .append(" = ")
                .append(numbers(graph.output()))
                .append('.');
        List<String> listed = new ArrayList<>();
        int leaves = 0;
        for (int i = 0; i < graph.size(); i++) {
            if (graph.node(i).isLeaf() && !graph.node(i).isConstant() && leaves++ < MAX_LISTED) {
                listed.add(brief(graph, i));
            }
        }
        return text.append(leaves(listed, leaves)).toString();
    }

    private static String leaves(List<String> listed, int all) {
        if (all == 0) {
            return "";
        }
        String more = all > MAX_LISTED ? "; and " + (all - MAX_LISTED) + " more." : ".";
        return " Leaves: " + String.join("; ", listed) + more;
    }

    /** One node: how it was computed, its numbers, and for a gate the rule of its backward pass. */
    static String of(Graph graph, int i) {
        Value node = graph.node(i);
        String name = CardFormula.name(graph, i);
        if (node.isLeaf()) {
            return (node.isConstant() ? "constant " : "") + name + " = " + numbers(node);
        }
        return name + " = " + numbers(node) + ". " + node.op().explanation();
    }

    /** One node: its name and its numbers. */
    static String brief(Graph graph, int i) {
        return graph.label(i) + " = " + numbers(graph.node(i));
    }

    private static String numbers(Value node) {
        String value = Numbers.format(node.data());
        return node.hasGrad() ? value + " (gradient " + Numbers.format(node.grad()) + ")" : value;
    }
}
