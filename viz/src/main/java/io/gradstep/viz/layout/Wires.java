package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Direction;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Spacing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Draws smooth wires from the way that a layout engine led its links.
 *
 * <p>Engines agree on where a link passes each column of boxes, but not on how it looks between: one bends, another
 * draws straight lines with corners. So only that much is taken over: in which free stretch of each column a wire runs.
 * There it runs level, at the height that it already has if it can; between columns it swings over in one curve. Wires
 * that share a stretch are kept apart.
 *
 * <p>A drawing that is too long for a screen can be {@linkplain #wrap wrapped} into rows. Everything is settled as in
 * one row, and moved to its own when it is given out.
 */
public final class Wires {
    private static final double APART = 9;
    /** Beyond the first and the last box of a column there is no end. */
    static final double OPEN_SIDE = 1e6;

    /** A column that a wire passes on its way; {@code y} is filled in from left to right. */
    private static final class Pass {
        final Wire wire;
        final int column;
        /** The box from which the wire comes, which may be one on its way. */
        final Rect source;

        final double wished;
        /** The box on the wire's way through whose middle it passes here, if there is one. */
        final @Nullable Rect box;

        double y;

        Pass(Wire wire, int column, Rect source, double wished, @Nullable Rect box) {
            this.wire = wire;
            this.column = column;
            this.source = source;
            this.wished = wished;
            this.box = box;
            this.y = wished;
        }

        /** Whether it is led through a column together with another: one line until their wires part. */
        boolean isOneWith(Pass other) {
            return source.equals(other.source) && wished == other.wished && wire.y == other.wire.y;
        }
    }

    /** A wire in the making: from a box, past columns, to a box. */
    private static final class Wire {
        final Rect from;
        final Rect to;
        final List<Pass> passes = new ArrayList<>();
        /** The ways to the rows after that of the first box, by the numbers of these rows. */
        final Map<Integer, Turns.Turn> turns = new HashMap<>();

        double y;

        Wire(Rect from, Rect to) {
            this.from = from;
            this.to = to;
            this.y = from.centerY();
        }
    }

    private final Placement placement;
    private final Columns columns;
    private final List<Wire> wires = new ArrayList<>();
    /** The last column to which a wire from a box leads before it comes to another box. */
    private final Map<String, Integer> reach = new LinkedHashMap<>();

    private Rows rows;

    /** Begins to draw wires between boxes where a layout engine put them. */
    public Wires(Placement placement) {
        this.placement = placement;
        this.columns = new Columns(placement.boxes().values());
        this.rows = new Rows(columns, List.of(0));
    }

    /**
     * Adds a wire along links that lead from box to box. Its number is how many were added before; all are added before
     * any is {@linkplain #settle settled} and drawn.
     *
     * @param boxes the ids of the boxes on the way, the first and the last included
     * @param links the ids of the links between them, one fewer
     */
    public void add(List<String> boxes, List<String> links) {
        Wire wire = new Wire(placement.box(boxes.get(0)), placement.box(boxes.get(boxes.size() - 1)));
        for (int i = 0; i < links.size(); i++) {
            Rect source = placement.box(boxes.get(i));
            Rect next = placement.box(boxes.get(i + 1));
            int last = columns.of(next);
            reach.merge(boxes.get(i), last, Math::max);
            Bezier path = placement.link(links.get(i));
            for (int c = columns.of(source) + 1; c < last; c++) {
                wire.passes.add(
                        new Pass(wire, c, source, path.yAt(columns.get(c).center()), null));
            }
            if (i + 1 < links.size()) {
                wire.passes.add(new Pass(wire, last, source, next.centerY(), next));
            }
        }
        wires.add(wire);
    }

    /** Breaks the drawing into rows if it fits a screen better so; call it when all wires are added. */
    public void wrap() {
        int[] crossing = new int[columns.size() + 1];
        reach.forEach((id, last) -> {
            crossing[columns.of(placement.box(id))]++;
            crossing[last]--;
        });
        double[] tops = new double[columns.size()];
        double[] bottoms = new double[columns.size()];
        for (int c = 0; c < columns.size(); c++) {
            crossing[c] += c == 0 ? 0 : crossing[c - 1];
            tops[c] = columns.get(c).highest();
            bottoms[c] = columns.get(c).lowest();
        }
        for (Wire wire : wires) {
            for (Pass pass : wire.passes) {
                tops[pass.column] = Math.min(tops[pass.column], pass.wished);
                bottoms[pass.column] = Math.max(bottoms[pass.column], pass.wished);
            }
        }
        List<RowBreaks.Stop> stops = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            Columns.Column column = columns.get(c);
            stops.add(new RowBreaks.Stop(column.left(), column.right(), tops[c], bottoms[c], crossing[c]));
        }
        rows = new Rows(columns, new RowBreaks(stops).best());
    }

    /** Chooses where each wire passes each column, and where it turns to another row. */
    public void settle() {
        List<List<Pass>> byColumn = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            byColumn.add(new ArrayList<>());
        }
        List<List<Wire>> turning = new ArrayList<>();
        for (int row = 0; row < rows.count(); row++) {
            turning.add(new ArrayList<>());
        }
        for (Wire wire : wires) {
            wire.passes.forEach(pass -> byColumn.get(pass.column).add(pass));
            for (int row = rowOf(wire.from) + 1; row <= rowOf(wire.to); row++) {
                turning.get(row).add(wire);
            }
        }
        for (int c = 0; c < columns.size(); c++) {
            int row = rows.of(c);
            if (row > 0 && c == rows.first(row)) {
                turn(turning.get(row), row);
            }
            settleColumn(byColumn.get(c));
            byColumn.get(c).forEach(pass -> rows.reach(row, pass.y));
        }
        rows.place();
    }

    private int rowOf(Rect box) {
        return rows.of(columns.of(box));
    }

    private void turn(List<Wire> turning, int row) {
        int column = rows.first(row);
        List<Turns.Line> lines = new ArrayList<>();
        for (Wire wire : turning) {
            Pass next = null;
            Rect last = wire.from;
            for (Pass pass : wire.passes) {
                if (pass.column >= column) {
                    next = pass;
                    break;
                }
                last = pass.box == null ? last : pass.box;
            }
            lines.add(new Turns.Line(last, wire.y, next == null ? wire.to.centerY() : next.wished));
        }
        List<Turns.Turn> turns = Turns.of(lines);
        for (int k = 0; k < turns.size(); k++) {
            Turns.Turn turn = turns.get(k);
            Wire wire = turning.get(k);
            wire.turns.put(row, turn);
            wire.y = turn.entry();
            rows.turn(row, turn);
        }
    }

    private void settleColumn(List<Pass> passes) {
        Map<Integer, List<Pass>> byStretch = new TreeMap<>();
        for (Pass pass : passes) {
            if (pass.box != null) {
                pass.wire.y = pass.y;
            } else {
                int stretch = columns.get(pass.column).stretchAt(pass.wished);
                byStretch.computeIfAbsent(stretch, unseen -> new ArrayList<>()).add(pass);
            }
        }
        byStretch.forEach((stretch, together) -> {
            Columns.Column column = columns.get(together.get(0).column);
            settleStretch(together, column.top(stretch), column.bottom(stretch));
        });
    }

    /** Keeps the engine's order, which crosses least, but each wire's own height as far as that order allows. */
    private static void settleStretch(List<Pass> passes, double top, double bottom) {
        passes.sort(Comparator.comparingDouble((Pass pass) -> pass.wished)
                .thenComparingDouble(pass -> pass.source.centerY())
                .thenComparingDouble(pass -> pass.wire.y));
        double middle = (top + bottom) / 2;
        double low = top <= bottom ? Math.max(top, -OPEN_SIDE) : middle;
        double high = top <= bottom ? Math.min(bottom, OPEN_SIDE) : middle;
        List<Pass> lines = new ArrayList<>();
        for (Pass pass : passes) {
            if (lines.isEmpty() || !pass.isOneWith(lines.get(lines.size() - 1))) {
                lines.add(pass);
            }
        }
        double[] levels = lines.stream()
                .mapToDouble(pass -> Math.max(low, Math.min(high, pass.wire.y)))
                .toArray();
        double[] settled = Spacing.apart(levels, APART, low, high);
        int line = 0;
        for (Pass pass : passes) {
            line += pass == lines.get(line) || pass.isOneWith(lines.get(line)) ? 0 : 1;
            pass.y = settled[line];
        }
        passes.forEach(pass -> pass.wire.y = pass.y);
    }

    /** The boxes in their rows, and the size of the drawing without what stands above its first box. */
    public Placement placed() {
        if (rows.count() == 1) {
            return placement;
        }
        Map<String, Rect> boxes = new LinkedHashMap<>();
        placement.boxes().forEach((id, box) -> {
            Point by = rows.shift(rowOf(box));
            boxes.put(id, box.plus(by.x(), by.y()));
        });
        return new Placement(rows.width(), rows.bottom(), boxes, placement.links());
    }

    /** The scale at which the settled drawing fits a screen, at most 1. */
    public double scale() {
        return RowBreaks.scale(rows.width(), rows.bottom() - rows.top());
    }

    /**
     * By how much the settled drawing could get wider, in pixels.
     *
     * @param smaller by how much its scale may get smaller, as a factor from 1 on
     */
    public double room(double smaller) {
        return smaller * RowBreaks.SCREEN_WIDTH / scale() - rows.width();
    }

    /** The height of the highest box or settled wire. */
    public double top() {
        return rows.top();
    }

    /** The height of the lowest box or settled wire. */
    public double bottom() {
        return rows.bottom();
    }

    /** The points at which a settled wire runs back from one row to the next: for arrows that say so. */
    public List<Point> returns(int number) {
        Wire wire = wires.get(number);
        List<Point> points = new ArrayList<>();
        new TreeMap<>(wire.turns).forEach((row, turn) -> points.add(rows.middle(row, turn)));
        return points;
    }

    /**
     * From where a settled wire comes towards a point in its last box: the end of its last level stretch or, if it is
     * less steep from there, where it passes between wider boxes.
     */
    public Point origin(int number, Point center) {
        Wire wire = wires.get(number);
        Point by = rows.shift(rowOf(wire.to));
        Point settled = center.plus(-by.x(), -by.y());
        Point level = new Point(levelUntil(wire), wire.y);
        Point between = leadIn(wire, wire.y);
        Point origin = isBesideWiderBox(wire) && slope(between, settled) < slope(level, settled) ? between : level;
        return origin.plus(by.x(), by.y());
    }

    private static double slope(Point from, Point to) {
        return Math.abs((to.y() - from.y()) / (to.x() - from.x()));
    }

    /** Whether there is no room to swing right before the last box, because a wider one may be above or below. */
    private boolean isBesideWiderBox(Wire wire) {
        return leadIn(wire, 0).x() < wire.to.left() - 1;
    }

    /** The point at which a wire enters the last box's column, as near to a height as the other boxes allow. */
    private Point leadIn(Wire wire, double y) {
        Columns.Column column = columns.get(columns.of(wire.to));
        int place = column.stretchAt(wire.to.centerY());
        double top = Math.min(wire.to.top(), column.top(place));
        double bottom = Math.max(wire.to.bottom(), column.bottom(place + 1));
        return new Point(column.left(), Math.max(top, Math.min(bottom, y)));
    }

    /**
     * Chooses the direction from which a settled wire arrives at a point: the one given unless the wire would have to
     * bend back just before its end, as when it comes from above to a place that looks down.
     *
     * @param tip where the wire's arrow ends, at the last box
     * @param head how far from there its line does
     * @param away from the tip against the wire's direction, leftwards
     */
    public Direction arrival(int number, Point tip, double head, Direction away) {
        Wire wire = wires.get(number);
        Point by = rows.shift(rowOf(wire.to));
        return settledArrival(wire, tip.plus(-by.x(), -by.y()), head, away);
    }

    private Direction settledArrival(Wire wire, Point tip, double head, Direction away) {
        double fall = tip.y() - wire.y;
        if (fall * away.dy() >= 0) {
            return Direction.LEFT;
        }
        double straight = Math.max(head, straight(wire, tip));
        double swing = tip.x() - straight - levelUntil(wire);
        // A parabola that sets out level is twice as steep at its end as the straight line between its ends; from there
        // the wire goes on straight.
        double slope = Math.min(-Math.abs(away.dy()) / away.dx(), 2 * Math.abs(fall) / (swing + 2 * straight));
        double wished = tip.y() - Math.signum(fall) * slope * straight;
        if (straight > head) {
            slope = Math.abs(tip.y() - leadIn(wire, wished).y()) / straight;
        }
        return Direction.leftAndDown(-Math.signum(fall) * Math.atan(slope));
    }

    /** How far before a point at its last box a wire is between that box's neighbours, and has no room to swing. */
    private double straight(Wire wire, Point point) {
        return isBesideWiderBox(wire) ? point.x() - leadIn(wire, 0).x() : 0;
    }

    /** Where the last level stretch of a settled wire ends: right of a column, or at the start of a row. */
    private double levelUntil(Wire wire) {
        int last = lastColumn(wire);
        int row = rowOf(wire.to);
        return rows.of(last) == row ? columns.get(last).right() : rows.entry(row);
    }

    private int lastColumn(Wire wire) {
        return wire.passes.isEmpty() ? columns.of(wire.from) : wire.passes.get(wire.passes.size() - 1).column;
    }

    /**
     * Draws a settled wire up to a point at its last box, where it arrives from a direction.
     *
     * @param end the point, at or within the last box as it is placed
     * @param away from the end against the wire's direction, leftwards
     * @return SVG path data
     */
    public String path(int number, Point end, Direction away) {
        Wire wire = wires.get(number);
        Point by = rows.shift(rowOf(wire.to));
        WirePen pen = new WirePen(rows, rowOf(wire.from), new Point(wire.from.right(), wire.from.centerY()));
        pen.levelTo(columns.get(columns.of(wire.from)).right());
        for (Pass pass : wire.passes) {
            Columns.Column column = columns.get(pass.column);
            pen.turnTo(rows.of(pass.column), wire.turns);
            pen.swingTo(new Point(column.left(), pass.y));
            pen.levelTo(column.right());
        }
        pen.turnTo(rowOf(wire.to), wire.turns);
        Point settled = end.plus(-by.x(), -by.y());
        double straight = straight(wire, settled);
        if (straight > 0) {
            pen.arriveAt(settled.plus(away, -straight / away.dx()), away);
            pen.lineTo(settled);
        } else {
            pen.arriveAt(settled, away);
        }
        return pen.path();
    }
}
