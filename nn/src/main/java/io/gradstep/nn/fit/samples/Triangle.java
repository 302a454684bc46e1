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

    // Small numbers, as in the far tail of a bell curve, count as 0, so that hardly any product is subnormal: those
    // lose digits, and processors take a hundred times as long for them. None can reach the digits of the triangle,
    // whose columns have lengths between 2⁻¹⁰⁰ and 2¹⁰⁰ in the units of a search.

    /** The smallest number of a row; its product with the least factor is normal. */
    private static final double LEAST = 0x1p-880;

    /** The smallest number of the column to reduce, in proportion to its length. */
    private static final double LEAST_FACTOR = 0x1p-128;

    /** The smallest pull; its product with the least factor is no smaller than the smallest number of a row. */
    private static final double LEAST_PULL = LEAST / LEAST_FACTOR;

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
        for (int i = 0; i < count; i++) {
            drop(block[i]);
        }
        double[][] fours = Arrays.copyOf(block, (count + 3) / 4 * 4);
        for (int i = count; i < fours.length; i++) {
            fours[i] = new double[columnCount]; // rows of 0 change nothing
        }
        double[] column = new double[fours.length];
        double[] parts = new double[fours.length];
        for (int k = 0; k < columnCount; k++) {
            reflect(fours, k, column, parts);
        }
    }

    /** Adds the rows of another triangle, which is overwritten. */
    public void add(Triangle other) {
        add(other.rows, columnCount);
    }

    private static void drop(double[] row) {
        for (int j = 0; j < row.length; j++) {
            row[j] = Math.abs(row[j]) < LEAST ? 0 : row[j];
        }
    }

    /** Reduces the k-th column below the diagonal to zero. */
    private void reflect(double[][] block, int k, double[] column, double[] parts) {
        for (int i = 0; i < column.length; i++) {
            column[i] = block[i][k];
        }
        double below = largest(column);
        if (below == 0) {
            return;
        }
        double[] row = rows[k];
        double corner = row[k];
        double length = length(corner, column, Math.max(below, Math.abs(corner)), parts);
        double target = corner > 0 ? -length : length;
        double first = corner - target;
        double scale = -first / target;
        row[k] = target;
        if (k + 1 == columnCount) {
            return; // loops that are never empty keep the JVM from compiling them again
        }
        double least = LEAST_FACTOR * Math.abs(first);
        for (int i = 0; i < column.length; i++) {
            column[i] = Math.abs(column[i]) < least ? 0 : column[i] / first;
        }
        System.arraycopy(row, k + 1, pull, k + 1, columnCount - k - 1);
        gather(block, k + 1, column);
        for (int j = k + 1; j < columnCount; j++) {
            double part = pull[j] * -scale;
            pull[j] = Math.abs(part) < LEAST_PULL ? 0 : part;
            row[j] += pull[j];
        }
        spread(block, k + 1, column);
    }

    /** Returns the largest absolute value; NaN, whose bits are larger than those of any number, if there is one. */
    private static double largest(double[] column) {
        long bits = 0;
        for (double number : column) {
            bits = Math.max(bits, Double.doubleToRawLongBits(number) & Long.MAX_VALUE);
        }
        return Double.longBitsToDouble(bits);
    }

    /**
     * Returns the length of a column from the diagonal down, relative to its largest number so that no square
     * overflows.
     */
    private static double length(double diagonal, double[] column, double largest, double[] parts) {
        for (int i = 0; i < parts.length; i++) {
            parts[i] = column[i] / largest;
        }
        double corner = diagonal / largest;
        double squares = corner * corner;
        for (double part : parts) {
            squares += part * part;
        }
        return largest * Math.sqrt(squares);
    }

    /** Adds a multiple of each row of a block to the pull, in order. */
    private void gather(double[][] block, int from, double[] factors) {
        for (int i = 0; i < factors.length; i += 4) {
            addFour(
                    pull,
                    block[i],
                    factors[i],
                    block[i + 1],
                    factors[i + 1],
                    block[i + 2],
                    factors[i + 2],
                    block[i + 3],
                    factors[i + 3],
                    from);
        }
    }

    /** Adds a multiple of the pull to each row of a block. */
    private void spread(double[][] block, int from, double[] factors) {
        for (int i = 0; i < factors.length; i += 4) {
            addToFour(
                    block[i],
                    factors[i],
                    block[i + 1],
                    factors[i + 1],
                    block[i + 2],
                    factors[i + 2],
                    block[i + 3],
                    factors[i + 3],
                    pull,
                    from);
        }
    }

    // Separate loops, which the JVM vectorises; four rows at a time load and store the common one once.

    private static void addFour(
            double[] sum,
            double[] a,
            double fa,
            double[] b,
            double fb,
            double[] c,
            double fc,
            double[] d,
            double fd,
            int from) {
        for (int j = from; j < sum.length; j++) {
            sum[j] = sum[j] + fa * a[j] + fb * b[j] + fc * c[j] + fd * d[j];
        }
    }

    private static void addToFour(
            double[] a,
            double fa,
            double[] b,
            double fb,
            double[] c,
            double fc,
            double[] d,
            double fd,
            double[] row,
            int from) {
        for (int j = from; j < row.length; j++) {
            double number = row[j];
            a[j] += fa * number;
            b[j] += fb * number;
            c[j] += fc * number;
            d[j] += fd * number;
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
