package io.gradstep.engine.math;

import static io.gradstep.engine.math.ArgumentRange.around;
import static io.gradstep.engine.math.ArgumentRange.aroundMultiples;
import static io.gradstep.engine.math.ArgumentRange.orders;
import static io.gradstep.engine.math.ArgumentRange.positive;
import static io.gradstep.engine.math.ArgumentRange.subnormal;
import static io.gradstep.engine.math.ArgumentRange.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.BigReal;
import io.gradstep.engine.Reference;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Powers and their slopes against {@link Reference}, in units in the last place. */
class PowAccuracyTest {
    private static final long SEED = 20260112;

    /** Given a source of randomness, a positive base and an exponent. */
    private record Powers(String name, double ulps, Function<Random, double[]> next) {
        @Override
        public String toString() {
            return name + " within " + ulps + " ulp";
        }
    }

    /** Bases from a range, with exponents that spread the logarithm of the result between two bounds. */
    private static Powers powers(double ulps, double lowest, double highest, ArgumentRange bases) {
        return new Powers(bases.name() + " to e^" + lowest + "..e^" + highest, ulps, random -> {
            double x = bases.next().applyAsDouble(random);
            double log = x == 1 ? 1 : StrictMath.log(x);
            return new double[] {x, (lowest + (highest - lowest) * random.nextDouble()) / log};
        });
    }

    static Stream<Powers> powers() {
        ArgumentRange cells = aroundMultiples(1.0 / 1024, 700, 1420);
        return Stream.of(
                new Powers("plain", 0.51, random ->
                        new double[] {4 * random.nextDouble(), 16 * random.nextDouble() - 8}),
                powers(0.51, -708, 709.7, positive(orders(-1022, 1023))),
                powers(0.51, -708, 709.7, subnormal()),
                powers(0.51, -708, 709.7, around(1)),
                powers(0.51, -708, 709.7, uniform(0.98, 1.02)),
                powers(0.51, -708, 709.7, cells),
                powers(0.51, -0x1p-20, 0x1p-20, positive(orders(-1022, 1023))),
                powers(0.51, 709.7, 712, uniform(0.5, 4)),
                powers(0.76, -746, -700, positive(orders(-1022, 1023))),
                powers(0.76, -746, -700, uniform(0.98, 1.02)));
    }

    @ParameterizedTest
    @MethodSource("powers")
    void pow_stays_within_the_claimed_bound(Powers powers) {
        Random random = new Random(SEED);
        for (int i = 0; i < 3000; i++) {
            double[] v = powers.next.apply(random);
            double computed = Kernels.pow(v[0], v[1]);
            double ulps = Reference.pow(BigReal.of(v[0]), BigReal.of(v[1])).ulpsTo(computed);
            assertThat(ulps)
                    .as("pow(%s, %s) = %s, seed %d, sample %d", v[0], v[1], computed, SEED, i)
                    .isLessThanOrEqualTo(powers.ulps);
        }
    }

    @ParameterizedTest
    @MethodSource("powers")
    void slope_of_a_power_stays_within_the_claimed_bound(Powers powers) {
        Random random = new Random(SEED);
        for (int i = 0; i < 3000; i++) {
            double[] v = powers.next.apply(random);
            double computed = Kernels.powSlope(v[0], v[1]);
            BigReal base = BigReal.of(v[0]);
            BigReal exponent = BigReal.of(v[1]);
            double ulps = exponent.times(Reference.pow(base, exponent.minus(BigReal.ONE)))
                    .ulpsTo(computed);
            assertThat(ulps)
                    .as("powSlope(%s, %s) = %s, seed %d, sample %d", v[0], v[1], computed, SEED, i)
                    .isLessThanOrEqualTo(1.6);
        }
    }

    /**
     * Includes powers that are subnormal or overflow alone. The errors: half a unit each of power and logarithm, and
     * the product's.
     */
    @ParameterizedTest
    @MethodSource("powers")
    void slope_of_a_power_by_its_exponent_stays_within_the_claimed_bound(Powers powers) {
        Random random = new Random(SEED);
        for (int i = 0; i < 3000; i++) {
            double[] v = powers.next.apply(random);
            double computed = Kernels.powSlopeByExponent(v[0], v[1], Kernels.pow(v[0], v[1]));
            BigReal base = BigReal.of(v[0]);
            double ulps = Reference.pow(base, BigReal.of(v[1]))
                    .times(Reference.log(base))
                    .ulpsTo(computed);
            assertThat(ulps)
                    .as("powSlopeByExponent(%s, %s) = %s, seed %d, sample %d", v[0], v[1], computed, SEED, i)
                    .isLessThanOrEqualTo(2.6);
        }
    }
}
