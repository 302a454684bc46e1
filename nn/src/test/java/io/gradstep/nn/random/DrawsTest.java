package io.gradstep.nn.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Op;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {
    /** The generator as the documentation of java.util.Random defines it, on the engine's logarithm. */
    private static final class Reference {
        private long state;

        Reference(long seed) {
            state = (seed ^ 0x5DEECE66DL) & ((1L << 48) - 1);
        }

        int next(int bits) {
            state = (state * 0x5DEECE66DL + 0xBL) & ((1L << 48) - 1);
            return (int) (state >>> (48 - bits));
        }

        double nextDouble() {
            long high = (long) next(26) << 27;
            return (high + next(27)) * 0x1p-53;
        }

        int below(int bound) {
            if (Integer.bitCount(bound) == 1) {
                return (int) ((bound * (long) next(31)) >> 31);
            }
            while (true) {
                int bits = next(31);
                if (bits - bits % bound + (bound - 1) >= 0) {
                    return bits % bound;
                }
            }
        }

        /** Two numbers at a time, by the polar method of Box, Muller and Marsaglia. */
        double[] gaussians() {
            while (true) {
                double a = 2 * nextDouble() - 1;
                double b = 2 * nextDouble() - 1;
                double square = a * a + b * b;
                if (square < 1 && square != 0) {
                    double factor = StrictMath.sqrt(-2 * Op.LOG.value(square) / square);
                    return new double[] {a * factor, b * factor};
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -7, Long.MAX_VALUE})
    void random_numbers_follow_the_published_algorithm_bit_by_bit(long seed) {
        Draws draws = new Draws(seed);
        Reference reference = new Reference(seed);

        for (int k = 0; k < 1000; k++) {
            double[] gaussians = reference.gaussians();
            assertThat(draws.normal(0.5)).isEqualTo(0.5 * gaussians[0]);
            assertThat(draws.normal(1)).isEqualTo(gaussians[1]);
            assertThat(draws.uniform(-1, 2)).isEqualTo(-1 + 3 * reference.nextDouble());
            assertThat(draws.below(k + 1)).isEqualTo(reference.below(k + 1));
        }
    }

    @Test
    void every_order_of_three_is_equally_likely() {
        int[] counts = new int[1000];
        Draws draws = new Draws(11);
        int trials = 6000;
        for (int k = 0; k < trials; k++) {
            int[] order = draws.permutation(3);
            counts[100 * order[0] + 10 * order[1] + order[2]]++;
        }

        // 1000 expected of each, with a standard deviation of 29: five of them are a chance of one in a million.
        for (int order : new int[] {12, 21, 102, 120, 201, 210}) {
            assertThat(counts[order]).as("order %03d of seed 11", order).isBetween(855, 1145);
        }
    }
}
