package io.gradstep.viz.chart;

import io.gradstep.viz.svg.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines on which numbers on a grid cross a level, by marching squares.
 *
 * <p>Each line is closed and goes round the numbers that are at the level or above, along the grid's edge where they
 * reach it. Coordinates count grid steps. NaN counts as below. Linear in the size of the grid.
 */
final class Contour {
    private static final int NONE = -1;
    private static final int SIDES = 4;

    private final double[][] field;
    private final double level;
    private final int columnCount;
    private final int rowCount;

    // The grid with a ring of nodes below the level round it, so that every line is closed. A link of two neighbouring
    // nodes is numbered by the upper left of them, twice: 2n is the link to the right, 2n + 1 the one downwards.
    private final int width;
    private final int[] next;

    private Contour(double[][] field, double level) {
        this.field = field;
        this.level = level;
        this.rowCount = field.length;
        this.columnCount = field[0].length;
        this.width = columnCount + 2;
        this.next = new int[2 * width * (rowCount + 2)];
        Arrays.fill(next, NONE);
    }

    /**
     * Returns the lines of a field.
     *
     * @param field rows from top to bottom, each with as many numbers from left to right
     */
    static List<List<Point>> of(double[][] field, double level) {
        Contour contour = new Contour(field, level);
        for (int row = 0; row <= contour.rowCount; row++) {
            for (int column = 0; column <= contour.columnCount; column++) {
                contour.march(row, column);
            }
        }
        return contour.lines();
    }

    /** Links the places where lines cross the sides of the square below and right of a node. */
    private void march(int row, int column) {
        int node = row * width + column;
        int[] links = {2 * node, 2 * (node + 1) + 1, 2 * (node + width), 2 * node + 1};
        boolean[] inside = {
            isInside(row, column), isInside(row, column + 1), isInside(row + 1, column + 1), isInside(row + 1, column)
        };
        boolean saddle = inside[0] == inside[2] && inside[1] == inside[3] && inside[0] != inside[1];
        boolean bridged = saddle && average(row, column) >= level;
        for (int side = 0; side < SIDES; side++) {
            if (inside[side] && !inside[(side + 1) % SIDES]) {
                // Clockwise, the inside is left here; it is entered again at the next side that leads into it, or, on
                // a saddle without a bridge, was entered just before.
                int entry = bridged || !saddle ? entryAfter(inside, side) : (side + SIDES - 1) % SIDES;
                next[links[side]] = links[entry];
            }
        }
    }

    private static int entryAfter(boolean[] inside, int exit) {
        int side = (exit + 1) % SIDES;
        while (inside[side] || !inside[(side + 1) % SIDES]) {
            side = (side + 1) % SIDES;
        }
        return side;
    }

    private boolean isInside(int row, int column) {
        return isOnGrid(row, column) && field[row - 1][column - 1] >= level;
    }

    private boolean isOnGrid(int row, int column) {
        return row >= 1 && row <= rowCount && column >= 1 && column <= columnCount;
    }

    /** In the middle of a saddle, all of whose corners are on the grid: a square at the edge has none. */
    private double average(int row, int column) {
        return (field[row - 1][column - 1] + field[row - 1][column] + field[row][column - 1] + field[row][column]) / 4;
    }

    private List<List<Point>> lines() {
        List<List<Point>> lines = new ArrayList<>();
        for (int link = 0; link < next.length; link++) {
            if (next[link] != NONE) {
                lines.add(line(link));
            }
        }
        return lines;
    }

    private List<Point> line(int first) {
        List<Point> line = new ArrayList<>();
        int link = first;
        while (next[link] != NONE) {
            line.add(crossing(link));
            int following = next[link];
            next[link] = NONE;
            link = following;
        }
        return line;
    }

    private Point crossing(int link) {
        int node = link / 2;
        int row = node / width;
        int column = node % width;
        boolean down = link % 2 == 1;
        double part = part(row, column, down ? row + 1 : row, down ? column : column + 1);
        return new Point(column - 1 + (down ? 0 : part), row - 1 + (down ? part : 0));
    }

    /** The fraction of the way from one node to its neighbour at which the level is crossed. */
    private double part(int row, int column, int toRow, int toColumn) {
        if (!isOnGrid(row, column)) {
            return 1;
        }
        if (!isOnGrid(toRow, toColumn)) {
            return 0;
        }
        double from = field[row - 1][column - 1];
        double to = field[toRow - 1][toColumn - 1];
        double part = (level - from) / (to - from);
        return part >= 0 && part <= 1 ? part : 0.5;
    }
}
