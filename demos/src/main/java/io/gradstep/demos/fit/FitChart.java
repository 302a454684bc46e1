package io.gradstep.demos.fit;

import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.CurvePoint;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.nn.fit.Interval;
import io.gradstep.viz.chart.LineChart;
import java.util.Arrays;
import java.util.List;

/** Charts a fit: the curves and the samples or, with several inputs, observed over fitted values. */
final class FitChart {
    /** The number of points on the curve. */
    private static final int CURVE = 500;

    private FitChart() {}

    /**
     * Charts a fit.
     *
     * @param result the fit's result
     * @param samples the samples of each curve
     * @param title the chart's title
     * @param level the probability of the bands
     * @return the chart
     */
    static LineChart of(FitResult result, List<Dataset> samples, String title, double level) {
        List<String> inputs = result.curve().inputNames();
        boolean single = samples.size() == 1;
        String target = single ? samples.get(0).targetNames().get(0) : "";
        LineChart chart = LineChart.titled(title).axes(inputs.size() == 1 ? inputs.get(0) : "fitted", target);
        for (int k = 0; k < samples.size(); k++) {
            String name = samples.get(k).targetNames().get(0);
            String line = single ? "fit" : "fit of " + name;
            String points = single ? "samples" : name;
            double[][] rows = inputs(samples.get(k));
            double[] observed = targets(samples.get(k));
            if (inputs.size() == 1) {
                double[] x = Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
                double[] along = between(x);
                double[][] at = Arrays.stream(along)
                        .mapToObj(point -> new double[] {point})
                        .toArray(double[][]::new);
                chart = chart.line(line, along, result.values(k, at)).points(points, x, observed);
                chart = single ? withBands(chart, along, result.fitted().points(0, at, level), level) : chart;
            } else {
                double[] fitted = result.values(k, rows);
                double[] diagonal = between(fitted);
                chart = (k == 0 ? chart.line("equal", diagonal, diagonal) : chart).points(points, fitted, observed);
            }
        }
        return chart;
    }

    /** Adds the bands of the curve and of observations, where they are known: two edges each. */
    private static LineChart withBands(LineChart chart, double[] along, List<CurvePoint> points, double level) {
        String percent = ShownNumbers.rough(100 * level, 4) + " %";
        LineChart with = chart;
        List<Interval> confidence = points.stream().map(CurvePoint::confidence).toList();
        List<Interval> observation =
                points.stream().map(CurvePoint::observation).toList();
        if (confidence.stream().noneMatch(interval -> Double.isNaN(interval.lower()))) {
            with = withBand(with, percent + " of the curve", along, confidence);
        }
        if (observation.stream().noneMatch(interval -> Double.isNaN(interval.lower()))) {
            with = withBand(with, percent + " of samples", along, observation);
        }
        return with;
    }

    private static LineChart withBand(LineChart chart, String name, double[] along, List<Interval> band) {
        int size = along.length;
        double[] x = new double[2 * size + 1];
        double[] y = new double[2 * size + 1];
        for (int i = 0; i < size; i++) {
            x[i] = along[i];
            y[i] = band.get(i).upper();
            x[size + 1 + i] = along[i];
            y[size + 1 + i] = band.get(i).lower();
        }
        x[size] = Double.NaN; // a gap between the edges
        y[size] = Double.NaN;
        return chart.line(name, x, y);
    }

    static double[][] inputs(Dataset samples) {
        double[][] inputs = new double[samples.size()][];
        Arrays.setAll(inputs, samples::input);
        return inputs;
    }

    private static double[] targets(Dataset samples) {
        double[] targets = new double[samples.size()];
        Arrays.setAll(targets, i -> samples.target(i, 0));
        return targets;
    }

    private static double[] between(double[] xs) {
        double least = Arrays.stream(xs).min().orElseThrow();
        double greatest = Arrays.stream(xs).max().orElseThrow();
        double[] between = new double[CURVE];
        for (int i = 0; i < CURVE; i++) {
            between[i] = least + (greatest - least) * i / (CURVE - 1);
        }
        return between;
    }
}
