package io.gradstep.engine;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The node at which NaN or an infinity entered a calculation.
 *
 * @param node the first node, in topological order, that is not finite
 * @param label its label
 * @param operands the gate's operands as {@code name = value}, empty for a leaf; immutable
 */
public record NonFinite(Value node, String label, List<String> operands) {
    /**
     * Keeps a copy of the list.
     *
     * @param node the node
     * @param label its label
     * @param operands the operands
     */
    public NonFinite {
        operands = ImmutableList.copyOf(operands);
    }

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
     * {@return a sentence without a full stop that names the node, its value, its gate and the operands, such as
     * {@code l is -Infinity: log(x) with x = 0}}
     */
    public String message() {
        String value = Labels.number(node.data());
        if (node.isLeaf()) {
            return "the input %s is %s, which propagates to everything computed from it".formatted(label, value);
        }
        String call = "%s(%s)"
                .formatted(
                        node.gate().functionName(),
                        operands.stream().map(NonFinite::labelOf).collect(joining(", ")));
        String values = operands.stream()
                .filter(operand -> !labelOf(operand).equals(operand))
                .distinct()
                .collect(joining(" and "));
        return "%s is %s: %s%s".formatted(label, value, call, values.isEmpty() ? "" : " with " + values);
    }

    private static String labelOf(String operand) {
        int end = operand.lastIndexOf(" = ");
        return end < 0 ? operand : operand.substring(0, end);
    }
}
