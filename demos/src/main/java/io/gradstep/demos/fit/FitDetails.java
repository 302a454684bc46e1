package io.gradstep.demos.fit;

import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.fit.CurvePoint;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.nn.fit.Interval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of a fit's report that follow its tables: guesses, correlations, intervals, and predictions. */
final class FitDetails {
    /** Weaker correlations are left to JSON. */
    private static final double STRONG = 0.5;

    private static final int MAX_SHOWN = 6;
    private static final int DIGITS = 5;

    /** Start values below this share of explained variation are called poor. */
    private static final double POOR = 0.5;

    private final FitResult result;
    private final double level;
    private final boolean printed;
    private final List<Interval> curvature = new ArrayList<>();
    private final List<Interval> profile;
    private final boolean interrupted;
    private final Map<String, Double> guessed;
    private final @Nullable Predictions predictions;

    /** The names of the inputs, their rows, and the curve at each. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Predictions(List<String> inputs, double[][] rows, List<List<CurvePoint>> curves) {}

    /**
     * Computes intervals by curvature.
     *
     * @param printed whether intervals are printed
     * @param profile those by the profile; empty for none
     * @param interrupted whether an interruption kept ends of the profile unknown
     * @param guessed the parameters whose starts were guessed, with the explained share of each curve's guess
     */
    FitDetails(
            FitResult result,
            double level,
            boolean printed,
            List<Interval> profile,
            boolean interrupted,
            Map<String, Double> guessed,
            @Nullable Predictions predictions) {
        this.result = result;
        this.level = level;
        this.printed = printed;
        this.profile = profile;
        this.interrupted = interrupted;
        this.guessed = guessed;
        this.predictions = predictions;
        for (int k = 0; k < result.parameterNames().size(); k++) {
            curvature.add(result.interval(k, level));
        }
    }

    boolean isGuessed(String parameter) {
        return guessed.containsKey(parameter);
    }

    private String percent() {
        return ShownNumbers.rough(level * 100, DIGITS) + " %";
    }

    void print(Terminal terminal) {
        if (!guessed.isEmpty()) {
            double share = Collections.min(guessed.values());
            terminal.println(
                    "The start values of %s were guessed by the form of the formula; they explain %s of the variation%s"
                            .formatted(
                                    guessed.keySet().stream()
                                            .map(NodeNames::written)
                                            .collect(Collectors.joining(", ")),
                                    ShownNumbers.rough(100 * Math.max(0, share), 3) + " %",
                                    share < POOR ? ", which is a poor guess: look at a picture, or give them." : "."));
        }
        String correlations = correlations();
        if (!correlations.isEmpty()) {
            terminal.println("correlations: " + correlations);
        }
        if (printed) {
            terminal.println();
            printIntervals(terminal);
        }
        if (predictions != null) {
            terminal.println();
            printPredictions(terminal, predictions);
        }
    }

    private record Pair(String names, double correlation) {}

