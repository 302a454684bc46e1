package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.GradientCheck.Outcome;
import io.gradstep.engine.GradientCheck.Report;
import io.gradstep.engine.GradientCheck.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No right gradient is called wrong, and no wrong one right, on whatever scale a function lives. */
class GradientVerdictTest {
    /** A function at a point, with the verdict on its right gradient. */
    private record Case(String name, double x, Verdict verdict, UnaryOperator<Value> f) {
        @Override
        public String toString() {
            return name + " at " + x;
        }
    }

    private static Case right(String name, double x, UnaryOperator<Value> f) {
        return new Case(name, x, Verdict.RIGHT, f);
    }

    private static Case undecided(String name, double x, UnaryOperator<Value> f) {
        return new Case(name, x, Verdict.UNDECIDED, f);
    }

    /** Each is differentiable where it stands, and every gradient here is the right one. */
    static List<Case> smooth() {
        return List.of(
                right("sin(1e6x)", 0.3, x -> x.mul(1e6).sin()),
                right("sin(1e6x)", 0, x -> x.mul(1e6).sin()),
                right("sin(1e200x)", 0, x -> x.mul(1e200).sin()),
                right("sin(1e200x)", 1e-200, x -> x.mul(1e200).sin()),
                right("sin x", 1e8, Value::sin),
                right(
                        "sin(2πft), f = 1e6",
                        0.37,
                        x -> x.mul(2 * 3.14159265 * 1e6).sin()),
                right("sin x + 1", 1e-12, x -> x.sin().add(1)),
                right("steep σ", 0.3, x -> x.sub(0.3).mul(1e9).sigmoid()),
                right(
                        "steep σ beside its middle",
                        0.3 + 1e-10,
                        x -> x.sub(0.3).mul(1e9).sigmoid()),
                right("saturated σ", 0.4, x -> x.sub(0.3).mul(1e9).sigmoid()),
                right(
                        "saturated σ, a product",
                        0.4,
                        x -> x.sub(0.3).mul(1e9).sigmoid().mul(x)),
                right("log", 1e-300, Value::log),
                right("log", 1e300, Value::log),
                right("log(x + 1e-310)", 1e-300, x -> x.add(1e-310).log()),
                right("1/x", 1e-150, x -> Value.constant(1).div(x)),
                right("sqrt", 1e-300, Value::sqrt),
                right("1e200 x²", 3, x -> x.mul(x).mul(1e200)),
                right("1e-200 x²", 3, x -> x.mul(x).mul(1e-200)),
                right("x²", 1e150, x -> x.mul(x)),
                right("x²", 1e-150, x -> x.mul(x)),
                right("x⁴", 1e-3, x -> x.pow(4)),
                right("x³", 0, x -> x.pow(3)),
                right("cos", 0, Value::cos),
                right("cos", 1e-5, Value::cos),
                right("(x − 1.3)²", 1.3, x -> x.sub(1.3).pow(2)),
                right("1000 + (x − 1.3)²", 1.3, x -> x.sub(1.3).pow(2).add(1000)),
                right("a constant", 2, x -> x.mul(0).add(3)),
                right("the constant 0", 0, x -> x.mul(0)),
                right("a large constant", 2, x -> x.mul(0).add(1e20)),
                right("7 + relu(x − 5)", 1, x -> x.sub(5).relu().add(7)),
                right("relu(x − 5)", 4.9, x -> x.sub(5).relu()),
                right("|x − 0.3| beside its corner", 0.3 + 1e-9, x -> x.sub(0.3).abs()),
                right(
                        "relu beside its corner",
                        0.3 - 1e-5,
                        x -> x.sub(0.3).relu().add(x.mul(x))),
                right("|x + 1e-20|", 0, x -> x.add(1e-20).abs()),
                right("|x + 1e-200|", 0, x -> x.add(1e-200).abs()),
                right("relu", 0, Value::relu),
                right("|x|", 0, Value::abs),
                right("|x|", 1e-200, Value::abs),
                right("relu(x − 0.7)", 0.7, x -> x.sub(0.7).relu()),
                right("max(x, 2)", 2, x -> x.max(2)),
                right("min(x, x²)", 1, x -> x.min(x.mul(x))),
                right("max(sin x, cos x)", Math.PI / 4, x -> x.sin().max(x.cos())),
                right("1e10 + x²", 1, x -> x.mul(x).add(1e10)),
                right("(x + 1000) − 1000", 0.3, x -> x.add(1000).sub(1000)),
                right("(x + 1e6) − 1e6", 0.3, x -> x.add(1e6).sub(1e6)),
                right("exp(30x)", 20, x -> x.mul(30).exp()),
                right("exp", -700, Value::exp),
                right("softplus", -30, Value::softplus),
                right("xˣ", 1e-5, x -> x.pow(x)),
                right("asin", 1 - 1e-10, Value::asin),
                right("logSumExp(x, 1)", 0.3, x -> Op.LOG_SUM_EXP.apply(List.of(x, Value.constant(1)))),
                undecided("sin x + 1", 1e-300, x -> x.sin().add(1)),
                undecided("cos", 1e-16, Value::cos),
                undecided("cos", 1e-9, Value::cos),
                undecided("sqrt", 0, Value::sqrt),
                undecided("log", 0, Value::log),
                undecided("log", -1, Value::log),
                undecided("asin", 1, Value::asin),
                undecided("step", 0, Value::heaviside),
                undecided("7 + 100 sign x", 0, x -> x.sign().mul(100).add(7)),
                undecided("√|x|", 0, x -> x.abs().sqrt()),
                undecided("√(x²)", 0, x -> x.mul(x).sqrt()),
                undecided("1e20 + x", 1, x -> x.add(1e20)),
                undecided("sin(1e17x)", 0.3, x -> x.mul(1e17).sin()));
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void a_right_gradient_is_never_called_wrong(Case c) {
        Report report = GradientCheck.of(c.f().apply(Value.of(c.x(), "x"))).run();
        assertThat(report.verdict()).as("%s", report.entries()).isEqualTo(c.verdict());
        assertThat(report.passed()).isTrue();
        assertThat(report.fault()).isEmpty();
    }

    /** The same value, and a derivative that is wrong by a factor. */
    private static CustomOp falsified(double factor) {
        return CustomOp.builder("falsified", 1, v -> v[0])
                .derivatives((v, out) -> new double[] {factor})
                .build();
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void a_wrong_gradient_is_never_called_right(Case c) {
        Value x = Value.of(c.x(), "x");
        c.f().apply(x).backward();
        boolean kink = GradientCheck.of(c.f().apply(Value.of(c.x())))
                        .run()
                        .entries()
                        .get(0)
                        .outcome()
                == Outcome.KINK;
        if (x.grad() == 0 || !Double.isFinite(x.grad()) || kink) {
            return; // a multiple of 0 or of NaN is right or wrong as before, a share of a kink's slope is one of its
            // slopes
        }
        for (double factor : new double[] {-1, 0, 0.5, 0.999, 1.0001, 2, 1e10}) {
            Report report = GradientCheck.of(falsified(factor).apply(c.f().apply(Value.of(c.x(), "x"))))
                    .run();
            assertThat(report.verdict())
                    .as("times %s: %s", factor, report.entries())
                    .isNotEqualTo(Verdict.RIGHT);
            assertThat(report.passed())
                    .as("times %s: %s", factor, report.entries())
                    .isEqualTo(c.verdict() == Verdict.UNDECIDED && report.verdict() != Verdict.WRONG);
        }
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void a_slope_that_is_not_there_is_never_called_right(Case c) {
        // Adds 0·x, and says that this has a slope far above all slopes nearby.
        Value x = Value.of(c.x(), "x");
        Value f = c.f().apply(x);
        f.backward();
        double added = 10 * Math.max(Math.abs(x.grad()), Math.abs(f.data()) + 1);
        CustomOp none = CustomOp.builder("none", 1, v -> 0)
                .derivatives((v, out) -> new double[] {added})
                .build();
        Value y = Value.of(c.x(), "x");
        Report report = GradientCheck.of(c.f().apply(y).add(none.apply(y))).run();
        assertThat(report.verdict()).as("%s", report.entries()).isNotEqualTo(Verdict.RIGHT);
    }

    /** Functions of one variable that are smooth everywhere, to be put inside one another. */
    private static final List<UnaryOperator<Value>> INNER = List.of(
            Value::sin,
            Value::cos,
            Value::tanh,
            Value::sigmoid,
            Value::atan,
            Value::softplus,
            Value::gelu,
            x -> x.mul(x).add(1).log(),
            x -> x.mul(x).add(1).sqrt(),
            x -> x.mul(x).neg().exp(),
            x -> x.mul(x),
            x -> x.add(x.sin()),
            Value::relu,
            Value::abs,
            x -> x.max(0.5));

    private static UnaryOperator<Value> random(Random random) {
        List<UnaryOperator<Value>> chain = new ArrayList<>();
        for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
            UnaryOperator<Value> inner = INNER.get(random.nextInt(INNER.size()));
            double scale = size(random, 3);
            double shift = random.nextInt(3) == 0 ? size(random, 2) : 0;
            chain.add(x -> inner.apply(x.mul(scale).add(shift)));
        }
        double outer = size(random, random.nextInt(4) == 0 ? 150 : 3);
        double offset = random.nextInt(4) == 0 ? outer * size(random, 3) : 0;
        return x -> {
            Value f = x;
            for (UnaryOperator<Value> link : chain) {
                f = link.apply(f);
            }
            return f.mul(outer).add(offset);
        };
    }

    private static double size(Random random, double decades) {
        double size = Math.pow(10, decades * (2 * random.nextDouble() - 1));
        return random.nextBoolean() ? size : -size;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void no_verdict_on_a_random_function_is_false(long seed) {
        Random random = new Random(seed);
        int decided = 0;
        int wrong = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            UnaryOperator<Value> f = random(random);
            double at = random.nextInt(10) == 0 ? 0 : size(random, 4);
            Report report = GradientCheck.of(f.apply(Value.of(at))).run();
            assertThat(report.verdict())
                    .as("seed %s, trial %s: %s", seed, trial, report.entries())
                    .isNotEqualTo(Verdict.WRONG);
            decided += report.verdict() == Verdict.RIGHT ? 1 : 0;
            double factor = random.nextBoolean() ? 0 : 1 + size(random, 2);
            GradientCheck.Entry right = report.entries().get(0);
            Report falsified = GradientCheck.of(falsified(factor).apply(f.apply(Value.of(at))))
                    .run();
            double unseen =
                    8 * Math.max(right.uncertainty(), falsified.entries().get(0).uncertainty());
            if (right.outcome() == Outcome.KINK
                    || !(Math.abs((factor - 1) * right.gradient()) > 1e-4 * Math.abs(right.gradient()) + unseen)) {
                continue; // the values do not show it: a slope between two, or below rounding
            }
            assertThat(falsified.verdict())
                    .as("seed %s, trial %s, times %s: %s", seed, trial, factor, falsified.entries())
                    .isNotEqualTo(Verdict.RIGHT);
            wrong += falsified.verdict() == Verdict.WRONG ? 1 : 0;
        }
        assertThat(decided).as("seed %s", seed).isGreaterThan(TRIALS * 4 / 5);
        assertThat(wrong).as("seed %s", seed).isGreaterThan(TRIALS / 2);
    }

    private static final int TRIALS = Integer.getInteger("trials", 200);

    @ParameterizedTest
    @EnumSource
    void no_gate_is_blamed_anywhere(Op op) {
        Random random = new Random(20261125);
        for (int trial = 0; trial < TRIALS; trial++) {
            List<Value> operands = new ArrayList<>();
            for (int k = Math.max(op.minOperands(), 1); k > 0; k--) {
                double decades = List.of(1, 3, 20, 300).get(random.nextInt(4));
                operands.add(Value.of(random.nextInt(10) == 0 ? random.nextInt(3) - 1 : size(random, decades)));
            }
            Report report = GradientCheck.of(op.apply(operands)).run();
            assertThat(report.passed())
                    .as("trial %s: %s", trial, report.entries())
                    .isTrue();
        }
    }

    /** Both shares of ln(eˣ + eˣ) are ½; with 1 the gradient is 2 where the values say 1. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1e10, 1e16, 1e50, 1e200})
    void a_wrong_logSumExp_is_no_kink(double at) {
        CustomOp wrong = CustomOp.builder("wrongLogSumExp", 2, v -> Op.LOG_SUM_EXP.forward(v))
                .derivatives((v, out) -> new double[] {1, 1})
                .build();
        Value x = Value.of(at, "x");
        Report report = GradientCheck.of(wrong.apply(x, x)).run();
        assertThat(report.verdict()).as("%s", report.entries()).isEqualTo(Verdict.WRONG);
        assertThat(report.entries().get(0).difference()).isCloseTo(1, within(1e-9));
    }

    /** Its values are stairs, and flat on the smallest scale: neither that slope nor the right one can be proved. */
    @Test
    void stairs_that_a_custom_gate_hides_are_undecided() {
        for (double claimed : new double[] {0, 1}) {
            CustomOp stairs = CustomOp.builder("stairs", 1, v -> (v[0] + 1e10) - 1e10)
                    .derivatives((v, out) -> new double[] {claimed})
                    .build();
            Report report = GradientCheck.of(stairs.apply(Value.of(0.3))).run();
            assertThat(report.verdict()).as("%s: %s", claimed, report.entries()).isEqualTo(Verdict.UNDECIDED);
        }
    }

    @Test
    void a_gradient_that_is_not_finite_is_wrong_where_the_function_has_a_slope() {
        for (double claimed : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            CustomOp square = CustomOp.builder("square", 1, v -> v[0] * v[0])
                    .derivatives((v, out) -> new double[] {claimed})
                    .build();
            assertThat(GradientCheck.of(square.apply(Value.of(0.3))).run().verdict())
                    .isEqualTo(Verdict.WRONG);
        }
    }

    @Test
    void every_outcome_has_a_reason() {
        for (Outcome outcome : Outcome.values()) {
            assertThat(outcome.reason()).isNotBlank();
        }
        assertThat(outcome(Value.of(0).sqrt())).isEqualTo(Outcome.EDGE);
        assertThat(outcome(Value.of(0).heaviside())).isEqualTo(Outcome.JUMP);
        assertThat(outcome(Value.of(0).abs().sqrt())).isEqualTo(Outcome.JUMP);
        assertThat(outcome(Value.of(1).add(1e20))).isEqualTo(Outcome.ROUNDING);
        Value x = Value.of(0);
        assertThat(outcome(x.mul(x).sqrt())).isEqualTo(Outcome.NO_NUMBER);
    }

    private static Outcome outcome(Value f) {
        return GradientCheck.of(f).run().entries().get(0).outcome();
    }
}
