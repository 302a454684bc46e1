package io.gradstep.demos.fit;

import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.FitResult;
import io.gradstep.viz.chart.LineChart;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** Charts of residuals, which show what a curve misses and whether its errors are normal. */
final class ResidualChart {
    private ResidualChart() {}

    /** Draws the residuals of each curve over its fitted values. */
    static LineChart overFitted(FitResult result, List<Dataset> samples, String title) {
        LineChart chart = LineChart.titled(title).axes("fitted", "residual");
        double[] residuals = result.residuals();
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        int offset = 0;
        for (int k = 0; k < samples.size(); k++) {
            double[] fitted = result.values(k, FitChart.inputs(samples.get(k)));
            least = Math.min(least, Arrays.stream(fitted).min().orElseThrow());
            greatest = Math.max(greatest, Arrays.stream(fitted).max().orElseThrow());
            String name = samples.size() == 1
                    ? "residuals"
                    : samples.get(k).targetNames().get(0);
            chart = chart.points(name, fitted, Arrays.copyOfRange(residuals, offset, offset + fitted.length));
            offset += fitted.length;
        }
        return chart.line("0", new double[] {least, greatest}, new double[] {0, 0});
    }

    /**
     * Draws the sorted residuals over quantiles of the normal distribution, at (i − 3/8)/(n + 1/4) (G. Blom,
     * Statistical Estimates and Transformed Beta-Variables, 1958), and the line through their quartiles.
     */
    static LineChart overQuantiles(FitResult result, String title) {
        double[] sorted = result.residuals();
        Arrays.sort(sorted);
        int size = sorted.length;
        NormalDistribution normal = new NormalDistribution(0, 1);
        double[] quantiles = new double[size];
        Arrays.setAll(quantiles, i -> normal.inverseCumulativeProbability((i + 1 - 0.375) / (size + 0.25)));
        double quartile = normal.inverseCumulativeProbability(0.75);
        double slope = (result.residualQuartile(3) - result.residualQuartile(1)) / (2 * quartile);
        double middle = (result.residualQuartile(3) + result.residualQuartile(1)) / 2;
        double[] ends = {quantiles[0], quantiles[size - 1]};
        return LineChart.titled(title)
                .axes("normal quantile", "residual")
                .points("residuals", quantiles, sorted)
                .line("normal", ends, new double[] {middle + slope * ends[0], middle + slope * ends[1]});
    }
}
