package io.gradstep.demos.fit;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.console.CommandException;
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
import io.gradstep.nn.fit.Estimate;
import io.gradstep.nn.fit.FitEnding;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.nn.fit.FitStarts;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final FitResult result;
    private final Map<String, Estimate> quantities;
    private final FitDetails details;
    private final FitComparison comparison;

    /**
     * Prepares a report.
     *
     * @param expressions quantities to report that follow from the parameters, as in {@code half = log(2)/k}
     * @param details what follows the tables
     * @param comparison with other formulas
     */
    FitReport(
            Program program, FitResult result, List<String> expressions, FitDetails details, FitComparison comparison) {
        this.program = program;
        this.result = result;
        this.details = details;
        this.comparison = comparison;
        this.quantities = new LinkedHashMap<>();
        expressions.forEach(text -> quantities.put(quantityName(text), quantity(result, text)));
    }

    private static String quantityName(String text) {
        int equals = text.indexOf('=');
        return (equals < 0 ? text : text.substring(0, equals)).strip();
    }

    private static Estimate quantity(FitResult result, String text) {
        try {
            return result.derived(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException("in --report '%s': %s".formatted(Glyphs.visible(text), e.getMessage()));
        }
    }

    boolean converged() {
        return result.converged();
    }

    void print(Terminal terminal, String target, @Nullable String picture) {
        printHeading(terminal, target);
        if (!result.converged()) {
            if (result.ending() == FitEnding.INTERRUPTED) {
                terminal.println("The search was interrupted; these are the best parameters found so far.");
            } else {
                terminal.println("The search did not converge; these are the best parameters found. Use better start");
                terminal.println("values, or more --iterations.");
            }
        }
        terminal.println();
        printParameters(terminal);
        terminal.println();
        printQuality(terminal);
        details.print(terminal);
        if (comparison.isPrinted()) {
            terminal.println();
            comparison.print(terminal);
        }
        if (picture != null) {
            terminal.println("picture saved to " + Glyphs.visible(picture));
        }
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
        for (int k = 0; k < result.parameterNames().size(); k++) {
            String error = result.isAtBound(k) ? "at its bound" : known(result.standardError(k));
            row(
                    table,
                    result.parameterNames().get(k),
                    result.parameter(k),
                    error,
                    details.isGuessed(result.parameterNames().get(k))
                            ? "%s guessed".formatted(rough(result.start()[k]))
                            : ShownNumbers.format(result.start()[k]));
        }
        for (String name : restricted().keySet()) {
            Estimate tied = new Estimate(result.parameter(name), result.standardError(name));
            boolean fixed = restricted().get(name).isEmpty();
            row(table, name, tied.value(), fixed ? "" : known(tied.standardError()), fixed ? "fixed" : "tied");
        }
        table.print(terminal, "");
        if (!quantities.isEmpty()) {
            terminal.println();
            Table derived = new Table("quantity", "value", "standard error", "");
            quantities.forEach(
                    (name, estimate) -> row(derived, name, estimate.value(), known(estimate.standardError()), ""));
            derived.print(terminal, "");
        }
    }

    private static void row(Table table, String name, double value, String error, String start) {
        table.add(
                List.of(NodeNames.written(name), ShownNumbers.format(value), error, start),
                List.of(Style.PLAIN, Style.VALUE, Style.PLAIN, Style.QUIET));
    }

    /** Returns parameters that are fixed, without a text, or tied, with their expression. */
    private Map<String, String> restricted() {
        Map<String, String> restricted = new LinkedHashMap<>();
        for (Curve curve : result.curves()) {
            curve.fixed().keySet().forEach(name -> restricted.put(name, ""));
            restricted.putAll(curve.ties());
        }
        return restricted;
    }

    private void printQuality(Terminal terminal) {
        Table table = new Table("residuals", " ");
        for (int q = 0; q < QUARTILES.size(); q++) {
            row(table, QUARTILES.get(q), residual(result.residualQuartile(q)));
        }
        if (Double.compare(result.chiSquare(), result.sumOfSquares()) == 0) {
            row(table, "standard deviation", known(result.residualStandardDeviation()));
        }
        table.print(terminal, "");
        terminal.println();
        terminal.println("%s, %s of freedom; R² = %s; %s"
                .formatted(
                        count(result.sampleCount(), "sample"),
                        count(result.degreesOfFreedom(), "degree"),
                        share(result.rSquared()),
                        count(result.iterationCount(), "iteration")));
        terminal.println("χ² = %s, %s for each degree of freedom; AIC = %s, BIC = %s"
                .formatted(
                        known(result.chiSquare()),
                        known(result.reducedChiSquare()),
                        known(result.aic()),
                        known(result.bic())));
        if (result.starts().count() > 1) {
            FitStarts starts = result.starts();
            terminal.println("%s: %d led to this minimum, %d failed%s"
                    .formatted(
                            count(starts.count(), "start"),
                            starts.agreeing(),
                            starts.failed(),
                            starts.skipped() == 0
                                    ? ""
                                    : ", %d not tried because of the interruption".formatted(starts.skipped())));
        }
    }

    private static void row(Table table, String name, String number) {
        table.add(List.of(name, number), List.of(Style.PLAIN, Style.PLAIN));
    }

    private static String count(long number, String what) {
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
    static String known(double estimate) {
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
            json.name("samples").value(result.sampleCount());
            json.name("degreesOfFreedom").value(result.degreesOfFreedom());
            json.name("parameters").beginObject();
            for (int k = 0; k < result.parameterNames().size(); k++) {
                json.name(result.parameterNames().get(k)).beginObject();
                ShownNumbers.write(json.name("value"), result.parameter(k));
                number(json.name("standardError"), result.standardError(k));
                ShownNumbers.write(json.name("start"), result.start()[k]);
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
            writeMore(json);
            details.write(json);
            if (!comparison.isEmpty()) {
                comparison.write(json);
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to a string
        }
        return text.toString();
    }

    private void writeMore(JsonWriter json) throws IOException {
        number(json.name("chiSquare"), result.chiSquare());
        number(json.name("reducedChiSquare"), result.reducedChiSquare());
        number(json.name("aic"), result.aic());
        number(json.name("bic"), result.bic());
        json.name("starts").beginObject();
        json.name("count").value(result.starts().count());
        json.name("agreeing").value(result.starts().agreeing());
        json.name("failed").value(result.starts().failed());
        json.name("skipped").value(result.starts().skipped());
        json.endObject();
        json.name("restricted").beginObject();
        for (String name : restricted().keySet()) {
            estimate(json.name(name), new Estimate(result.parameter(name), result.standardError(name)));
        }
        json.endObject();
        json.name("quantities").beginObject();
        for (Map.Entry<String, Estimate> quantity : quantities.entrySet()) {
            estimate(json.name(quantity.getKey()), quantity.getValue());
        }
        json.endObject();
        json.name("covariance").beginArray();
        for (double[] row : result.covariance()) {
            json.beginArray();
            for (double number : row) {
                number(json, number);
            }
            json.endArray();
        }
        json.endArray();
    }

    private static void estimate(JsonWriter json, Estimate estimate) throws IOException {
        json.beginObject();
        number(json.name("value"), estimate.value());
        number(json.name("standardError"), estimate.standardError());
        json.endObject();
    }

    static void number(JsonWriter json, double number) throws IOException {
        if (Double.isFinite(number)) {
            ShownNumbers.write(json, number);
        } else {
            json.nullValue();
        }
    }
}
