package io.gradstep.engine.math;

import static io.gradstep.engine.math.ArgumentRange.around;
import static io.gradstep.engine.math.ArgumentRange.aroundMultiples;
import static io.gradstep.engine.math.ArgumentRange.circle;
import static io.gradstep.engine.math.ArgumentRange.orders;
import static io.gradstep.engine.math.ArgumentRange.positive;
import static io.gradstep.engine.math.ArgumentRange.subnormal;
import static io.gradstep.engine.math.ArgumentRange.uniform;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import io.gradstep.engine.BigReal;
import io.gradstep.engine.Reference;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel against {@link Reference} or a table, in units in the last place, on seeded arguments of every kind.
 */
class KernelsAccuracyTest {

    private static final long SEED = 20260112;
    /** The short form takes a third of the arguments; all with {@code -Dgradstep.long=true}, as .ci/run has it. */
    private static final int SHARE = Boolean.getBoolean("gradstep.long") ? 1 : 3;

    private record Claim(
            String name,
            DoubleUnaryOperator kernel,
            UnaryOperator<BigReal> reference,
            double ulps,
            int samples,
            List<ArgumentRange> ranges) {
        @Override
        public String toString() {
            return name + " within " + ulps + " ulp";
        }
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
                        "asinh",
                        Kernels::asinh,
                        Reference::asinh,
                        1.9,
                        3000,
                        List.of(uniform(-3, 3), uniform(-40, 40), orders(-300, 1000), around(2), around(0x1p28))),
                new Claim(
                        "acosh",
                        Kernels::acosh,
                        Reference::acosh,
                        1.9,
                        3000,
                        List.of(uniform(1, 3), uniform(1, 40), positive(orders(1, 1000)), around(2), around(0x1p28))),
                new Claim(
                        "atanh",
                        Kernels::atanh,
                        Reference::atanh,
                        1.9,
                        3000,
                        List.of(uniform(-0.999, 0.999), orders(-300, -2), around(0.5))),
                new Claim(
                        "silu",
                        Kernels::silu,
                        x -> x.times(Reference.sigmoid(x)),
                        2.0,
                        3000,
                        List.of(uniform(-2, 2), uniform(-40, 40), uniform(-753, -700), orders(-300, 9), around(-37))),
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
                new Claim("sin", Kernels::sin, Reference::sin, 0.53, 3000, circle()),
                new Claim("cos", Kernels::cos, Reference::cos, 0.53, 3000, circle()),
                new Claim("tan", Kernels::tan, Reference::tan, 0.53, 3000, circle()),
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
        for (ArgumentRange range : claim.ranges) {
            Random random = new Random(SEED);
            for (int i = 0; i < claim.samples / SHARE; i++) {
                double x = range.next().applyAsDouble(random);
                double computed = claim.kernel.applyAsDouble(x);
                double ulps = claim.reference.apply(BigReal.of(x)).ulpsTo(computed);
                assertThat(ulps)
                        .as("%s(%s) = %s, range %s, seed %d, sample %d", claim.name, x, computed, range.name(), SEED, i)
                        .isLessThanOrEqualTo(claim.ulps);
            }
        }
    }

    private record Bound(String name, Function<double[], Double> kernel, double ulps) {
        static Bound of(String name, DoubleUnaryOperator kernel, double ulps) {
            return new Bound(name, v -> kernel.applyAsDouble(v[0]), ulps);
        }

        static Bound of(String name, DoubleBinaryOperator kernel, double ulps) {
            return new Bound(name, v -> kernel.applyAsDouble(v[0], v[1]), ulps);
        }

        @Override
        public String toString() {
            return name + " within " + ulps + " ulp";
        }
    }

    static Stream<Bound> bounds() {
        return Stream.of(
                Bound.of("sin", Kernels::sin, 0.53),
                Bound.of("cos", Kernels::cos, 0.53),
                Bound.of("tan", Kernels::tan, 0.53),
                Bound.of("log2", Kernels::log2, 0.51),
                Bound.of("log10", Kernels::log10, 0.51),
                Bound.of("log1p", Kernels::log1p, 0.52),
                Bound.of("expm1", Kernels::expm1, 0.58),
                Bound.of("asin", Kernels::asin, 0.63),
                Bound.of("acos", Kernels::acos, 0.6),
                Bound.of("atan", Kernels::atan, 0.56),
                Bound.of("atan2", Kernels::atan2, 0.6),
                Bound.of("cbrt", Kernels::cbrt, 0.501),
                Bound.of("cbrtPow", Kernels::cbrtPow, 0.51),
                Bound.of("hypot", Kernels::hypot, 0.501),
                Bound.of("logNormCdf", Kernels::logNormCdf, 1.4),
                Bound.of("logNormCdfSlope", Kernels::logNormCdfSlope, 2),
                Bound.of("mills", Kernels::mills, 2 * Math.exp(Math.sqrt(6))),
                Bound.of("lgamma", Kernels::lgamma, 2.4),
                Bound.of("digamma", Kernels::digamma, 2.4),
                Bound.of("polygamma", Kernels::polygamma, 2.5));
    }

    /** The table was made by {@code engine/src/test/python/kernels.py}, by definitions of 60 digits and more. */
    @ParameterizedTest
    @MethodSource("bounds")
    void error_stays_within_the_bound_in_a_table_of_25_digits(Bound bound) throws IOException {
        int compared = 0;
        for (String line : Resources.readLines(Resources.getResource(getClass(), "kernels.txt"), UTF_8)) {
            List<String> parts = Splitter.on('|').splitToList(line);
            if (!parts.get(0).equals(bound.name)) {
                continue;
            }
            compared++;
            double computed = bound.kernel.apply(Arrays.stream(parts.get(1).split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray());
            BigDecimal exact = new BigDecimal(parts.get(2));
            double ulp = Math.ulp(Double.parseDouble(parts.get(parts.size() - 1)));
            BigDecimal error = new BigDecimal(computed).subtract(exact).abs();
            assertThat(error.divide(new BigDecimal(ulp), MathContext.DECIMAL64).doubleValue())
                    .as("%s = %s", line, computed)
                    .isLessThanOrEqualTo(bound.ulps);
        }
        assertThat(compared).isGreaterThan(70);
    }

    /** It crosses zero at -0.75, where no formula of two rounded terms keeps relative accuracy. */
    @ParameterizedTest
    @MethodSource("slopeRanges")
    void gelu_derivative_is_exact_to_a_few_units_of_its_greater_term(ArgumentRange range) {
        Random random = new Random(SEED);
        for (int i = 0; i < 1000; i++) {
            double x = range.next().applyAsDouble(random);
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

    static Stream<ArgumentRange> slopeRanges() {
        return Stream.of(
                uniform(-1, 1),
                uniform(-9, 9),
                uniform(-40, -2),
                uniform(-39, -37),
                orders(-300, 5),
                around(-0.7517915));
    }
}
