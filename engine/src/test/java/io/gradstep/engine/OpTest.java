package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

// A comparison with a boxed Double tells −0.0 from 0.0 and finds NaN equal to NaN.
class OpTest {
    private static final long SEED = 20260701;

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        2,
        -2,
        0.5,
        700,
        -700,
        1000,
        -1000,
        1e-300,
        -1e-300,
        1e300,
        -1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    /**
     * A five-point central difference at points of every size at which the function is smooth: the step is in
     * proportion to the operand, and a point is left out where the stencil straddles a kink or a pole, or leaves the
     * domain, which shows as two stencils that disagree.
     */
    @ParameterizedTest
    @EnumSource
    void local_derivative_agrees_with_central_differences(Op op) {
        Random random = new Random(SEED);
        int compared = 0;
        for (int trial = 0; trial < 4000 || (compared <= 1000 && trial < 20_000); trial++) {
            double[] operands = operands(op, random);
            int i = random.nextInt(operands.length);
            double wide = centralDifference(op, operands, i, 2e-3);
            double narrow = centralDifference(op, operands, i, 1e-3);
            double scale = Math.max(Math.abs(narrow), Math.abs(op.forward(operands)) / Math.abs(operands[i]) * 1e-3);
            if (!(Math.abs(wide - narrow) <= 1e-8 * scale)) { // NaN, too
                continue;
            }
            compared++;
            assertThat(op.derivative(i, operands, op.forward(operands)))
                    .as("∂%s/∂operand %d at %s, seed %d", op, i, Arrays.toString(operands), SEED)
                    .isCloseTo(narrow, within(1e-6 * Math.max(scale, 1e-9)));
        }
        assertThat(compared).isGreaterThan(1000);
    }

    private static double[] operands(Op op, Random random) {
        int count = op.arity() == Arity.NARY ? op.minOperands() + random.nextInt(4) : op.minOperands();
        double[] operands = new double[count];
        for (int i = 0; i < count; i++) {
            double size = Math.exp(random.nextDouble() * 9 - 6); // 0.0025 to 20
            operands[i] = random.nextBoolean() ? size : -size;
        }
        if (op == Op.POLYGAMMA || op == Op.MILLS) {
            operands[0] = random.nextInt(5);
        }
        return operands;
    }

    private static double centralDifference(Op op, double[] operands, int i, double relativeStep) {
        double h = relativeStep * Math.abs(operands[i]);
        return (8 * (nudged(op, operands, i, h) - nudged(op, operands, i, -h))
                        - (nudged(op, operands, i, 2 * h) - nudged(op, operands, i, -2 * h)))
                / (12 * h);
    }

    private static double nudged(Op op, double[] operands, int i, double by) {
        double[] nudged = operands.clone();
        nudged[i] += by;
        return op.forward(nudged);
    }

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

    @Test
    void logSumExp_does_not_overflow_and_shares_as_softmax_does() {
        double[] operands = {1000, 1001};
        double out = Op.LOG_SUM_EXP.forward(operands);
        assertThat(out).isEqualTo(1001.3132616875182);
        // σ(−1) and σ(1)
        assertThat(Op.LOG_SUM_EXP.derivative(0, operands, out)).isCloseTo(0.2689414213699951, within(1e-13));
        assertThat(Op.LOG_SUM_EXP.derivative(1, operands, out)).isCloseTo(0.7310585786300049, within(1e-13));
    }

    @ParameterizedTest
    @EnumSource
    void nan_operand_gives_nan(Op op) {
        for (int i = 0; i < op.minOperands(); i++) {
            double[] operands = new double[op.minOperands()];
            Arrays.fill(operands, 0.5);
            operands[i] = Double.NaN;
            double out = op.forward(operands);
            if (op == Op.IS_NAN || (op == Op.WHERE && i == 2)) { // this one is a branch not taken
                assertThat(out).isEqualTo(op == Op.IS_NAN ? 1 : 0.5);
                continue;
            }
            assertThat(out).as("%s with NaN as operand %d", op, i).isNaN();
            if (op.arity() == Arity.UNARY && op != Op.NEG) { // negation has slope −1 everywhere
                assertThat(op.derivative(i, operands, out)).isNaN();
            }
        }
    }

