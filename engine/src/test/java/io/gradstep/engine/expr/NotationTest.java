package io.gradstep.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NotationTest {
    private final Value x = Value.of(3, "x");
    private final Value y = Value.of(4, "y");

    /** The local derivatives of the last gate, by position: {@code ∂₁(x × y) = y}. */
    private static List<String> locals(Value output) {
        Graph graph = Graph.of(output);
        int last = graph.size() - 1;
        Notation notation = new Notation(
                graph, i -> graph.node(i).isLeaf() && graph.node(i).isConstant() ? null : graph.label(i), graph::label);
        return IntStream.range(0, graph.operandCount(last))
                .mapToObj(k -> notation.local(last, k)
                        + notation.formula(last, k).map(text -> " = " + text).orElse(""))
                .toList();
    }

    @Test
    void a_value_that_is_used_twice_has_a_derivative_for_each_use() {
        assertThat(locals(x.mul(x))).containsExactly("∂₁(x × x) = x", "∂₂(x × x) = x");
        assertThat(locals(x.add(x))).containsExactly("∂₁(x + x)", "∂₂(x + x)");
    }

    @Test
    void a_dot_gate_counts_weights_inputs_and_bias_in_the_order_in_which_they_are_written() {
        Value w = Value.of(2, "w");
        Value b = Value.of(1, "b");
        assertThat(locals(Value.dot(List.of(w, x), List.of(y, x), b)))
                .containsExactly(
                        "∂₁ dot(w, y, x, x, b) = y",
                        "∂₂ dot(w, y, x, x, b) = w",
                        "∂₃ dot(w, y, x, x, b) = x",
                        "∂₄ dot(w, y, x, x, b) = x",
                        "∂₅ dot(w, y, x, x, b)");
    }

    @Test
    void many_operands_are_counted() {
        List<String> locals = locals(Value.sum(Collections.nCopies(12, x)));
        assertThat(locals).hasSize(12).startsWith("∂₁ sum of 12").endsWith("∂₁₂ sum of 12");
    }

    @Test
    void a_custom_gate_is_written_as_a_call_with_a_formula_if_it_has_one() {
        CustomOp.Builder length = CustomOp.builder("length", 2, v -> Math.hypot(v[0], v[1]))
                .derivatives((v, out) -> new double[] {v[0] / out, v[1] / out});
        assertThat(locals(length.build().apply(x, y).named("h"))).containsExactly("∂₁ length(x, y)", "∂₂ length(x, y)");
        CustomOp symbolic = length.symbolicDerivatives(
                        (v, out) -> List.of(v.get(0).div(out), v.get(1).div(out)))
                .build();
        assertThat(locals(symbolic.apply(x, y).named("h")))
                .containsExactly("∂₁ length(x, y) = x/h", "∂₂ length(x, y) = y/h");
    }

    @Test
    void operands_that_begin_with_a_minus_stand_in_parentheses_where_they_need_them() {
        assertThat(Notation.gate(Op.MUL, List.of("-3", "−4"))).isEqualTo("-3 × (−4)");
        assertThat(Notation.gate(Op.POW, List.of("-3", "2"))).isEqualTo("(-3)^2");
        assertThat(Notation.gate(Op.NEG, List.of("-3"))).isEqualTo("−(-3)");
    }

    /** No local derivative of any gate can be taken for a derivative by a name. */
    @ParameterizedTest
    @EnumSource
    void every_gate_has_a_local_derivative_by_position(Op op) {
        int count = switch (op.arity()) {
            case UNARY -> 1;
            case BINARY -> 2;
            case TERNARY -> 3;
            case NARY -> op.minOperands() + 2;
        };
        Value out = op.apply(Collections.nCopies(count, x));
        assertThat(locals(out)).hasSize(count).allMatch(text -> text.matches("∂[₀-₉]+( |\\().*"));
        assertThat(locals(out)).noneMatch(text -> text.contains("/∂"));
    }

    @Test
    void a_gradient_is_a_total_derivative_only_after_the_last_branch() {
        assertThat(Notation.gradient("f", "x", 1, 1) + "2" + Notation.branch(1, 1))
                .isEqualTo("∂f/∂x = 2");
        assertThat(Notation.gradient("f", "x", 1, 2) + "3" + Notation.branch(1, 2))
                .isEqualTo("so far 3 (1 of 2 branches)");
        assertThat(Notation.gradient("f", "x", 2, 2) + "6" + Notation.branch(2, 2))
                .isEqualTo("∂f/∂x = 6 (2 of 2 branches)");
    }
}
