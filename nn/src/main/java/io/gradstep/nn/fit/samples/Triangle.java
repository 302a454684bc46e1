package io.gradstep.nn.fit.samples;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The upper triangle R of the QR decomposition of a matrix with many rows, which are added block by block and need not
 * be in memory together.
 *
 * <p>R has the columns' lengths and angles, so a least-squares problem on R has the same solution as on the whole
 * matrix, without losing half the digits as the normal equations would. Adding n rows of c columns takes 2nc²
 * operations. Method: Golub and Van Loan, Matrix Computations, 5.2 (Householder reflections that keep the zeros of the
 * triangle above a block).
 */
public final class Triangle implements Serializable {
    private static final long serialVersionUID = 1;

    /** Smaller derivatives, as in the far tail of a bell curve, count as 0: subnormal doubles lose digits. */
    private static final double NEGLIGIBLE = 1e-280;

    private final int columnCount;
    private final double[][] rows;

    /** Work space: the multiple that a reflection adds to each column. */
    private final double[] pull;

    public Triangle(int columnCount) {
        this.columnCount = columnCount;
        this.rows = new double[columnCount][columnCount];
        this.pull = new double[columnCount];
    }

    public double get(int row, int column) {
        return rows[row][column];
    }

    /**
     * Adds rows, which are overwritten.
     *
     * @param block the rows
     * @param count the number of rows
     */
    public void add(double[][] block, int count) {
        for (int k = 0; k < columnCount; k++) {
            reflect(block, count, k);
        }
    }

    /** Adds the rows of another triangle, which is overwritten. */
    public void add(Triangle other) {
        add(other.rows, columnCount);
    }

    /** Reduces the k-th column below the diagonal to zero. */
    private void reflect(double[][] block, int count, int k) {
        double below = 0;
        for (int i = 0; i < count; i++) {
            below = Math.max(below, Math.abs(block[i][k]));
        }
        if (below < NEGLIGIBLE) {
            return;
        }
        double[] row = rows[k];
        double corner = row[k];
        double length = length(block, count, k, Math.max(below, Math.abs(corner)));
        double target = corner > 0 ? -length : length;
        double first = corner - target;
        double scale = -first / target;
        System.arraycopy(row, k, pull, k, columnCount - k);
        for (int i = 0; i < count; i++) {
            addMultiple(pull, block[i], block[i][k] / first, k + 1);
        }
        for (int j = k + 1; j < columnCount; j++) {
            pull[j] *= -scale;
            row[j] += pull[j];
        }
        row[k] = target;
        for (int i = 0; i < count; i++) {
            addMultiple(block[i], pull, block[i][k] / first, k + 1);
        }
    }

    /**
     * Returns the length of a column from the diagonal down, relative to its largest number so that no square
     * overflows.
     */
    private double length(double[][] block, int count, int k, double largest) {
        double corner = rows[k][k] / largest;
        double squares = corner * corner;
        for (int i = 0; i < count; i++) {
            double part = block[i][k] / largest;
            squares += part * part;
        }
        return largest * Math.sqrt(squares);
    }

    /** Adds a multiple of a row; a separate loop, which the JVM vectorises. */
    private static void addMultiple(double[] sum, double[] row, double factor, int from) {
        for (int j = from; j < sum.length; j++) {
            sum[j] += factor * row[j];
        }
    }

    /** Returns a copy of the first columns and rows. */
    public double[][] leading(int size) {
        double[][] leading = new double[size][];
        for (int i = 0; i < size; i++) {
            leading[i] = Arrays.copyOf(rows[i], size);
        }
        return leading;
    }

    /** Returns the triangle of some columns, in their order. */
    public Triangle select(int[] columns) {
        Triangle selected = new Triangle(columns.length);
        double[][] chosen = new double[columnCount][columns.length];
        for (int i = 0; i < columnCount; i++) {
            for (int j = 0; j < columns.length; j++) {
                chosen[i][j] = rows[i][columns[j]];
            }
        }
        selected.add(chosen, columnCount);
        return selected;
    }

    /** Solves for the combination of all columns but the last that is nearest to the last. */
    public double[] solve() {
        int size = columnCount - 1;
        double[] solution = new double[size];
        for (int i = size - 1; i >= 0; i--) {
            double rest = rows[i][size];
            for (int j = i + 1; j < size; j++) {
                rest -= rows[i][j] * solution[j];
            }
            solution[i] = rest / rows[i][i];
        }
        return solution;
    }

    /** Returns the square of the length that the last column has in the space of the others. */
    public double followed() {
        int size = columnCount - 1;
        double followed = 0;
        for (int i = 0; i < size; i++) {
            followed += rows[i][size] * rows[i][size];
        }
        return followed;
    }

    /** Returns what a combination of the columns leaves of the last, but for its last number. */
    public double[] rest(double[] factors) {
        int size = columnCount - 1;
        double[] rest = new double[size];
        for (int i = 0; i < size; i++) {
            rest[i] = rows[i][size];
            for (int j = i; j < size; j++) {
                rest[i] -= rows[i][j] * factors[j];
            }
        }
        return rest;
    }

    /** Returns the direction of steepest descent of half the squared rest, at a combination of the columns. */
    public double[] descent(double[] factors) {
        double[] rest = rest(factors);
        double[] descent = new double[rest.length];
        for (int j = 0; j < rest.length; j++) {
            for (int i = 0; i <= j; i++) {
                descent[j] += rows[i][j] * rest[i];
            }
        }
        return descent;
    }
}
