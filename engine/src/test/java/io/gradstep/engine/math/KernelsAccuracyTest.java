package io.gradstep.engine.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.BigReal;
import io.gradstep.engine.Reference;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel against {@link Reference}, in units in the last place, on seeded arguments of every kind. */
class KernelsAccuracyTest {

    private static final long SEED = 20260112;

    /** Where arguments come from; given a source of randomness, one argument. */
    private record Range(String name, ToDoubleFunction<Random> next) {}

    private record Claim(
            String name,
            DoubleUnaryOperator kernel,
            UnaryOperator<BigReal> reference,
            double ulps,
            int samples,
            List<Range> ranges) {
        @Override
        public String toString() {
            return name + " within " + ulps + " ulp";
        }
    }

    private static Range uniform(double from, double to) {
        return new Range(from + ".." + to, random -> from + (to - from) * random.nextDouble());
    }

    /** Either sign, magnitudes spread evenly over the binary orders from 2^lowest to 2^highest. */
    private static Range orders(int lowest, int highest) {
        return new Range("orders " + lowest + ".." + highest, random -> {
            double x = Math.scalb(1 + random.nextDouble(), lowest + random.nextInt(highest - lowest));
            return random.nextBoolean() ? x : -x;
        });
    }

    private static Range positive(Range range) {
        return new Range("positive " + range.name, random -> Math.abs(range.next.applyAsDouble(random)));
    }

    /** Within some hundred neighbours of k * step for k from lowest to highest: where reductions change over. */
    private static Range aroundMultiples(double step, int lowest, int highest) {
        return new Range("around multiples of " + step, random -> {
            double x = step * (lowest + random.nextInt(highest - lowest + 1));
            return x + Math.ulp(x) * (random.nextInt(401) - 200);
        });
    }

    private static Range around(double centre) {
        return new Range("around " + centre, random -> {
            double x = centre * (1 + Math.scalb(random.nextDouble() - 0.5, -random.nextInt(52)));
            return Math.nextAfter(x, random.nextBoolean() ? 1e9 : -1e9);
        });
    }

    private static Range subnormal() {
        return new Range(
                "subnormal", random -> Double.longBitsToDouble(1 + (random.nextLong() >>> (12 + random.nextInt(51)))));
    }

    private static List<Range> circle() {
        return List.of(
                uniform(-7, 7),
                uniform(-131072, 131072),
                orders(-80, 17),
                orders(17, 1023),
                aroundMultiples(Math.PI / 64, -200, 200),
                aroundMultiples(Math.PI / 2, -83000, 83000));
    }

