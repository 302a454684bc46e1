package io.gradstep.viz.graph.drawing;

import io.gradstep.viz.Numbers;
import io.gradstep.viz.svg.Canvas;
import io.gradstep.viz.svg.Direction;
import io.gradstep.viz.svg.Legend;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Theme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/** Draws the connections between the cards of a {@link NeuronsView}. */
public final class Connector {
    private static final double THINNEST = 1.1;
    private static final double THICKEST = 5;
    private static final double ARRIVALS_APART = 12;
    private static final double ARRIVALS_INSET = 9;
    private static final double DEEPER = 9;
    private static final int DEPTHS = 12;
    private static final String DASHES = "7 4";
    private static final double LEAD = 26;

    private final NeuronsLayout layout;
    private final List<Neurons.Connection> connections;
    private final Map<Neurons.Connection, Double> arrivals = new HashMap<>();
    private final double greatest;

    Connector(NeuronsLayout layout, List<Neurons.Connection> connections) {
        this.layout = layout;
        this.connections = connections;
        this.greatest = connections.stream()
                .mapToDouble(connection -> Math.abs(connection.gradient()))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        Map<Integer, List<Neurons.Connection>> byTarget = new HashMap<>();
        for (Neurons.Connection connection : connections) {
            byTarget.computeIfAbsent(connection.to(), unseen -> new ArrayList<>())
                    .add(connection);
        }
        byTarget.forEach((to, arriving) -> spread(layout.box(to), arriving));
    }

    /** Connections reach a card in the order in which they come, from top to bottom. */
    private void spread(Rect box, List<Neurons.Connection> arriving) {
        arriving.sort(Comparator.comparingDouble(this::origin));
        int count = arriving.size();
        double room = box.height() - 2 * ARRIVALS_INSET;
        double gap = count == 1 ? 0 : Math.min(ARRIVALS_APART, room / (count - 1));
        for (int i = 0; i < count; i++) {
            arrivals.put(arriving.get(i), box.centerY() + (i - (count - 1) / 2.0) * gap);
        }
    }

    /** The height from which a connection comes into the last gap between columns. */
    private double origin(Neurons.Connection connection) {
        int from = layout.columnOf(connection.from());
        int to = layout.columnOf(connection.to());
        if (isDeep(connection)) {
            return depth(connection);
        }
        return to - from > 1
                ? layout.lane(connection.from(), to - 1)
                : layout.box(connection.from()).centerY();
    }

    /** Whether a connection runs below all columns: a long one, or one that leads back. */
    private boolean isDeep(Neurons.Connection connection) {
        int columns = layout.columnOf(connection.to()) - layout.columnOf(connection.from());
        return columns < 1 || columns > NeuronsLayout.LONGEST_LANE;
    }

    private double depth(Neurons.Connection connection) {
        return layout.height() + DEEPER * (2 + Math.floorMod(connection.from() + 1, DEPTHS));
    }

    /** The height of the lowest connection that runs below the columns, or 0. */
    double lowest() {
        return connections.stream()
                .filter(this::isDeep)
                .mapToDouble(this::depth)
                .max()
                .orElse(0);
    }

    /** Draws all of them, the weakest first, so that they do not hide the others. */
    void draw(Canvas canvas, IntFunction<String> names) {
        connections.stream()
                .sorted(Comparator.comparingDouble(connection -> Math.abs(connection.gradient())))
                .forEach(connection -> draw(canvas, connection, names));
    }

    private static String from(Neurons.Connection connection) {
        return connection.from() < 0 ? "i" : String.valueOf(connection.from());
    }

    /**
     * {@return the id of a connection's group in the drawing, such as {@code l2_0}, or {@code l2_i} from the inputs}
     *
     * @param connection a connection
     */
    public static String id(Neurons.Connection connection) {
        return "l" + connection.to() + "_" + from(connection);
    }

    private void draw(Canvas canvas, Neurons.Connection connection, IntFunction<String> names) {
        String from = from(connection);
        canvas.group(id(connection), "edge", "data-link", from + " " + connection.to());
        String gradient = connection.known() ? ": gradient " + Numbers.format(connection.gradient()) : "";
        canvas.tooltip(names.apply(connection.from()) + " → " + names.apply(connection.to()) + gradient);
        double width = width(connection);
        double scale = arrowScale(width);
        Rect box = layout.box(connection.to());
        Point tip = new Point(box.left() - 1, Objects.requireNonNull(arrivals.get(connection)));
        int sign = connection.known() ? sign(connection.gradient()) : 0;
        Point end = tip.plus(1 - scale * Canvas.ARROW_LENGTH, 0);
        canvas.line(line(sign), path(connection, end), width, sign < 0 ? DASHES : "");
        canvas.arrow(head(sign), tip, Direction.LEFT, scale);
        canvas.endGroup();
    }

    private static int sign(double gradient) {
        return gradient > 0 ? 1 : gradient < 0 ? -1 : 0;
    }

    private static Theme line(int sign) {
        return sign > 0 ? Theme.POSITIVE : sign < 0 ? Theme.NEGATIVE : Theme.WIRE;
    }

    private static Theme head(int sign) {
        return sign > 0 ? Theme.POSITIVE_END : sign < 0 ? Theme.NEGATIVE_END : Theme.WIRE_END;
    }

    private double width(Neurons.Connection connection) {
        double part = Math.abs(connection.gradient()) / greatest;
        return Double.isFinite(part) ? THINNEST + (THICKEST - THINNEST) * Math.sqrt(part) : THINNEST;
    }

    private static double arrowScale(double width) {
        return 0.7 + 0.15 * width;
    }

    private String path(Neurons.Connection connection, Point end) {
        Rect from = layout.box(connection.from());
        Point start = new Point(from.right(), from.centerY());
        StringBuilder path = new StringBuilder("M").append(Svg.point(start));
        int first = layout.columnOf(connection.from());
        int last = layout.columnOf(connection.to());
        Point at = start;
        if (isDeep(connection)) {
            double y = depth(connection);
            at = swing(path, at, new Point(layout.right(first) + LEAD, y));
            double turn = layout.left(last) - LEAD;
            path.append('H').append(Svg.number(turn));
            at = new Point(turn, y);
        } else {
            for (int c = first + 1; c < last; c++) {
                double y = layout.lane(connection.from(), c);
                at = swing(path, at, new Point(layout.left(c), y));
                at = new Point(layout.right(c), y);
                path.append('H').append(Svg.number(at.x()));
            }
        }
        swing(path, at, end);
        return path.toString();
    }

    private static Point swing(StringBuilder path, Point from, Point to) {
        double half = (to.x() - from.x()) / 2;
        path.append('C').append(Svg.point(from.plus(half, 0)));
        path.append(' ').append(Svg.point(to.plus(-half, 0)));
        path.append(' ').append(Svg.point(to));
        return to;
    }

    /** Draws a sample for the legend. */
    static void sample(Canvas canvas, Point left, int sign) {
        Point tip = left.plus(Legend.SAMPLE, 0);
        double scale = arrowScale(2);
        String path = "M" + Svg.point(left) + "H" + Svg.number(tip.x() + 1 - scale * Canvas.ARROW_LENGTH);
        canvas.line(line(sign), path, 2, sign < 0 ? DASHES : "");
        canvas.arrow(head(sign), tip, Direction.LEFT, scale);
    }
}
