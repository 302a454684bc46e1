package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.trace.Trace;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A branch that is not taken contributes nothing, whatever it is. Expected numbers are by hand. */
class ConditionsTest {
    @ParameterizedTest
    @CsvSource({"2, 1, 0, 0, 1, 0", "1, 2, 1, 1, 0, 0", "1, 1, 0, 1, 1, 1", "NaN, 1, NaN, NaN, NaN, NaN"})
    void comparisons_are_1_where_they_hold_and_NaN_where_they_cannot_tell(
            double a, double b, double less, double atMost, double atLeast, double equal) {
        Value x = Value.of(a);
        assertThat(x.lessThan(b).data()).isEqualTo(Double.valueOf(less));
        assertThat(x.atMost(b).data()).isEqualTo(Double.valueOf(atMost));
        assertThat(x.atLeast(b).data()).isEqualTo(Double.valueOf(atLeast));
        assertThat(x.equalTo(b).data()).isEqualTo(Double.valueOf(equal));
    }

    /** −p·log p, whose limit at 0 is 0. */
    @Test
    void entropy_at_0() {
        Value p = Value.of(0);
        Value entropy = Value.where(p.greaterThan(0), p.mul(p.log()).neg(), Value.constant(0));
        entropy.backward();
        assertThat(entropy.data()).isEqualTo(0.0);
        assertThat(p.grad()).isEqualTo(0.0);
        assertThat(p.hasGrad()).isTrue();
        p.setData(1);
        Graph graph = Graph.of(entropy);
        graph.forward();
        p.zeroGrad();
        graph.backward();
        assertThat(p.grad()).isEqualTo(-1.0); // −(log p + 1)
    }

    @Test
    void a_norm_at_the_origin_and_its_second_derivative() {
        Value x = Value.of(0);
        Value y = Value.of(0);
        Value squares = x.mul(x).add(y.mul(y));
        Value norm = Value.where(squares.greaterThan(0), squares.sqrt(), Value.constant(0));
        norm.backward();
        assertThat(x.grad()).isEqualTo(0.0);
        List<Value> gradient = Derivatives.gradient(norm, List.of(x, y));
        assertThat(gradient.get(0).data()).isEqualTo(0.0);
        assertThat(Derivatives.data(Derivatives.hessian(norm, List.of(x, y))))
                .isDeepEqualTo(new double[][] {{0, 0}, {0, 0}});
        x.setData(3);
        y.setData(4);
        Value byX = gradient.get(0);
        Graph.of(byX).forward();
        assertThat(byX.data()).isEqualTo(0.6, within(1e-15));
        double[][] hessian = Derivatives.data(Derivatives.hessian(norm, List.of(x, y)));
        assertThat(hessian[0][0]).isEqualTo(16 / 125.0, within(1e-16)); // y²/r³
        assertThat(hessian[0][1]).isEqualTo(-12 / 125.0, within(1e-16));
    }

    /** z/χ(z) → 1 as F → K: the ratio in the SABR formula, with its series in the other branch. */
    @Test
    void the_ratio_of_sabr_where_forward_and_strike_are_equal() {
        Value forward = Value.of(0.03);
        Value strike = Value.constant(0.03);
        double rho = -0.4;
        Value z = forward.div(strike).log().mul(2.5);
        Value root = z.mul(-2 * rho).add(1).add(z.pow(2)).sqrt();
        Value chi = root.add(z).sub(rho).div(1 - rho).log();
        Value ratio = Value.where(
                z.abs().greaterThan(1e-8), z.div(chi), z.mul(-rho / 2).add(1));
        ratio.backward();
        assertThat(ratio.data()).isEqualTo(1.0);
        assertThat(forward.grad()).isEqualTo(0.2 * 2.5 / 0.03, within(1e-13));
    }

