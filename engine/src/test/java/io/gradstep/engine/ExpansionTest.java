package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {
    private static final Set<Op> COARSE = Set.of(
            Op.TAN,
            Op.SINH,
            Op.COSH,
            Op.SECH,
            Op.TANH,
            Op.SIGMOID,
            Op.RELU,
            Op.LEAKY_RELU,
            Op.SILU,
            Op.LOG2,
            Op.LOG10,
            Op.SOFTPLUS,
            Op.NORM_PDF,
            Op.NORM_CDF,
            Op.GELU,
            Op.SUM,
            Op.DOT,
            Op.LOG_SUM_EXP,
            Op.SOFTMAX,
            Op.LOG_SOFTMAX);

    @ParameterizedTest
    @EnumSource
    void every_op_expands_into_primitives_with_the_same_value_and_gradients(Op op) {
        for (double sign : new double[] {0.9, -0.9, 0}) {
            List<Value> leaves = IntStream.range(0, op.minOperands())
                    .mapToObj(i -> Value.of(sign * (0.8 - 0.3 * i)))
                    .toList();
            Value coarse = op.apply(leaves).named("f");
            Value fine = Expansion.primitives(coarse);
            assertThat(fine == coarse).isEqualTo(!COARSE.contains(op));
            assertThat(gates(fine)).doesNotContainAnyElementsOf(COARSE);
            coarse.backward();
            List<Double> expected = leaves.stream().map(Value::grad).toList();
            leaves.forEach(Value::zeroGrad);
            fine.backward();
            for (int i = 0; i < leaves.size(); i++) {
                if (!Double.isNaN(expected.get(i))) {
                    assertThat(leaves.get(i).grad())
                            .as("%s at %s", op, leaves)
                            .isCloseTo(expected.get(i), within(1e-13));
                }
            }
        }
    }

    /** Against the table of 25 digits that {@code engine/src/test/python/derivatives.py} made. */
    @ParameterizedTest
    @EnumSource
    void what_is_spelled_out_keeps_to_its_documented_bound(Op op) throws IOException {
        int compared = 0;
        for (OpAccuracyTest.Row row : OpAccuracyTest.rows(op)) {
            double[] v = row.operands();
            List<Value> leaves = Arrays.stream(v).mapToObj(Value::of).toList();
            Value coarse = op.apply(leaves);
            Value fine = Expansion.primitives(coarse);
            if (fine == coarse || !Rounding.isOrdinary(fine)) {
                continue;
            }
            String name = op + Arrays.toString(v);
            if (op == Op.SUM || op == Op.DOT) {
                assertThat(fine.data()).as(name).isEqualTo(coarse.data());
                compared++;
                continue;
            }
            Expansion.Bound bound = Expansion.ofValue(op, v);
            assertThat(Rounding.ulps(fine.data(), row.value(), bound.scale()))
                    .as(name)
                    .isLessThanOrEqualTo(bound.ulps());
            fine.backward();
            bound = Expansion.ofGradient(op, v);
            for (int i = 0; i < v.length; i++) {
                String exact = row.first().get(i);
                if (exact.equals("nan") || Math.abs(Double.parseDouble(exact)) < SQUARE_IS_NORMAL) {
                    continue;
                }
                assertThat(Rounding.ulps(leaves.get(i).grad(), exact, bound.scale()))
                        .as("∂/∂%d of %s: %s, not %s", i, name, leaves.get(i).grad(), exact)
                        .isLessThanOrEqualTo(bound.ulps());
                compared++;
            }
        }
        assertThat(compared > 10).isEqualTo(COARSE.contains(op));
    }

    /** Below it, what a quotient hands to its denominator on the way back is lost among the subnormal numbers. */
    private static final double SQUARE_IS_NORMAL = 1e-150;

    private static Set<Gate> gates(Value f) {
        return Graph.of(f).topologicalOrder().stream()
                .filter(node -> !node.isLeaf())
                .map(Value::op)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void random_graphs_keep_values_and_gradients(long seed) {
        Value coarse = RandomGraphs.tame(seed, 40);
        Value fine = Expansion.primitives(coarse);
        List<Value> leaves = Graph.of(coarse).leaves();
        coarse.backward();
        double[] expected = leaves.stream().mapToDouble(Value::grad).toArray();
        leaves.forEach(Value::zeroGrad);
        fine.backward();
        assertThat(fine.data()).isCloseTo(coarse.data(), within(1e-9));
        for (int i = 0; i < expected.length; i++) {
            assertThat(leaves.get(i).grad()).isCloseTo(expected[i], within(1e-8 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    /** −n, exp, + 1, 1 ÷: the four gates of the lecture's spelled-out sigmoid. */
    @Test
    void sigmoid_becomes_the_four_gates_of_the_lecture() {
        Value n = Value.of(1, "n");
        Value fine = Expansion.primitives(n.sigmoid().named("out"));
        assertThat(Graph.of(fine).topologicalOrder().stream()
                        .filter(node -> !node.isLeaf())
                        .map(Value::op))
                .containsExactly(Op.NEG, Op.EXP, Op.ADD, Op.DIV);
        assertThat(fine.name()).isEqualTo("out");
        assertThat(fine.data()).isCloseTo(0.7310585786300049, within(2e-16));
    }

    @Test
    void names_stay_and_untouched_nodes_are_used_as_they_are() {
        Value x = Value.of(1, "x");
        Value q = x.mul(2).named("q");
        Value s = q.tanh().named("s");
        Value f = s.add(q).named("f");
        Value fine = Expansion.primitives(f);
        assertThat(fine.name()).isEqualTo("f");
        assertThat(fine.operand(0).name()).isEqualTo("s");
        assertThat(fine.operand(1)).isSameAs(q);
        assertThat(Expansion.primitives(q)).isSameAs(q);
    }

    @Test
    void a_sum_of_one_named_operand_keeps_the_operands_name() {
        Value x = Value.of(1, "x");
        assertThat(Expansion.primitives(Value.sum(List.of(x)).named("s"))).isSameAs(x);
    }

    @Test
    void spelled_out_what_was_stable_overflows_and_is_named() {
        Value n = Value.of(-1000, "n");
        Value coarse = n.sigmoid();
        assertThat(Graph.of(coarse).firstNonFinite()).isEmpty();
        Value fine = Expansion.primitives(coarse);
        assertThat(Graph.of(fine).firstNonFinite().orElseThrow().message())
                .isEqualTo("v2 is Infinity: exp(v1) with v1 = 1000");
    }
}
