package io.gradstep.viz.layout;

import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.Arrays;
import java.util.List;

/** The rows of a wrapped drawing: which columns each has and, once it is known how tall they are, where they stand. */
final class Rows {
    /** The way from where wires enter a row to its first column. */
    private static final double LEAD_IN = 34;

    private final Columns columns;
    private final int[] firsts;
    private final int[] rowOf;
    private final double[] tops;
    private final double[] bottoms;
    private final int[] turning;
    private final double[] downs;
    private double width;

    /**
     * Makes rows that are to be placed.
     *
     * @param firsts the number of the first column of each
     */
    Rows(Columns columns, List<Integer> firsts) {
        this.columns = columns;
        this.firsts = firsts.stream().mapToInt(Integer::intValue).toArray();
        this.rowOf = new int[columns.size()];
        this.tops = new double[firsts.size()];
        this.bottoms = new double[firsts.size()];
        this.turning = new int[firsts.size()];
        this.downs = new double[firsts.size()];
        Arrays.fill(tops, Double.POSITIVE_INFINITY);
        Arrays.fill(bottoms, Double.NEGATIVE_INFINITY);
        for (int c = 0, row = 0; c < rowOf.length; c++) {
            row += row + 1 < this.firsts.length && this.firsts[row + 1] == c ? 1 : 0;
            rowOf[c] = row;
            reach(row, columns.get(c).highest());
            reach(row, columns.get(c).lowest());
        }
    }

    int count() {
        return firsts.length;
    }

    /** The row of a column. */
    int of(int column) {
        return rowOf[column];
    }

    /** The first column of a row. */
    int first(int row) {
        return firsts[row];
    }

    /** Makes a row so tall that it holds something at a height. */
    void reach(int row, double y) {
        tops[row] = Math.min(tops[row], y);
        bottoms[row] = Math.max(bottoms[row], y);
    }

    /** Makes room for a way from the row before to a row. */
    void turn(int row, Turns.Turn turn) {
        turning[row] = turn.count();
        reach(row - 1, turn.exit());
        reach(row, turn.entry());
    }

    /** Places the rows one below the other, when all that they hold is known. */
    void place() {
        for (int row = 1; row < downs.length; row++) {
            downs[row] = bottoms[row - 1] + downs[row - 1] + Turns.room(turning[row]) - tops[row];
        }
        for (int row = 0; row < downs.length; row++) {
            int next = row + 1 < downs.length ? turning[row + 1] : 0;
            width = Math.max(width, right(row) + Turns.beside(next));
        }
    }

    /** The right end of a row's last column, as it is placed. */
    private double right(int row) {
        int last = (row + 1 < firsts.length ? firsts[row + 1] : columns.size()) - 1;
        return columns.get(last).right() + shift(row).x();
    }

    /** What takes a point of the unwrapped drawing to its row. */
    Point shift(int row) {
        if (row == 0) {
            return new Point(0, 0);
        }
        double left = LEAD_IN + Turns.beside(turning[row]);
        return new Point(left - columns.get(firsts[row]).left(), downs[row]);
    }

    /** Where wires enter a row, in the unwrapped drawing. */
    double entry(int row) {
        return columns.get(firsts[row]).left() - LEAD_IN;
    }

    /** The corners of the way from the row before to a row, as placed: what is right, between and left of the rows. */
    Rect way(int row, Turns.Turn turn) {
        double right = right(row - 1) + turn.right();
        double between = bottoms[row - 1] + downs[row - 1] + turn.drop();
        double left = entry(row) + shift(row).x() - turn.left();
        return new Rect(left, between, right - left, 0);
    }

    Point middle(int row, Turns.Turn turn) {
        return way(row, turn).center();
    }

    double width() {
        return width;
    }

    double top() {
        return tops[0];
    }

    double bottom() {
        int last = downs.length - 1;
        return bottoms[last] + downs[last];
    }
}
