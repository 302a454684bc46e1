package io.gradstep.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.000, 0",
        "12.500, 12.5",
        "-0.001, -0.001",
        "0.00099, 9.9e-4",
        "99999, 99999",
        "100000, 1e5",
        "-123456, -1.23456e5",
        "1E+22, 1e22",
        "4.9E-324, 4.9e-324"
    })
    void plain_from_thousandths_to_ten_thousands_and_with_a_power_beyond(BigDecimal number, String text) {
        assertThat(Decimals.written(number, -3, 4)).isEqualTo(text);
    }

    /** 0.15 is 0.1499999999999999944… in binary. */
    @Test
    void rounding_sees_the_binary_value() {
        assertThat(Decimals.rounded(0.15, new MathContext(1))).isEqualTo(0.1);
        assertThat(Decimals.rounded(0.75, new MathContext(1))).isEqualTo(0.8);
    }
}