    static Stream<Claim> claims() {
        return Stream.of(
                new Claim(
                        "exp",
                        Kernels::exp,
                        Reference::exp,
                        0.76,
                        3000,
                        List.of(
                                uniform(-2, 2),
                                uniform(-710, 710),
                                uniform(-746, -700),
                                orders(-80, 9),
                                aroundMultiples(Math.log(2) / 256, -600, 600),
                                aroundMultiples(Math.log(2), -1075, 1023),
                                around(700),
                                around(-700),
                                around(709.782712893384))),
                new Claim(
                        "log",
                        Kernels::log,
                        Reference::log,
                        0.51,
                        3000,
                        List.of(
                                uniform(0, 4),
                                around(1),
                                positive(orders(-1022, 1023)),
                                subnormal(),
                                aroundMultiples(1.0 / 512, 160, 1024))),
                new Claim(
                        "tanh",
                        Kernels::tanh,
                        Reference::tanh,
                        0.75,
                        3000,
                        List.of(
                                uniform(-2, 2),
                                uniform(-20, 20),
                                orders(-300, 3),
                                aroundMultiples(0.0625, -306, 306),
                                around(19.0625))),
                new Claim(
                        "sigmoid",
                        Kernels::sigmoid,
                        Reference::sigmoid,
                        0.76,
                        3000,
                        List.of(
                                uniform(-2, 2),
                                uniform(-40, 40),
                                uniform(-700, -36),
                                uniform(-746, -700),
                                orders(-80, 6),
                                aroundMultiples(Math.log(2) / 256, -600, 600),
                                around(36.5),
                                around(-36.5))),
                new Claim(
                        "sinh",
                        Kernels::sinh,
                        Reference::sinh,
                        0.52,
                        3000,
                        List.of(
                                uniform(-2, 2),
                                uniform(-25, 25),
                                uniform(-711, 711),
                                orders(-1000, 9),
                                aroundMultiples(Math.log(2) / 256, -600, 600),
                                around(0.3),
                                around(700),
                                around(710.4758600739439))),
                new Claim(
                        "cosh",
                        Kernels::cosh,
                        Reference::cosh,
                        0.51,
                        3000,
                        List.of(
                                uniform(-2, 2),
                                uniform(-25, 25),
                                uniform(-711, 711),
                                orders(-300, 9),
                                aroundMultiples(Math.log(2) / 256, -600, 600),
                                around(700),
                                around(710.4758600739439))),
                new Claim(
                        "sech",
                        Kernels::sech,
                        Reference::sech,
                        0.76,
                        3000,
                        List.of(
                                uniform(-2, 2),
                                uniform(-25, 25),
                                uniform(-746, 746),
                                orders(-300, 9),
                                aroundMultiples(Math.log(2) / 256, -600, 600),
                                around(700))),
                new Claim(
                        "sechSquared",
                        Kernels::sechSquared,
                        Reference::sechSquared,
                        4.0,
                        3000,
                        List.of(uniform(1.25, 4), uniform(-25, -1.25), uniform(-373, -340), around(350))),
                new Claim(
                        "sigmoidSlope",
                        Kernels::sigmoidSlope,
                        Reference::sigmoidSlope,
                        4.0,
                        3000,
                        List.of(uniform(1, 4), uniform(1, 40), uniform(30, 746), around(700))),
                new Claim(
                        "atanSlope",
                        Kernels::atanSlope,
                        Reference::atanSlope,
                        1.9,
                        3000,
                        List.of(uniform(-2, 2), uniform(-50, 50), orders(-600, 539), around(0x1p512))),
                new Claim("sin", Kernels::sin, Reference::sin, 0.85, 3000, circle()),
                new Claim("cos", Kernels::cos, Reference::cos, 0.85, 3000, circle()),
                new Claim(
                        "softplus",
                        Kernels::softplus,
                        Reference::softplus,
                        0.76,
                        3000,
                        List.of(
                                uniform(-2, 2),
                                uniform(-45, 45),
                                uniform(-746, -36),
                                uniform(-40, -10),
                                orders(-80, 9),
                                around(40),
                                around(-16),
                                around(-40))),
                new Claim(
                        "erf",
                        Kernels::erf,
                        Reference::erf,
                        0.85,
                        1000,
                        List.of(
                                uniform(-0.3, 0.3),
                                uniform(-7, 7),
                                orders(-300, 2),
                                aroundMultiples(1.0 / 32, -70, 70),
                                around(6))),
                new Claim(
                        "erfDerivative",
                        Kernels::erfDerivative,
                        Reference::erfDerivative,
                        0.76,
                        1000,
                        List.of(uniform(-1, 1), uniform(-6, 6), uniform(6, 27.3), uniform(26, 28), orders(-300, 4))),
                new Claim(
                        "erfc",
                        Kernels::erfc,
                        Reference::erfc,
                        0.95,
                        1000,
                        List.of(
                                uniform(-0.3, 2.1),
                                uniform(-7, 7),
                                uniform(2, 4),
                                uniform(3, 28),
                                uniform(26, 27.3),
                                aroundMultiples(1.0 / 32, -70, 70),
                                around(1 / 0.35))),
                new Claim(
                        "normPdf",
                        Kernels::normPdf,
                        Reference::normPdf,
                        1.9,
                        1000,
                        List.of(uniform(-1, 1), uniform(-9, 9), uniform(8, 38.7), uniform(37, 39), orders(-300, 5))),
                new Claim(
                        "normPdfSlope",
                        Kernels::normPdfSlope,
                        Reference::normPdfSlope,
                        2.5,
                        1000,
                        List.of(uniform(-1, 1), uniform(-9, 9), uniform(8, 38.7), uniform(-39, -37), orders(-300, 5))),
                new Claim(
                        "normCdf",
                        Kernels::normCdf,
                        Reference::normCdf,
                        1.25,
                        1000,
                        List.of(
                                uniform(-1, 1),
                                uniform(-9, 9),
                                uniform(-38.5, -2),
                                uniform(-39, -37),
                                orders(-300, 5))),
                new Claim(
                        "gelu",
                        Kernels::gelu,
                        Reference::gelu,
                        1.75,
                        1000,
                        List.of(uniform(-1, 1), uniform(-9, 9), uniform(-40, -2), uniform(-39, -37), orders(-300, 5))));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void error_stays_within_the_claimed_bound(Claim claim) {
        for (Range range : claim.ranges) {
            Random random = new Random(SEED);
            for (int i = 0; i < claim.samples; i++) {
                double x = range.next.applyAsDouble(random);
                double computed = claim.kernel.applyAsDouble(x);
                double ulps = claim.reference.apply(BigReal.of(x)).ulpsTo(computed);
                assertThat(ulps)
                        .as("%s(%s) = %s, range %s, seed %d, sample %d", claim.name, x, computed, range.name, SEED, i)
                        .isLessThanOrEqualTo(claim.ulps);
            }
        }
    }

    /** Given a source of randomness, a positive base and an exponent. */
    private record Powers(String name, double ulps, Function<Random, double[]> next) {
        @Override
        public String toString() {
            return name + " within " + ulps + " ulp";
        }
    }

    /** Bases from a range, with exponents that spread the logarithm of the result between two bounds. */
    private static Powers powers(double ulps, double lowest, double highest, Range bases) {
        return new Powers(bases.name + " to e^" + lowest + "..e^" + highest, ulps, random -> {
            double x = bases.next.applyAsDouble(random);
            double log = x == 1 ? 1 : StrictMath.log(x);
            return new double[] {x, (lowest + (highest - lowest) * random.nextDouble()) / log};
        });
    }

    static Stream<Powers> powers() {
        Range cells = aroundMultiples(1.0 / 1024, 700, 1420);
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

    /** It crosses zero at -0.75, where no formula of two rounded terms keeps relative accuracy. */
    @ParameterizedTest
    @MethodSource("slopeRanges")
    void gelu_derivative_is_exact_to_a_few_units_of_its_greater_term(Range range) {
        Random random = new Random(SEED);
        for (int i = 0; i < 1000; i++) {
            double x = range.next.applyAsDouble(random);
            BigReal exact = Reference.geluDerivative(BigReal.of(x));
            double computed = Kernels.geluDerivative(x);
            double error = Math.abs(exact.minus(BigReal.of(computed)).roughly());
            double probability = Kernels.erfc(-x * Math.sqrt(0.5)) / 2;
            double scale = Math.max(probability, Math.abs(exact.roughly()));
            assertThat(error)
                    .as("geluDerivative(%s) = %s, seed %d, sample %d", x, computed, SEED, i)
                    .isLessThanOrEqualTo(4 * Math.ulp(scale));
        }
    }

    static Stream<Range> slopeRanges() {
        return Stream.of(
                uniform(-1, 1),
                uniform(-9, 9),
                uniform(-40, -2),
                uniform(-39, -37),
                orders(-300, 5),
                around(-0.7517915));
    }

    /** Each exponential is rounded once, which no later step can mend: together at most 2^-53 of the sum. */
    @ParameterizedTest
    @MethodSource("logSumExpSizes")
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

    static Stream<Integer> logSumExpSizes() {
        return Stream.of(1, 2, 3, 10, 40);
    }
}
