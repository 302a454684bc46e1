package io.gradstep.viz.chart;

import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import io.gradstep.viz.svg.Svg;
import java.util.ArrayList;
import java.util.List;

/** The regions of the plane in which a classifier decides for each class, at several degrees of certainty. */
final class Regions {
    /** The margins of the winner's score over the next one's. Areas are stacked, so shades add up. */
    private static final double[] LEVELS = {0, 0.25, 0.5, 0.75, 0.95};

    private static final int COARSEST = 8;
    private static final double SURE = 1 - 1e-15;
    private static final double ALMOST_STRAIGHT = 0.15;

    /**
     * The resolution of the grid, and the maximum length of the path data.
     *
     * @param steps of the grid to either side
     * @param mostCharacters the limit of the path data, exceeded only by maps as fine as noise
     */
    record Detail(int steps, int mostCharacters) {
        /** For a picture that stands alone. */
        static final Detail FINE = new Detail(100, 90_000);

        /** For one of many. */
        static final Detail FRAME = new Detail(50, 12_000);
    }

    /** Path data of one class. */
    record Region(List<String> areas, String border) {
        int length() {
            return border.length() + areas.stream().mapToInt(String::length).sum();
        }
    }

    private final Rect plot;
    private final double[][][] leads;
    private final int finest;

    private Regions(Rect plot, double[][][] leads) {
        this.plot = plot;
        this.leads = leads;
        this.finest = leads[0].length - 1;
    }

    /**
     * Asks the classifier for its scores on a grid.
     *
     * @param plot where the corners of the axes are, in pixels
     * @return a region a class
     */
    static List<Region> of(DecisionMap.Scores scores, int classCount, Axis across, Axis up, Rect plot, Detail detail) {
        int steps = detail.steps();
        double[][][] leads = new double[classCount][steps + 1][steps + 1];
        for (int row = 0; row <= steps; row++) {
            double y = up.at(1 - (double) row / steps);
            for (int column = 0; column <= steps; column++) {
                double[] given = scores.at(across.at((double) column / steps), y);
                Samples.requireCount(given, classCount);
                for (int k = 0; k < classCount; k++) {
                    leads[k][row][column] = straightened(lead(given, k));
                }
            }
        }
        Regions regions = new Regions(plot, leads);
        // A classifier that decides at random has borders everywhere; a coarser grid keeps the file small.
        for (int step = 1; ; step *= 2) {
            List<Region> all = regions.every(step);
            if (step == COARSEST || all.stream().mapToInt(Region::length).sum() <= detail.mostCharacters()) {
                return all;
            }
        }
    }

    /**
     * A lead in place of which lines may be found between the points of the grid: a steep sigmoid is far from straight
     * there, but its inverse hyperbolic tangent is as straight as what the sigmoid was taken of.
     */
    private static double straightened(double lead) {
        double within = Math.max(-SURE, Math.min(SURE, lead));
        return 0.5 * StrictMath.log((1 + within) / (1 - within));
    }

    /** The lead of a class's score over all others: below 0 if another wins, NaN if none does. */
    private static double lead(double[] scores, int k) {
        double others = scores.length == 1 ? 0 : Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            others = i == k ? others : Math.max(others, scores[i]);
        }
        return scores[k] - others;
    }

    private List<Region> every(int step) {
        List<Region> regions = new ArrayList<>();
        for (double[][] lead : leads) {
            double[][] field = everyNth(lead, step);
            List<String> areas = new ArrayList<>();
            for (double level : LEVELS) {
                areas.add(area(Contour.of(field, straightened(level)), field.length - 1));
            }
            regions.add(new Region(List.copyOf(areas), border(Contour.of(field, 0), field.length - 1)));
        }
        return regions;
    }

    private double[][] everyNth(double[][] field, int step) {
        int size = finest / step + 1;
        double[][] coarse = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                // To the very edge, whatever the step.
                coarse[row][column] = field[row * finest / (size - 1)][column * finest / (size - 1)];
            }
        }
        return coarse;
    }

    private String area(List<List<Point>> lines, int steps) {
        StringBuilder path = new StringBuilder();
        for (List<Point> line : lines) {
            Trace trace = new Trace(path);
            line.forEach(point -> trace.to(pixels(point, steps)));
            trace.end();
            path.append('z');
        }
        return path.toString();
    }

    /** The parts of lines that do not run along the plot's edge. */
    private String border(List<List<Point>> lines, int steps) {
        StringBuilder path = new StringBuilder();
        for (List<Point> line : lines) {
            Trace trace = new Trace(path);
            Point last = line.get(line.size() - 1);
            for (Point point : line) {
                if (isAlongEdge(last, point, steps)) {
                    trace.end();
                    trace = new Trace(path);
                } else {
                    trace.toIfNew(pixels(last, steps));
                    trace.to(pixels(point, steps));
                }
                last = point;
            }
            trace.end();
        }
        return path.toString();
    }

    private static boolean isAlongEdge(Point a, Point b, int steps) {
        return (a.x() == b.x() && (a.x() == 0 || a.x() == steps)) || (a.y() == b.y() && (a.y() == 0 || a.y() == steps));
    }

    private Point pixels(Point step, int steps) {
        return new Point(plot.left() + step.x() / steps * plot.width(), plot.top() + step.y() / steps * plot.height());
    }

    /** Writes a line, leaving out corners that are almost straight. */
    private static final class Trace {
        private final StringBuilder path;
        private char command = 'M';
        private Point written = new Point(Double.NaN, Double.NaN);
        private Point pending = written;

        Trace(StringBuilder path) {
            this.path = path;
        }

        void toIfNew(Point point) {
            if (command == 'M' && !pending.isFinite()) {
                to(point);
            }
        }

        void to(Point point) {
            if (command == 'M' && !pending.isFinite()) {
                write(point);
            } else if (pending.isFinite() && !isBetween(pending, written, point)) {
                write(pending);
                pending = point;
            } else {
                pending = point;
            }
        }

        private static boolean isBetween(Point middle, Point from, Point to) {
            double dx = to.x() - from.x();
            double dy = to.y() - from.y();
            double length = Math.hypot(dx, dy);
            double along = (middle.x() - from.x()) * dx + (middle.y() - from.y()) * dy;
            double across = (middle.x() - from.x()) * dy - (middle.y() - from.y()) * dx;
            return Math.abs(across) <= ALMOST_STRAIGHT * length && along >= 0 && along <= length * length;
        }

        private void write(Point point) {
            path.append(command).append(tenth(point.x())).append(',').append(tenth(point.y()));
            command = 'L';
            written = point;
        }

        private static String tenth(double coordinate) {
            return Svg.number(Math.round(coordinate * 10) / 10.0);
        }

        void end() {
            if (pending.isFinite()) {
                write(pending);
            }
        }
    }
}
