package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels for many numbers have the bits of those for one, whatever stands beside a number. */
class OpRowsTest {
    private static final double[] EDGES = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0.0625, // halfway between two centres of tanh
        -0.0625,
        0.1875,
        19.0625,
        -19.0625,
        Math.nextDown(19.0625),
        Math.nextUp(-19.0625),
        700,
        -700,
        Math.nextDown(700.0),
        Math.nextUp(-700.0),
        -745.2,
        709.7
    };

    static Stream<Op> opsWithRows() {
        return Arrays.stream(Op.values())
                .filter(op -> op.arity() == Arity.UNARY && op.valueRow(new double[1], 0, new double[1], 0, 1));
    }

    @ParameterizedTest
    @MethodSource("opsWithRows")
    void rows_have_the_bits_of_single_values(Op op) {
        Random random = new Random(5);
        for (int n : new int[] {1, 16, 127, 128, 129, 300}) {
            double[] numbers = new double[2 * n + 1]; // the values stand behind the operands
            for (int i = 0; i < n; i++) {
                numbers[i] = random.nextInt(8) == 0
                        ? EDGES[random.nextInt(EDGES.length)]
                        : random.nextGaussian() * (i % 2 == 0 ? 1 : 300);
            }
            op.valueRow(numbers, 0, numbers, n + 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(Double.doubleToLongBits(numbers[n + 1 + i]))
                        .as("%s(%s), %d of %d", op, numbers[i], i, n)
                        .isEqualTo(Double.doubleToLongBits(op.value(numbers[i])));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("opsWithRows")
    void rows_of_nothing_but_edges_have_the_bits_of_single_values(Op op) {
        double[] values = new double[EDGES.length];
        op.valueRow(EDGES, 0, values, 0, EDGES.length);
        assertThat(values).containsExactly(Arrays.stream(EDGES).map(op::value).toArray());
    }
}
