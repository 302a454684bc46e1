package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OptimisticPassTest {
    private static final List<Op> OPS = List.of(
            Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.MAX, Op.MIN, Op.NEG, Op.TANH, Op.SIGMOID, Op.RELU, Op.SIN, Op.ABS);

    private final Value x = Value.of(0.5, "x");
    private final Value y = Value.of(-0.25, "y");

    /** Lets the passes go by that count because one before has failed or was small. */
    @BeforeEach
    void forgetEarlierPasses() {
        OptimisticPass.countingPasses = 0;
        OptimisticPass.lastSize = OptimisticPass.LEAST_NODES;
    }

    @Test
    void it_succeeds_if_all_uses_are_in_the_graph() {
        Value q = x.mul(y);
        Value f = q.add(q.tanh());
        assertThat(OptimisticPass.run(f, 1)).isTrue();
        double slope = 1 + (1 - Math.pow(Math.tanh(-0.125), 2));
        assertThat(x.grad()).isCloseTo(-0.25 * slope, within());
        assertThat(y.grad()).isCloseTo(0.5 * slope, within());
    }

    @Test
    void a_use_outside_the_graph_makes_it_fail_and_gives_the_leaves_their_gradients_back() {
        x.mul(y).backward();
        Value q = x.mul(y);
        Value outside = q.exp();
        Value f = q.add(q.tanh());
        assertThat(OptimisticPass.run(f, 1)).isFalse();
        assertThat(List.of(x.grad(), y.grad())).containsExactly(-0.25, 0.5);
        f.backward();
        assertThat(x.grad()).isCloseTo(-0.25 + -0.25 * (2 - Math.pow(Math.tanh(-0.125), 2)), within());
        outside.backward();
        assertThat(q.grad()).isCloseTo(Math.exp(-0.125), within());
    }

    @Test
    void a_node_that_was_walked_before_makes_it_fail_where_it_is_reached() {
        Value q = x.mul(y);
        Value square = q.mul(q);
        Value part = square.add(square.neg()).add(square);
        Value f = part.mul(part).add(part.neg());
        assertThat(OptimisticPass.run(part, 1)).isTrue();
        assertThat(x.grad()).isEqualTo(2 * -0.125 * -0.25); // of q²
        assertThat(OptimisticPass.run(f, 1)).isFalse();
        assertThat(x.grad()).isEqualTo(2 * -0.125 * -0.25);
        x.zeroGrad();
        f.backward();
        assertThat(x.grad()).isCloseTo((4 * Math.pow(-0.125, 3) + 2 * 0.125) * -0.25, within()); // of q⁴ − q²
        assertThat(Graph.of(f).size()).isEqualTo(10);
    }

    @Test
    void a_node_with_more_uses_than_are_counted_makes_it_fail() {
        Value q = x.exp();
        Value f = q.mul(q);
        for (int i = 2; i < 4_093; i++) {
            f = f.add(q);
        }
        assertThat(OptimisticPass.run(f, 1)).isTrue(); // 4,093 uses
        Value r = x.exp();
        Value g = r.mul(r);
        for (int i = 2; i < 4_099; i++) {
            g = g.add(r);
        }
        assertThat(OptimisticPass.run(g, 1)).isFalse();
        x.zeroGrad();
        g.backward();
        assertThat(r.grad()).isCloseTo(2 * r.data() + 4_097, Offset.offset(1e-9));
    }

    @Test
    void graphs_above_lists_conditions_and_named_gates_are_left_to_the_pass_that_counts() {
        Value q = x.mul(y);
        assertThat(OptimisticPass.decideFor(q.exp().mul(q))).isTrue();
        assertThat(OptimisticPass.decideFor(Value.sum(List.of(q, q)).exp())).isFalse();
        assertThat(OptimisticPass.decideFor(Value.where(q, q, x).exp())).isFalse();
        assertThat(OptimisticPass.decideFor(x.exp().named("e").mul(q))).isFalse();
    }

    @Test
    void after_a_failure_32_passes_count() {
        Value q = x.mul(y);
        Value outside = q.neg();
        assertThat(OptimisticPass.run(large(q), 1)).isFalse();
        assertThat(outside.hasGrad()).isFalse();
        Value f = large(y);
        for (int i = 0; i < 32; i++) {
            assertThat(OptimisticPass.decideFor(f)).isFalse();
        }
        assertThat(OptimisticPass.decideFor(f)).isTrue();
    }

    @Test
    void after_a_small_graph_the_next_pass_counts() {
        Value q = x.exp();
        q.mul(q.neg()).backward();
        assertThat(OptimisticPass.decideFor(large(y))).isFalse();
        large(y).backward();
        assertThat(OptimisticPass.decideFor(large(y))).isTrue();
    }

    @Test
    void uses_are_counted_up_to_4094() {
        Value q = x.exp();
        for (int i = 0; i < 4_093; i++) {
            Uses.add(q);
        }
        assertThat(Uses.of(q.bits)).isEqualTo(4_093);
        Value r = q.neg();
        assertThat(Uses.of(q.bits)).isEqualTo(4_094);
        assertThat(Uses.areKnown(q.bits)).isTrue();
        Value s = q.mul(q);
        assertThat(Uses.areKnown(q.bits)).isFalse();
        Value t = q.neg();
        assertThat(Uses.areKnown(q.bits)).isFalse();
        assertThat(List.of(r.isConstant(), s.isConstant(), t.isConstant(), q.isConstant()))
                .containsOnly(false);
    }

    private static Value large(Value below) {
        Value f = below;
        for (int k = 0; k < OptimisticPass.LEAST_NODES / 2; k++) {
            f = f.mul(f.neg());
        }
        return f;
    }

    @Test
    void random_graphs_have_the_gradients_of_the_readable_pass_to_the_bit_however_their_nodes_are_used() {
        int succeeded = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            List<Value> fast = nodes(seed);
            List<Value> readable = nodes(seed);
            Random random = new Random(-1 - seed);
            for (int pass = 0; pass < 3; pass++) {
                int output = random.nextInt(3) == 0 ? random.nextInt(fast.size()) : fast.size() - 1;
                if (random.nextInt(4) == 0) {
                    Value unused = fast.get(random.nextInt(fast.size())).sub(fast.get(random.nextInt(fast.size())));
                }
                if (random.nextInt(6) == 0) {
                    Graph.of(fast.get(random.nextInt(fast.size()))).unreachable(fast);
                }
                if (random.nextBoolean()) {
                    forgetEarlierPasses();
                }
                Value f = fast.get(output);
                if (!f.isLeaf()
                        && !f.isConstant()
                        && (f.bits & (Bits.SHARED | Bits.RECOUNT)) == Bits.SHARED
                        && random.nextBoolean()
                        && OptimisticPass.run(f, 1)) {
                    succeeded++;
                } else {
                    f.backward();
                }
                Graph.of(readable.get(output)).backward();
                for (int i = 0; i < fast.size(); i++) {
                    assertThat(gradient(fast.get(i)))
                            .as("seed %d, node %d", seed, i)
                            .isEqualTo(gradient(readable.get(i)));
                }
            }
        }
        assertThat(succeeded).isGreaterThan(500);
    }

    private static String gradient(Value node) {
        return node.hasGrad() + " " + Long.toHexString(Double.doubleToLongBits(node.grad()));
    }

    /** The nodes of a random graph; the last one depends on all gates. */
    private static List<Value> nodes(long seed) {
        Random random = new Random(seed);
        List<Value> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            nodes.add(Value.of(random.nextInt(9) / 4.0 - 1));
        }
        nodes.add(Value.constant(0.5));
        int gates = 1 + random.nextInt(40);
        List<Value> unused = new ArrayList<>();
        for (int i = 0; i < gates; i++) {
            Op op = OPS.get(random.nextInt(OPS.size()));
            Value a = nodes.get(random.nextInt(nodes.size()));
            Value b = nodes.get(Math.max(0, nodes.size() - 1 - random.nextInt(4)));
            Value gate = op.arity() == Arity.UNARY ? op.apply(List.of(b)) : op.apply(List.of(a, b));
            unused.removeIf(node -> gate.operands().contains(node));
            unused.add(gate);
            nodes.add(gate);
        }
        Value output = unused.get(0);
        for (Value node : unused.subList(1, unused.size())) {
            output = output.add(node);
            nodes.add(output);
        }
        return nodes;
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-15);
    }
}
