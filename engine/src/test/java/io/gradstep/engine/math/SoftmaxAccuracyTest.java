package io.gradstep.engine.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.BigReal;
import io.gradstep.engine.Reference;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels of any number of operands against {@link Reference}, on seeded arguments. */
class SoftmaxAccuracyTest {
    private static final long SEED = 20260112;

    /** Each exponential is rounded once, which no later step can mend: together at most 2^-53 of the sum. */
    @ParameterizedTest
    @MethodSource("operandCounts")
    void logSumExp_of_any_number_of_values_is_accurate(int n) {
        Random random = new Random(SEED + n);
        for (int i = 0; i < 400; i++) {
            double[] v = random.doubles(n)
                    .map(u -> (u - 0.5) * Math.scalb(1.0, random.nextInt(10)))
                    .toArray();
            BigReal sum = BigReal.ZERO;
            for (double x : v) {
                sum = sum.plus(Reference.exp(BigReal.of(x)));
            }
            BigReal exact = Reference.log(sum);
            double computed = Kernels.logSumExp(v, n);
            double error = Math.abs(exact.minus(BigReal.of(computed)).roughly());
            assertThat(error)
                    .as("logSumExp of %d values, seed %d, sample %d", n, SEED + n, i)
                    .isLessThanOrEqualTo(0.52 * Math.ulp(exact.roughly()) + 0x1p-53);
        }
    }

    @ParameterizedTest
    @MethodSource("operandCounts")
    void softmax_of_the_first_of_any_number_of_values_is_rounded_once(int n) {
        Random random = new Random(SEED + n);
        for (int i = 0; i < 400; i++) {
            double[] v = random.doubles(n)
                    .map(u -> (u - 0.5) * Math.scalb(1.0, random.nextInt(10)))
                    .toArray();
            BigReal first = BigReal.of(v[0]);
            BigReal sum = BigReal.ZERO;
            for (double x : v) {
                sum = sum.plus(Reference.exp(BigReal.of(x).minus(first)));
            }
            BigReal exact = BigReal.ONE.over(sum);
            double computed = Kernels.softmaxOfFirst(v);
            double error = Math.abs(exact.minus(BigReal.of(computed)).roughly());
            assertThat(error)
                    .as("softmax of %d values, seed %d, sample %d", n, SEED + n, i)
                    .isLessThanOrEqualTo(0.51 * Math.ulp(exact.roughly()));
        }
    }

    static Stream<Integer> operandCounts() {
        return Stream.of(1, 2, 3, 10, 40);
    }
}
