package io.gradstep.demos.explain;

import com.google.common.collect.Lists;
import com.google.common.primitives.Doubles;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.demos.console.Paragraph;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Terminal;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Notation;
import io.gradstep.engine.expr.RoundedSum;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Prints a trace: the program, every gate forward, the seed, every operand of every gate backward, and the leaves.
 */
final class Walkthrough {
    private static final int MAX_INPUTS_AT_THE_TOP = 12;
    private static final int LONGEST_PROGRAM_AT_THE_TOP = 2000;
    private static final int WIDEST_LABEL_COLUMN = 16;
    private static final int WORD_COLUMN = "contribution".length() + 2;
    private static final String INDENT = "  ";

    private final Terminal terminal;
    private final String program;
    private final List<Value> inputs;
    private final Trace trace;
    private final NodeNames names;
    private final String output;
    private final int labelWidth;
    private final Notation notation;

    // Cached for one gate: its operands follow each other.
    private int operandWidthOf = -1;
    private int operandWidth;

    /**
     * Creates a walk-through.
     *
     * @param inputs the program's inputs, including those without effect on the output
     */
    Walkthrough(Terminal terminal, String program, List<Value> inputs, Trace trace) {
        this.terminal = terminal;
        this.program = program.strip();
        this.inputs = inputs;
        this.trace = trace;
        Graph graph = trace.graph();
        this.names = new NodeNames(graph);
        this.output = names.of(graph.size() - 1);
        this.labelWidth = Math.min(widestLabel(), WIDEST_LABEL_COLUMN);
        this.notation = names.notation();
    }

    private int widestLabel() {
        Graph graph = trace.graph();
        return IntStream.range(0, graph.size())
                .filter(i -> !graph.node(i).isLeaf())
                .map(i -> terminal.width(names.of(i)))
                .max()
                .orElse(0);
    }

    /** {@return the number of pages for {@link #printPage}: one for each step, one before and one after} */
    int pageCount() {
        return trace.size() + 2;
    }

    /** Prints everything. */
    void print() {
        printTitle();
        Step last = null;
        for (Step step : trace) {
            if (last == null || last.getClass() != step.getClass()) {
                printHeading(step);
            }
            if (step instanceof Step.Backward backward && !isSameGate(last, backward)) {
                printGate(backward);
            }
            printStep(step);
            last = step;
        }
        printLeaves();
    }

    private static boolean isSameGate(@Nullable Step last, Step.Backward step) {
        return last instanceof Step.Backward before
                && before.node().index() == step.node().index();
    }

    /** Prints one page: the title, one step with its heading and gate, or the leaves. */
    void printPage(int page) {
        if (page == 0) {
            printTitle();
        } else if (page <= trace.size()) {
            Step step = trace.get(page - 1);
            printHeading(step);
            if (step instanceof Step.Backward backward) {
                printGate(backward);
            }
            printStep(step);
        } else {
            printLeaves();
        }
    }

    private void printTitle() {
        if (program.length() <= LONGEST_PROGRAM_AT_THE_TOP) {
            program.lines().forEach(line -> terminal.println(Glyphs.visible(line)));
        }
        if (!inputs.isEmpty()) {
            List<String> given = new ArrayList<>();
            for (Value input : inputs.subList(0, Math.min(inputs.size(), MAX_INPUTS_AT_THE_TOP))) {
                given.add(NodeNames.written(String.valueOf(input.name())) + " = " + value(input.data()));
            }
            if (inputs.size() > MAX_INPUTS_AT_THE_TOP) {
                given.add("and %d more".formatted(inputs.size() - MAX_INPUTS_AT_THE_TOP));
            }
            terminal.println("with " + String.join(", ", given));
        }
    }

    /** The seed opens the backward pass: the steps after it need no heading. */
    private void printHeading(Step step) {
        if (step instanceof Step.Forward) {
            heading("Forward", "each gate computes its value from its operands");
        } else if (step instanceof Step.Seed) {
            heading("Backward", "each gate hands its operands their gradients, upstream × local");
            if (!trace.graph().output().isLeaf()) {
                terminal.println(INDENT + terminal.paint(Style.QUIET, Notation.LEGEND));
            }
        }
    }

    private void heading(String text, String explanation) {
        terminal.println();
        terminal.println(terminal.paint(Style.HEADING, text) + terminal.paint(Style.QUIET, ": " + explanation));
    }

    private void printStep(Step step) {
        if (step instanceof Step.Forward forward) {
            printForward(forward);
        } else if (step instanceof Step.Seed seed) {
            terminal.println(INDENT + Notation.total(output, output) + " = " + gradient(seed.gradient())
                    + terminal.paint(Style.QUIET, "   the seed: " + output + " changes one for one with itself"));
        } else if (step instanceof Step.Backward backward) {
            printBackward(backward);
        }
    }

