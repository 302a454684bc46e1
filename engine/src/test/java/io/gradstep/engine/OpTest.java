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
import org.junit.jupiter.params.provider.EnumSource.Mode;

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

    /** The values to choose from are infinite, NaN or tiny too: one that is not taken must not show. */
    @ParameterizedTest
    @EnumSource
    void choosing_by_a_binary_op_has_the_bits_of_a_where_with_its_value(Op op) {
        if (op.arity() != Arity.BINARY) {
            assertThatThrownBy(() -> op.choose(1, 2, 3, 4)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        for (double a : SPECIAL) {
            for (double b : SPECIAL) {
                for (double x : SPECIAL) {
                    double expected = Op.WHERE.value(op.value(a, b), x, -x);
                    assertThat(Double.doubleToLongBits(op.choose(a, b, x, -x)))
                            .as("%s of %s and %s chooses from %s and its negative", op, a, b, x)
                            .isEqualTo(Double.doubleToLongBits(expected));
                }
            }
        }
    }

    /**
     * A five-point central difference at points of every size at which the function is smooth: the step is in
     * proportion to the operand, and a point is left out where the stencil straddles a kink or a pole, or leaves the
     * domain, which shows as two stencils that disagree.
     */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "DETACH") // whose derivative is none, by definition
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
        if (op.takesOrder()) {
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
            if (op.arity() == Arity.UNARY && op != Op.NEG && op != Op.DETACH) { // those have one slope everywhere
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
