package io.gradstep.demos.train;

import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.nn.fit.Curve;
import io.gradstep.nn.fit.CurvePoint;
import io.gradstep.nn.fit.FittedCurves;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The answers of fitted curves: each curve's value, and in CSV and JSON its standard error. */
final class FitAnswers implements Answers {
    private static final String ERROR = ".standardError";

    /** The level of the intervals, of which nothing is shown. */
    private static final double LEVEL = 0.95;

    private final Format format;
    private final FittedCurves fit;
    private final List<String> inputNames;

    FitAnswers(Format format, FittedCurves fit) {
        this.format = format;
        this.fit = fit;
        Set<String> names = new LinkedHashSet<>();
        fit.curves().forEach(curve -> names.addAll(curve.inputNames()));
        this.inputNames = List.copyOf(names);
    }

    @Override
    public List<String> inputNames() {
        return inputNames;
    }

    @Override
    public Optional<String> heading() {
        if (format != Format.CSV) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (int c = 0; c < fit.curves().size(); c++) {
            names.add(name(c));
            names.add(name(c) + ERROR);
        }
        return Optional.of(Answers.fields(names));
    }

    /** The name of a curve, with its number if another has the same. */
    private String name(int c) {
        String name = fit.curves().get(c).outputName();
        boolean alone = fit.curves().stream()
                        .filter(curve -> curve.outputName().equals(name))
                        .count()
                == 1;
        return alone ? name : "%s (%d)".formatted(name, c + 1);
    }

    @Override
    public String line(double[] row) {
        List<CurvePoint> points = new ArrayList<>();
        for (int c = 0; c < fit.curves().size(); c++) {
            points.add(point(c, row));
        }
        if (format == Format.JSON) {
            return Answers.object(json -> {
                for (int c = 0; c < points.size(); c++) {
                    ShownNumbers.write(json.name(name(c)), points.get(c).value());
                    ShownNumbers.write(json.name(name(c) + ERROR), points.get(c).standardError());
                }
            });
        }
        List<String> fields = new ArrayList<>();
        for (CurvePoint point : points) {
            fields.add(ShownNumbers.exact(point.value()));
            if (format == Format.CSV) {
                fields.add(ShownNumbers.exact(point.standardError()));
            }
        }
        return String.join(",", fields);
    }

    private CurvePoint point(int c, double[] row) {
        Curve curve = fit.curves().get(c);
        double[] inputs = curve.inputNames().stream()
                .mapToDouble(name -> row[inputNames.indexOf(name)])
                .toArray();
        CurvePoint point = fit.points(c, new double[][] {inputs}, LEVEL).get(0);
        if (!Double.isFinite(point.value())) {
            throw new ArithmeticException("%s is %s there".formatted(name(c), ShownNumbers.exact(point.value())));
        }
        return point;
    }
}
