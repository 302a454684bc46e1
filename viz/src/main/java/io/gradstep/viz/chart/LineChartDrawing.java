package io.gradstep.viz.chart;

import io.gradstep.viz.Numbers;
import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Palette;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Spacing;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import io.gradstep.viz.svg.Theme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws a {@link LineChart}: each series, and its name beside the place where it ends. */
public final class LineChartDrawing {
    private static final double HEIGHT = 300;
    private static final double LINE_WIDTH = 2;
    private static final double MARK = 3.4;
    private static final int MAX_MARKS = 3000;
    private static final double LEGEND_GAP = 14;
    private static final double SAMPLE = 30;
    private static final double PITCH = 21;
    private static final double LONGEST_NAME = 150;
    private static final int MAX_LISTED = 12;

    private final List<Series> series;
    private final ChartFrame frame;
    private final Canvas canvas;

    LineChartDrawing(ChartTexts texts, boolean logarithmic, List<Series> series) {
        this.series = series;
        double legend = LEGEND_GAP
                + SAMPLE
                + 6
                + names().mapToDouble(LineChartDrawing::width).max().orElse(0);
        double height = Math.max(HEIGHT, series.size() * PITCH);
        this.frame = new ChartFrame(texts, across(), up(logarithmic), legend, height, summary(texts));
        this.canvas = frame.canvas();
    }

    private Stream<String> names() {
        return series.stream().map(Series::name).map(LineChartDrawing::shown);
    }

    private static String shown(String name) {
        return Text.shorten(Text.visible(name), ChartFrame.TEXT_SIZE, LONGEST_NAME);
    }

    private static double width(String name) {
        return Text.width(name, ChartFrame.TEXT_SIZE);
    }

    private Axis across() {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        boolean whole = true;
        for (Series one : series) {
            for (int i = 0; i < one.size(); i++) {
                if (!one.isGap(i)) {
                    least = Math.min(least, one.x(i));
                    greatest = Math.max(greatest, one.x(i));
                    whole &= one.x(i) == Math.rint(one.x(i));
                }
            }
        }
        return least > greatest ? Axis.linear(0, 1, false) : Axis.linear(least, greatest, whole);
    }

    private Axis up(boolean logarithmic) {
        DoubleSummaryStatistics all = new DoubleSummaryStatistics();
        series.forEach(one -> all.combine(one.range()));
        if (all.getCount() == 0) {
            return Axis.linear(0, 1, false);
        }
        return logarithmic && all.getMin() > 0
                ? Axis.logarithmic(all.getMin(), all.getMax())
                : Axis.linear(all.getMin(), all.getMax(), false);
    }

    private String summary(ChartTexts texts) {
        String axes = texts.x().isEmpty() || texts.y().isEmpty() ? "" : texts.y() + " over " + texts.x() + ". ";
        String text = series.stream()
                .limit(MAX_LISTED)
                .map(LineChartDrawing::summary)
                .collect(Collectors.joining("; ", axes, ""));
        int more = series.size() - MAX_LISTED;
        return more > 0 ? text + "; and " + more + " more." : text + ".";
    }

    private static String summary(Series one) {
        DoubleSummaryStatistics range = one.range();
        String kind = one.name() + (one.isJoined() ? ": line of " : ": ");
        String points = kind + range.getCount() + (range.getCount() == 1 ? " point" : " points");
        return range.getCount() == 0
                ? points
                : points + " between " + Numbers.format(range.getMin()) + " and " + Numbers.format(range.getMax())
                        + ", the last " + Numbers.format(one.lastY());
    }

    /** {@return the area inside the axes, in pixels} */
    @SuppressWarnings("exports") // public for the pages alone
    public Rect plot() {
        return frame.plot();
    }

    /**
     * {@return the horizontal position of a number, as the distance from the left edge of the picture in pixels}
     *
     * @param value a number on the axis
     */
    public double x(double value) {
        return frame.x(value);
    }

    /**
     * {@return the vertical position of a number, as the distance from the top edge of the picture in pixels}
     *
     * @param value a number on the axis
     */
    public double y(double value) {
        return frame.y(value);
    }

    /**
     * Draws the series and their names; call it once.
     *
     * @return an SVG document
     */
    public String svg() {
        // The first series matters most, but samples must not cover the first line.
        int top = 0;
        for (int number = series.size() - 1; number >= 0; number--) {
            top = series.get(number).isJoined() ? number : top;
        }
        for (int number = series.size() - 1; number >= 0; number--) {
            if (number != top) {
                drawSeries(number);
            }
        }
        drawSeries(top);
        drawNames();
        return frame.svg();
    }

