package io.gradstep.engine.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edges, signs, symmetry and joins. */
class KernelsSpecialValuesTest {

    private static final Map<String, DoubleUnaryOperator> KERNELS = new TreeMap<>(Map.of(
            "exp", Kernels::exp,
            "log", Kernels::log,
            "tanh", Kernels::tanh,
            "sigmoid", Kernels::sigmoid,
            "sin", Kernels::sin,
            "cos", Kernels::cos,
            "softplus", Kernels::softplus,
            "erf", Kernels::erf,
            "erfc", Kernels::erfc,
            "gelu", Kernels::gelu));

    /** Of which {@link StrictMath} has a function of the same name. */
    private static final Map<String, DoubleUnaryOperator> AS_STRICT_MATH = Map.of(
            "log10", Kernels::log10,
            "log1p", Kernels::log1p,
            "expm1", Kernels::expm1,
            "asin", Kernels::asin,
            "acos", Kernels::acos,
            "atan", Kernels::atan);

    static {
        KERNELS.put("geluDerivative", Kernels::geluDerivative);
        KERNELS.put("erfDerivative", Kernels::erfDerivative);
        KERNELS.put("tan", Kernels::tan);
        KERNELS.put("sinh", Kernels::sinh);
        KERNELS.put("cosh", Kernels::cosh);
        KERNELS.put("log2", Kernels::log2);
        KERNELS.putAll(AS_STRICT_MATH);
    }

