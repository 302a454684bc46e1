package io.gradstep.demos.fit;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.Curve;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.viz.chart.LineChart;
import java.util.Arrays;

/** Charts a fit: the curve and the samples or, with several inputs, observed over fitted values. */
final class FitChart {
    /** The number of points on the curve. */
    private static final int CURVE = 500;

    private FitChart() {}

    /**
     * Charts a fit.
     *
     * @param curve the curve
     * @param samples the samples
     * @param result the fit's result
     * @param title the chart's title
     * @return the chart
     */
    static LineChart of(Curve curve, Dataset samples, FitResult result, String title) {
        double[] observed = new double[samples.size()];
        double[][] inputs = new double[samples.size()][];
        for (int i = 0; i < observed.length; i++) {
            observed[i] = samples.target(i, 0);
            inputs[i] = samples.input(i);
        }
        String target = samples.targetNames().get(0);
        LineChart chart = LineChart.titled(title);
        if (curve.inputNames().size() == 1) {
            double[] x = Arrays.stream(inputs).mapToDouble(row -> row[0]).toArray();
            double[] along = between(x);
            double[][] points =
                    Arrays.stream(along).mapToObj(point -> new double[] {point}).toArray(double[][]::new);
            return chart.axes(curve.inputNames().get(0), target)
                    .line("fit", along, curve.values(result.parameters(), points))
                    .points("samples", x, observed);
        }
        double[] at = result.parameters();
        double[] fitted = curve.values(at, inputs);
        double[] diagonal = between(fitted);
        return chart.axes("fitted", target).line("equal", diagonal, diagonal).points("samples", fitted, observed);
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
