package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Direction;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Spacing;
import io.gradstep.viz.svg.Svg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Draws smooth wires from the way that a layout engine led its links.
 *
 * <p>Engines agree on where a link passes each column of boxes, but not on how it looks between: one bends, another
 * draws straight lines with corners. So only that much is taken over: in which free stretch of each column a wire runs.
 * There it runs level, at the height that it already has if it can; between columns it swings over in one curve. Wires
 * that share a stretch are kept apart.
 */
public final class Wires {
    private static final double APART = 9;
    /** Beyond the first and the last box of a column there is no end. */
    private static final double OPEN_SIDE = 1e6;

    /** A column that a wire passes on its way; {@code y} is filled in from left to right. */
    private static final class Pass {
        final Wire wire;
        final int column;
        final double wished;
        final boolean fixed;
        double y;

        Pass(Wire wire, int column, double wished, boolean fixed) {
            this.wire = wire;
            this.column = column;
            this.wished = wished;
            this.fixed = fixed;
            this.y = wished;
        }
    }

    /** A wire in the making: from a box, past columns, to a box. */
    private static final class Wire {
        final Rect from;
        final Rect to;
        final List<Pass> passes = new ArrayList<>();
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

    public Wires(Placement placement) {
        this.placement = placement;
        this.columns = new Columns(placement.boxes().values());
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
            Rect next = placement.box(boxes.get(i + 1));
            int last = columns.of(next);
            Bezier path = placement.link(links.get(i));
            for (int c = columns.of(placement.box(boxes.get(i))) + 1; c < last; c++) {
                wire.passes.add(new Pass(wire, c, path.yAt(columns.get(c).center()), false));
            }
            if (i + 1 < links.size()) {
                wire.passes.add(new Pass(wire, last, next.centerY(), true));
            }
        }
        wires.add(wire);
    }

