package io.gradstep.demos.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "3.0, 3",
        "-12.0, -12",
        "-0.0, 0",
        "0.7310585786300049, 0.7310585786",
        "0.30000000000000004, 0.3",
        "6.8813735870195432, 6.881373587",
        "-0.19661193324148185, -0.1966119332",
        "123456789012, 123456789012",
        "1e15, 1e15",
        "12345678901.5, 1.23456789e10",
        "0.00001, 0.00001",
        "0.000001, 1e-6",
        "-1.5e-300, -1.5e-300",
        "9999999999.99, 1e10",
        "1.7976931348623157e308, 1.797693135e308",
        "4.9e-324, 4.940656458e-324",
        "NaN, NaN",
        "-Infinity, -Infinity",
    })
    void ten_digits_without_noise(double number, String shown) {
        assertThat(ShownNumbers.format(number)).isEqualTo(shown);
    }
}
