package io.gradstep.viz.chart;

import io.gradstep.viz.chart.Axis.Tick;
import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Canvas.Font;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import io.gradstep.viz.svg.Theme;
import java.util.List;

/**
 * The frame of a chart: title, axes with names and tick labels around a plot, and room for a legend.
 *
 * <p>All texts stand upright, the name of the vertical axis above it.
 */
final class ChartFrame {
    static final double TEXT_SIZE = 13;
    static final Font LEGEND = new Font(TEXT_SIZE, Font.START);

    private static final double WIDTH = 604;
    private static final double TITLE_SIZE = 16;
    private static final double TITLE_HEIGHT = 28;
    private static final double NAME_HEIGHT = 22;
    private static final double BELOW = 48;
    private static final double NUMBER_DROP = 18;
    private static final double NAME_DROP = 39;
    private static final double BESIDE = 8;
    private static final double BETWEEN_NUMBERS = 16;
    private static final double LINE_HEIGHT = 46;
    private static final int MAX_TICKS = 7;

    private static final Font TITLE = new Font(TITLE_SIZE, Font.START).bold();
    private static final Font NAME = new Font(TEXT_SIZE, Font.START);
    private static final Font NAME_BELOW = new Font(TEXT_SIZE, Font.MIDDLE);
    private static final Font NUMBER_BESIDE = new Font(TEXT_SIZE, Font.END);
    private static final Font NUMBER_BELOW = new Font(TEXT_SIZE, Font.MIDDLE);

    private final ChartTexts texts;
    private final Axis across;
    private final Axis up;
    private final List<Tick> acrossTicks;
    private final List<Tick> upTicks;
    private final Rect plot;
    private final Canvas canvas;

    /**
     * Draws everything but the content.
     *
     * @param legendWidth the room to leave at the right
     * @param height of the plot, in pixels
     * @param summary a description of the chart in words
     */
    ChartFrame(ChartTexts texts, Axis across, Axis up, double legendWidth, double height, String summary) {
        this.texts = texts;
        this.across = across;
        this.up = up;
        this.upTicks = up.ticks((int) Math.min(MAX_TICKS, height / LINE_HEIGHT));
        double left = BESIDE + widest(upTicks);
        double top = (texts.title().isEmpty() ? 0 : TITLE_HEIGHT) + (texts.y().isEmpty() ? BESIDE : NAME_HEIGHT);
        this.plot = new Rect(left, top, Math.max(LINE_HEIGHT, WIDTH - left - legendWidth), height);
        this.acrossTicks = fittingTicks();
        String title = texts.title().isEmpty() ? "Chart" : texts.title();
        this.canvas =
                Canvas.shrinking(WIDTH, 0, plot.bottom() + (texts.x().isEmpty() ? NUMBER_DROP : BELOW), title, summary);
        drawTexts();
        drawGrid();
    }

    private static double widest(List<Tick> ticks) {
        return ticks.stream().mapToDouble(ChartFrame::width).max().orElse(0);
    }

    private static double width(Tick tick) {
        return Text.width(tick.label(), TEXT_SIZE);
    }

    /** As many tick labels below the plot as fit without overlapping, at least one. */
    private List<Tick> fittingTicks() {
        for (int about = MAX_TICKS; about > 1; about--) {
            List<Tick> ticks = across.ticks(about);
            if (ticks.size() * (widest(ticks) + BETWEEN_NUMBERS) <= plot.width()) {
                return ticks;
            }
        }
        return across.ticks(1).stream().limit(1).toList();
    }

    private void drawTexts() {
        if (!texts.title().isEmpty()) {
            String title = Text.shorten(Text.visible(texts.title()), TITLE_SIZE, WIDTH);
            canvas.text(Theme.NAME, TITLE, title, new Point(0, TITLE_SIZE));
        }
        if (!texts.y().isEmpty()) {
            String name = Text.shorten(Text.visible(texts.y()), TEXT_SIZE, WIDTH);
            canvas.text(Theme.QUIET_NAME, NAME, name, new Point(0, plot.top() - BESIDE));
        }
        if (!texts.x().isEmpty()) {
            String name = Text.shorten(Text.visible(texts.x()), TEXT_SIZE, plot.width());
            Point at = new Point(plot.centerX(), plot.bottom() + NAME_DROP);
            canvas.text(Theme.QUIET_NAME, NAME_BELOW, name, at);
        }
    }

    private void drawGrid() {
        StringBuilder grid = new StringBuilder();
        for (Tick tick : upTicks) {
            double y = y(tick.value());
            grid.append('M')
                    .append(Svg.point(new Point(plot.left(), y)))
                    .append('h')
                    .append(Svg.number(plot.width()));
            canvas.textAround(Theme.QUIET_NAME, NUMBER_BESIDE, tick.label(), new Point(plot.left() - BESIDE, y));
        }
        for (Tick tick : acrossTicks) {
            double x = x(tick.value());
            grid.append('M')
                    .append(Svg.point(new Point(x, plot.top())))
                    .append('v')
                    .append(Svg.number(plot.height()));
            drawNumberBelow(tick, x);
        }
        canvas.line(Theme.GRID, grid.toString(), 1, "");
    }

    /** Under its grid line, or as near to it as the picture's edge allows. */
    private void drawNumberBelow(Tick tick, double x) {
        double half = width(tick) / 2;
        double middle = Math.max(half, Math.min(WIDTH - half, x));
        canvas.text(Theme.QUIET_NAME, NUMBER_BELOW, tick.label(), new Point(middle, plot.bottom() + NUMBER_DROP));
    }

    Canvas canvas() {
        return canvas;
    }

    /** The area inside the axes, in pixels. */
    Rect plot() {
        return plot;
    }

    /** The horizontal position of a number, as the distance from the left edge of the picture in pixels. */
    double x(double value) {
        return plot.left() + across.position(value) * plot.width();
    }

    /** The vertical position of a number, as the distance from the top edge of the picture in pixels. */
    double y(double value) {
        return plot.bottom() - up.position(value) * plot.height();
    }

    /** Draws the two axes, over the content, and ends the chart. */
    String svg() {
        String corner = "M" + Svg.point(new Point(plot.left(), plot.top())) + "V" + Svg.number(plot.bottom()) + "H"
                + Svg.number(plot.right());
        return canvas.line(Theme.AXIS, corner, 1, "").svg();
    }
}
