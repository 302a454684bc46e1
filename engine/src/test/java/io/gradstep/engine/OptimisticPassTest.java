package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OptimisticPassTest {
    private static final List<Op> OPS = List.of(
            Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.MAX, Op.MIN, Op.NEG, Op.TANH, Op.SIGMOID, Op.RELU, Op.SIN, Op.ABS);

    private final Value x = Value.of(0.5, "x");
    private final Value y = Value.of(-0.25, "y");

    /** Lets the passes go by that count because one before has failed. */
    @BeforeEach
    void forgetEarlierFailures() {
        for (int i = 0; i < 100; i++) {
            Value shared = Value.of(1).exp();
            shared.mul(shared.neg()).backward();
        }
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
        Value f = q.mul(q).add(q.tanh()).sub(q);
        Graph part = Graph.of(q);
        assertThat(OptimisticPass.run(f, 1)).isFalse();
        f.backward();
        double once = x.grad();
        assertThat(once).isCloseTo(-0.25 * (2 * -0.125 - Math.pow(Math.tanh(-0.125), 2)), within());
        f.backward();
        assertThat(x.grad()).isEqualTo(2 * once);
        part.backward();
        assertThat(x.grad()).isEqualTo(2 * once - 0.25);
    }

    @Test
    void a_walked_node_as_both_operands_of_one_gate() {
        Value q = x.mul(y);
        Value square = q.mul(q);
        Value f = square.add(square.neg()).sub(square);
        Graph.of(q);
        f.backward();
        assertThat(q.grad()).isEqualTo(0.25); // of −q²
        assertThat(Graph.of(f).size()).isEqualTo(7);
    }

    @Test
    void graphs_above_lists_conditions_and_named_gates_are_left_to_the_pass_that_counts() {
        Value q = x.mul(y);
        assertThat(OptimisticPass.run(Value.sum(List.of(q, q)).exp(), 1)).isFalse();
        assertThat(OptimisticPass.run(Value.where(q, q, x).exp(), 1)).isFalse();
        assertThat(OptimisticPass.run(x.exp().named("e").mul(q), 1)).isFalse();
        assertThat(x.hasGrad()).isFalse();
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
                    forgetEarlierFailures();
                }
                Value f = fast.get(output);
                if (!f.isLeaf() && !f.isConstant() && random.nextBoolean() && OptimisticPass.run(f, 1)) {
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

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-15);
    }
}
