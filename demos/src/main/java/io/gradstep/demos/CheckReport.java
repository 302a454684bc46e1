package io.gradstep.demos;

import io.gradstep.engine.GradientCheck;
import io.gradstep.engine.GradientCheck.Entry;
import io.gradstep.engine.GradientCheck.Outcome;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gradients of all inputs beside central differences. */
final class CheckReport {
    private CheckReport() {}

    /** Checks, prints what came of it, and returns the exit code. */
    static int print(Terminal terminal, Evaluation evaluation) {
        GradientCheck.Report report = GradientCheck.of(evaluation.output()).run();
        Map<Value, Entry> entries = new HashMap<>();
        report.entries().forEach(entry -> entries.put(entry.input(), entry));
        Table table = new Table("input", "gradient", "central difference", "difference", "");
        for (Value input : evaluation.inputs()) {
            addRow(table, NodeNames.written(String.valueOf(input.name())), entries.get(input));
        }
        table.print(terminal, "");
        terminal.println();
        terminal.println(summary(report));
        return report.passed() ? Gradstep.OK : Gradstep.CHECK_FAILED;
    }

    private static void addRow(Table table, String name, @Nullable Entry entry) {
        List<Style> styles = List.of(Style.PLAIN, Style.GRADIENT, Style.PLAIN, Style.PLAIN, Style.QUIET);
        if (entry == null) {
            table.add(List.of(name, "0", "", "", "the output does not depend on it"), styles);
            return;
        }
        boolean compared = entry.outcome() != Outcome.EDGE;
        table.add(
                List.of(
                        name,
                        ShownNumbers.format(entry.gradient()),
                        compared ? ShownNumbers.format(entry.difference()) : "none",
                        compared ? ShownNumbers.rough(Math.abs(entry.gradient() - entry.difference())) : "",
                        words(entry.outcome())),
                styles);
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case AGREES -> "agrees";
            case KINK -> "at a kink: the slopes on its two sides differ, and the gradient is one of them or between";
            case EDGE -> "not compared: the output jumps here, or is not finite on both sides";
            case DISAGREES -> "DISAGREES";
        };
    }

    private static String summary(GradientCheck.Report report) {
        long disagreeing = count(report, Outcome.DISAGREES);
        String tolerance = "within %s of the larger of the two, or of 1"
                .formatted(ShownNumbers.format(GradientCheck.DEFAULT_TOLERANCE));
        if (disagreeing > 0) {
            return "%d of %d gradients disagree: not %s.%s"
                    .formatted(disagreeing, report.entries().size(), tolerance, fault(report));
        }
        return "%d of %d gradients agree %s."
                .formatted(count(report, Outcome.AGREES), report.entries().size(), tolerance);
    }

    private static String fault(GradientCheck.Report report) {
        return report.fault()
                .map(fault -> " The first gate to blame is %s."
                        .formatted(fault.node().op().functionName()))
                .orElse("");
    }

    private static long count(GradientCheck.Report report, Outcome outcome) {
        return report.entries().stream()
                .filter(entry -> entry.outcome() == outcome)
                .count();
    }
}
