package io.gradstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.nn.random.Draws;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorsTest {
    @Test
    void xor_is_its_truth_table() {
        Dataset xor = NamedGenerator.XOR.generate(1);

        assertThat(rows(xor))
                .containsExactlyInAnyOrder(
                        List.of(0.0, 0.0, 0.0), List.of(0.0, 1.0, 1.0), List.of(1.0, 0.0, 1.0), List.of(1.0, 1.0, 0.0));
        assertThat(xor.classNames()).containsExactly("equal", "different");
        assertThat(Generators.xor(400, 0.1, 1).classCounts()).containsExactly(200, 200);
    }

    @Test
    void moons_are_half_circles() {
        // Three points of each at 0, a right angle and a straight one.
        assertThat(near(Generators.moons(6, 0, 1)))
                .containsExactlyInAnyOrder(
                        List.of(1.0, 0.0, 0.0),
                        List.of(0.0, 1.0, 0.0),
                        List.of(-1.0, 0.0, 0.0),
                        List.of(0.0, 0.5, 1.0),
                        List.of(1.0, -0.5, 1.0),
                        List.of(2.0, 0.5, 1.0));
        assertThat(Generators.moons(2, 0, 1).size()).isEqualTo(2);
    }

    @Test
    void circles_have_their_radii() {
        assertThat(near(Generators.circles(8, 0.25, 0, 1)))
                .containsExactlyInAnyOrder(
                        List.of(1.0, 0.0, 0.0),
                        List.of(0.0, 1.0, 0.0),
                        List.of(-1.0, 0.0, 0.0),
                        List.of(0.0, -1.0, 0.0),
                        List.of(0.25, 0.0, 1.0),
                        List.of(0.0, 0.25, 1.0),
                        List.of(-0.25, 0.0, 1.0),
                        List.of(0.0, -0.25, 1.0));
    }

    @Test
    void spirals_wind_from_the_middle_outwards() {
        // Two arms of half a turn: 0.1 at 0, 0.55 at a quarter, 1 at a half; the other arm is opposite.
        assertThat(near(Generators.spirals(6, 2, 0.5, 0, 1)))
                .containsExactlyInAnyOrder(
                        List.of(0.1, 0.0, 0.0),
                        List.of(0.0, 0.55, 0.0),
                        List.of(-1.0, 0.0, 0.0),
                        List.of(-0.1, 0.0, 1.0),
                        List.of(0.0, -0.55, 1.0),
                        List.of(1.0, 0.0, 1.0));
        Dataset arms = Generators.spirals(10, 5, 1, 0.1, 1);
        assertThat(arms.classes()).hasValue(5);
        assertThat(arms.classCounts()).containsExactly(2, 2, 2, 2, 2);
        assertThat(Generators.spirals(2, 2, 1, 0, 1).size()).isEqualTo(2);
    }

    @Test
    void yin_yang_regions_are_those_of_the_paper() {
        // Dots of radius 0.1 at a quarter and three quarters of the diameter.
        assertThat(YinYang.at(0.25, 0.5)).isEqualTo(YinYang.DOT);
        assertThat(YinYang.at(0.75, 0.59)).isEqualTo(YinYang.DOT);
        assertThat(YinYang.at(0.75, 0.61)).isEqualTo(YinYang.YANG);
        // Around the left dot yin reaches down, around the right one yang reaches up.
        assertThat(YinYang.at(0.25, 0.3)).isEqualTo(YinYang.YIN);
        assertThat(YinYang.at(0.75, 0.7)).isEqualTo(YinYang.YANG);
        assertThat(YinYang.at(0.5, 0.9)).isEqualTo(YinYang.YIN);
        assertThat(YinYang.at(0.5, 0.1)).isEqualTo(YinYang.YANG);

        Dataset data = Generators.yinYang(300, 0, 2);
        assertThat(data.classCounts()).containsExactly(100, 100, 100);
        for (int i = 0; i < data.size(); i++) {
            double x = data.input(i, 0);
            double y = data.input(i, 1);
            assertThat(Math.hypot(x - 0.5, y - 0.5)).isLessThanOrEqualTo(0.5);
            assertThat(YinYang.at(x, y).name().toLowerCase(Locale.ROOT))
                    .isEqualTo(data.classNames().get(data.label(i)));
        }
    }

    @Test
    void yin_and_yang_are_the_same_shape_turned_around() {
        // Of 10,000 points, those on a border aside, half a turn swaps the two and keeps the dots.
        Draws draws = new Draws(3);
        for (int k = 0; k < 10_000; k++) {
            double x = draws.uniform(0, 1);
            double y = draws.uniform(0, 1);
            if (Math.hypot(x - 0.5, y - 0.5) < 0.5) {
                YinYang turned = YinYang.at(1 - x, 1 - y);
                YinYang expected =
                        turned == YinYang.DOT ? YinYang.DOT : turned == YinYang.YIN ? YinYang.YANG : YinYang.YIN;
                assertThat(YinYang.at(x, y)).as("(%s, %s) of seed 3", x, y).isEqualTo(expected);
            }
        }
    }

    @Test
    void blobs_lie_around_their_centres() {
        Dataset exact = Generators.blobs(4, 4, 0, 1);
        assertThat(near(exact))
                .containsExactlyInAnyOrder(
                        List.of(1.0, 0.0, 0.0),
                        List.of(0.0, 1.0, 1.0),
                        List.of(-1.0, 0.0, 2.0),
                        List.of(0.0, -1.0, 3.0));

        Dataset cloud = Generators.blobs(20_000, 2, 0.5, 7);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < cloud.size(); i++) {
            double distance = cloud.input(i, 0) - (cloud.label(i) == 0 ? 1 : -1);
            sum += distance;
            squares += distance * distance;
        }
        // The mean of 20,000 has a deviation of 0.5 / sqrt(20,000) = 0.0035, their deviation one of 0.0025.
        assertThat(sum / cloud.size()).as("seed 7").isCloseTo(0, within(0.018));
        assertThat(Math.sqrt(squares / cloud.size())).as("seed 7").isCloseTo(0.5, within(0.0125));
    }

    @Test
    void digits_are_drawings_that_move_by_a_pixel() {
        Dataset digits = Generators.digits(2000, 0, 4);

        assertThat(digits.inputCount()).isEqualTo(64);
        assertThat(digits.inputNames()).startsWith("r1c1", "r1c2").endsWith("r8c7", "r8c8");
        assertThat(digits.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        List<Set<String>> pictures = IntStream.range(0, 10)
                .<Set<String>>mapToObj(d -> new HashSet<>())
                .toList();
        for (int i = 0; i < digits.size(); i++) {
            pictures.get(digits.label(i)).add(picture(digits.input(i)));
        }
        // Nine shifts of each, no ink lost, and no drawing like another digit's.
        assertThat(pictures).allSatisfy(ofDigit -> {
            assertThat(ofDigit).hasSize(9);
            assertThat(ofDigit.stream().mapToLong(GeneratorsTest::ink).distinct())
                    .hasSize(1);
        });
        Set<String> all = new HashSet<>();
        pictures.forEach(all::addAll);
        assertThat(all).hasSize(90);
        assertThat(pictures.get(7)).contains("""
                ........
                .######.
                .....##.
                ....##..
                ...##...
                ...##...
                ..##....
                ........
                """);
    }

    @Test
    void curves_are_their_functions() {
        Dataset sine = Generators.sine(100, 0, 5);
        Dataset cubic = Generators.polynomial(100, new double[] {1, -2, 0, 4}, 0, 5);

        for (int i = 0; i < 100; i++) {
            assertThat(sine.input(i, 0)).isBetween(-Math.PI, Math.PI);
            assertThat(sine.target(i, 0)).isCloseTo(StrictMath.sin(sine.input(i, 0)), within(2.3e-16));
            double x = cubic.input(i, 0);
            assertThat(x).isBetween(-1.0, 1.0);
            assertThat(cubic.target(i, 0)).isCloseTo(1 - 2 * x + 4 * x * x * x, within(1e-14));
        }
        assertThat(sine.inputNames()).containsExactly("x");
        assertThat(sine.classes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(NamedGenerator.class)
    void the_same_seed_gives_the_same_samples_and_another_one_others(NamedGenerator generator) {
        assertThat(rows(generator.generate(7))).isEqualTo(rows(generator.generate(7)));
        assertThat(rows(generator.generate(40, 0.1, 7))).isNotEqualTo(rows(generator.generate(40, 0.1, 8)));
    }

    @ParameterizedTest
    @EnumSource(NamedGenerator.class)
    void a_generator_is_found_by_its_name_and_draws_as_many_as_asked(NamedGenerator generator) {
        assertThat(NamedGenerator.named(generator.datasetName())).isSameAs(generator);
        assertThat(generator.generate(1).size()).isEqualTo(generator.defaultSampleCount());
        assertThat(generator.generate(37, generator.defaultNoise(), 1).size()).isEqualTo(37);
        assertThat(generator.description()).isNotBlank().isASCII();
    }

    @ParameterizedTest
    @EnumSource(NamedGenerator.class)
    void impossible_sizes_and_noise_are_refused(NamedGenerator generator) {
        for (int samples : new int[] {-1, 0, Generators.MAX_SAMPLES + 1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> generator.generate(samples, 0, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not " + samples);
        }
        for (double noise : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> generator.generate(20, noise, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not " + noise);
        }
    }

    @Test
    void impossible_shapes_are_refused() {
        assertThatThrownBy(() -> Generators.circles(10, 1, 0, 1)).hasMessageContaining("not 1.0");
        assertThatThrownBy(() -> Generators.circles(10, Double.NaN, 0, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Generators.spirals(10, 1, 1, 0, 1)).hasMessageContaining("not 1");
        assertThatThrownBy(() -> Generators.spirals(30, 21, 1, 0, 1)).hasMessageContaining("not 21");
        assertThatThrownBy(() -> Generators.spirals(10, 2, 0, 0, 1)).hasMessageContaining("not 0.0");
        assertThatThrownBy(() -> Generators.spirals(10, 11, 1, 0, 1)).hasMessageContaining("not 10");
        assertThatThrownBy(() -> Generators.blobs(10, 1, 0.1, 1)).hasMessageContaining("not 1");
        assertThatThrownBy(() -> Generators.polynomial(10, new double[0], 0, 1)).hasMessageContaining("coefficient");
        assertThatThrownBy(() -> Generators.polynomial(10, new double[] {Double.NaN}, 0, 1))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Generators.sine(3, Double.MAX_VALUE, 1).size())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite numbers only");
    }

    @Test
    void names_are_forgiving() {
        assertThat(NamedGenerator.named("Yin-Yang")).isSameAs(NamedGenerator.YIN_YANG);
        assertThat(NamedGenerator.named("YIN_YANG")).isSameAs(NamedGenerator.YIN_YANG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moon", "mons", "mooons", "Moonz"})
    void an_unknown_name_is_answered_with_the_nearest(String name) {
        assertThatThrownBy(() -> NamedGenerator.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no data set '" + name + "'; did you mean 'moons'? (there are xor, moons, circles,"
                        + " spirals, yinyang, blobs, digits, sine, polynomial)");
    }

    @Test
    void a_name_like_no_other_gets_no_suggestion() {
        assertThatThrownBy(() -> NamedGenerator.named("x".repeat(1_000_000)))
                .hasMessageNotContainingAny("did you mean");
        assertThatThrownBy(() -> NamedGenerator.named("")).hasMessageNotContainingAny("did you mean");
    }

    /** Each sample as its input followed by its target. */
    private static List<List<Double>> rows(Dataset data) {
        List<List<Double>> rows = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            List<Double> row = new ArrayList<>();
            for (double x : data.input(i)) {
                row.add(x);
            }
            row.add(data.target(i, 0));
            rows.add(row);
        }
        return rows;
    }

    /** As rows, rounded to 12 decimals, for points given by sines and cosines. */
    private static List<List<Double>> near(Dataset data) {
        return rows(data).stream()
                .map(row -> row.stream().map(x -> Math.round(x * 1e12) / 1e12).toList())
                .toList();
    }

    private static String picture(double[] pixels) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < pixels.length; k++) {
            text.append(pixels[k] == 0 ? '.' : '#').append(k % 8 == 7 ? "\n" : "");
        }
        return text.toString();
    }

    private static long ink(String picture) {
        return picture.chars().filter(c -> c == '#').count();
    }
}