    @Test
    void what_both_branches_share_takes_part_in_one_of_them() {
        Value x = Value.of(0);
        Value root = x.sqrt(); // slope ∞
        Value f = Value.where(x.greaterThan(0), root, root.mul(2)).add(x);
        f.backward();
        assertThat(x.grad()).isEqualTo(Double.POSITIVE_INFINITY);
        Value y = Value.of(0);
        Value log = y.log();
        Value g = Value.where(y.greaterThan(0), log, Value.where(y.lessThan(0), log.mul(2), y.mul(3)));
        g.backward();
        assertThat(y.grad()).isEqualTo(3.0);
        assertThat(Derivatives.derivative(g, y).data()).isEqualTo(3.0);
        assertThat(Derivatives.jvp(g, List.of(y), 1).data()).isEqualTo(3.0);
    }

    @Test
    void an_infinite_gradient_does_not_leak_into_the_other_branch() {
        Value x = Value.of(2);
        Value y = Value.of(5);
        Value f = Value.where(x.greaterThan(1), x, y);
        f.backward(Double.POSITIVE_INFINITY);
        assertThat(x.grad()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(y.grad()).isEqualTo(0.0);
    }

    @Test
    void a_condition_that_is_NaN_says_so_everywhere() {
        Value x = Value.of(Double.NaN);
        Value a = Value.of(1);
        Value b = Value.of(2);
        Value f = Value.where(x.greaterThan(0), a, b);
        f.backward();
        assertThat(f.data()).isNaN();
        assertThat(a.grad()).isNaN();
        assertThat(b.grad()).isNaN();
        assertThat(x.grad()).isEqualTo(0.0);
        assertThat(Value.where(x.isNaN(), a, b).data()).isEqualTo(1.0);
    }

    @Test
    void a_second_pass_over_the_same_graph_starts_anew() {
        Value x = Value.of(4);
        Value shared = x.sqrt();
        Value c = Value.of(1);
        Value f = Value.where(c, shared.mul(3), shared.mul(5)).add(shared);
        f.backward();
        assertThat(x.grad()).isEqualTo(1.0); // 4·1/4
        c.setData(0);
        Graph.of(f).forward();
        x.zeroGrad();
        f.backward();
        assertThat(x.grad()).isEqualTo(1.5);
        assertThat(shared.grad()).isEqualTo(6.0);
    }

    @Test
    void the_trace_has_no_steps_in_a_branch_not_taken() {
        Value x = Value.of(0, "x");
        Value f = Value.where(x.greaterThan(0), x.log(), x.mul(2));
        Trace trace = Trace.of(f);
        assertThat(trace.gradient(trace.graph().topologicalOrder().indexOf(x))).isEqualTo(2.0);
        assertThat(trace.stream()
                        .filter(step ->
                                step instanceof io.gradstep.engine.trace.Step.Backward back && back.gate() == Op.LOG))
                .isEmpty();
    }

    @Test
    void what_is_not_finite_in_a_branch_not_taken_is_not_reported() {
        Value x = Value.of(0, "x");
        Graph graph = Graph.of(Value.where(x.greaterThan(0), x.log(), x.mul(2)));
        assertThat(graph.firstNonFinite()).isEmpty();
        assertThat(graph.firstNonFiniteGradients()).isEmpty();
        assertThat(GradientCheck.of(Value.where(Value.of(1), x.mul(2), x.log()))
                        .run()
                        .passed())
                .isTrue();
    }

    @Test
    void null_operands_are_named() {
        Value x = Value.of(1);
        assertThatThrownBy(() -> Value.where(x, null, x)).hasMessage("a");
    }

    /** A loop of a million conditions, each on the result of the one before. */
    @Test
    @Tag("large")
    void a_million_conditions_in_a_row() {
        Value x = Value.of(0.3);
        Value y = x;
        for (int i = 0; i < 1_000_000; i++) {
            y = Value.where(y.greaterThan(0.5), y.sub(0.5), y.add(0.25));
        }
        y.backward();
        assertThat(x.grad()).isEqualTo(1.0);
        assertThat(Derivatives.derivative(y, x).data()).isEqualTo(1.0);
    }
}
