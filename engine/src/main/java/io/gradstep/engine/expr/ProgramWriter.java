package io.gradstep.engine.expr;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a graph as a program: first the inputs, then a statement for each other value that is referred to by name. */
final class ProgramWriter {
    private final Graph graph;

    /** The values referred to by name: named values, inputs, and values used more than once. */
    private final Map<Value, String> names = new HashMap<>();

    /** The names in use, given or generated. */
    private final Set<String> taken = new HashSet<>();

    /** The next number to try for each prefix of generated names. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private final ExpressionWriter writer;

    ProgramWriter(Printer style, Value output) {
        this.graph = Graph.of(output);
        this.writer = new ExpressionWriter(style, names::get, Integer.MAX_VALUE);
    }

    String write() {
        int[] order = order();
        giveNames(order);
        for (int i : order) {
            Value node = graph.node(i);
            if (isNumber(node)) {
                define(node, "(", ")");
            } else {
                define(node, "", "");
            }
        }
        if (!names.containsKey(graph.output())) {
            namelessOutput();
        }
        return writer.toString();
    }

    /** The order of the statements: inputs, then constants, then computed values, each in topological order. */
    private int[] order() {
        int[] order = new int[graph.size()];
        int next = 0;
        for (int group = 0; group < 3; group++) {
            for (int i = 0; i < order.length; i++) {
                Value node = graph.node(i);
                if ((isInput(node) ? 0 : isNumber(node) ? 1 : 2) == group) {
                    order[next++] = i;
                }
            }
        }
        return order;
    }

    /** Leaves the output unnamed, unless its line would begin with an operator and not be the first. */
    private void namelessOutput() {
        int start = writer.length();
        writer.definition(graph.output());
        if (start > 0 && writer.hasOperatorAt(start)) {
            writer.insert(start, Names.ofOutput(taken::contains) + " = ");
        }
    }

    /** Writes a statement, with text around the value, if the node is referred to by name. */
    private void define(Value node, String before, String after) {
        String name = names.get(node);
        if (name != null) {
            writer.text(Names.written(name))
                    .text(" = ")
                    .text(before)
                    .definition(node)
                    .text(after);
            if (node != graph.output()) {
                writer.text("\n");
            }
        }
    }

    private void giveNames(int[] order) {
        for (Value node : graph.topologicalOrder()) {
            if (node.name() != null) {
                taken.add(node.name());
            }
        }
        int[] uses = uses();
        Set<String> kept = new HashSet<>();
        for (int i : order) {
            String name = name(i, uses[i], kept);
            if (name != null) {
                names.put(graph.node(i), name);
            }
        }
    }

    private @Nullable String name(int i, int uses, Set<String> kept) {
        Value node = graph.node(i);
        String name = node.name();
        if (name != null) {
            return kept.add(name) ? name : unused(name + "_", 2);
        }
        if (isNumber(node)) {
            return uses > 1 ? unused("c", 1) : null;
        }
        return uses > 1 || node.isLeaf() ? graph.label(i) : null;
    }

    /** The number of times each node is an operand. */
    private int[] uses() {
        int[] uses = new int[graph.size()];
        for (int i = 0; i < uses.length; i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                uses[graph.operandIndex(i, k)]++;
            }
        }
        return uses;
    }

    private String unused(String beginning, int firstNumber) {
        int number = numbers.getOrDefault(beginning, firstNumber);
        while (!taken.add(beginning + number)) {
            number++;
        }
        numbers.put(beginning, number + 1);
        return beginning + number;
    }

    private static boolean isInput(Value node) {
        return node.isLeaf() && !node.isConstant();
    }

    private static boolean isNumber(Value node) {
        return node.isLeaf() && node.isConstant();
    }
}
