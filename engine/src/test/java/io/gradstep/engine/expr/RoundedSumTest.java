package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundedSumTest {
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);

    private static RoundedSum sum(double total, double... parts) {
        return RoundedSum.of(number -> new BigDecimal(number).round(FOUR_DIGITS), 8, total, parts);
    }

    private static String shown(double total, double... parts) {
        RoundedSum sum = sum(total, parts);
        return Arrays.stream(parts).mapToObj(part -> plain(sum.round(part))).collect(Collectors.joining(" + "))
                + sum.relation()
                + plain(sum.round(total));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Rounded by hand. In the fifth line the fifth place gives 12.34568 + 0.01235 = 12.35802, one too few. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | 3 | 3 + 3 = 6",
                "0.5 | -1.2703 | 0.5 + -1.2703 = -0.7703",
                "0.1 | 0.2 | 0.1 + 0.2 = 0.3",
                "0.00012345678 | 1 | 0.0001235 + 1 = 1.0001235",
                "12.3456789 | 0.01234567 | 12.345679 + 0.012346 = 12.358025",
                "1e16 | 1 | 10000000000000000 + 1 ≈ 10000000000000000",
                "123456 | 123456 | 123456 + 123456 = 246912",
            })
    void a_sum_gets_the_digits_that_it_needs_or_is_said_to_be_rounded(double a, double b, String expected) {
        assertThat(shown(a + b, a, b)).isEqualTo(expected);
    }

    @Test
    void what_is_no_number_is_left_alone() {
        assertThat(sum(Double.NaN, 1, Double.NaN).relation()).isEqualTo(" = ");
        assertThat(sum(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 1.23456)
                        .relation())
                .isEqualTo(" = ");
    }

    @Test
    void where_the_sign_is_equals_the_shown_numbers_add_up() {
        int exact = 0;
        for (long seed = 1; seed <= 2000; seed++) {
            Random random = new Random(seed);
            double[] parts = random.doubles(2 + random.nextInt(3), -3, 3)
                    .map(part -> part * Math.pow(10, random.nextInt(-3, 3)))
                    .toArray();
            double total = Arrays.stream(parts).sum();
            RoundedSum sum = sum(total, parts);
            BigDecimal added = Arrays.stream(parts).mapToObj(sum::round).reduce(BigDecimal.ZERO, BigDecimal::add);
            boolean equal = added.compareTo(sum.round(total)) == 0;
            assertThat(sum.relation()).as("seed " + seed).isEqualTo(equal ? " = " : " ≈ ");
            assertThat(sum.round(total).precision()).as("seed " + seed).isLessThanOrEqualTo(8);
            exact += equal ? 1 : 0;
        }
        assertThat(exact).as("most sums can be shown as they are").isGreaterThan(1000);
    }
}
