package io.gradstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvNumbersTest {
    @Test
    void numbers_of_any_length_are_the_nearest_doubles() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
            int digits = random.nextInt(1, 20);
            int point = random.nextInt(-1, digits + 1);
            for (int k = 0; k < digits; k++) {
                text.append(k == point ? "." : "").append(random.nextInt(10));
            }
            text.append(random.nextInt(4) == 0 ? "e" + random.nextInt(-30, 30) : "");

            assertThat(CsvNumbers.parse(text.toString()))
                    .as("%s, seed %d", text, seed)
                    .isEqualTo(Double.parseDouble(text.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "-.", "1.2.3", "--1", "1-", "1,5", "1 000", "0x1", "1d", "Infinity", "1e999"})
    void other_texts_are_no_numbers(String text) {
        assertThat(CsvNumbers.parse(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {" 1.5 ", "1.5", "+1.5", "01.50", "15e-1", "1.500000000000000000000"})
    void a_number_may_be_written_in_many_ways(String text) {
        assertThat(CsvNumbers.parse(text)).isEqualTo(1.5);
    }
}
