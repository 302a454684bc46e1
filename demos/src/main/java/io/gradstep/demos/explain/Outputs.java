package io.gradstep.demos.explain;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Terminal;
import io.gradstep.engine.GradientCheck;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several outputs of a program, chosen by name, and their Jacobian with respect to all inputs. */
final class Outputs {
    /** The outputs by their names, in the order in which they were asked for. */
    final Map<String, Value> byName = new LinkedHashMap<>();

    private final Evaluation evaluation;

    /**
     * Finds the outputs.
     *
     * @throws CommandException if the program has no such name, one is listed twice, or there is none
     */
    Outputs(List<String> names, Evaluation evaluation) {
        this.evaluation = evaluation;
        if (names.isEmpty()) {
            throw new CommandException("--outputs needs at least one name, as in --outputs u,v");
        }
        for (String name : names) {
            Value output = DerivativeProgram.find(name, evaluation, "to be an output");
            if (byName.put(name, output) != null) {
                throw new CommandException(
                        "%s is listed twice in --outputs; name it once".formatted(Glyphs.visible(name)));
            }
        }
    }

    /** Returns ∂output/∂input for each input, by backward passes of their own. */
    double[] gradient(Value output) {
        evaluation.inputs().forEach(Value::zeroGrad);
        Graph.of(output).backward();
        return evaluation.inputs().stream().mapToDouble(Value::grad).toArray();
    }

    /** Returns the verdict on the gradient of each output. */
    Map<String, GradientCheck.Report> checked() {
        Map<String, GradientCheck.Report> reports = new LinkedHashMap<>();
        byName.forEach((name, output) -> {
            gradient(output);
            reports.put(name, GradientCheck.of(output).run());
        });
        return reports;
    }

    static int exitCode(Map<String, GradientCheck.Report> reports) {
        return reports.values().stream().allMatch(GradientCheck.Report::passed)
                ? Application.OK
                : Application.CHECK_FAILED;
    }

    void print(Terminal terminal) {
        printValues(terminal);
        List<String> names = evaluation.inputs().stream()
                .map(input -> NodeNames.written(String.valueOf(input.name())))
                .toList();
        Table table = Table.withHeadings("Jacobian", names);
        byName.forEach((name, output) -> addRow(table, NodeNames.written(name), gradient(output)));
        table.print(terminal, "");
        byName.values().forEach(output -> printNotes(terminal, output));
    }

    /** Adds a row of derivatives. */
    static void addRow(Table table, String name, double[] row) {
        List<String> cells = new ArrayList<>(List.of(name));
        Arrays.stream(row).mapToObj(ShownNumbers::format).forEach(cells::add);
        List<Style> styles = new ArrayList<>(Collections.nCopies(cells.size(), Style.GRADIENT));
        styles.set(0, Style.PLAIN);
        table.add(cells, styles);
    }

    void print(Terminal terminal, Map<String, GradientCheck.Report> reports) {
        printValues(terminal);
        String separator = "";
        for (Map.Entry<String, GradientCheck.Report> report : reports.entrySet()) {
            terminal.println("%sGradient of %s:".formatted(separator, NodeNames.written(report.getKey())));
            CheckReport.print(terminal, evaluation, report.getValue());
            separator = "\n";
        }
    }

    private void printValues(Terminal terminal) {
        byName.forEach((name, output) -> terminal.println("%s = %s"
                .formatted(NodeNames.written(name), terminal.paint(Style.VALUE, ShownNumbers.format(output.data())))));
        terminal.println();
    }

    private void printNotes(Terminal terminal, Value output) {
        gradient(output);
        Diagnostics.nonFinite(Graph.of(output)).forEach(note -> terminal.println("\n" + note));
    }
}
