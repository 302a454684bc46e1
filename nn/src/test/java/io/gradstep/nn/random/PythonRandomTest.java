package io.gradstep.nn.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of Python 3.11.7, each test's by {@code python3 -c} and the program in its comment. */
class PythonRandomTest {
    /** {@code import random; random.seed(SEED); print([random.random() for _ in range(3)])}. */
    @ParameterizedTest
    @CsvSource({
        "42, 0.6394267984578837, 0.025010755222666936, 0.27502931836911926",
        "0, 0.8444218515250481, 0.7579544029403025, 0.420571580830845",
        "-7, 0.32383276483316237, 0.15084917392450192, 0.6509344730398537",
        "1099511627781, 0.5043802970418443, 0.2686044399723282, 0.9257865475671585"
    })
    void random_gives_the_numbers_of_python(long seed, double first, double second, double third) {
        PythonRandom random = new PythonRandom(seed);
        assertThat(new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()})
                .containsExactly(first, second, third);
    }

    /** {@code import random; random.seed(42); [random.random() for _ in range(1000)]; print(random.random())}. */
    @Test
    void the_state_is_twisted_as_in_python() {
        PythonRandom random = new PythonRandom(42);
        for (int i = 0; i < 1000; i++) {
            random.nextDouble();
        }
        assertThat(random.nextDouble()).isEqualTo(0.09935462460613032);
    }

    /**
     * <pre>
     * import random; random.seed(42); x = list(range(10)); random.shuffle(x); print(x)
     * print([random.gauss(0, 0.08) for _ in range(4)])
     * print(random.choices(range(5), weights=[.1, .2, .3, .2, .2], k=8), random.random())
     * </pre>
     */
    @Test
    void shuffle_gauss_and_choices_follow_each_other_as_in_python() {
        PythonRandom random = new PythonRandom(42);
        assertThat(random.permutation(10)).containsExactly(7, 3, 2, 8, 5, 6, 9, 4, 0, 1);
        for (double expected :
                new double[] {-0.017133769808763893, -0.010947942672173177, 0.04842078838969273, 0.032329643832483275
                }) {
            assertThat(0.08 * random.gaussian()).isCloseTo(expected, within(1e-17));
        }
        double[] weights = {.1, .2, .3, .2, .2};
        for (int expected : new int[] {3, 2, 3, 3, 2, 2, 1, 4}) {
            assertThat(random.choice(weights)).isEqualTo(expected);
        }
        assertThat(random.nextDouble()).isEqualTo(0.7588073671297673);
    }
}
