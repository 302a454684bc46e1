package io.gradstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldOutTest {
    @ParameterizedTest
    @CsvSource({
        "2, 0.5, 1",
        "3, 0.001, 1",
        "3, 0.999, 2",
        "10, 0.2, 2",
        "999, 0.3, 300",
        "1000, 0.2, 200",
        "5000, 0.137, 685",
        "5000, 0.9, 4500"
    })
    void the_share_is_exact_and_numbers_count_what_is_held_out(int rows, double share, int held) {
        HoldOut choice = new HoldOut(rows, share, 42);
        int before = 0;
        for (int row = 0; row < rows; row++) {
            assertThat(choice.before(row)).isEqualTo(before);
            before += choice.holds(row) ? 1 : 0;
        }
        assertThat(choice.before(rows)).isEqualTo(before).isEqualTo(choice.count());
        assertThat(before).isEqualTo(held);
    }

    /** Of each five rows one is held out, now this, now that. */
    @Test
    void rows_are_held_out_evenly_but_not_regularly() {
        HoldOut choice = new HoldOut(100_000, 0.2, 7);
        int[] places = new int[5];
        for (int five = 0; five < 20_000; five++) {
            assertThat(choice.before(5L * five)).isEqualTo(five);
            for (int i = 0; i < 5; i++) {
                places[i] += choice.holds(5L * five + i) ? 1 : 0;
            }
        }
        // Four standard deviations of a binomial distribution: sqrt(20000 · 0.2 · 0.8) is 56.6.
        for (int count : places) {
            assertThat(count).isBetween(4000 - 226, 4000 + 226);
        }
    }

    @Test
    void a_table_larger_than_an_int_can_count_is_split_too() {
        long rows = 1_000_000_000_000L;
        HoldOut choice = new HoldOut(rows, 0.1, 1);
        assertThat(choice.count()).isEqualTo(rows / 10);
        assertThat(choice.before(rows - 1000)).isEqualTo(rows / 10 - 100);
    }

    @Test
    void shares_outside_and_single_rows_are_refused() {
        assertThatThrownBy(() -> new HoldOut(10, 1, 0)).hasMessageContaining("more than 0 and less than 1, not 1.0");
        assertThatThrownBy(() -> new HoldOut(1, 0.5, 0)).hasMessage("one sample cannot be split in two parts");
        HoldOut choice = new HoldOut(10, 0.5, 0);
        assertThatThrownBy(() -> choice.holds(10)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