    static void assertBits(double actual, double expected, String what) {
        assertThat(Double.doubleToLongBits(actual))
                .as("%s = %s, expected %s", what, actual, expected)
                .isEqualTo(Double.doubleToLongBits(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "exp, 0, 1",
        "exp, -0.0, 1",
        "exp, Infinity, Infinity",
        "exp, -Infinity, 0",
        "exp, 709.782712893384, 1.7976931348622732e308",
        "exp, 709.7827128933841, Infinity",
        "exp, 1e308, Infinity",
        "exp, -745.1332191019411, 4.9e-324",
        "exp, -745.1332191019412, 0",
        "exp, -1e308, 0",
        "exp, 4.9e-324, 1",
        "log, 1, 0",
        "log, 0, -Infinity",
        "log, -0.0, -Infinity",
        "log, -1, NaN",
        "log, -4.9e-324, NaN",
        "log, -Infinity, NaN",
        "log, Infinity, Infinity",
        "log, 4.9e-324, -744.4400719213812",
        "log, 1.7976931348623157e308, 709.782712893384",
        "log10, 1, 0",
        "log1p, -1, -Infinity",
        "log1p, -1.0000000000000002, NaN",
        "expm1, 709.782712893384, 1.7976931348622732e308",
        "expm1, 709.7827128933841, Infinity",
        "expm1, -746, -1",
        "asin, 1, 1.5707963267948966",
        "asin, 1.0000000000000002, NaN",
        "acos, 1, 0",
        "acos, -1, 3.141592653589793",
        "acos, -1.0000000000000002, NaN",
        "sinh, 0, 0",
        "sinh, -0.0, -0.0",
        "sinh, 4.9e-324, 4.9e-324",
        "sinh, 710.4758600739439, 1.7976931348621744e308",
        "sinh, 710.475860073944, Infinity",
        "sinh, -1000, -Infinity",
        "sinh, Infinity, Infinity",
        "sinh, -Infinity, -Infinity",
        "cosh, 0, 1",
        "cosh, -0.0, 1",
        "cosh, 4.9e-324, 1",
        "cosh, -710.4758600739439, 1.7976931348621744e308",
        "cosh, 710.475860073944, Infinity",
        "cosh, Infinity, Infinity",
        "cosh, -Infinity, Infinity",
        "erfDerivative, 0, 1.1283791670955126",
        "erfDerivative, -0.0, 1.1283791670955126",
        "erfDerivative, 28, 0",
        "erfDerivative, -1e300, 0",
        "erfDerivative, Infinity, 0",
        "erfDerivative, -Infinity, 0",
        "tanh, 0, 0",
        "tanh, -0.0, -0.0",
        "tanh, 1000, 1",
        "tanh, -1000, -1",
        "tanh, Infinity, 1",
        "tanh, -Infinity, -1",
        "tanh, 4.9e-324, 4.9e-324",
        "tanh, -2.2250738585072014e-308, -2.2250738585072014e-308",
        "sigmoid, 0, 0.5",
        "sigmoid, -0.0, 0.5",
        "sigmoid, 1000, 1",
        "sigmoid, -1000, 0",
        "sigmoid, Infinity, 1",
        "sigmoid, -Infinity, 0",
        "sigmoid, -745, 4.9e-324",
        "sigmoid, 4.9e-324, 0.5",
        "sin, 0, 0",
        "sin, -0.0, -0.0",
        "sin, 4.9e-324, 4.9e-324",
        "sin, Infinity, NaN",
        "sin, -Infinity, NaN",
        "tan, 0, 0",
        "tan, -0.0, -0.0",
        "tan, 4.9e-324, 4.9e-324",
        "tan, Infinity, NaN",
        "tan, -Infinity, NaN",
        "cos, 0, 1",
        "cos, -0.0, 1",
        "cos, 4.9e-324, 1",
        "cos, Infinity, NaN",
        "cos, -Infinity, NaN",
        "softplus, 1000, 1000",
        "softplus, -1000, 0",
        "softplus, Infinity, Infinity",
        "softplus, -Infinity, 0",
        "softplus, 0, 0.6931471805599453",
        "softplus, 1.7976931348623157e308, 1.7976931348623157e308",
        "softplus, -745, 4.9e-324",
        "erf, 0, 0",
        "erf, -0.0, -0.0",
        "erf, Infinity, 1",
        "erf, -Infinity, -1",
        "erf, 6, 1",
        "erf, -1e300, -1",
        "erf, 4.9e-324, 4.9e-324",
        "erfc, 0, 1",
        "erfc, -0.0, 1",
        "erfc, Infinity, 0",
        "erfc, -Infinity, 2",
        "erfc, 28, 0",
        "erfc, 1e300, 0",
        "erfc, -1e300, 2",
        "gelu, 0, 0",
        "gelu, -0.0, -0.0",
        "gelu, Infinity, Infinity",
        "gelu, -Infinity, -0.0",
        "gelu, 1000, 1000",
        "gelu, -1000, -0.0",
        "gelu, 1.7976931348623157e308, 1.7976931348623157e308",
        "geluDerivative, 0, 0.5",
        "geluDerivative, -0.0, 0.5",
        "geluDerivative, Infinity, 1",
        "geluDerivative, -Infinity, -0.0",
        "geluDerivative, 1e200, 1",
        "geluDerivative, -1e200, -0.0",
    })
    void special_values_are_exact(String kernel, double x, double expected) {
        assertBits(KERNELS.get(kernel).applyAsDouble(x), expected, kernel + "(" + x + ")");
    }

    @Test
    void nan_gives_nan_whatever_its_bits() {
        KERNELS.forEach((name, kernel) -> {
            for (long bits : new long[] {0x7ff8000000000000L, 0xfff8000000000000L, 0x7ff0000000000001L, -1L}) {
                assertThat(kernel.applyAsDouble(Double.longBitsToDouble(bits)))
                        .as(name)
                        .isNaN();
            }
        });
    }

    @Test
    void edges_are_those_of_StrictMath() {
        Map<String, DoubleUnaryOperator> strict = Map.of(
                "log10", StrictMath::log10,
                "log1p", StrictMath::log1p,
                "expm1", StrictMath::expm1,
                "asin", StrictMath::asin,
                "acos", StrictMath::acos,
                "atan", StrictMath::atan);
        AS_STRICT_MATH.forEach((name, kernel) -> EDGES.forEach(x -> {
            assertBits(kernel.applyAsDouble(x), strict.get(name).applyAsDouble(x), name + "(" + x + ")");
            assertBits(kernel.applyAsDouble(-x), strict.get(name).applyAsDouble(-x), name + "(-" + x + ")");
        }));
        double[] edges = {0, -0.0, 1, -1, 1e-300, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        for (double y : edges) {
            for (double x : edges) {
                assertBits(Kernels.atan2(y, x), StrictMath.atan2(y, x), "atan2(" + y + ", " + x + ")");
            }
        }
    }

    private static final List<Double> EDGES = List.of(
            0.0,
            4.9e-324,
            1e-310,
            Double.MIN_NORMAL,
            1e-300,
            1e300,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NaN);

    @Test
    void logarithms_of_powers_of_their_base_are_exact() {
        for (int n = -1074; n < 1024; n++) {
            assertBits(Kernels.log2(Math.scalb(1.0, n)), n, "log2(2^" + n + ")");
        }
        for (int n = 0; n <= 22; n++) {
            assertBits(Kernels.log10(Double.parseDouble("1e" + n)), n, "log10(10^" + n + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sinh", "tanh", "sin", "tan", "erf", "asin", "atan"})
    void odd_functions_are_odd_to_the_last_bit(String name) {
        DoubleUnaryOperator kernel = KERNELS.get(name);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double x = Math.scalb(random.nextDouble(), random.nextInt(40) - 20);
            assertBits(kernel.applyAsDouble(-x), -kernel.applyAsDouble(x), name + "(-" + x + "), seed 7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cosh", "cos", "erfDerivative"})
    void even_functions_are_even_to_the_last_bit(String name) {
        DoubleUnaryOperator kernel = KERNELS.get(name);
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            double x = Math.scalb(random.nextDouble(), random.nextInt(40) - 20);
            assertBits(kernel.applyAsDouble(-x), kernel.applyAsDouble(x), name + "(-" + x + "), seed 8");
        }
    }

    /** Reductions and formulas change over at multiples of these steps. */
    @ParameterizedTest
    @CsvSource({
        "exp, 0.0027076061740622863, -2000, 2000",
        "exp, 100, -7, 7",
        "log, 0.001953125, 160, 1500",
        "sinh, 0.0027076061740622863, -2000, 2000",
        "sinh, 0.3, -1, 1",
        "sinh, 100, -7, 7",
        "cosh, 0.0027076061740622863, 1, 2000",
        "cosh, 100, 1, 7",
        "tanh, 0.0625, -310, 310",
        "sigmoid, 0.0027076061740622863, -2000, 2000",
        "sigmoid, 36.5, -1, 1",
        "softplus, 0.0027076061740622863, -2000, 2000",
        "softplus, 16, -1, 1",
        "softplus, 40, -1, 1",
        "erf, 0.03125, -70, 70",
        "log1p, 0.0078125, -127, 500",
        "log1p, 0.00390625, -1, 1",
        "log10, 0.001953125, 160, 1500",
        "log2, 0.001953125, 160, 1500",
        "expm1, 0.0027076061740622863, -2000, 2000",
        "expm1, 0.0625, -1, 1",
        "expm1, 100, -7, 7",
        "asin, 0.5, -1, 1",
        "atan, 0.0625, -600, 600",
        "erf, 6, -1, 1",
    })
    void increasing_functions_do_not_fall_at_the_joins(String name, double step, int lowest, int highest) {
        DoubleUnaryOperator kernel = KERNELS.get(name);
        for (int k = lowest; k <= highest; k++) {
            double x = k * step;
            for (int i = 0; i < 20; i++) {
                x = Math.nextDown(x);
            }
            double before = kernel.applyAsDouble(x);
            for (int i = 0; i < 40; i++) {
                x = Math.nextUp(x);
                double value = kernel.applyAsDouble(x);
                if (!(value >= before)) {
                    fail("%s(%s) = %s, but %s just before", name, x, value, before);
                }
                before = value;
            }
        }
    }

    @Test
    void bounded_functions_keep_their_bounds() {
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            double x = 40 * (random.nextDouble() - 0.5);
            assertThat(Math.abs(Kernels.tanh(x))).as("tanh(%s)", x).isLessThanOrEqualTo(1);
            assertThat(Kernels.sigmoid(x)).as("sigmoid(%s)", x).isBetween(0.0, 1.0);
            assertThat(Math.abs(Kernels.sin(x))).as("sin(%s)", x).isLessThanOrEqualTo(1);
            assertThat(Math.abs(Kernels.cos(x))).as("cos(%s)", x).isLessThanOrEqualTo(1);
            assertThat(Math.abs(Kernels.erf(x))).as("erf(%s)", x).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void logSumExp_is_stable_at_its_edges() {
        double infinity = Double.POSITIVE_INFINITY;
        // 1001 + log(1 + 1/e) = 1001.31326168751822283404899549...
        assertThat(Kernels.logSumExp(new double[] {1000, 1001}, 2)).isEqualTo(1001.3132616875182);
        assertThat(Kernels.logSumExp(new double[] {-1000, -1001}, 2)).isEqualTo(-999.6867383124818);
        assertThat(Kernels.logSumExp(new double[] {3}, 1)).isEqualTo(3);
        assertThat(Kernels.logSumExp(new double[] {0, 0}, 2)).isEqualTo(0.6931471805599453);
        assertThat(Kernels.logSumExp(new double[] {-infinity, -infinity}, 2)).isEqualTo(-infinity);
        assertThat(Kernels.logSumExp(new double[] {-infinity, 2}, 2)).isEqualTo(2);
        assertThat(Kernels.logSumExp(new double[] {1, infinity, -infinity}, 3)).isEqualTo(infinity);
        assertThat(Kernels.logSumExp(new double[] {1, infinity, Double.NaN}, 3)).isNaN();
        assertThat(Kernels.logSumExp(new double[] {Double.NaN, 1}, 2)).isNaN();
        assertThat(Kernels.logSumExp(new double[] {}, 0)).isEqualTo(-infinity);
        assertThat(Kernels.logSumExp(new double[] {1, 2, 99}, 2)).isEqualTo(Kernels.logSumExp(new double[] {1, 2}, 2));
        assertThat(Kernels.logSumExp(new double[] {-1e308, 1e308}, 2)).isEqualTo(1e308);
    }

    @Test
    void logSumExp_of_zero_and_x_is_softplus() {
        Random random = new Random(10);
        for (int i = 0; i < 20_000; i++) {
            double x = 80 * (random.nextDouble() - 0.5);
            double softplus = Kernels.softplus(x);
            assertThat(Math.abs(Kernels.logSumExp(new double[] {0, x}, 2) - softplus))
                    .as("x = %s, seed 10", x)
                    .isLessThanOrEqualTo(2 * Math.ulp(softplus));
        }
    }
}
