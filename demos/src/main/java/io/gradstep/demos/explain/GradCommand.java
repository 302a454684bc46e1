package io.gradstep.demos.explain;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.engine.Derivatives;
import io.gradstep.engine.GradientCheck;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Program;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep grad}: prints the value and the gradients as a table or as JSON. */
@Command(
        name = "grad",
        mixinStandardHelpOptions = true,
        header = "Prints the value of a program and the gradient of every named node.",
        customSynopsis = {
            "gradstep grad PROGRAM [name=value ...] [-f FILE] [--json] [--check | --hessian] "
                    + "[--outputs NAMES] [--derivative NAME]"
        },
        footer = {
            "",
            "Examples:",
            "  gradstep grad \"f = (x+y)z\" x=-2 y=5 z=-4",
            "  gradstep grad \"sigmoid(w*x + b)\" w=2 x=-1 b=0.5 --json",
            "  gradstep grad -f neuron.txt x=0.5 --check",
            "  gradstep grad \"x^3*y^2\" x=5 y=4 --hessian",
            "  gradstep grad \"u = x*y; v = sin(x)\" x=0 y=3 --outputs u,v",
            "",
            "Exit code: 0; 1 if --check finds a wrong gradient (undecided ones do not count); 2 for bad usage or a bad"
                    + " program."
        })
public final class GradCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Mixin
    private final DerivativeOption derivative = new DerivativeOption();

    @Option(
            names = "--json",
            description =
                    "Print one JSON object with every digit: value, values, gradients; with --check also the verdict."
                            + " The gradient of a named constant is null.")
    private boolean json;

    @Option(
            names = "--check",
            description =
                    "Compare the gradient of each input with central differences: right, wrong, or undecided and why.")
    private boolean check;

    @Option(
            names = "--hessian",
            description = "Also print the matrix of second derivatives with respect to all inputs.")
    private boolean hessian;

    @Option(
            names = "--outputs",
            paramLabel = "NAMES",
            split = ",",
            description =
                    "Print the Jacobian of several values of the program, as in --outputs u,v: the gradient of each"
                            + " with respect to all inputs. With --check all of them are compared.")
    private @Nullable List<String> outputs;

    @Override
    public int run() {
        if (check && hessian) {
            throw new CommandException("--hessian and --check cannot be combined; choose one");
        }
        if (hessian && outputs != null) {
            throw new CommandException(
                    "--hessian is that of the program's last value and cannot be combined with --outputs; choose one");
        }
        Terminal terminal = application.terminal();
        if (check) {
            terminal.outlive(() -> {}); // The exit code still carries the result.
        }
        ProgramOptions.Loaded loaded = derivative.of(options.load(terminal));
        if (outputs != null) {
            return printJacobian(terminal, new Outputs(outputs, loaded.evaluation()), loaded);
        }
        Graph graph = Graph.of(loaded.evaluation().output());
        graph.backward();
        GradientCheck.Report report = check ? GradientCheck.of(graph.output()).run() : null;
        if (json) {
            terminal.println(terminal.escaped(JsonReport.of(loaded.evaluation(), hessian, report)));
            return report == null ? Application.OK : CheckReport.exitCode(report);
        }
        printValue(terminal, loaded.program(), loaded.evaluation());
        if (report != null) {
            CheckReport.print(terminal, loaded.evaluation(), report);
            Diagnostics.nonFinite(graph).forEach(note -> terminal.println("\n" + note));
            return CheckReport.exitCode(report);
        }
        printGradients(terminal, loaded.evaluation());
        if (hessian) {
            printHessian(terminal, loaded.evaluation());
        }
        Diagnostics.numbers(loaded.program(), loaded.evaluation().values().keySet())
                .forEach(note -> terminal.println("\n" + note));
        Diagnostics.of(graph, loaded.evaluation().inputs()).forEach(note -> terminal.println("\n" + note));
        return Application.OK;
    }

    private int printJacobian(Terminal terminal, Outputs chosen, ProgramOptions.Loaded loaded) {
        Map<String, GradientCheck.Report> reports = check ? chosen.checked() : Map.of();
        if (json) {
            terminal.println(terminal.escaped(JsonReport.of(loaded.evaluation(), chosen, reports)));
        } else if (check) {
            chosen.print(terminal, reports);
        } else {
            chosen.print(terminal);
            Diagnostics.numbers(loaded.program(), loaded.evaluation().values().keySet())
                    .forEach(note -> terminal.println("\n" + note));
        }
        return Outputs.exitCode(reports);
    }

    @Override
    public String burden() {
        return options.burden();
    }

    private static void printValue(Terminal terminal, Program program, Evaluation evaluation) {
        terminal.println("%s = %s"
                .formatted(
                        NodeNames.written(program.output()),
                        terminal.paint(
                                Style.VALUE,
                                ShownNumbers.format(evaluation.output().data()))));
        terminal.println();
    }

    private static void printGradients(Terminal terminal, Evaluation evaluation) {
        Table table = new Table("name", "value", "gradient");
        for (Map.Entry<String, Value> entry : evaluation.values().entrySet()) {
            Value node = entry.getValue();
            table.add(
                    List.of(
                            NodeNames.written(entry.getKey()),
                            ShownNumbers.format(node.data()),
                            node.isConstant() ? NONE : ShownNumbers.format(node.grad())),
                    List.of(Style.PLAIN, Style.VALUE, Style.GRADIENT));
        }
        table.print(terminal, "");
    }

    private static void printHessian(Terminal terminal, Evaluation evaluation) {
        List<String> names = evaluation.inputs().stream()
                .map(input -> NodeNames.written(String.valueOf(input.name())))
                .toList();
        double[][] hessian = Derivatives.data(Derivatives.hessian(evaluation.output(), evaluation.inputs()));
        Table table = Table.withHeadings("Hessian", names);
        for (int i = 0; i < hessian.length; i++) {
            Outputs.addRow(table, names.get(i), hessian[i]);
        }
        terminal.println();
        table.print(terminal, "");
    }

    /** Shown instead of a constant's gradient, which is undefined rather than zero. */
    private static final String NONE = "constant";
}