    /** Chooses where each wire passes each column. */
    public void settle() {
        List<List<Pass>> byColumn = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            byColumn.add(new ArrayList<>());
        }
        wires.forEach(
                wire -> wire.passes.forEach(pass -> byColumn.get(pass.column).add(pass)));
        for (List<Pass> passes : byColumn) {
            settleColumn(passes);
        }
    }

    private void settleColumn(List<Pass> passes) {
        Map<Integer, List<Pass>> byStretch = new TreeMap<>();
        for (Pass pass : passes) {
            if (pass.fixed) {
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
        passes.sort(Comparator.comparingDouble(pass -> pass.wished));
        double middle = (top + bottom) / 2;
        double low = top <= bottom ? Math.max(top, -OPEN_SIDE) : middle;
        double high = top <= bottom ? Math.min(bottom, OPEN_SIDE) : middle;
        double[] levels = passes.stream()
                .mapToDouble(pass -> Math.max(low, Math.min(high, pass.wire.y)))
                .toArray();
        double[] settled = Spacing.apart(levels, APART, low, high);
        for (int i = 0; i < settled.length; i++) {
            Pass pass = passes.get(i);
            pass.y = settled[i];
            pass.wire.y = settled[i];
        }
    }

    /** The height of the highest level stretch beside a column, or infinity where no wire passes any. */
    public double highest() {
        return passes().mapToDouble(pass -> pass.y).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** The height of the lowest level stretch beside a column, or minus infinity where no wire passes any. */
    public double lowest() {
        return passes().mapToDouble(pass -> pass.y).max().orElse(Double.NEGATIVE_INFINITY);
    }

    private Stream<Pass> passes() {
        return wires.stream().flatMap(wire -> wire.passes.stream());
    }

    /**
     * From where a settled wire comes towards a point in its last box: the end of its last level stretch or, if it is
     * less steep from there, where it passes between wider boxes.
     */
    public Point origin(int number, Point center) {
        Wire wire = wires.get(number);
        Point level = new Point(columns.get(lastColumn(wire)).right(), wire.y);
        Point between = leadIn(wire, wire.y);
        return isBesideWiderBox(wire) && slope(between, center) < slope(level, center) ? between : level;
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
        double edge = columns.get(columns.of(wire.to)).left();
        return new Point(edge, Math.max(wire.to.top(), Math.min(wire.to.bottom(), y)));
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
        Point end = tip.plus(away, head);
        double run = end.x() - leadIn(wire, 0).x();
        Point from = new Point(columns.get(lastColumn(wire)).right(), wire.y);
        if (isBesideWiderBox(wire) && run > 0) {
            double onLine = end.plus(away, -run / away.dx()).y();
            from = leadIn(wire, onLine);
            if (from.y() == onLine) {
                return away;
            }
        }
        double fall = tip.y() - from.y();
        // A parabola that sets out level is twice as steep at its end as the straight line between its ends; the head
        // goes on from there.
        double steepest = fall * away.dy() < 0 ? 2 * Math.abs(fall) / (tip.x() - from.x() + head) : 0;
        return Math.abs(away.dy() / away.dx()) <= steepest
                ? away
                : Direction.leftAndDown(-Math.signum(fall) * Math.atan(steepest));
    }

    private int lastColumn(Wire wire) {
        return wire.passes.isEmpty() ? columns.of(wire.from) : wire.passes.get(wire.passes.size() - 1).column;
    }

    /**
     * Draws a settled wire up to a point at its last box, where it arrives from a direction.
     *
     * @param end the point, at or within the last box
     * @param away from the end against the wire's direction, leftwards
     * @return SVG path data
     */
    public String path(int number, Point end, Direction away) {
        Wire wire = wires.get(number);
        Pen pen = new Pen(new Point(wire.from.right(), wire.from.centerY()));
        pen.levelTo(columns.get(columns.of(wire.from)).right());
        for (Pass pass : wire.passes) {
            Columns.Column column = columns.get(pass.column);
            pen.swingTo(new Point(column.left(), pass.y));
            pen.levelTo(column.right());
        }
        double run = end.x() - leadIn(wire, 0).x();
        if (!isBesideWiderBox(wire) || run <= 0) {
            pen.arriveAt(end, away);
            return pen.path();
        }
        Point onLine = end.plus(away, -run / away.dx());
        Point leadIn = leadIn(wire, onLine.y());
        if (leadIn.y() == onLine.y()) {
            pen.arriveAt(onLine, away);
            pen.lineTo(end);
        } else {
            pen.swingTo(leadIn);
            pen.arriveAt(end, away);
        }
        return pen.path();
    }

    /** Builds path data, joining what goes on level into one line. */
    private static final class Pen {
        private final StringBuilder path = new StringBuilder();
        private Point at;
        private double levelUntil;

        Pen(Point start) {
            path.append('M').append(Svg.point(start));
            at = start;
            levelUntil = start.x();
        }

        void levelTo(double x) {
            levelUntil = Math.max(levelUntil, x);
        }

        void swingTo(Point to) {
            if (Math.abs(to.y() - at.y()) < 0.01) {
                levelTo(to.x());
                return;
            }
            finishLevel();
            double half = (to.x() - at.x()) / 2;
            curve(at.plus(half, 0), to.plus(-half, 0), to);
        }

        void arriveAt(Point end, Direction away) {
            if (Math.abs(end.y() - at.y()) < 0.01 && Math.abs(away.dy()) < 0.01) {
                levelTo(end.x());
                return;
            }
            finishLevel();
            double run = end.x() - at.x();
            double reach = Math.min(run, Math.hypot(run, end.y() - at.y()) * 0.4);
            curve(at.plus(run / 2, 0), end.plus(away, reach), end);
        }

        void lineTo(Point end) {
            finishLevel();
            path.append('L').append(Svg.point(end));
            at = end;
        }

        private void curve(Point first, Point second, Point to) {
            path.append('C').append(Svg.point(first));
            path.append(' ').append(Svg.point(second));
            path.append(' ').append(Svg.point(to));
            at = to;
            levelUntil = to.x();
        }

        private void finishLevel() {
            if (levelUntil > at.x()) {
                path.append('H').append(Svg.number(levelUntil));
                at = new Point(levelUntil, at.y());
            }
        }

        String path() {
            finishLevel();
            return path.toString();
        }
    }
}
