package io.gradstep.viz.chart;

import io.gradstep.viz.LayoutException;
import io.gradstep.viz.svg.Format;
import io.gradstep.viz.svg.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart of lines and points over two axes: a falling loss, or a fit and its data.
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
 * <p>Series differ in colour and in dashes or the shape of their points, and are named where they end. A coordinate
 * that is NaN or infinite makes a gap, and a point between gaps is drawn as a dot. Of a line with more points than the
 * chart has pixels, only visible points are drawn, including all peaks. More than 5,000 points without a line are drawn
 * as a density: cells that are the darker, by the logarithm, the more points they hold. A million points do not make a
 * large file.
 *
 * <p>Charts are values: each method returns a new one, and arrays are copied. A chart without any series cannot be
 * drawn.
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
     * {@return a chart with a title and, so far, no series}
     *
     * @param title the title above it; may be empty
     */
    public static LineChart titled(String title) {
        return new LineChart(new ChartTexts(title, "", ""), false, List.of());
    }

    /**
     * {@return this chart with names for its axes}
     *
     * @param x the horizontal axis; may be empty
     * @param y the vertical axis; may be empty
     */
    public LineChart axes(String x, String y) {
        return new LineChart(texts.axes(x, y), logarithmic, series);
    }

    /**
     * {@return this chart with a logarithmic vertical axis, which shows both a loss of 1 and one of 0.001}
     *
     * <p>Such an axis has no zero or negative numbers. A chart with any of them keeps the linear axis, so that a loss
     * that reaches zero is visible.
     */
    public LineChart logarithmic() {
        return new LineChart(texts, true, series);
    }

    /**
     * {@return this chart with a line through points, in the order given}
     *
     * @param name the name of the line
     * @param x the horizontal coordinates of the points
     * @param y their vertical coordinates; as many
     * @throws IllegalArgumentException if there are no points, or not as many x as y
     */
    public LineChart line(String name, double[] x, double[] y) {
        return with(new Series(name, x, y, true));
    }

    /**
     * {@return this chart with points that no line joins}
     *
     * @param name the name of the points
     * @param x the horizontal coordinates of the points
     * @param y their vertical coordinates; as many
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
     * {@return the chart as a standalone SVG document, which can also be embedded in an HTML page and is light or dark
     * as the reader prefers} The series have the ids {@code s0}, {@code s1}, … and the class {@code series}.
     *
     * @throws IllegalStateException if the chart has no series
     */
    public String svg() {
        return drawing().svg();
    }

    /** {@return an immutable list of the series, in the order in which they were added} */
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
     * Saves the chart in the format given by the file's extension. The file is written completely or not at all.
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
