package io.gradstep.demos.explain;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Terminal;
import io.gradstep.engine.GradientCheck;
import io.gradstep.engine.GradientCheck.Entry;
import io.gradstep.engine.GradientCheck.Outcome;
import io.gradstep.engine.GradientCheck.Verdict;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the gradients of all inputs beside central differences. */
public final class CheckReport {
    private CheckReport() {}

    /** Prints the result of a check. */
    static void print(Terminal terminal, Evaluation evaluation, GradientCheck.Report report) {
        Map<Value, Entry> entries = new HashMap<>();
        report.entries().forEach(entry -> entries.put(entry.input(), entry));
        Table table = new Table("input", "gradient", "central difference", "difference", "");
        for (Value input : evaluation.inputs()) {
            addRow(table, NodeNames.written(String.valueOf(input.name())), entries.get(input));
        }
        table.print(terminal, "");
        terminal.println();
        terminal.println(summary(report));
    }

    /** Only a wrong gradient is a failure. */
    static int exitCode(GradientCheck.Report report) {
        return report.passed() ? Application.OK : Application.CHECK_FAILED;
    }

    private static void addRow(Table table, String name, @Nullable Entry entry) {
        List<Style> styles = List.of(Style.PLAIN, Style.GRADIENT, Style.PLAIN, Style.PLAIN, Style.QUIET);
        if (entry == null) {
            table.add(List.of(name, "0", "", "", "the output does not depend on it"), styles);
            return;
        }
        boolean compared = Double.isFinite(entry.difference());
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
            case DISAGREES -> "DISAGREES";
            default -> "%s: %s".formatted(word(outcome.verdict()), outcome.reason());
        };
    }

    /** Returns a verdict as one word, for JSON and for readers. */
    public static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String summary(GradientCheck.Report report) {
        String tolerance =
                "within %s of the larger of the two".formatted(ShownNumbers.format(GradientCheck.DEFAULT_TOLERANCE));
        int all = report.entries().size();
        long wrong = count(report, Verdict.WRONG);
        long undecided = count(report, Verdict.UNDECIDED);
        if (wrong > 0) {
            return "%d of %d gradients disagree: not %s.%s".formatted(wrong, all, tolerance, fault(report));
        }
        return "%d of %d gradients agree %s%s."
                .formatted(
                        count(report, Verdict.RIGHT),
                        all,
                        tolerance,
                        undecided == 0 ? "" : ", %d undecided".formatted(undecided));
    }

    private static String fault(GradientCheck.Report report) {
        return report.fault()
                .map(fault -> " The first faulty gate is %s."
                        .formatted(fault.node().op().functionName()))
                .orElse("");
    }

    private static long count(GradientCheck.Report report, Verdict verdict) {
        return report.entries().stream()
                .filter(entry -> entry.outcome().verdict() == verdict)
                .count();
    }
}