    /** {@code q = x + y = -2 + 5 = 3}. */
    private void printForward(Step.Forward step) {
        int node = step.node().index();
        double value = step.node().value();
        String label = names.of(node);
        String formula = notation.gate(node);
        double[] operands =
                step.operands().stream().mapToDouble(Step.Node::value).toArray();
        double[] parts = RoundedSum.parts(step.gate(), operands);
        RoundedSum sum = ShownNumbers.sum(value, parts == null ? new double[] {value} : parts);
        String numbers = Notation.gate(
                step.gate(), Lists.transform(Doubles.asList(operands), number -> ShownNumbers.format(number, sum)));
        String result = ShownNumbers.format(value, sum);
        // Don't repeat −3 = -3 or 2 × 3 = 2 × 3.
        boolean tellsMore =
                !numbers.equals(formula) && !numbers.replace('−', '-').equals(result);
        terminal.println(INDENT + label + terminal.padding(label, labelWidth) + " = " + formula
                + (tellsMore ? " = " + numbers : "") + sum.relation() + terminal.paint(Style.VALUE, result));
    }

    /** Prints the gate of the next steps and its rule. */
    private void printGate(Step.Backward step) {
        terminal.println();
        terminal.println(INDENT
                + terminal.paint(
                        Style.GATE,
                        names.of(step.node().index())
                                + " = "
                                + notation.gate(step.node().index())));
        Paragraph.lines(step.explanation()).forEach(line -> terminal.println(INDENT + line));
    }

    private void printBackward(Step.Backward step) {
        int node = step.node().index();
        String operand = names.of(step.operand().index());
        String upstream = ShownNumbers.format(step.upstream());

        String head = INDENT + INDENT + "to " + operand + ": " + terminal.padding(operand, operandWidth(node));
        String margin = " ".repeat(terminal.width(head));
        line(head, "upstream", Notation.total(output, names.of(node)) + " = " + gradient(step.upstream()));
        line(
                margin,
                "local",
                notation.localEquation(node, step.position()) + " = " + ShownNumbers.format(step.local()));
        line(
                margin,
                "contribution",
                notation.factor(node, step.position())
                                .map(factor -> upstream + " · " + factor + " = ")
                                .orElse("")
                        + upstream + " · " + ShownNumbers.operand(step.local())
                        + " = " + gradient(step.contribution()));
        line(
                margin,
                "gradient",
                Notation.gradient(output, operand, step.branch(), step.branches())
                        + accumulation(step)
                        + terminal.paint(Style.QUIET, Notation.branch(step.branch(), step.branches())));
    }

    private int operandWidth(int node) {
        if (node != operandWidthOf) {
            operandWidthOf = node;
            operandWidth = Math.min(
                    IntStream.range(0, trace.graph().operandCount(node))
                            .mapToObj(k -> names.of(trace.graph().operandIndex(node, k)))
                            .mapToInt(terminal::width)
                            .max()
                            .orElse(0),
                    WIDEST_LABEL_COLUMN);
        }
        return operandWidth;
    }

    /** Returns the gradient after a step; from the second branch on, as the sum of old gradient and contribution. */
    private String accumulation(Step.Backward step) {
        if (step.branch() == 1) {
            return gradient(step.after());
        }
        RoundedSum sum = ShownNumbers.sum(step.after(), step.before(), step.contribution());
        return ShownNumbers.format(step.before(), sum)
                + " + " + ShownNumbers.operand(ShownNumbers.format(step.contribution(), sum))
                + sum.relation() + terminal.paint(Style.GRADIENT, ShownNumbers.format(step.after(), sum));
    }

    private void line(String margin, String what, String text) {
        terminal.println(margin + terminal.paint(Style.QUIET, what) + " ".repeat(WORD_COLUMN - what.length()) + text);
    }

    private void printLeaves() {
        heading("Leaves", "how " + output + " changes with each input");
        if (inputs.isEmpty()) {
            terminal.println(INDENT + "none: " + output + " is a constant");
            return;
        }
        Map<String, Step.Node> leaves = new HashMap<>();
        trace.leaves().forEach(leaf -> leaves.put(leaf.label(), leaf));
        Table table = new Table("name", "value", "gradient", "");
        for (Value input : inputs) {
            String name = String.valueOf(input.name());
            Step.Node leaf = leaves.get(name);
            double gradient = leaf == null ? 0 : trace.gradient(leaf.index());
            table.add(
                    List.of(
                            NodeNames.written(name),
                            ShownNumbers.format(input.data()),
                            ShownNumbers.format(gradient),
                            leaf == null ? output + " does not depend on it" : ""),
                    List.of(Style.PLAIN, Style.VALUE, Style.GRADIENT, Style.QUIET));
        }
        table.print(terminal, INDENT);
        Diagnostics.nonFinite(trace.graph()).forEach(note -> terminal.println("\n" + note));
    }

    private String value(double number) {
        return terminal.paint(Style.VALUE, ShownNumbers.format(number));
    }

    private String gradient(double number) {
        return terminal.paint(Style.GRADIENT, ShownNumbers.format(number));
    }
}
