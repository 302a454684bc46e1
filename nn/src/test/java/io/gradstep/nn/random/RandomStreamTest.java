package io.gradstep.nn.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    /** The test numbers for SplitMix64 that Rosetta Code publishes, seed 1234567. */
    @Test
    void numbers_are_those_of_splitmix64() {
        RandomStream random = new RandomStream(1234567);
        for (String expected : new String[] {
            "6457827717110365317",
            "3203168211198807973",
            "9817491932198370423",
            "4593380528125082431",
            "16408922859458223821"
        }) {
            assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo(expected);
        }
    }

    @Test
    void normal_numbers_have_mean_0_and_variance_1() {
        RandomStream random = new RandomStream(5);
        double sum = 0;
        double squares = 0;
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            double x = random.gaussian();
            sum += x;
            squares += x * x;
        }
        // Five standard errors: 1/√n for the mean, √(2/n) for the variance.
        assertThat(sum / n).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(squares / n).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
    }

    @Test
    void permutations_hold_every_index_once_and_differ_by_stream() {
        int[] order = new RandomStream(1, 0).permutation(100);
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            assertThat(sorted[i]).isEqualTo(i);
        }
        assertThat(order).isNotEqualTo(new RandomStream(1, 1).permutation(100));
        assertThat(order).isNotEqualTo(new RandomStream(2, 0).permutation(100));
        assertThat(order).isEqualTo(new RandomStream(1, 0).permutation(100));
    }

    /** Every order of three equally often: χ² with 5 degrees of freedom stays below 25.7 but once in 10,000. */
    @Test
    void permutations_are_equally_likely() {
        int[] counts = new int[27];
        int n = 60_000;
        for (int stream = 0; stream < n; stream++) {
            int[] order = new RandomStream(3, stream).permutation(3);
            counts[9 * order[0] + 3 * order[1] + order[2]]++;
        }
        double chiSquare = 0;
        int orders = 0;
        for (int count : counts) {
            if (count > 0) {
                orders++;
                chiSquare += (count - n / 6.0) * (count - n / 6.0) / (n / 6.0);
            }
        }
        assertThat(orders).isEqualTo(6);
        assertThat(chiSquare).isLessThan(25.7);
    }
}
