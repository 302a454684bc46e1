package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and slopes at the edges and in the tails of ops, from their definitions and published tables. */
class OpConventionsTest {
    /** Values and slopes at kinks, poles and where naive formulas overflow; all by hand from the definitions. */
    @ParameterizedTest
    @CsvSource({
        "TANH, 1000, 1, 0",
        "TANH, -1000, -1, 0",
        "TANH, -0.0, -0.0, 1",
        "SIGMOID, -1000, 0, 0",
        "SIGMOID, 1000, 1, 0",
        "SIGMOID, 0, 0.5, 0.25",
        "SOFTPLUS, 1000, 1000, 1",
        "SOFTPLUS, -1000, 0, 0",
        "SOFTPLUS, 0, 0.6931471805599453, 0.5",
        "EXP, 1000, Infinity, Infinity",
        "EXP, -1000, 0, 0",
        "LOG, 0, -Infinity, Infinity",
        "LOG, Infinity, Infinity, 0",
        "LOG1P, -1, -Infinity, Infinity",
        "LOG1P, 1e-20, 1e-20, 1",
        "EXPM1, -1000, -1, 0",
        "EXPM1, 1e-20, 1e-20, 1",
        "SQRT, 0, 0, Infinity",
        "SQRT, 4, 2, 0.25",
        "SQRT, -1, NaN, NaN",
        "CBRT, 0, 0, Infinity",
        "CBRT, -0.0, -0.0, Infinity",
        "CBRT, -8, -2, 0.08333333333333333",
        "CBRT, -Infinity, -Infinity, 0",
        "ABS, 0, 0, 0",
        "ABS, -3, 3, -1",
        "SIGN, -7, -1, 0",
        "SIGN, 0, 0, 0",
        "STEP, 0, 0, 0",
        "STEP, 1e-300, 1, 0",
        "RELU, 0, 0, 0",
        "RELU, -0.0, 0, 0",
        "RELU, 3, 3, 1",
        "RELU, -3, 0, 0",
        "LEAKY_RELU, 0, 0, 0.01",
        "LEAKY_RELU, -2, -0.02, 0.01",
        "LEAKY_RELU, 2, 2, 1",
        "GELU, 0, 0, 0.5",
        "GELU, 1000, 1000, 1",
        "GELU, -1000, -0.0, 0",
        "ERF, 0, 0, 1.1283791670955126",
        "ERF, 30, 1, 0",
        "ASIN, 1, 1.5707963267948966, Infinity",
        "ASIN, 2, NaN, NaN",
        "ACOS, 1, 0, -Infinity",
        "ATAN, Infinity, 1.5707963267948966, 0",
        "COSH, 0, 1, 0",
        "SINH, 1000, Infinity, Infinity",
        "NEG, 0, -0.0, -1",
        "FLOOR, -0.5, -1, 0",
        "FLOOR, -0.0, -0.0, 0",
        "FLOOR, Infinity, Infinity, 0",
        "CEIL, 1.5, 2, 0",
        "CEIL, -0.5, -0.0, 0",
        "ROUND, 2.5, 2, 0",
        "ROUND, 3.5, 4, 0",
        "ROUND, -0.4, -0.0, 0",
        "LOG2, 8, 3, 0.18033688011112042",
        "LOG2, 4.9e-324, -1074, Infinity",
        "LOG2, 0, -Infinity, Infinity",
        "LOG2, Infinity, Infinity, 0",
        "LOG10, 1e15, 15, 4.342944819032518e-16",
        "LOG10, 0, -Infinity, Infinity",
        "ASINH, -0.0, -0.0, 1",
        "ASINH, -Infinity, -Infinity, 0",
        "ASINH, 1.7976931348623157e308, 710.4758600739439, 5.562684646268003e-309",
        "ACOSH, 1, 0, Infinity",
        "ACOSH, 0.5, NaN, NaN",
        "ACOSH, -1e102, NaN, NaN",
        "ACOSH, Infinity, Infinity, 0",
        "ATANH, 1, Infinity, Infinity",
        "ATANH, -1, -Infinity, Infinity",
        "ATANH, -0.0, -0.0, 1",
        "ERFC, 0, 1, -1.1283791670955126",
        "ERFC, -Infinity, 2, 0",
        "ERFC, 30, 0, 0",
        "LOG_NORM_CDF, -40, -804.6084420137538, 40.02496884720726",
        "LOG_NORM_CDF, -1e10, -5e19, 1e10",
        "LOG_NORM_CDF, -2, -3.783184333682032, 2.373215532822841",
        "LOG_NORM_CDF, Infinity, -0.0, 0",
        "LOG_NORM_CDF, -Infinity, -Infinity, Infinity",
        "NORM_CDF, -37, 5.725571222524577e-300, 2.1200065515246056e-298",
        "LGAMMA, 1, 0, -0.5772156649015329",
        "LGAMMA, 2, 0, 0.42278433509846713",
        "LGAMMA, 0.5, 0.5723649429247001, -1.9635100260214235",
        "LGAMMA, -0.5, 1.2655121234846454, 0.03648997397857652",
        "LGAMMA, 0, Infinity, -Infinity",
        "LGAMMA, -0.0, Infinity, Infinity",
        "LGAMMA, -3, Infinity, NaN",
        "LGAMMA, 1e-320, 736.8272408909739, -Infinity",
        "LGAMMA, 2.6e305, Infinity, 703.2439648082113",
        "LGAMMA, Infinity, Infinity, Infinity",
        "LGAMMA, -Infinity, Infinity, NaN",
        "DIGAMMA, 0, -Infinity, Infinity",
        "DIGAMMA, -0.0, Infinity, Infinity",
        "DIGAMMA, -3, NaN, Infinity",
        "DIGAMMA, 1, -0.5772156649015329, 1.6449340668482264",
        "DIGAMMA, Infinity, Infinity, 0",
        "SILU, 0, 0, 0.5",
        "SILU, -Infinity, -0.0, 0",
        "SILU, Infinity, Infinity, 1",
        "SILU, 1000, 1000, 1"
    })
    void unary_edges(Op op, double a, double value, double slope) {
        double out = op.forward(a);
        assertThat(out).isEqualTo(Double.valueOf(value));
        // Of a zero slope the sign is of no interest.
        assertThat(op.derivative(0, new double[] {a}, out) + 0.0).isEqualTo(Double.valueOf(slope));
    }

