package io.gradstep.viz;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;

/** What a picture says in words, for readers who cannot see it or who point at a part of it. */
final class Description {
    private static final int TOLD_LEAVES = 20;

    private Description() {}

    /** The picture's title: the output and how many values lead to it. */
    static String title(Graph graph) {
        return CircuitNode.outputName(graph) + " = "
                + Numbers.format(graph.output().data()) + ": computation graph of " + graph.size()
                + (graph.size() == 1 ? " value" : " values");
    }

    /** The output and the leaves, with their gradients where there are any. */
    static String of(Graph graph) {
        StringBuilder text = new StringBuilder("Output ");
        text.append(CircuitNode.outputName(graph))
                .append(" = ")
                .append(numbers(graph.output()))
                .append('.');
        List<String> told = new ArrayList<>();
        int leaves = 0;
        for (int i = 0; i < graph.size(); i++) {
            if (graph.node(i).isLeaf() && !graph.node(i).isConstant() && leaves++ < TOLD_LEAVES) {
                told.add(brief(graph, i));
            }
        }
        if (leaves > 0) {
            text.append(" Leaves: ").append(String.join("; ", told));
            text.append(leaves > TOLD_LEAVES ? "; and " + (leaves - TOLD_LEAVES) + " more." : ".");
        }
        return text.toString();
    }

    /** One node: how it was computed, its numbers, and for a gate the rule of its backward pass. */
    static String of(Graph graph, int i) {
        Value node = graph.node(i);
        String name = i == graph.size() - 1 ? CircuitNode.outputName(graph) : graph.label(i);
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
