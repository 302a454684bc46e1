package io.gradstep.viz;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        List<String> leaves = IntStream.range(0, graph.size())
                .filter(i -> graph.node(i).isLeaf() && !graph.node(i).isConstant())
                .mapToObj(i -> graph.label(i) + " = " + numbers(graph.node(i)))
                .toList();
        if (!leaves.isEmpty()) {
            text.append(leaves.stream().limit(TOLD_LEAVES).collect(Collectors.joining("; ", " Leaves: ", "")));
            text.append(leaves.size() > TOLD_LEAVES ? "; and " + (leaves.size() - TOLD_LEAVES) + " more." : ".");
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

    private static String numbers(Value node) {
        String value = Numbers.format(node.data());
        return node.hasGrad() ? value + " (gradient " + Numbers.format(node.grad()) + ")" : value;
    }
}
