package io.gradstep.viz.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    private static String labels(Axis axis, int about) {
        return axis.ticks(about).stream().map(Axis.Tick::label).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0 0.2 0.4 0.6 0.8 1",
        "0, 60, 0 10 20 30 40 50 60",
        "-3, 4, −2 0 2 4",
        "0.1, 0.3, 0.1 0.15 0.2 0.25 0.3",
        "-2e-7, 1e-7, −2e−7 −1.5e−7 −1e−7 −5e−8 0 5e−8 1e−7",
        "0, 700000, 0 2e5 4e5 6e5",
        "5, 5, 3 4 5 6 7",
        "0, 0, −1 −0.5 0 0.5 1",
        "-8, -8, −12 −10 −8 −6 −4",
    })
    void tells_round_numbers(double least, double greatest, String expected) {
        assertThat(labels(Axis.linear(least, greatest, false), 7)).isEqualTo(expected);
    }

    @Test
    void numbers_that_differ_after_four_digits_are_told_apart() {
        assertThat(labels(Axis.linear(1.00001, 1.00003, false), 5))
                .isEqualTo("1.00001 1.000015 1.00002 1.000025 1.00003");
        assertThat(labels(Axis.linear(100_000_000, 100_000_002, false), 3)).isEqualTo("1e8 100000001 100000002");
    }

    @Test
    void between_whole_numbers_there_are_none_to_tell() {
        assertThat(labels(Axis.linear(1, 3, true), 7)).isEqualTo("1 2 3");
    }

    @ParameterizedTest
    @CsvSource({
        "0.001, 100, 0.001 0.01 0.1 1 10 100",
        "0.01, 1.5, 0.01 0.02 0.05 0.1 0.2 0.5 1",
        "1e-12, 1, 1e−12 1e−10 1e−8 1e−6 0.0001 0.01 1",
    })
    void a_logarithmic_axis_tells_powers_or_their_parts(double least, double greatest, String expected) {
        assertThat(labels(Axis.logarithmic(least, greatest), 7).replace("1e−4", "0.0001"))
                .isEqualTo(expected);
    }

    @Test
    void a_narrow_logarithmic_axis_tells_ordinary_numbers() {
        assertThat(labels(Axis.logarithmic(0.6, 0.9), 4)).isEqualTo("0.6 0.7 0.8 0.9");
        assertThat(Axis.logarithmic(3, 3).position(3)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void numbers_lie_where_they_should_between_the_ends() {
        Axis axis = Axis.withRoom(0, 10, 0);
        assertThat(List.of(axis.position(0), axis.position(2.5), axis.position(10)))
                .containsExactly(0.0, 0.25, 1.0);
        assertThat(axis.at(0.25)).isEqualTo(2.5);
        Axis powers = Axis.logarithmic(1, 100);
        assertThat(powers.position(10)).isCloseTo(0.5, within(1e-12));
        assertThat(powers.position(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource({"-1.7976931348623157e308, 1.7976931348623157e308", "0, 4.9e-324", "1e308, 1.1e308", "-4.9e-324, 1e-320"
    })
    void the_greatest_and_the_smallest_doubles_have_an_axis(double least, double greatest) {
        Axis axis = Axis.linear(least, greatest, false);
        assertThat(axis.position(least)).isBetween(0.0, 1.0);
        assertThat(axis.position(greatest)).isBetween(0.0, 1.0);
        assertThat(axis.ticks(5)).hasSizeBetween(1, 12);
    }

    @Test
    void random_ranges_have_a_few_ticks_upwards_within_the_axis_and_all_different() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            double a = random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300));
            double b = random.nextBoolean() ? a * (1 + random.nextDouble()) : random.nextGaussian();
            Axis axis = random.nextBoolean() || a == 0 || b == 0
                    ? Axis.linear(Math.min(a, b), Math.max(a, b), random.nextBoolean())
                    : Axis.logarithmic(Math.min(Math.abs(a), Math.abs(b)), Math.max(Math.abs(a), Math.abs(b)));
            List<Axis.Tick> ticks = axis.ticks(6);
            assertThat(ticks).as("seed %d", seed).hasSizeLessThan(20);
            assertThat(ticks.stream().map(Axis.Tick::label)).as("seed %d", seed).doesNotHaveDuplicates();
            for (Axis.Tick tick : ticks) {
                assertThat(axis.position(tick.value()))
                        .as("seed %d: %s", seed, tick)
                        .isBetween(-1e-9, 1 + 1e-9);
            }
        }
    }
}
