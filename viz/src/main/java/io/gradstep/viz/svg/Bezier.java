package io.gradstep.viz.svg;

import java.util.ArrayList;
import java.util.List;

/**
 * A chain of cubic Bézier curves that runs from left to right: a start, then three points for each piece.
 *
 * @param points 1 + 3n points, n at least 1
 */
public record Bezier(List<Point> points) {
    private static final int BISECTIONS = 40;

    public Bezier {
        points = List.copyOf(points);
        if (points.size() < 4 || points.size() % 3 != 1) {
            throw new IllegalArgumentException("a chain of cubics has 1 + 3n points, not " + points.size());
        }
    }

    /** The straight lines from each of at least two points to the next. */
    public static Bezier along(List<Point> points) {
        List<Point> chain = new ArrayList<>(List.of(points.get(0)));
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            double dx = (to.x() - from.x()) / 3;
            double dy = (to.y() - from.y()) / 3;
            chain.add(from.plus(dx, dy));
            chain.add(to.plus(-dx, -dy));
            chain.add(to);
        }
        return new Bezier(chain);
    }

    public Point start() {
        return points.get(0);
    }

    public Point end() {
        return points.get(points.size() - 1);
    }

    public Bezier plus(double dx, double dy) {
        return new Bezier(points.stream().map(p -> p.plus(dx, dy)).toList());
    }

    /** The height at which the chain crosses the given x, or that of its nearer end where it does not. */
    public double yAt(double x) {
        if (x <= start().x()) {
            return start().y();
        }
        if (x >= end().x()) {
            return end().y();
        }
        int low = 0;
        int high = points.size() / 3 - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (points.get(3 * middle + 3).x() < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return yWithin(3 * low, x);
    }

    private double yWithin(int piece, double x) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (at(piece, middle).x() < x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return at(piece, high).y();
    }

    private Point at(int piece, double t) {
        double s = 1 - t;
        double[] weights = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
        double x = 0;
        double y = 0;
        for (int i = 0; i < weights.length; i++) {
            x += weights[i] * points.get(piece + i).x();
            y += weights[i] * points.get(piece + i).y();
        }
        return new Point(x, y);
    }
}