    /** The pass has its own copy of the rules of the most common gates; this holds it to the ops. */
    @ParameterizedTest
    @EnumSource
    void backward_hands_over_upstream_times_local_bit_for_bit(Op op) {
        Random random = new Random(SEED);
        for (int trial = 0; trial < 2000; trial++) {
            double[] operands = operands(op, random);
            for (int i = 0; i < operands.length; i++) {
                if (random.nextInt(3) == 0) {
                    operands[i] = SPECIAL[random.nextInt(SPECIAL.length)];
                }
            }
            double seed = random.nextInt(4) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian();
            List<Value> leaves = Arrays.stream(operands).mapToObj(Value::of).toList();
            Value node = op.apply(leaves);
            node.backward(seed);
            double out = op.forward(operands);
            assertThat(node.data()).isEqualTo(Double.valueOf(out));
            for (int i = 0; i < operands.length; i++) {
                assertThat(leaves.get(i).grad())
                        .as("%s%s, operand %d, upstream %s", op, Arrays.toString(operands), i, seed)
                        .isEqualTo(Double.valueOf(0.0 + passed(op, seed, op.derivative(i, operands, out))));
            }
        }
    }

    private static double passed(Op op, double upstream, double local) {
        return op.passes(local) ? upstream * local : 0;
    }

    @ParameterizedTest
    @EnumSource
    void symbolic_derivative_agrees_with_the_numeric_one(Op op) {
        Random random = new Random(SEED);
        for (int trial = 0; trial < 1000; trial++) {
            double[] operands = operands(op, random);
            List<Value> leaves = Arrays.stream(operands).mapToObj(Value::of).toList();
            Value out = op.apply(leaves);
            for (int i = 0; i < operands.length; i++) {
                double numeric = op.derivative(i, operands, out.data());
                double symbolic = op.derivative(i, leaves, out).data();
                if (Double.isNaN(numeric)) {
                    assertThat(symbolic).isNaN();
                } else {
                    assertThat(symbolic)
                            .as("∂%s/∂operand %d at %s", op, i, Arrays.toString(operands))
                            .isCloseTo(numeric, within(1e-12 * Math.max(1, Math.abs(numeric))));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "0, 2, 0, 0",
        "0, 1, 1, 0",
        "-3, 0, 0, NaN",
        "-2, 3, 12, NaN",
        "2, 3, 12, 5.545177444479562"
    })
    void symbolic_derivatives_of_a_power_follow_the_conventions(double x, double n, double byBase, double byExponent) {
        Value base = Value.of(x);
        Value exponent = Value.of(n);
        Value power = base.pow(exponent);
        List<Value> operands = List.of(base, exponent);
        assertThat(Op.POW.derivative(0, operands, power).data() + 0.0).isEqualTo(Double.valueOf(byBase));
        assertThat(Op.POW.derivative(1, operands, power).data() + 0.0).isEqualTo(Double.valueOf(byExponent));
    }

    @Test
    void a_power_with_a_constant_exponent_has_a_simple_symbolic_derivative() {
        Value x = Value.of(0);
        assertThat(slopeOfPower(x, 0)).isEqualTo(0);
        assertThat(slopeOfPower(x, 1)).isEqualTo(1);
        assertThat(slopeOfPower(x, 2)).isEqualTo(0);
        assertThat(slopeOfPower(Value.of(2), 5)).isEqualTo(80);
    }

    private static double slopeOfPower(Value x, double n) {
        Value exponent = Value.constant(n);
        return Op.POW.derivative(0, List.of(x, exponent), x.pow(exponent)).data();
    }

    @ParameterizedTest
    @EnumSource
    void wrong_number_of_operands_says_how_many_are_right(Op op) {
        assertThatThrownBy(op::forward)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(op.functionName() + " takes ")
                .hasMessageContaining("was given 0");
        double[] enough = new double[op.minOperands()];
        assertThatThrownBy(() -> op.derivative(enough.length, enough, 0)).hasMessageContaining("there is no operand");
        List<Value> tooMany = Collections.nCopies(4, Value.of(1));
        if (op.arity() != Arity.NARY) {
            assertThatThrownBy(() -> op.apply(tooMany)).hasMessageContaining("was given 4");
        }
    }

    @Test
    void names_are_unique_and_every_op_is_explained() {
        Set<String> names = new HashSet<>();
        for (Op op : Op.values()) {
            assertThat(names.add(op.functionName()))
                    .as("%s is used once", op.functionName())
                    .isTrue();
            assertThat(op.functionName()).matches("[a-z][A-Za-z0-9]*");
            assertThat(op.explanation()).endsWith(".").contains(op.rule().verb());
            assertThat(op.symbol()).isNotBlank();
        }
    }
}
