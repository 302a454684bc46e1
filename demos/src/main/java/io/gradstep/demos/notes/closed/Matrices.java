package io.gradstep.demos.notes.closed;

import java.util.function.DoubleUnaryOperator;

/**
 * The matrix operations of the notes, each one a loop.
 *
 * <p>Mismatched shapes are rejected, so that a missing transpose cannot go unnoticed. Results are new arrays.
 */
public final class Matrices {
    private Matrices() {}

    /**
     * {@return a row vector, a matrix of one row}
     *
     * @param entries its entries
     */
    public static double[][] row(double... entries) {
        return new double[][] {entries.clone()};
    }

    /**
     * {@return a column vector, a matrix of one column}
     *
     * @param entries its entries
     */
    public static double[][] column(double... entries) {
        return transpose(row(entries));
    }

    /**
     * {@return one column of a matrix, as a column vector}
     *
     * @param a a matrix
     * @param j which column, from 0
     */
    public static double[][] columnOf(double[][] a, int j) {
        double[][] column = new double[a.length][1];
        for (int i = 0; i < a.length; i++) {
            column[i][0] = a[i][j];
        }
        return column;
    }

    /**
     * {@return the matrix product: out<sub>ik</sub> = Σ<sub>j</sub> a<sub>ij</sub>b<sub>jk</sub>}
     *
     * @param a the left factor
     * @param b the right factor, with as many rows as a has columns
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static double[][] times(double[][] a, double[][] b) {
        require(a[0].length == b.length, "multiplied by", a, b);
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b[0].length; k++) {
                for (int j = 0; j < b.length; j++) {
                    product[i][k] += a[i][j] * b[j][k];
                }
            }
        }
        return product;
    }

    /**
     * {@return the transpose: rows become columns}
     *
     * @param a a matrix
     */
    public static double[][] transpose(double[][] a) {
        double[][] transpose = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                transpose[j][i] = a[i][j];
            }
        }
        return transpose;
    }

    /**
     * {@return a ⊙ b: entry times entry}
     *
     * @param a a matrix
     * @param b a matrix of the same shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public static double[][] hadamard(double[][] a, double[][] b) {
        require(a.length == b.length && a[0].length == b[0].length, "multiplied element by element by", a, b);
        double[][] product = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                product[i][j] = a[i][j] * b[i][j];
            }
        }
        return product;
    }

    /**
     * {@return a + b}
     *
     * @param a a matrix
     * @param b a matrix of the same shape
     * @throws IllegalArgumentException if the shapes differ
     */
    public static double[][] plus(double[][] a, double[][] b) {
        require(a.length == b.length && a[0].length == b[0].length, "added to", a, b);
        double[][] sum = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                sum[i][j] = a[i][j] + b[i][j];
            }
        }
        return sum;
    }

    /**
     * {@return s · a for a number s}
     *
     * @param s the factor
     * @param a a matrix
     */
    public static double[][] scale(double s, double[][] a) {
        return map(a, entry -> s * entry);
    }

    /**
     * {@return the matrix with a function applied to each entry}
     *
     * @param a a matrix
     * @param function what to apply
     */
    public static double[][] map(double[][] a, DoubleUnaryOperator function) {
        double[][] image = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                image[i][j] = function.applyAsDouble(a[i][j]);
            }
        }
        return image;
    }

    /**
     * {@return the diagonal matrix of a vector, a square matrix with the vector's entries on its diagonal}
     *
     * @param vector a matrix of one column
     * @throws IllegalArgumentException if the vector has more than one column
     */
    public static double[][] diagonal(double[][] vector) {
        if (vector[0].length != 1) {
            throw new IllegalArgumentException("a diagonal needs a column vector, not " + shape(vector));
        }
        double[][] diagonal = new double[vector.length][vector.length];
        for (int i = 0; i < vector.length; i++) {
            diagonal[i][i] = vector[i][0];
        }
        return diagonal;
    }

    /**
     * {@return the matrix E<sub>ij</sub>: full of zeros with a 1 at one place}
     *
     * @param rowCount the number of rows
     * @param columnCount the number of columns
     * @param i the row of the 1, from 0
     * @param j the column of the 1, from 0
     */
    public static double[][] unit(int rowCount, int columnCount, int i, int j) {
        double[][] unit = new double[rowCount][columnCount];
        unit[i][j] = 1;
        return unit;
    }

    /**
     * {@return a column vector with a number put before its first entry, a matrix of one column and one row more}
     *
     * @param entry the new first entry
     * @param vector a matrix of one column
     */
    public static double[][] prepend(double entry, double[][] vector) {
        double[][] longer = new double[vector.length + 1][];
        longer[0] = new double[] {entry};
        for (int i = 0; i < vector.length; i++) {
            longer[i + 1] = vector[i].clone();
        }
        return longer;
    }

    /**
     * {@return a column vector with a number put after its last entry, a matrix of one column and one row more}
     *
     * @param vector a matrix of one column
     * @param entry the new last entry
     */
    public static double[][] append(double[][] vector, double entry) {
        double[][] longer = new double[vector.length + 1][];
        for (int i = 0; i < vector.length; i++) {
            longer[i] = vector[i].clone();
        }
        longer[vector.length] = new double[] {entry};
        return longer;
    }

    /**
     * {@return a matrix without its first row}
     *
     * @param a a matrix of two rows or more
     */
    public static double[][] withoutFirstRow(double[][] a) {
        double[][] rest = new double[a.length - 1][];
        for (int i = 1; i < a.length; i++) {
            rest[i - 1] = a[i].clone();
        }
        return rest;
    }

    /**
     * {@return two matrices side by side: [a | b]}
     *
     * @param a the left columns
     * @param b the right columns, with as many rows
     * @throws IllegalArgumentException if the numbers of rows differ
     */
    public static double[][] beside(double[][] a, double[][] b) {
        require(a.length == b.length, "put beside", a, b);
        double[][] wide = new double[a.length][a[0].length + b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                wide[i][j] = a[i][j];
            }
            for (int j = 0; j < b[0].length; j++) {
                wide[i][a[0].length + j] = b[i][j];
            }
        }
        return wide;
    }

    /**
     * {@return a matrix's shape as the handouts print it, rows × columns}
     *
     * @param a a matrix
     */
    public static String shape(double[][] a) {
        return a.length + "×" + a[0].length;
    }

    private static void require(boolean fits, String verb, double[][] a, double[][] b) {
        if (!fits) {
            throw new IllegalArgumentException("%s cannot be %s %s".formatted(shape(a), verb, shape(b)));
        }
    }
}