    @ParameterizedTest
    @CsvSource({
        "POW, 0, 0, 1, 0, 0",
        "POW, 0, -1, Infinity, -Infinity, -Infinity",
        "POW, 5, 0, 1, 0, 1.6094379124341003",
        "POW, 0, 2, 0, 0, 0",
        "POW, 0, 1, 0, 1, 0",
        "POW, -2, 3, -8, 12, NaN",
        "POW, -8, 0.5, NaN, NaN, NaN",
        "POW, NaN, 0, NaN, NaN, NaN",
        "POW, 1, NaN, NaN, NaN, NaN",
        "DIV, 1, 0, Infinity, Infinity, -Infinity",
        "DIV, 0, 0, NaN, Infinity, NaN",
        "DIV, 6, -2, -3, -0.5, -1.5",
        "MAX, 3, 3, 3, 1, 0",
        "MAX, -0.0, 0.0, -0.0, 1, 0",
        "MAX, NaN, 1, NaN, NaN, NaN",
        "MAX, 1, NaN, NaN, NaN, NaN",
        "MIN, 3, 3, 3, 1, 0",
        "MIN, 0.0, -0.0, 0.0, 1, 0",
        "MIN, NaN, 1, NaN, NaN, NaN",
        "ATAN2, 0.0, -1, 3.141592653589793, -1, 0",
        "ATAN2, -0.0, -1, -3.141592653589793, -1, 0",
        "ATAN2, -0.0, 2, -0.0, 0.5, 0",
        "ATAN2, 2, -0.0, 1.5707963267948966, 0, -0.5",
        "ATAN2, -1, -1, -2.356194490192345, -0.5, 0.5",
        "ATAN2, 0, 0, 0, NaN, NaN",
        "ATAN2, 1e300, -1e300, 2.356194490192345, -5e-301, -5e-301",
        "ATAN2, Infinity, 3, 1.5707963267948966, 0, 0",
        "ATAN2, 3, -Infinity, 3.141592653589793, 0, 0",
        "HYPOT, 3, -4, 5, 0.6, -0.8",
        "HYPOT, 0, 0, 0, 0, 0",
        "HYPOT, 0, -2, 2, 0, -1",
        "HYPOT, 3e300, 4e300, 5e300, 0.6, 0.8",
        "HYPOT, 1.5e308, 1.5e308, Infinity, 0.7071067811865475, 0.7071067811865475",
        "HYPOT, 4.9e-324, 4.9e-324, 4.9e-324, 0.7071067811865475, 0.7071067811865475",
        "HYPOT, -Infinity, 3, Infinity, -1, 0",
        "HYPOT, Infinity, NaN, NaN, NaN, NaN",
        "CBRT_POW, 2, -8, 4, 0, -0.3333333333333333",
        "CBRT_POW, -1, -8, -0.5, 0, -0.020833333333333332",
        "CBRT_POW, 0, 0, 1, 0, 0",
        "CBRT_POW, 1, -0.0, -0.0, 0, Infinity",
        "CBRT_POW, -3, -0.0, -Infinity, 0, -Infinity",
        "CBRT_POW, 3, -Infinity, -Infinity, 0, 1",
        "CBRT_POW, 0.5, 2, NaN, NaN, NaN",
        "POLYGAMMA, 0, 1, -0.5772156649015329, 0, 1.6449340668482264",
        "POLYGAMMA, 1, 1, 1.6449340668482264, 0, -2.4041138063191885",
        "POLYGAMMA, 2, -0.5, -0.82879664423432, 0, 193.40909103400244",
        "POLYGAMMA, 2, -0.0, Infinity, 0, Infinity",
        "POLYGAMMA, 1, -4, Infinity, 0, NaN",
        "POLYGAMMA, 3, Infinity, 0, 0, 0",
        "POLYGAMMA, 1.5, 2, NaN, NaN, NaN",
        "MILLS, 0, 0, 1.2533141373155003, 0, -1",
        "MILLS, 0, Infinity, 0, 0, 0",
        "MILLS, 1, -Infinity, Infinity, 0, -Infinity",
        "MILLS, 0.5, 2, NaN, NaN, NaN",
        "XLOGY, 2, 2.718281828459045, 2, 1, 0.7357588823428847",
        "XLOGY, 0, 0, 0, -Infinity, 0",
        "XLOGY, 0, 5, 0, 1.6094379124341003, 0",
        "XLOGY, 0, -1, 0, NaN, 0",
        "XLOGY, 0, Infinity, 0, Infinity, 0",
        "XLOGY, 0, NaN, NaN, NaN, NaN",
        "XLOGY, 1, 0, -Infinity, -Infinity, Infinity",
        "SUB, 5, 7, -2, 1, -1",
        "MUL, 5, 7, 35, 7, 5"
    })
    void binary_edges(Op op, double a, double b, double value, double left, double right) {
        double[] operands = {a, b};
        double out = op.forward(operands);
        assertThat(out).isEqualTo(Double.valueOf(value));
        // Of a zero slope the sign is of no interest.
        assertThat(op.derivative(0, operands, out) + 0.0).isEqualTo(Double.valueOf(left));
        assertThat(op.derivative(1, operands, out) + 0.0).isEqualTo(Double.valueOf(right));
    }

    @Test
    void norm_neither_overflows_nor_underflows_and_is_flat_at_the_origin() {
        double[] large = {3e300, 0, -4e300};
        assertThat(Op.NORM.forward(large)).isEqualTo(5e300);
        assertThat(Op.NORM.partials(large, 5e300)).containsExactly(0.6, 0, -0.8);
        assertThat(Op.NORM.forward(3e-320, 4e-320)).isEqualTo(5e-320);
        assertThat(Op.NORM.partials(new double[] {0, -0.0}, 0)).containsExactly(0, -0.0);
        assertThat(Op.NORM.partials(new double[] {7, Double.NEGATIVE_INFINITY}, 0))
                .containsExactly(0, -1);
    }
}