    private void drawSeries(int number) {
        Series one = series.get(number);
        canvas.group("s" + number, "series");
        canvas.tooltip(one.name());
        double[] x = new double[one.size()];
        double[] y = new double[one.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = one.isGap(i) ? Double.NaN : frame.x(one.x(i));
            y[i] = one.isGap(i) ? Double.NaN : frame.y(one.y(i));
        }
        Thinning thinning = new Thinning(x, y);
        if (!one.isJoined()) {
            int[] drawn = one.drawn().toArray();
            if (drawn.length > Density.FROM) {
                new Density(x, y, drawn)
                        .shades()
                        .forEach(shade -> canvas.tint(Palette.mark(number), shade.path(), shade.opacity()));
            } else {
                drawMarks(number, x, y, thinning.ofCloud(MAX_MARKS));
            }
        } else {
            drawLine(number, x, y, thinning.ofLine());
        }
        canvas.endGroup();
    }

    private void drawLine(int number, double[] x, double[] y, int[] kept) {
        int[] gaps = gapsBefore(x, y);
        StringBuilder path = new StringBuilder();
        List<Integer> alone = new ArrayList<>();
        for (int k = 0; k < kept.length; k++) {
            boolean begins = k == 0 || gaps[kept[k]] != gaps[kept[k - 1]];
            boolean ends = k + 1 == kept.length || gaps[kept[k + 1]] != gaps[kept[k]];
            if (begins && ends) {
                alone.add(kept[k]);
            } else {
                path.append(begins ? 'M' : 'L');
                path.append(tenth(x[kept[k]])).append(',').append(tenth(y[kept[k]]));
            }
        }
        if (!path.isEmpty()) {
            canvas.line(Palette.line(number), path.toString(), LINE_WIDTH, Palette.dashes(number));
        }
        int[] dots = alone.stream().mapToInt(Integer::intValue).toArray();
        drawMarks(number, x, y, dots);
    }

    /** The number of gaps before each point. */
    private static int[] gapsBefore(double[] x, double[] y) {
        int[] gaps = new int[x.length];
        for (int i = 0, count = 0; i < x.length; i++) {
            count += Double.isNaN(x[i]) || Double.isNaN(y[i]) ? 1 : 0;
            gaps[i] = count;
        }
        return gaps;
    }

    /** Rounds to a tenth of a pixel, which is finer than can be seen and keeps the files of long lines short. */
    private static String tenth(double coordinate) {
        return Svg.number(Math.round(coordinate * 10) / 10.0);
    }

    private void drawMarks(int number, double[] x, double[] y, int[] kept) {
        StringBuilder path = new StringBuilder();
        for (int i : kept) {
            path.append(Palette.marker(number).at(new Point(x[i], y[i]), MARK));
        }
        if (!path.isEmpty()) {
            canvas.marks(Palette.mark(number), path.toString());
        }
    }

    /** Names the series from top to bottom as they end, then those of which nothing is drawn. */
    private void drawNames() {
        Rect plot = frame.plot();
        double[] ends = series.stream()
                .mapToDouble(one -> Double.isNaN(one.lastY()) ? plot.bottom() : frame.y(one.lastY()))
                .toArray();
        List<Integer> order = IntStream.range(0, ends.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> ends[i]))
                .toList();
        double[] wished = order.stream().mapToDouble(i -> ends[i]).toArray();
        double[] heights = Spacing.apart(wished, PITCH, plot.top() + PITCH / 2, plot.bottom() - PITCH / 2);
        for (int k = 0; k < heights.length; k++) {
            drawName(order.get(k), new Point(plot.right() + LEGEND_GAP, heights[k]));
        }
    }

    private void drawName(int number, Point at) {
        Series one = series.get(number);
        if (one.isJoined()) {
            String sample = "M" + Svg.point(at) + "h" + Svg.number(SAMPLE - 2);
            canvas.line(Palette.line(number), sample, LINE_WIDTH, Palette.dashes(number));
        } else {
            canvas.marks(Palette.mark(number), Palette.marker(number).at(at.plus(SAMPLE / 2, 0), MARK));
        }
        canvas.textAround(Theme.NAME, ChartFrame.LEGEND, shown(one.name()), at.plus(SAMPLE + 6, 0));
    }
}
