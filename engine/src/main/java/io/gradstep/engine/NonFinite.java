package io.gradstep.engine;

import com.google.common.collect.ImmutableList;

/**
 * The place where NaN or an infinity entered a calculation.
 *
 * @param node the first node, in topological order, that is not finite
 * @param label what to call it
 * @param operands the gate's operands as {@code name = value}, empty for a leaf
 */
public record NonFinite(Value node, String label, ImmutableList<String> operands) {

    static NonFinite at(Graph graph, int i) {
        ImmutableList.Builder<String> operands = ImmutableList.builder();
        for (int k = 0; k < graph.operandCount(i); k++) {
            int index = graph.operandIndex(i, k);
            String label = graph.label(index);
            String number = Labels.number(graph.node(index).data());
            operands.add(label.equals(number) ? number : label + " = " + number);
        }
        return new NonFinite(graph.node(i), graph.label(i), operands.build());
    }

    /**
     * Returns what happened, in one sentence: which node, its value, its operands, and what its gate does with them.
     *
     * @return a sentence without a full stop
     */
    public String message() {
        String value = Labels.number(node.data());
        if (node.isLeaf()) {
            return "the input %s is %s, and so is everything that it spoils".formatted(label, value);
        }
        return "%s is %s: the %s gate made it of %s"
                .formatted(label, value, node.gate().functionName(), String.join(" and ", operands));
    }
}
