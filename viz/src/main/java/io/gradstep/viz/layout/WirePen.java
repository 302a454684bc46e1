package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Direction;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Svg;
import java.util.Map;
import java.util.Objects;

/**
 * Builds path data of one wire, joining what goes on level into one line. Points are those of the unwrapped drawing;
 * the path is that in its rows.
 */
final class WirePen {
    private static final double CORNER = 8;
    /** The part of a corner's side that makes a cubic curve nearly round. */
    private static final double ROUND = 0.55;

    private final Rows rows;
    private final StringBuilder path = new StringBuilder();
    private int row;
    private Point by;
    private Point at;
    private double levelUntil;

    WirePen(Rows rows, int row, Point start) {
        this.rows = rows;
        this.row = row;
        this.by = rows.shift(row);
        this.at = start;
        this.levelUntil = start.x();
        path.append('M').append(point(start));
    }

    private String point(Point p) {
        return Svg.point(p.plus(by.x(), by.y()));
    }

    void levelTo(double x) {
        levelUntil = Math.max(levelUntil, x);
    }

    /** Goes round to the start of another row, if the wire is not in it yet. */
    void turnTo(int next, Map<Integer, Turns.Turn> turns) {
        if (next == row) {
            return;
        }
        Turns.Turn turn = Objects.requireNonNull(turns.get(next));
        Rect way = rows.way(next, turn);
        levelTo(way.right() - CORNER - by.x());
        finishLevel();
        by = new Point(0, 0);
        double y = turn.exit() + rows.shift(row).y();
        at = new Point(way.right() - CORNER, y);
        corner(new Point(way.right(), y), new Point(way.right(), y + CORNER));
        lineTo(new Point(way.right(), way.top() - CORNER));
        corner(new Point(way.right(), way.top()), new Point(way.right() - CORNER, way.top()));
        lineTo(new Point(way.left() + CORNER, way.top()));
        corner(new Point(way.left(), way.top()), new Point(way.left(), way.top() + CORNER));
        row = next;
        double entry = turn.entry() + rows.shift(row).y();
        lineTo(new Point(way.left(), entry - CORNER));
        corner(new Point(way.left(), entry), new Point(way.left() + CORNER, entry));
        by = rows.shift(row);
        at = at.plus(-by.x(), -by.y());
        levelUntil = Math.max(at.x(), rows.entry(row));
    }

    private void corner(Point corner, Point to) {
        Point from = at;
        curve(between(from, corner), between(to, corner), to);
    }

    private static Point between(Point from, Point corner) {
        return from.plus(ROUND * (corner.x() - from.x()), ROUND * (corner.y() - from.y()));
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
        path.append('L').append(point(end));
        at = end;
        levelUntil = end.x();
    }

    private void curve(Point first, Point second, Point to) {
        path.append('C').append(point(first));
        path.append(' ').append(point(second));
        path.append(' ').append(point(to));
        at = to;
        levelUntil = to.x();
    }

    private void finishLevel() {
        if (levelUntil > at.x()) {
            path.append('H').append(Svg.number(levelUntil + by.x()));
            at = new Point(levelUntil, at.y());
        }
    }

    String path() {
        finishLevel();
        return path.toString();
    }
}
