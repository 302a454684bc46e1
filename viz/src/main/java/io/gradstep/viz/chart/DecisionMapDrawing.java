package io.gradstep.viz.chart;

import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Marker;
import io.gradstep.viz.svg.Palette;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import io.gradstep.viz.svg.Theme;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws a {@link DecisionMap}: regions, the lines between them, samples, a legend. */
public final class DecisionMapDrawing {
    private static final double HEIGHT = 380;

    /** The opacity of each area of a region; areas of clearer decisions lie on the others. */
    public static final double SHADE = 0.11;

    /** The width of the line between regions, in pixels. */
    public static final double BORDER_WIDTH = 1.8;

    private static final double MARK = 4;

    /** The radius of the ring round a misclassified sample, in pixels. */
    public static final double RING = 7.5;

    /** The width of that ring's line, in pixels. */
    public static final double RING_WIDTH = 1.6;

    private static final int MAX_RIGHT = 1200;
    private static final int MAX_WRONG = 300;
    private static final double LEGEND_GAP = 18;
    private static final double SWATCH = 22;
    private static final double PITCH = 28;
    private static final double LONGEST_NAME = 130;
    private static final int MAX_LISTED = 12;

    private final Samples samples;
    private final List<String> names;
    private final Axis across;
    private final Axis up;
    private final List<String> legend;
    private final ChartFrame frame;
    private final Canvas canvas;
    private final List<Regions.Region> regions;
    private @Nullable String drawn;

    DecisionMapDrawing(
            Samples samples, DecisionMap.Scores scores, ChartTexts texts, List<String> names, Regions.Detail detail) {
        this.samples = samples;
        this.names = names;
        this.across = samples.across();
        this.up = samples.up();
        this.legend = IntStream.range(0, names.size()).mapToObj(this::entry).toList();
        double widest =
                legend.stream().mapToDouble(DecisionMapDrawing::width).max().orElse(0);
        // The legend reserves room as if all were wrong, so that maps of the same samples have the same size.
        double room = LEGEND_GAP + SWATCH + LEGEND_GAP / 2 + Math.max(widest, width(wrong(samples.size())));
        double height = Math.max(HEIGHT, (names.size() + 1) * PITCH);
        this.frame = new ChartFrame(texts, across, up, room, height, summary());
        this.canvas = frame.canvas();
        this.regions = Regions.of(scores, names.size(), across, up, frame.plot(), detail);
    }

    private static double width(String text) {
        return Text.width(text, ChartFrame.TEXT_SIZE);
    }

    private String entry(int k) {
        String name = Text.shorten(Text.visible(names.get(k)), ChartFrame.TEXT_SIZE, LONGEST_NAME);
        return name + " (" + samples.count(k) + ")";
    }

    private static String wrong(int count) {
        return "misclassified (" + count + ")";
    }

    private String summary() {
        String counts = IntStream.range(0, names.size())
                .limit(MAX_LISTED)
                .mapToObj(k -> samples.count(k) + " of " + names.get(k))
                .collect(Collectors.joining(", "));
        int more = names.size() - MAX_LISTED;
        return "Regions of a classifier with " + samples.size() + " samples: " + counts
                + (more > 0 ? " and of " + more + " more classes" : "") + ". " + samples.wrong() + " misclassified.";
    }

    /** {@return the map as an SVG document, drawn once} */
    public String svg() {
        if (drawn == null) {
            drawn = draw();
        }
        return drawn;
    }

    private String draw() {
        for (int k = 0; k < regions.size(); k++) {
            canvas.group("k" + k, "region");
            for (String area : regions.get(k).areas()) {
                if (!area.isEmpty()) {
                    canvas.tint(Palette.mark(k), area, SHADE);
                }
            }
            canvas.endGroup();
        }
        canvas.group("borders", "borders");
        drawBorders();
        canvas.endGroup();
        drawSamples();
        drawLegend();
        return frame.svg();
    }

