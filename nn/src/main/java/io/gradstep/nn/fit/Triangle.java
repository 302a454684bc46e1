package io.gradstep.nn.fit;

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
final class Triangle {
    /** Smaller derivatives, as in the far tail of a bell curve, count as 0: subnormal doubles lose digits. */
    private static final double NEGLIGIBLE = 1e-280;

    private final int columnCount;
    private final double[][] rows;

    /** Work space: the multiple that a reflection adds to each column. */
    private final double[] pull;

    Triangle(int columnCount) {
        this.columnCount = columnCount;
        this.rows = new double[columnCount][columnCount];
        this.pull = new double[columnCount];
    }

    double get(int row, int column) {
        return rows[row][column];
    }

    /**
     * Adds rows, which are overwritten.
     *
     * @param block the rows
     * @param count the number of rows
     */
    void add(double[][] block, int count) {
        for (int k = 0; k < columnCount; k++) {
            reflect(block, count, k);
        }
    }

    /** Adds the rows of another triangle, which is overwritten. */
    void add(Triangle other) {
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
    double[][] leading(int size) {
        double[][] leading = new double[size][];
        for (int i = 0; i < size; i++) {
            leading[i] = Arrays.copyOf(rows[i], size);
        }
        return leading;
    }
}
