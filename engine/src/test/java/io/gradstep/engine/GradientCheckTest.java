package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.GradientCheck.Outcome;
import io.gradstep.engine.GradientCheck.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {
    @ParameterizedTest
    @EnumSource
    void right_rules_pass(Op op) {
        double[] points = {op == Op.ACOSH ? 1.3 : 0.3, 0.8, 0.45}; // each in the domain
        List<Value> leaves = java.util.stream.IntStream.range(0, Math.max(op.minOperands(), 1))
                .mapToObj(i -> i == 0 && op.takesOrder() ? Value.constant(2) : Value.of(points[i]))
                .toList();
        GradientCheck.Report report = GradientCheck.of(op.apply(leaves)).run();
        assertThat(report.entries()).allMatch(entry -> entry.outcome() == Outcome.AGREES);
        assertThat(report.fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void random_graphs_pass(long seed) {
        assertThat(GradientCheck.of(RandomGraphs.tame(seed, 30)).run().passed()).isTrue();
    }

    /** The derivative of x² is said to be x. */
    private static final CustomOp WRONG = CustomOp.builder("wrong", 1, v -> v[0] * v[0])
            .derivatives((v, out) -> new double[] {v[0]})
            .build();

    @Test
    void a_wrong_rule_is_found_and_named() {
        Value x = Value.of(3, "x");
        Value y = Value.of(5, "y");
        Value culprit = WRONG.apply(y.mul(2)).named("culprit");
        GradientCheck.Report report = GradientCheck.of(x.mul(7).add(culprit)).run();
        assertThat(report.passed()).isFalse();
        GradientCheck.Entry worst = report.worst().orElseThrow();
        assertThat(worst.input()).isSameAs(y);
        assertThat(worst.outcome()).isEqualTo(Outcome.DISAGREES);
        assertThat(worst.gradient()).isEqualTo(20);
        assertThat(worst.difference()).isCloseTo(40, org.assertj.core.api.Assertions.within(1e-5));
        assertThat(worst.error()).isCloseTo(0.5, org.assertj.core.api.Assertions.within(1e-6));
        GradientCheck.Fault fault = report.fault().orElseThrow();
        assertThat(fault.node()).isSameAs(culprit);
        assertThat(fault.operand()).isZero();
        assertThat(fault.derivative()).isEqualTo(10);
        assertThat(report.entries().get(0).outcome()).isEqualTo(Outcome.AGREES);
    }

    @ParameterizedTest
    @CsvSource({"RELU, 0", "ABS, 0", "LEAKY_RELU, 0"})
    void a_kink_is_told_from_an_error(Op op, double at) {
        Value x = Value.of(at);
        GradientCheck.Report report = GradientCheck.of(op.apply(x).mul(3)).run();
        assertThat(report.passed()).isTrue();
        assertThat(report.entries().get(0).outcome()).isEqualTo(Outcome.KINK);
    }

    @Test
    void a_tie_is_a_kink() {
        Value a = Value.of(2);
        Value b = Value.of(2);
        GradientCheck.Report report = GradientCheck.of(a.max(b)).run();
        assertThat(report.entries()).allMatch(entry -> entry.outcome() == Outcome.KINK);
    }

    @Test
    void a_wrong_slope_at_a_kink_is_an_error_all_the_same() {
        CustomOp wrongRelu = CustomOp.builder("wrongRelu", 1, v -> Math.max(0, v[0]))
                .derivatives((v, out) -> new double[] {5})
                .build();
        assertThat(GradientCheck.of(wrongRelu.apply(Value.of(0))).run().passed())
                .isFalse();
    }

    @Test
    void tight_tolerances_are_reached() {
        Value x = Value.of(1.3);
        Value f = x.sin().mul(x.exp());
        assertThat(GradientCheck.of(f).tolerance(1e-10).run().verdict()).isEqualTo(Verdict.RIGHT);
        assertThat(GradientCheck.of(f).tolerance(1e-17).run().verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void values_and_leaf_gradients_are_left_alone() {
        Value x = Value.of(3);
        Value f = x.mul(x);
        f.backward();
        f.backward();
        assertThat(GradientCheck.of(f).run().passed()).isTrue();
        assertThat(x.grad()).isEqualTo(12);
        assertThat(f.data()).isEqualTo(9);
    }

    @Test
    void inputs_are_leaves_of_the_graph() {
        Value x = Value.of(3);
        Value y = Value.of(4);
        Value q = x.mul(y);
        Value f = q.add(1);
        assertThat(GradientCheck.of(f).inputs(List.of(y)).run().entries()).hasSize(1);
        assertThatThrownBy(() -> GradientCheck.of(f).inputs(List.of(q)))
                .hasMessageContaining("computed from other values");
        assertThatThrownBy(() -> GradientCheck.of(f).inputs(List.of(f.operand(1))))
                .hasMessageContaining("a constant");
        assertThatThrownBy(() -> GradientCheck.of(f).inputs(List.of(Value.of(1))))
                .hasMessageContaining("not in the function's graph");
        assertThatThrownBy(() -> GradientCheck.of(f).tolerance(0)).hasMessageContaining("positive");
    }

    @Test
    void a_constant_has_nothing_to_check() {
        GradientCheck.Report report = GradientCheck.of(Value.constant(1)).run();
        assertThat(report.passed()).isTrue();
        assertThat(report.worst()).isEmpty();
    }
}
