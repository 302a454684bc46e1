package io.gradstep.demos.fit;

import java.util.Arrays;

/**
 * The upper triangle R that an orthogonal transformation makes of a matrix with many rows, which need not be there at the
 * same time: rows are taken in, block by block.
 *
 * <p>R has the columns' lengths and angles, so that least squares on it are those on the whole matrix, without the loss of
 * half the digits that products of the columns would bring. Taking in n rows of c columns takes 2nc² operations. Method:
 * Golub and Van Loan, Matrix Computations, 5.2 (Householder reflections; the triangle above a block is left as it is
 * where it is zero).
 */
final class Triangle {
    /** A derivative that is less, as in the far tail of a bell, counts as 0: near the least double, digits get lost. */
    private static final double NEGLIGIBLE = 1e-280;

    private final int columnCount;
    private final double[][] rows;

    /** Work space: what a reflection adds to each column. */
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
     * Takes in rows, which are overwritten.
     *
     * @param block rows with a number for each column
     * @param count how many of them
     */
    void add(double[][] block, int count) {
        for (int k = 0; k < columnCount; k++) {
            reflect(block, count, k);
        }
    }

    /** Takes in what another triangle stands for; it is overwritten. */
    void add(Triangle other) {
        add(other.rows, columnCount);
    }

    /** Turns the k-th column below the diagonal to zero. */
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

    /** The length of a column from the diagonal down; relative to its largest number, lest squares under- or overflow. */
    private double length(double[][] block, int count, int k, double largest) {
        double corner = rows[k][k] / largest;
        double squares = corner * corner;
        for (int i = 0; i < count; i++) {
            double part = block[i][k] / largest;
            squares += part * part;
        }
        return largest * Math.sqrt(squares);
    }

    /** A loop of its own, which the JVM turns into vector instructions. */
    private static void addMultiple(double[] sum, double[] row, double factor, int from) {
        for (int j = from; j < sum.length; j++) {
            sum[j] += factor * row[j];
        }
    }

    /** The first columns and rows, as a matrix of their own. */
    double[][] leading(int size) {
        double[][] leading = new double[size][];
        for (int i = 0; i < size; i++) {
            leading[i] = Arrays.copyOf(rows[i], size);
        }
        return leading;
    }
}
