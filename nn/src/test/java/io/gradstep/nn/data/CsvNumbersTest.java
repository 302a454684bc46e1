package io.gradstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
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

    /** Where a digit more or less decides, and where the even neighbour is the nearest. */
    @Test
    void numbers_half_way_between_doubles_and_beside_it_are_rounded_to_the_nearest() {
        SplittableRandom random = new SplittableRandom(23);
        int few = 0;
        for (int i = 0; i < 20_000; i++) {
            double number = Math.scalb(1 + random.nextDouble(), random.nextInt(-10, 63));
            number = i % 2 == 0 ? number : (float) number;
            BigDecimal half = new BigDecimal(number)
                    .add(new BigDecimal(Math.ulp(number)).divide(BigDecimal.valueOf(2)))
                    .stripTrailingZeros();
            few += half.precision() <= 19 ? 1 : 0;
            MathContext digits = new MathContext(Math.min(19, half.precision()));
            BigDecimal near = half.round(digits);
            for (BigDecimal beside : List.of(near, near.add(near.ulp()), near.subtract(near.ulp()))) {
                String text = i % 3 == 0 ? beside.toString() : beside.toPlainString();
                assertThat(CsvNumbers.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
            }
        }
        assertThat(few).as("exactly half-way").isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                "1.2.3",
                "--1",
                "1-",
                "1,5",
                "1 000",
                "0x1",
                "1d",
                "Infinity",
                "1e999",
                "1e",
                "1e+",
                "e5",
                "1e5.0",
                "1e99999"
            })
    void other_texts_are_no_numbers(String text) {
        assertThat(CsvNumbers.parse(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" 1.5 ", "1.5", "+1.5", "01.50", "15e-1", "15E-01", "0.00015e+4", "1.500000000000000000000"})
    void a_number_may_be_written_in_many_ways(String text) {
        assertThat(CsvNumbers.parse(text)).isEqualTo(1.5);
    }
}