    /** {@return path data of the lines between regions} */
    public String borders() {
        // A border has a class on either side; so the last class needs none of its own.
        return regions.stream()
                .limit(regions.size() - 1)
                .map(Regions.Region::border)
                .collect(Collectors.joining());
    }

    private void drawBorders() {
        String borders = borders();
        if (!borders.isEmpty()) {
            canvas.line(Theme.BORDER, borders, BORDER_WIDTH, "");
        }
    }

    private void drawSamples() {
        int[] right = shown(true, MAX_RIGHT);
        int[] wrong = ringed();
        for (int k = 0; k < names.size(); k++) {
            StringBuilder marks = new StringBuilder();
            for (int i :
                    IntStream.concat(IntStream.of(right), IntStream.of(wrong)).toArray()) {
                marks.append(samples.classOf(i) == k ? Palette.marker(k).at(position(i), MARK) : "");
            }
            canvas.group("p" + k, "samples");
            canvas.tooltip(names.get(k));
            if (!marks.isEmpty()) {
                canvas.marks(Palette.mark(k), marks.toString());
            }
            canvas.endGroup();
        }
        canvas.group("rings", "rings");
        StringBuilder rings = new StringBuilder();
        IntStream.of(wrong).forEach(i -> rings.append(Marker.DISC.at(position(i), RING)));
        if (!rings.isEmpty()) {
            canvas.line(Theme.BORDER, rings.toString(), RING_WIDTH, "");
        }
        canvas.endGroup();
    }

    /** {@return the indices of the misclassified samples that have a ring, at most a few hundred} */
    public int[] ringed() {
        return shown(false, MAX_WRONG);
    }

    /** {@return how many samples are misclassified} */
    public int wrong() {
        return samples.wrong();
    }

    /** {@return how many samples there are} */
    public int size() {
        return samples.size();
    }

    /** {@return the number of classes} */
    public int classCount() {
        return regions.size();
    }

    /**
     * {@return path data of the areas in which a class wins, each of clearer decisions than the one before it, as an
     * immutable list; an empty text where there is no such area}
     *
     * @param k the class, from 0
     */
    public List<String> areas(int k) {
        return regions.get(k).areas();
    }

    private int[] shown(boolean right, int most) {
        double[] x = new double[samples.size()];
        double[] y = new double[samples.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = samples.isRight(i) == right ? frame.x(samples.x(i)) : Double.NaN;
            y[i] = frame.y(samples.y(i));
        }
        return new Thinning(x, y).ofCloud(most);
    }

    /**
     * {@return the centre of a sample, in pixels}
     *
     * @param i the index of the sample, from 0
     */
    @SuppressWarnings("exports") // public for the pages alone
    public Point position(int i) {
        return new Point(frame.x(samples.x(i)), frame.y(samples.y(i)));
    }

    private void drawLegend() {
        double left = frame.plot().right() + LEGEND_GAP;
        double y = frame.plot().top() + SWATCH / 2;
        for (int k = 0; k < legend.size(); k++, y += PITCH) {
            Point middle = new Point(left + SWATCH / 2, y);
            canvas.tint(Palette.mark(k), square(middle), 2 * SHADE);
            canvas.marks(Palette.mark(k), Palette.marker(k).at(middle, MARK));
            canvas.textAround(Theme.NAME, ChartFrame.LEGEND, legend.get(k), besides(middle));
        }
        Point middle = new Point(left + SWATCH / 2, y);
        canvas.line(Theme.BORDER, Marker.DISC.at(middle, RING), RING_WIDTH, "");
        canvas.group("wrong", "count");
        canvas.textAround(Theme.NAME, ChartFrame.LEGEND, wrong(samples.wrong()), besides(middle));
        canvas.endGroup();
    }

    private static String square(Point middle) {
        return "M" + Svg.point(middle.plus(-SWATCH / 2, -SWATCH / 2)) + "h" + Svg.number(SWATCH) + "v"
                + Svg.number(SWATCH) + "h-" + Svg.number(SWATCH) + "z";
    }

    private static Point besides(Point middle) {
        return middle.plus(SWATCH / 2 + LEGEND_GAP / 2, 0);
    }
}
