package io.gradstep.demos.fit;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.demos.console.Paragraph;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Terminal;
import io.gradstep.demos.train.TrainingNumbers;
import io.gradstep.engine.expr.Program;
import io.gradstep.nn.fit.Curve;
import io.gradstep.nn.fit.FitResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the result of a fit as text or JSON. */
final class FitReport {
    /** The significant digits of an estimate. */
    private static final int DIGITS = 5;

    private static final List<String> QUARTILES =
            List.of("minimum", "first quartile", "median", "third quartile", "maximum");
    private static final List<String> QUARTILE_KEYS =
            List.of("minimum", "lowerQuartile", "median", "upperQuartile", "maximum");

    private final Program program;
    private final Curve curve;
    private final FitResult result;

    FitReport(Program program, Curve curve, FitResult result) {
        this.program = program;
        this.curve = curve;
        this.result = result;
    }

    boolean converged() {
        return result.converged();
    }

    void print(Terminal terminal, String target, @Nullable String picture) {
        printHeading(terminal, target);
        if (!result.converged()) {
            terminal.println("The search did not converge; these are the best parameters found. Use better start");
            terminal.println("values, or more --iterations.");
        }
        terminal.println();
        printParameters(terminal);
        terminal.println();
        printQuality(terminal, picture);
    }

    /** Prints the heading; a program of several lines keeps its lines. */
    private void printHeading(Terminal terminal, String target) {
        List<String> formula =
                program.toString().strip().lines().map(Glyphs::visible).toList();
        List<String> heading = formula.size() == 1
                ? Paragraph.lines("Fit of %s by %s".formatted(target, formula.get(0)))
                : Paragraph.lines("Fit of %s by".formatted(target));
        heading.forEach(line -> terminal.println(terminal.paint(Style.HEADING, line)));
        if (formula.size() > 1) {
            formula.forEach(line -> terminal.println("  " + line));
        }
    }

    private void printParameters(Terminal terminal) {
        Table table = new Table("parameter", "value", "standard error", "start");
        for (int k = 0; k < curve.parameterNames().size(); k++) {
            table.add(
                    List.of(
                            NodeNames.written(curve.parameterNames().get(k)),
                            ShownNumbers.format(result.parameter(k)),
                            known(result.standardError(k)),
                            ShownNumbers.format(curve.start()[k])),
                    List.of(Style.PLAIN, Style.VALUE, Style.PLAIN, Style.QUIET));
        }
        table.print(terminal, "");
    }

    private void printQuality(Terminal terminal, @Nullable String picture) {
        Table table = new Table("residuals", " ");
        for (int q = 0; q < QUARTILES.size(); q++) {
            row(table, QUARTILES.get(q), residual(result.residualQuartile(q)));
        }
        row(table, "standard deviation", known(result.residualStandardDeviation()));
        table.print(terminal, "");
        terminal.println();
        terminal.println("%s, %s of freedom; R² = %s; %s"
                .formatted(
                        count(result.residuals().length, "sample"),
                        count(result.degreesOfFreedom(), "degree"),
                        share(result.rSquared()),
                        count(result.iterationCount(), "iteration")));
        if (picture != null) {
            terminal.println("picture saved to " + Glyphs.visible(picture));
        }
    }

    private static void row(Table table, String name, String number) {
        table.add(List.of(name, number), List.of(Style.PLAIN, Style.PLAIN));
    }

    private static String count(int number, String what) {
        return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
    }

    /** Formats a residual with the decimals that give the largest one five digits. */
    private String residual(double residual) {
        double largest = Math.max(-result.residualQuartile(0), result.residualQuartile(4));
        int decimals = largest > 0 ? DIGITS - 1 - (int) Math.floor(Math.log10(largest)) : 0;
        return ShownNumbers.format(new BigDecimal(residual)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .doubleValue());
    }

    /** Formats an estimate with five digits; empty if unknown. */
    private static String known(double estimate) {
        return Double.isFinite(estimate) ? rough(estimate) : TrainingNumbers.NONE;
    }

    private static String rough(double number) {
        return ShownNumbers.rough(number, DIGITS);
    }

    private static String share(double share) {
        return Double.isFinite(share)
                ? ShownNumbers.format(
                        new BigDecimal(share).setScale(6, RoundingMode.DOWN).doubleValue())
                : TrainingNumbers.NONE;
    }

    /** Returns the result as one JSON object; unknown estimates are null. */
    String json() {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true));
            json.beginObject();
            json.name("converged").value(result.converged());
            json.name("iterations").value(result.iterationCount());
            json.name("samples").value(result.residuals().length);
            json.name("degreesOfFreedom").value(result.degreesOfFreedom());
            json.name("parameters").beginObject();
            for (int k = 0; k < curve.parameterNames().size(); k++) {
                json.name(curve.parameterNames().get(k)).beginObject();
                ShownNumbers.write(json.name("value"), result.parameter(k));
                number(json.name("standardError"), result.standardError(k));
                ShownNumbers.write(json.name("start"), curve.start()[k]);
                json.endObject();
            }
            json.endObject();
            number(json.name("sumOfSquares"), result.sumOfSquares());
            number(json.name("residualStandardDeviation"), result.residualStandardDeviation());
            number(json.name("rSquared"), result.rSquared());
            json.name("residuals").beginObject();
            for (int q = 0; q < QUARTILE_KEYS.size(); q++) {
                ShownNumbers.write(json.name(QUARTILE_KEYS.get(q)), result.residualQuartile(q));
            }
            json.endObject();
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to a string
        }
        return text.toString();
    }

    private static void number(JsonWriter json, double number) throws IOException {
        if (Double.isFinite(number)) {
            ShownNumbers.write(json, number);
        } else {
            json.nullValue();
        }
    }
}