    private String correlations() {
        List<Pair> pairs = new ArrayList<>();
        List<String> names = result.parameterNames();
        for (int k = 0; k < names.size(); k++) {
            for (int l = k + 1; l < names.size(); l++) {
                double correlation = result.correlation(k, l);
                if (Math.abs(correlation) >= STRONG) {
                    pairs.add(new Pair(
                            "%s and %s".formatted(NodeNames.written(names.get(k)), NodeNames.written(names.get(l))),
                            correlation));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(pair -> -Math.abs(pair.correlation())));
        String shown = pairs.stream()
                .limit(MAX_SHOWN)
                .map(pair -> pair.names() + " " + ShownNumbers.rough(pair.correlation(), 3))
                .collect(Collectors.joining(", "));
        int more = pairs.size() - MAX_SHOWN;
        return more > 0 ? "%s, and %d more above %s".formatted(shown, more, STRONG) : shown;
    }

    private void printIntervals(Terminal terminal) {
        Table table = profile.isEmpty()
                ? new Table(percent() + " interval", "from", "to")
                : new Table(percent() + " interval", "from", "to", "by profile", "to");
        for (int k = 0; k < curvature.size(); k++) {
            List<String> cells = new ArrayList<>(
                    List.of(NodeNames.written(result.parameterNames().get(k))));
            List<Interval> each =
                    profile.isEmpty() ? List.of(curvature.get(k)) : List.of(curvature.get(k), profile.get(k));
            for (Interval interval : each) {
                cells.add(end(interval.lower()));
                cells.add(end(interval.upper()));
            }
            table.add(cells, cells.stream().map(cell -> Style.PLAIN).toList());
        }
        table.print(terminal, "");
        if (interrupted && !profile.isEmpty()) {
            terminal.println("The profile was interrupted; ends that it had not found are unknown.");
        }
    }

    private static String end(double end) {
        return Double.isNaN(end) ? "unknown" : Double.isInfinite(end) ? "none" : ShownNumbers.rough(end, DIGITS);
    }

    private void printPredictions(Terminal terminal, Predictions found) {
        List<String> headings =
                new ArrayList<>(found.inputs().subList(1, found.inputs().size()));
        for (int c = 0; c < found.curves().size(); c++) {
            headings.addAll(List.of(
                    found.curves().size() == 1
                            ? "prediction"
                            : result.curves().get(c).outputName(),
                    "standard error",
                    percent() + " from",
                    "to",
                    "observation from",
                    "to"));
        }
        Table table = Table.withHeadings(found.inputs().get(0), headings);
        for (int i = 0; i < found.rows().length; i++) {
            List<String> cells = new ArrayList<>();
            for (double input : found.rows()[i]) {
                cells.add(ShownNumbers.format(input));
            }
            for (List<CurvePoint> curve : found.curves()) {
                CurvePoint point = curve.get(i);
                cells.add(ShownNumbers.format(point.value()));
                cells.add(end(point.standardError()));
                cells.add(end(point.confidence().lower()));
                cells.add(end(point.confidence().upper()));
                cells.add(end(point.observation().lower()));
                cells.add(end(point.observation().upper()));
            }
            table.add(cells, cells.stream().map(cell -> Style.PLAIN).toList());
        }
        table.print(terminal, "");
    }

    void write(JsonWriter json) throws IOException {
        json.name("guessed").beginArray();
        for (String name : guessed.keySet()) {
            json.value(name);
        }
        json.endArray();
        json.name("level").value(level);
        intervals(json, "intervals", curvature);
        if (!profile.isEmpty()) {
            intervals(json, "profileIntervals", profile);
        }
        json.name("correlation").beginArray();
        for (int k = 0; k < curvature.size(); k++) {
            json.beginArray();
            for (int l = 0; l < curvature.size(); l++) {
                FitReport.number(json, result.correlation(k, l));
            }
            json.endArray();
        }
        json.endArray();
        if (predictions != null) {
            json.name("predictions").beginArray();
            for (List<CurvePoint> curve : predictions.curves()) {
                json.beginArray();
                for (CurvePoint point : curve) {
                    json.beginObject();
                    point(json, point);
                    json.endObject();
                }
                json.endArray();
            }
            json.endArray();
        }
    }

    /** Writes the members of a point. */
    static void point(JsonWriter json, CurvePoint point) throws IOException {
        FitReport.number(json.name("value"), point.value());
        FitReport.number(json.name("standardError"), point.standardError());
        interval(json, "confidence", point.confidence());
        interval(json, "observation", point.observation());
    }

    private void intervals(JsonWriter json, String name, List<Interval> intervals) throws IOException {
        json.name(name).beginObject();
        for (int k = 0; k < intervals.size(); k++) {
            interval(json, result.parameterNames().get(k), intervals.get(k));
        }
        json.endObject();
    }

    private static void interval(JsonWriter json, String name, Interval interval) throws IOException {
        json.name(name).beginArray();
        FitReport.number(json, interval.lower());
        FitReport.number(json, interval.upper());
        json.endArray();
    }
}
