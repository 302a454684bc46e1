package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "2, 2",
        "-2, -2",
        "0, 0",
        "-0.0, -0",
        "0.1, 0.1",
        "1000000, 1000000",
        "9999999, 9999999",
        "1e7, 1e7",
        "12345678, 12345678",
        "123456789012, 123456789012",
        "1e15, 1e15",
        "1.5e300, 1.5e300",
        "0.000001, 0.000001",
        "1e-7, 1e-7",
        "-1.25e-9, -1.25e-9",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity",
        // Steele and White (1990) and Gay (1990): the hard cases of shortest printing
        "1.7976931348623157e308, 1.7976931348623157e308",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "4.9e-324, 5e-324",
        "9007199254740992, 9007199254740992",
        "9007199254740993, 9007199254740992",
        "5e-324, 5e-324",
        // JDK-4511638: Java before 19 wrote 2.0E-3 as 0.0020, 2^-44 and 2.82879384806159E17 with a digit too many
        "0.002, 0.002",
        "5.684341886080802e-14, 5.684341886080802e-14",
        "2.82879384806159E17, 282879384806159000",
        "1.387364135037754E18, 1387364135037754000",
        "1e23, 1e23",
        "2e23, 2e23",
        "8.41e21, 8.41e21",
        "9.5367431640625E-7, 9.5367431640625e-7",
    })
    void the_shortest_text_that_reads_back_is_written(double number, String expected) {
        assertThat(Numbers.format(number)).isEqualTo(expected);
    }

    @Test
    void every_text_reads_back_to_the_bit_and_none_is_shorter() {
        long seed = 20240607;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                continue;
            }
            String text = Numbers.format(number);
            assertThat(Double.parseDouble(text))
                    .as("seed %d, number %d", seed, i)
                    .isEqualTo(number);
            int digits = new BigDecimal(text).stripTrailingZeros().precision();
            // No decimal with one digit less lies where it would be read as the same number.
            BigDecimal exact = new BigDecimal(number).abs();
            for (java.math.RoundingMode mode : new java.math.RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
                if (digits > 1) {
                    BigDecimal shorter = exact.round(new MathContext(digits - 1, mode));
                    assertThat(shorter.doubleValue())
                            .as("seed %d, %s", seed, text)
                            .isNotEqualTo(Math.abs(number));
                }
            }
        }
    }
}
