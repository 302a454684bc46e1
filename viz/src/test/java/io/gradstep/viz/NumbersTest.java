package io.gradstep.viz;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-12, −12",
        "0.5, 0.5",
        "0.7310585786300049, 0.7311",
        "-0.19661193324148185, −0.1966",
        "6.8813735870195432, 6.881",
        "100, 100",
        "1234.5, 1235",
        "-1234.4, −1234",
        "65077, 65080",
        "99994, 99990",
        "99995, 1e5",
        "100000, 1e5",
        "-123456, −1.235e5",
        "1e300, 1e300",
        "0.001, 0.001",
        "0.00099996, 0.001",
        "0.00099994, 9.999e−4",
        "-0.000123456, −1.235e−4",
        "1.5e-7, 1.5e−7",
        "4.9e-324, 4.941e−324",
        "1.7976931348623157e308, 1.798e308",
        "NaN, NaN",
        "Infinity, ∞",
        "-Infinity, −∞",
    })
    void formats_four_significant_digits(double number, String expected) {
        assertThat(Numbers.format(number)).isEqualTo(expected);
    }

    /** As JavaScript's toPrecision(4): the double nearest to 1.0005 lies below it, that to 1.0015 above. */
    @Test
    void rounds_the_exact_binary_value() {
        assertThat(Numbers.format(1.0005)).isEqualTo("1");
        assertThat(Numbers.format(1.0015)).isEqualTo("1.002");
        assertThat(Numbers.format(0.00025005)).isEqualTo("2.5e−4");
        assertThat(Numbers.format(-0.0012345)).isEqualTo("−0.001234");
    }

    @Test
    void does_not_depend_on_the_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Numbers.format(-1234.6e-6)).isEqualTo("−0.001235");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void reads_back_within_half_of_the_fourth_digit() {
        for (long seed = 0; seed < 10_000; seed++) {
            double number = Double.longBitsToDouble(new Random(seed).nextLong());
            if (!Double.isFinite(number) || number == 0) {
                continue;
            }
            String text = Numbers.format(number);
            BigDecimal exact = new BigDecimal(number);
            BigDecimal shown = new BigDecimal(text.replace('−', '-'));
            assertThat(shown.subtract(exact).abs())
                    .as("seed %d: %s shown as %s", seed, number, text)
                    .isLessThanOrEqualTo(exact.abs().multiply(new BigDecimal("0.0005")));
        }
    }
}
