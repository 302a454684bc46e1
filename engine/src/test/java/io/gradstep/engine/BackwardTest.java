package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackwardTest {
    private static final Offset<Double> ROUNDING = within(1e-14);

    // The lecture notes' circuit:
    //
    //   x=-2 ──┐
    //          + ── q=3 ──┐
    //   y=5 ───┘          × ── f=-12
    //   z=-4 ─────────────┘

    @Test
    void lecture_notes_circuit() {
        Value x = Value.of(-2);
        Value y = Value.of(5);
        Value z = Value.of(-4);
        Value q = x.add(y);
        Value f = q.mul(z);
        f.backward();
        assertThat(q.data()).isEqualTo(3);
        assertThat(f.data()).isEqualTo(-12);
        assertThat(f.grad()).isEqualTo(1);
        assertThat(z.grad()).isEqualTo(3);
        assertThat(q.grad()).isEqualTo(-4);
        assertThat(x.grad()).isEqualTo(-4);
        assertThat(y.grad()).isEqualTo(-4);
    }

    /** Stanford CS231n's sigmoid neuron, in full digits: dw = σ(1 − σ)·(x, 1) with σ = 0.7310585786300049. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sigmoid_neuron_as_one_gate_or_spelled_out(boolean spelledOut) {
        Value w0 = Value.of(2);
        Value w1 = Value.of(-3);
        Value w2 = Value.of(-3);
        Value x0 = Value.of(-1);
        Value x1 = Value.of(-2);
        Value n = w0.mul(x0).add(w1.mul(x1)).add(w2);
        Value out = spelledOut ? Value.constant(1).div(n.neg().exp().add(1)) : n.sigmoid();
        out.backward();
        assertThat(out.data()).isCloseTo(0.7310585786300049, within(2e-16));
        assertThat(w0.grad()).isCloseTo(-0.19661193324148, ROUNDING);
        assertThat(w1.grad()).isCloseTo(-0.39322386648296, ROUNDING);
        assertThat(w2.grad()).isCloseTo(0.19661193324148, ROUNDING);
        assertThat(x0.grad()).isCloseTo(0.39322386648296, ROUNDING);
        assertThat(x1.grad()).isCloseTo(-0.58983579972444, ROUNDING);
    }

    /** micrograd's demonstration: b is chosen so that out² = ½. */
    @Test
    void tanh_neuron() {
        Value x1 = Value.of(2);
        Value x2 = Value.of(0);
        Value w1 = Value.of(-3);
        Value w2 = Value.of(1);
        Value b = Value.of(6.881373587019543);
        Value out = Value.dot(List.of(w1, w2), List.of(x1, x2), b).tanh();
        out.backward();
        assertThat(out.data()).isCloseTo(0.7071067811865477, within(3e-16));
        assertThat(x1.grad()).isCloseTo(-1.5, ROUNDING);
        assertThat(w1.grad()).isCloseTo(1, ROUNDING);
        assertThat(x2.grad()).isCloseTo(0.5, ROUNDING);
        assertThat(w2.grad()).isEqualTo(0);
        assertThat(b.grad()).isCloseTo(0.5, ROUNDING);
    }

    @Test
    void backward_twice_accumulates_leaves_and_resets_interiors() {
        Value a = Value.of(3);
        Value b = Value.of(-2);
        Value sum = a.add(b);
        Value d = Value.of(5);
        Value e = sum.mul(d);
        e.backward();
        e.backward();
        assertThat(List.of(a.grad(), b.grad(), d.grad())).containsExactly(10.0, 10.0, 2.0);
        assertThat(sum.grad()).isEqualTo(5);
        assertThat(e.grad()).isEqualTo(1);
    }

    @Test
    void zeroGrad_starts_one_leaf_over() {
        Value a = Value.of(3);
        Value b = Value.of(4);
        Value f = a.mul(b);
        f.backward();
        a.zeroGrad();
        assertThat(a.hasGrad()).isFalse();
        assertThat(a.grad()).isEqualTo(0);
        f.backward();
        assertThat(a.grad()).isEqualTo(4);
        assertThat(b.grad()).isEqualTo(6);
    }

    @Test
    void a_value_used_twice_by_one_gate_gets_both_contributions() {
        Value x = Value.of(3);
        x.mul(x).backward();
        assertThat(x.grad()).isEqualTo(6);
        Value a = Value.of(3);
        a.add(a).backward();
        assertThat(a.grad()).isEqualTo(2);
    }

    @Test
    void a_value_used_a_hundred_times_gets_a_hundred_contributions() {
        Value x = Value.of(2);
        Value square = x.mul(x);
        Value sum = square;
        for (int i = 1; i < 100; i++) {
            sum = sum.add(square);
        }
        sum.backward();
        assertThat(square.grad()).isEqualTo(100);
        assertThat(x.grad()).isEqualTo(400);
        x.zeroGrad();
        Value.sum(Collections.nCopies(100, square)).backward();
        assertThat(x.grad()).isEqualTo(400);
    }

    //        ┌── b = 2a ──┐
    //   a ───┤            × ── d = b·c = 6a², reached by two paths of different length
    //        └─ c = a+a+a ┘

    @Test
    void a_diamond_waits_for_all_consumers() {
        Value a = Value.of(5);
        Value b = a.mul(2);
        Value c = a.add(a).add(a);
        Value d = b.mul(c);
        d.backward();
        assertThat(a.grad()).isEqualTo(60);
    }

    @Test
    void seed_scales_every_gradient() {
        Value x = Value.of(3);
        Value f = x.mul(x);
        f.backward(-0.5);
        assertThat(f.grad()).isEqualTo(-0.5);
        assertThat(x.grad()).isEqualTo(-3);
    }

    @Test
    void a_leaf_is_its_own_output() {
        Value x = Value.of(3);
        x.backward();
        x.backward();
        assertThat(x.grad()).isEqualTo(2);
    }

    @Test
    void constants_take_no_gradient() {
        Value c = Value.constant(3);
        Value onlyConstants = c.mul(c).exp();
        Value x = Value.of(2);
        Value f = x.mul(onlyConstants).add(c);
        f.backward();
        assertThat(x.grad()).isEqualTo(onlyConstants.data());
        assertThat(onlyConstants.isConstant()).isTrue();
        assertThat(c.hasGrad()).isFalse();
        assertThat(onlyConstants.hasGrad()).isFalse();
        assertThat(onlyConstants.grad()).isEqualTo(0);
        onlyConstants.backward();
        assertThat(onlyConstants.hasGrad()).isFalse();
    }

    @Test
    void two_outputs_over_the_same_nodes_each_get_their_own_pass() {
        Value x = Value.of(3);
        Value shared = x.mul(x);
        Value f = shared.add(1);
        Value g = shared.mul(10);
        f.backward();
        assertThat(shared.grad()).isEqualTo(1);
        g.backward();
        assertThat(shared.grad()).isEqualTo(10);
        assertThat(x.grad()).isEqualTo(66);
        assertThat(f.grad()).isEqualTo(1);
    }

    @Test
    void a_pass_leaves_no_scratch_behind() {
        Value output = RandomGraphs.tame(7, 60);
        output.backward();
        for (Value node : Graph.of(output).topologicalOrder()) {
            assertThat(node.next).isNull();
            assertThat(node.pending).isZero();
        }
    }

    /** For z = max(x, y) the gradient goes to the larger operand, on a tie to the first. */
    @ParameterizedTest
    @CsvSource({"2, 1, 1, 0", "1, 2, 0, 1", "1, 1, 1, 0", "0.0, -0.0, 1, 0", "-0.0, 0.0, 1, 0"})
    void max_routes(double a, double b, double toA, double toB) {
        Value x = Value.of(a);
        Value y = Value.of(b);
        x.max(y).backward();
        assertThat(x.grad()).isEqualTo(toA);
        assertThat(y.grad()).isEqualTo(toB);
        Value negX = Value.of(-a);
        Value negY = Value.of(-b);
        negX.min(negY).backward();
        assertThat(negX.grad()).isEqualTo(toA);
        assertThat(negY.grad()).isEqualTo(toB);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void agrees_with_dual_numbers_on_random_graphs(int block) {
        for (long seed = 50L * block; seed < 50L * (block + 1); seed++) {
            Value output = RandomGraphs.tame(seed, 5 + (int) (seed % 40));
            Graph graph = Graph.of(output);
            output.backward();
            for (Value leaf : graph.leaves()) {
                Dual expected = Dual.differentiate(graph, leaf);
                double scale = Math.max(1, Math.abs(expected.d()));
                assertThat(output.data()).as("value, seed %d", seed).isCloseTo(expected.v(), within(1e-8));
                assertThat(leaf.grad())
                        .as("∂/∂%s, seed %d", leaf.name(), seed)
                        .isCloseTo(expected.d(), within(1e-6 * scale));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void graph_forward_gives_the_same_bits(long block) {
        for (long seed = 100 * block; seed < 100 * (block + 1); seed++) {
            Graph graph = Graph.of(RandomGraphs.wild(seed, 60));
            Double[] values = graph.topologicalOrder().stream().map(Value::data).toArray(Double[]::new);
            graph.forward();
            assertThat(graph.topologicalOrder().stream().mapToDouble(Value::data))
                    .as("seed %d", seed)
                    .containsExactly(values);
        }
    }

    @Test
    void a_chain_of_a_million_nodes() {
        assertChain(1_000_000);
    }

    @Test
    @Tag("large")
    void a_chain_of_ten_million_nodes_with_default_stack_and_heap() {
        assertChain(10_000_000);
    }

    /** Every node is x + x + … : the value is n·x exactly, and so is the slope. */
    private static void assertChain(int n) {
        Value x = Value.of(0.5);
        Value sum = x;
        for (int i = 1; i < n; i++) {
            sum = sum.add(x);
        }
        sum.backward();
        assertThat(sum.data()).isEqualTo(n * 0.5);
        assertThat(x.grad()).isEqualTo(n);
        Graph graph = Graph.of(sum);
        assertThat(graph.size()).isEqualTo(n);
        x.setData(0.25);
        graph.forward();
        assertThat(sum.data()).isEqualTo(n * 0.25);
        x.zeroGrad();
        graph.backward();
        assertThat(x.grad()).isEqualTo(n);
    }

    @Test
    void a_gate_with_a_million_operands() {
        Value x = Value.of(2);
        Value y = x.mul(3);
        Value sum = Value.sum(Collections.nCopies(1_000_000, y));
        sum.backward();
        assertThat(sum.data()).isEqualTo(6_000_000);
        assertThat(x.grad()).isEqualTo(3_000_000);
    }

    /** Doubling at every level makes 2³⁰⁰ paths; a pass that followed paths would not end. */
    @Test
    void paths_are_not_walked_one_by_one() {
        Value x = Value.of(1);
        Value node = x;
        for (int i = 0; i < 300; i++) {
            node = node.add(node);
        }
        node.backward();
        assertThat(x.grad()).isEqualTo(Math.pow(2, 300));
    }
}
