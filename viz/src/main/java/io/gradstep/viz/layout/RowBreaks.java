package io.gradstep.viz.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks a drawing of columns into rows, as a paragraph is broken into lines, so that it fits a screen at the largest
 * scale.
 *
 * <p>A row ends where few wires would have to be led round to the next. Each number of rows that is tried takes time
 * linear in the number of columns.
 */
final class RowBreaks {
    /** The screen at which circuits are aimed: what a browser or a slide leaves of 1920 by 1080 pixels. */
    static final double SCREEN_WIDTH = 1800;

    static final double SCREEN_HEIGHT = 960;

    /** Reading on in another row costs more than a slightly smaller picture. */
    private static final double WRAPPING_LOSS = 0.9;

    /** A row may end where only this part of its width is filled, if fewer wires cross there. */
    private static final double LEAST_FILLED = 0.7;

    private static final double MAX_ROWS = 400;

    /** How full the last row is in what is tried. */
    private static final double[] PARTS_OF_THE_LAST = {0.5, 0.7, 0.9};

    /** A column's extent along the unwrapped drawing, and how many wires lead on from it to the next column. */
    record Stop(double left, double right, double top, double bottom, int crossing) {}

    /** Columns from the first to before the end. */
    private record Row(int first, int end) {}

    private final List<Stop> stops;

    RowBreaks(List<Stop> stops) {
        this.stops = stops;
    }

    /** The numbers of the columns with which rows begin: 0 alone, unless the drawing is clearly larger in several. */
    List<Integer> best() {
        List<Row> best = List.of(new Row(0, stops.size()));
        double whole = stops.get(stops.size() - 1).right() - stops.get(0).left();
        double bestScale = scale(best);
        for (double count = 2;
                count <= MAX_ROWS && bestScale < WRAPPING_LOSS;
                count = Math.max(count + 1, count * 1.1)) {
            for (double part : PARTS_OF_THE_LAST) {
                List<Row> rows = broken(whole / (count - 1 + part));
                double scale = scale(rows) * WRAPPING_LOSS;
                if (scale > bestScale) {
                    best = rows;
                    bestScale = scale;
                }
            }
        }
        return best.stream().map(Row::first).toList();
    }

    private double scale(List<Row> rows) {
        double width = 0;
        double height = 0;
        for (Row row : rows) {
            double between = row.end() < stops.size()
                    ? Turns.room(stops.get(row.end() - 1).crossing())
                    : 0;
            width = Math.max(
                    width,
                    stops.get(row.end() - 1).right() - stops.get(row.first()).left() + 2 * between);
            height += bottom(row) - top(row) + between;
        }
        return scale(width, height);
    }

    /** The scale at which a drawing fits a screen, at most 1. */
    static double scale(double width, double height) {
        return Math.min(1, Math.min(SCREEN_WIDTH / width, SCREEN_HEIGHT / height));
    }

    private double top(Row row) {
        return stops.subList(row.first(), row.end()).stream()
                .mapToDouble(Stop::top)
                .min()
                .orElse(0);
    }

    private double bottom(Row row) {
        return stops.subList(row.first(), row.end()).stream()
                .mapToDouble(Stop::bottom)
                .max()
                .orElse(0);
    }

    /** Rows up to a width, each ending at the last of the places where fewest wires cross. */
    private List<Row> broken(double width) {
        List<Row> rows = new ArrayList<>();
        int first = 0;
        while (first < stops.size()) {
            double left = stops.get(first).left();
            int end = first + 1;
            for (int c = first; c < stops.size() && stops.get(c).right() - left <= width; c++) {
                boolean filled = stops.get(c).right() - left >= LEAST_FILLED * width;
                boolean wasFilled = stops.get(end - 1).right() - left >= LEAST_FILLED * width;
                boolean fewer = stops.get(c).crossing() <= stops.get(end - 1).crossing();
                if (!wasFilled || (filled && fewer)) {
                    end = c + 1;
                }
            }
            rows.add(new Row(first, end));
            first = end;
        }
        return rows;
    }
}
