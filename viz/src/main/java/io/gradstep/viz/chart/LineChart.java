package io.gradstep.viz.chart;

import io.gradstep.viz.LayoutException;
import io.gradstep.viz.svg.Format;
import io.gradstep.viz.svg.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart of lines and points over two axes: how a loss falls, how a fit meets its data.
 *
 * <pre>{@code
 * double[] epoch = {1, 2, 3, 4};
 * LineChart chart = LineChart.titled("Loss")
 *         .axes("epoch", "loss")
 *         .line("training", epoch, new double[] {0.9, 0.4, 0.2, 0.15})
 *         .line("validation", epoch, new double[] {1.0, 0.5, 0.35, 0.34});
 * chart.writeTo(Path.of("loss.svg"));
 * }</pre>
 *
 * <p>Series are told apart by colour and by dashes or the shape of their points, and named where they end. A coordinate
 * that is NaN or infinite makes a gap, and a point between gaps is drawn as a dot. Of a series with more points than the
 * chart has pixels, peaks included, only what can be seen is drawn: a million points make no large file.
 *
 * <p>Charts are values: each method returns a new one, and arrays are copied. A chart without any series cannot be drawn.
 */
public final class LineChart {
    private final ChartTexts texts;
    private final boolean logarithmic;
    private final List<Series> series;

    private LineChart(ChartTexts texts, boolean logarithmic, List<Series> series) {
        this.texts = texts;
        this.logarithmic = logarithmic;
        this.series = List.copyOf(series);
    }

    /**
     * Returns a chart with a title and, so far, no series.
     *
     * @param title what stands above it; may be empty
     * @return the chart
     */
    public static LineChart titled(String title) {
        return new LineChart(new ChartTexts(title, "", ""), false, List.of());
    }

    /**
     * Returns this chart with names for its axes.
     *
     * @param x what runs from left to right; may be empty
     * @param y what runs upwards; may be empty
     * @return a new chart
     */
    public LineChart axes(String x, String y) {
        return new LineChart(texts.axes(x, y), logarithmic, series);
    }

    /**
     * Returns this chart with powers along the vertical axis, where losses of 1 and of 0.001 are both seen.
     *
     * <p>Zeros and negative numbers have no place on such an axis. A chart that has any keeps the ordinary axis: a loss
     * that reaches zero is not to be lost.
     *
     * @return a new chart
     */
    public LineChart logarithmic() {
        return new LineChart(texts, true, series);
    }

    /**
     * Returns this chart with a line through points, in the order given.
     *
     * @param name what the line is called
     * @param x where the points are from left to right
     * @param y where they are upwards; as many
     * @return a new chart
     * @throws IllegalArgumentException if there are no points, or not as many x as y
     */
    public LineChart line(String name, double[] x, double[] y) {
        return with(new Series(name, x, y, true));
    }

    /**
     * Returns this chart with points that no line joins.
     *
     * @param name what the points are called
     * @param x where they are from left to right
     * @param y where they are upwards; as many
     * @return a new chart
     * @throws IllegalArgumentException if there are no points, or not as many x as y
     */
    public LineChart points(String name, double[] x, double[] y) {
        return with(new Series(name, x, y, false));
    }

    private LineChart with(Series more) {
        List<Series> all = new ArrayList<>(series);
        all.add(more);
        return new LineChart(texts, logarithmic, all);
    }

    /**
     * Returns the chart as a standalone SVG document, which can stand in an HTML page too and is light or dark as the
     * reader prefers. The series have the ids {@code s0}, {@code s1}, … and the class {@code series}.
     *
     * @return the document
     * @throws IllegalStateException if the chart has no series
     */
    public String svg() {
        return drawing().svg();
    }

    /** {@return the series, in the order in which they were added} */
    public List<Series> series() {
        return series;
    }

    /**
     * Lays out the chart.
     *
     * @return a new drawing
     * @throws IllegalStateException if the chart has no series
     */
    public LineChartDrawing drawing() {
        if (series.isEmpty()) {
            throw new IllegalStateException("a chart needs at least one series");
        }
        return new LineChartDrawing(texts, logarithmic, series);
    }

    /**
     * Saves the chart in the format that the file's name ends with. The file appears whole or not at all.
     *
     * @param file where to save it; its name ends in {@code .svg} or {@code .png}
     * @throws IllegalArgumentException if the name ends with anything else
     * @throws IllegalStateException if the chart has no series
     * @throws LayoutException if a PNG cannot be drawn, as where there are no fonts
     * @throws IOException if the file cannot be written; the message says which and why
     */
    public void writeTo(Path file) throws IOException {
        OutputFile.write(file, Format.ofChart(file).content(this::svg));
    }
}
