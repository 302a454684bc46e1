package io.gradstep.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.compile.RandomFunctions.Function;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gradient may be written into the array that its arguments are read from, whatever the function's size. */
class SharedArraysTest {
    private static final int FUNCTIONS = 200;

    @ParameterizedTest
    @EnumSource(Tier.class)
    void gradient_over_its_own_arguments(Tier tier) {
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            Function function = function(seed);
            CompiledFunction compiled = function.compile(tier);
            double[] p = function.parameterNumbers();
            double[] x = function.inputNumbers();
            double[] expected = TierEqualityTest.gradient(compiled, 0, p, x);

            double value = compiled.gradient(p, x, p, x);

            assertThat(value).as("seed %d", seed).isEqualTo((Double) expected[0]);
            assertThat(p).as("seed %d", seed).containsExactly(Arrays.copyOfRange(expected, 1, 1 + p.length));
            assertThat(x)
                    .as("seed %d", seed)
                    .containsExactly(Arrays.copyOfRange(expected, 1 + p.length, expected.length));
        }
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void gradients_over_their_own_points(Tier tier) {
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            Function function = function(seed);
            CompiledFunction compiled = function.compile(tier);
            double[] p = function.parameterNumbers();
            double[][] rows = {function.inputNumbers(), function(seed + 1).inputNumbers()};
            rows[1] = Arrays.copyOf(rows[1], rows[0].length);
            double[] first = TierEqualityTest.gradient(compiled, 0, p, rows[0]);
            double[] second = TierEqualityTest.gradient(compiled, 0, p, rows[1]);
            double[] values = new double[2];

            compiled.gradients(p, rows, values, rows);

            assertThat(values).as("seed %d", seed).containsExactly(first[0], second[0]);
            assertThat(rows[0])
                    .as("seed %d", seed)
                    .containsExactly(Arrays.copyOfRange(first, 1 + p.length, first.length));
            assertThat(rows[1])
                    .as("seed %d", seed)
                    .containsExactly(Arrays.copyOfRange(second, 1 + p.length, second.length));
        }
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void gradient_of_a_batch_over_its_parameters(Tier tier) {
        for (long seed = 0; seed < FUNCTIONS; seed++) {
            Function function = function(seed);
            CompiledFunction compiled = function.compile(tier);
            double[] p = function.parameterNumbers();
            for (int count : new int[] {1, 20}) {
                double[][] samples = new double[count][];
                Arrays.setAll(samples, i -> function.inputNumbers());
                double[] expected = new double[p.length];
                double sum = compiled.sumGradient(p, samples, expected, null, 1);
                double[] written = p.clone();

                assertThat(compiled.sumGradient(written, samples, written, null, 1))
                        .as("seed %d, %d samples", seed, count)
                        .isEqualTo((Double) sum);
                assertThat(written).as("seed %d, %d samples", seed, count).containsExactly(expected);
            }
        }
    }

    private static Function function(long seed) {
        return RandomFunctions.of(seed, seed, 20, 1);
    }
}
