package io.gradstep.demos.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    private static List<Integer> epochs(int most, int first, int last) {
        Moments moments = new Moments(most);
        for (int epoch = first; epoch <= last; epoch++) {
            moments.add(epoch, null, new double[] {epoch});
        }
        assertThat(moments.all())
                .allSatisfy(moment -> assertThat(moment.weights).containsExactly(moment.epoch));
        return moments.all().stream().map(moment -> moment.epoch).toList();
    }

    @Test
    void few_epochs_are_all_kept() {
        assertThat(epochs(10, 0, 9))
                .isEqualTo(IntStream.rangeClosed(0, 9).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 80, 81, 1000, 100_000})
    void of_many_the_first_the_last_and_more_early_ones_are_kept(int last) {
        List<Integer> kept = epochs(20, 0, last);

        assertThat(kept).hasSize(Math.min(20, last + 1)).startsWith(0).endsWith(last);
        assertThat(kept).isSorted().doesNotHaveDuplicates();
        if (last >= 80) {
            // Were they even, ten of twenty would be in the first half.
            assertThat(kept).filteredOn(epoch -> epoch <= last / 2).hasSizeGreaterThan(11);
            assertThat(kept).filteredOn(epoch -> epoch <= last / 4).hasSizeGreaterThan(6);
        }
    }

    /** However long it goes on, no hole is four times as large as if the end had been known. */
    @Test
    void there_are_no_holes_whenever_it_ends() {
        for (int last = 30; last <= 3000; last++) {
            List<Integer> kept = epochs(20, 0, last);
            for (int i = 1; i < kept.size(); i++) {
                assertThat(Math.cbrt(kept.get(i)) - Math.cbrt(kept.get(i - 1)))
                        .as("between %d and %d of %d", kept.get(i - 1), kept.get(i), last)
                        .isLessThan(Math.max(1.01, 4 * Math.cbrt(last) / 19));
            }
            if (last > 60) {
                last += 97;
            }
        }
    }

    @Test
    void a_training_that_goes_on_begins_anew() {
        List<Integer> later = epochs(20, 500, 700);
        assertThat(later).startsWith(500).endsWith(700);
        assertThat(later.stream().map(epoch -> epoch - 500)).isEqualTo(epochs(20, 0, 200));
    }

    @Test
    void two_moments_are_the_first_and_the_last() {
        assertThat(epochs(2, 3, 50)).containsExactly(3, 50);
    }
}
