package io.gradstep.demos.explain;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.text.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The derivative of a program as a program of its own, which is drawn and stepped as any other is, and differentiated
 * again.
 *
 * <p>It builds what {@link Derivatives} builds. Its value is called as in {@code f_x}, and so are the derivatives by
 * the program's own values from which it is computed: {@code f_q} is ∂f/∂q, and {@code f_v1} that by the value that
 * pictures call v1.
 */
public final class DerivativeProgram {
    private final String output;
    private final Evaluation evaluation;
    private final Set<String> taken;

    private DerivativeProgram(String output, Evaluation evaluation) {
        this.output = output;
        this.evaluation = evaluation;
        this.taken = new HashSet<>(evaluation.values().keySet());
    }

    /**
     * {@return the program of ∂output/∂name, with the values of the inputs in it}
     *
     * @param program the program
     * @param evaluation its graph
     * @param name one of its values, an input for example
     * @throws CommandException if the program has no such value, or it is a constant
     */
    public static Program of(Program program, Evaluation evaluation, String name) {
        Value by = find(name, evaluation, "to differentiate by");
        if (by.isConstant()) {
            throw new CommandException("%s is a constant, which has no derivative; make it an input, as in %s = 2"
                    .formatted(NodeNames.written(name), NodeNames.written(name)));
        }
        return Program.parse(new DerivativeProgram(program.output(), evaluation).text(by, name));
    }

    /**
     * {@return a value of a program by its name}
     *
     * @param name the name
     * @param evaluation the program's graph
     * @param purpose what the value is for, as in "to be an output"
     * @throws CommandException if the program has no such value; it suggests one
     */
    static Value find(String name, Evaluation evaluation, String purpose) {
        Value value = evaluation.values().get(name);
        if (value == null) {
            throw new CommandException("the program has no value %s %s; %s"
                    .formatted(
                            Glyphs.visible(name),
                            purpose,
                            Spelling.nearest(name, evaluation.values().keySet())
                                    .map(near -> "did you mean %s?".formatted(NodeNames.written(near)))
                                    .orElse("its values are "
                                            + String.join(
                                                    ", ",
                                                    evaluation.values().keySet().stream()
                                                            .map(NodeNames::written)
                                                            .toList()))));
        }
        return value;
    }

    private String text(Value by, String name) {
        Graph graph = Graph.of(evaluation.output());
        Map<Value, String> given = new LinkedHashMap<>();
        for (int i = 0; i < graph.size() - 1; i++) {
            if (!graph.node(i).isLeaf()) {
                given.put(graph.node(i), graph.label(i));
            }
        }
        taken.addAll(given.values());
        List<Value> values = new ArrayList<>(List.of(by));
        // A derivative by several values, as by both operands of a sum, is called by one with a name.
        given.keySet().stream().filter(value -> value.name() != null).forEach(values::add);
        given.keySet().stream().filter(value -> value.name() == null).forEach(values::add);
        List<Value> gradient = Derivatives.gradient(evaluation.output(), values);
        Value derivative = gradient.get(0);
        for (int i = 0; i < gradient.size(); i++) {
            Value built = gradient.get(i);
            if (!built.isLeaf() && !given.containsKey(built)) {
                given.put(built, free(output + '_' + (i == 0 ? name : given.get(values.get(i)))));
            }
        }
        String own = given.get(derivative);
        if (own != null) {
            return Printer.ASCII.program(named(Graph.of(derivative), given));
        }
        // One of the program's own values, or a constant.
        String text = Printer.ASCII.program(derivative);
        String written = NodeNames.written(free(output + '_' + name));
        return derivative.isConstant() && derivative.name() == null
                ? "%s = (%s)".formatted(written, Printer.ASCII.number(derivative.data()))
                : "%s\n%s = %s".formatted(text, written, NodeNames.written(String.valueOf(derivative.name())));
    }

    /** Returns a name that the program does not use. */
    private String free(String wished) {
        String name = wished;
        while (!taken.add(name)) {
            name += '_';
        }
        return name;
    }

    /** Returns the last node of the same graph in which nodes without a name have got one. */
    private static Value named(Graph graph, Map<Value, String> names) {
        List<Value> copies = new ArrayList<>(graph.size());
        for (int i = 0; i < graph.size(); i++) {
            Value node = graph.node(i);
            if (node.isLeaf()) {
                copies.add(node);
                continue;
            }
            List<Value> operands = new ArrayList<>(graph.operandCount(i));
            for (int k = 0; k < graph.operandCount(i); k++) {
                int operand = graph.operandIndex(i, k);
                // Shared, a number would be printed as a value of its own, with a name.
                operands.add(
                        graph.isNumber(operand)
                                ? Value.constant(graph.node(operand).data())
                                : copies.get(operand));
            }
            Value copy = node.op().apply(operands);
            String name = names.getOrDefault(node, node.name());
            copies.add(name == null ? copy : copy.named(name));
        }
        return copies.get(copies.size() - 1);
    }
}
