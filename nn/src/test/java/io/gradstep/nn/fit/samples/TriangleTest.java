package io.gradstep.nn.fit.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TriangleTest {
    /** The triangle has the same products of columns as the matrix. */
    @Test
    void triangle_keeps_lengths_and_angles_of_the_columns() {
        SplittableRandom random = new SplittableRandom(11);
        double[][] matrix = new double[23][4];
        for (double[] row : matrix) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextDouble(-1, 1);
            }
        }
        double[][] products = products(matrix, 4);

        Triangle triangle = new Triangle(4);
        Triangle other = new Triangle(4);
        for (int i = 0; i < matrix.length; i += 5) {
            int count = Math.min(5, matrix.length - i);
            double[][] block = new double[5][];
            System.arraycopy(matrix, i, block, 0, count);
            (i < 12 ? triangle : other).add(block, count);
        }
        triangle.add(other);

        double[][] own = products(triangle.leading(4), 4);
        for (int i = 0; i < own.length; i++) {
            assertThat(own[i]).containsExactly(products[i], within(1e-13));
        }
        assertThat(triangle.get(2, 1)).isZero();
    }

    /** Squares of such numbers are no normal doubles, or none at all. */
    @Test
    void tails_near_the_least_double_leave_other_columns_alone() {
        for (double tail : new double[] {1e-150, 1e-161, 1e-200, 1e-310, 4.9e-324, 1e200}) {
            Triangle triangle = new Triangle(2);
            triangle.add(new double[][] {{tail, 3}, {2 * tail, 4}, {tail / 3, 12}}, 3);

            double length = Math.hypot(triangle.get(0, 1), triangle.get(1, 1));
            assertThat(length).as("with a tail of %s", tail).isEqualTo(13, within(1e-12));
        }
    }

    /** Derivatives of bells far apart, whose tails fall through all numbers down to 0. */
    @Test
    void tails_of_bells_keep_lengths_and_angles_and_leave_no_subnormal_number() {
        double[][] matrix = new double[400][4];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < 3; j++) {
                matrix[i][j] = StrictMath.exp(-StrictMath.pow(0.25 * i - 26.85 * (j + 0.5), 2) / 2);
            }
            matrix[i][3] = 1 - 0.01 * i;
        }
        double[][] products = products(matrix, 4);
        Triangle triangle = new Triangle(4);
        for (int i = 0; i < matrix.length; i += 100) {
            triangle.add(Arrays.copyOfRange(matrix, i, i + 100), 100);
        }

        double[][] own = products(triangle.leading(4), 4);
        for (int i = 0; i < own.length; i++) {
            for (int j = 0; j < own.length; j++) {
                double lengths = Math.sqrt(products[i][i] * products[j][j]);
                assertThat(own[i][j]).isEqualTo(products[i][j], within(1e-14 * lengths));
                double size = Math.abs(triangle.get(i, j));
                assertThat(size == 0 || size >= Double.MIN_NORMAL)
                        .as("%s is normal", size)
                        .isTrue();
            }
        }
    }

    @Test
    void what_is_no_number_is_seen() {
        Triangle triangle = new Triangle(2);
        triangle.add(new double[][] {{1, 3}, {Double.NaN, 4}}, 2);

        assertThat(triangle.get(1, 1)).isNaN();
    }

    private static double[][] products(double[][] rows, int columns) {
        double[][] products = new double[columns][columns];
        for (double[] row : rows) {
            for (int i = 0; i < columns; i++) {
                for (int j = 0; j < columns; j++) {
                    products[i][j] += row[i] * row[j];
                }
            }
        }
        return products;
    }
}
