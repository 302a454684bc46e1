package io.gradstep.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Rule;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.RandomAccess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private final Value x = Value.of(-2, "x");
    private final Value y = Value.of(5, "y");
    private final Value z = Value.of(-4, "z");
    private final Value q = x.add(y).named("q");
    private final Value f = q.mul(z).named("f");

    /** The lecture example f = (x+y)z, worked by hand. */
    @Test
    void lecture_example_in_seven_steps() {
        Trace trace = Trace.of(f);
        Step.Node nodeX = node(trace, "x", -2);
        Step.Node nodeY = node(trace, "y", 5);
        Step.Node nodeZ = node(trace, "z", -4);
        Step.Node nodeQ = node(trace, "q", 3);
        Step.Node nodeF = node(trace, "f", -12);

        assertThat(trace)
                .containsExactly(
                        new Step.Forward(nodeQ, Op.ADD, List.of(nodeX, nodeY)),
                        new Step.Forward(nodeF, Op.MUL, List.of(nodeQ, nodeZ)),
                        new Step.Seed(nodeF, 1),
                        new Step.Backward(nodeF, Op.MUL, 0, nodeQ, 1, -4, -4, 0, -4, 1, 1),
                        new Step.Backward(nodeF, Op.MUL, 1, nodeZ, 1, 3, 3, 0, 3, 1, 1),
                        new Step.Backward(nodeQ, Op.ADD, 0, nodeX, -4, 1, -4, 0, -4, 1, 1),
                        new Step.Backward(nodeQ, Op.ADD, 1, nodeY, -4, 1, -4, 0, -4, 1, 1));
    }

    @Test
    void backward_steps_carry_the_rule_in_words() {
        Step.Backward step = (Step.Backward) Trace.of(f).get(3);

        assertThat(step.rule()).isEqualTo(Rule.SWAPS);
        assertThat(step.explanation()).isEqualTo(Op.MUL.explanation());
    }

    @Test
    void value_used_twice_accumulates_over_two_steps() {
        Value a = Value.of(3, "a");
        Trace trace = Trace.of(a.mul(a));

        assertThat(backward(trace)).extracting(Step.Backward::before).containsExactly(0.0, 3.0);
        assertThat(backward(trace)).extracting(Step.Backward::after).containsExactly(3.0, 6.0);
        assertThat(backward(trace)).extracting(Step.Backward::position).containsExactly(0, 1);
    }

    /** The output is x·x + x: three uses of x, of which the one by the sum comes first on the way back. */
    @Test
    void branches_are_counted_in_the_order_of_the_steps() {
        Trace trace = Trace.of(x.mul(x).named("s").add(x));

        List<Step.Backward> toX = backward(trace).stream()
                .filter(step -> step.operand().label().equals("x"))
                .toList();
        assertThat(toX).extracting(Step.Backward::branch).containsExactly(1, 2, 3);
        assertThat(toX).extracting(Step.Backward::branches).containsOnly(3);
        assertThat(toX).extracting(Step.Backward::isComplete).containsExactly(false, false, true);
        assertThat(toX.get(2).after()).isEqualTo(2 * -2 + 1);
    }

    @Test
    void constants_receive_nothing() {
        Value onlyConstants = Value.constant(2).mul(Value.constant(3));
        Trace trace = Trace.of(x.mul(2).named("p").add(onlyConstants));

        assertThat(trace.stream().filter(Step.Forward.class::isInstance)).hasSize(3);
        assertThat(backward(trace)).extracting(step -> step.operand().label()).containsExactly("p", "x");
        assertThat(trace.gradient(trace.graph().topologicalOrder().indexOf(onlyConstants)))
                .isZero();
    }

    @Test
    void constant_output_has_no_seed() {
        assertThat(Trace.of(Value.constant(7))).isEmpty();
        assertThat(Trace.of(Value.constant(7).exp())).hasSize(1).hasOnlyElementsOfType(Step.Forward.class);
    }

    @Test
    void leaf_as_output_is_seeded_and_done() {
        Trace trace = Trace.of(x);

        assertThat(trace).containsExactly(new Step.Seed(new Step.Node(0, "x", -2), 1));
        assertThat(trace.gradient(0)).isEqualTo(1);
    }

    @Test
    void custom_op_is_traced_by_its_own_rule() {
        CustomOp cube = CustomOp.builder("cube", 1, v -> v[0] * v[0] * v[0])
                .derivatives((v, out) -> new double[] {3 * v[0] * v[0]})
                .build();

        assertThat(backward(Trace.of(cube.apply(x)))).singleElement().satisfies(step -> {
            assertThat(step.gate()).isSameAs(cube);
            assertThat(step.local()).isEqualTo(12);
        });
    }

    @Test
    void later_changes_of_leaves_do_not_reach_the_trace() {
        Trace trace = Trace.of(f);
        List<Step> before = List.copyOf(trace);

        x.setData(100);
        trace.graph().forward();
        f.backward();

        assertThat(trace).isEqualTo(before);
        assertThat(trace.leaves()).extracting(Step.Node::value).containsExactlyInAnyOrder(-2.0, 5.0, -4.0);
    }

    @Test
    void taking_a_trace_leaves_the_graph_alone() {
        Graph graph = Graph.of(f);
        f.backward();
        x.setData(100);

        Trace trace = Trace.of(graph);

        assertThat(q.data()).isEqualTo(3);
        assertThat(x.grad()).isEqualTo(-4);
        assertThat(trace.value(graph.topologicalOrder().indexOf(q))).isEqualTo(105);
    }

    @Test
    void nodes_keep_no_gradient_from_a_trace() {
        assertThat(Trace.of(f)).hasSize(7);

        assertThat(Graph.of(f).topologicalOrder()).noneMatch(Value::hasGrad);
    }

    @Test
    void leaves_come_in_topological_order_without_constants() {
        Trace trace = Trace.of(f.mul(2));

        List<String> names = trace.graph().leaves().stream().map(Value::name).toList();
        assertThat(trace.leaves()).extracting(Step.Node::label).isEqualTo(names).hasSize(3);
    }

    @Test
    void list_is_random_access_and_immutable() {
        Trace trace = Trace.of(f);

        assertThat(trace).isInstanceOf(RandomAccess.class);
        assertThatThrownBy(() -> trace.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> trace.leaves().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> trace.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> trace.get(7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(trace).hasToString("Trace(f: 2 gates forward, 4 contributions backward)");
    }

    /** Every op, values that are reused, constants, zeros, infinities and NaN, in whatever shape the seed gives. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000})
    void agrees_with_backward_to_the_last_bit_on_random_graphs(int size) {
        for (long seed = 0; seed < 200; seed++) {
            Value output = randomGraph(new Random(seed), size);
            Trace trace = Trace.of(output);
            output.backward();

            Graph graph = trace.graph();
            double[] gradients = new double[graph.size()];
            for (Step step : trace) {
                replay(step, trace, gradients);
            }
            for (int i = 0; i < graph.size(); i++) {
                Value node = graph.node(i);
                assertThat(trace.value(i)).as("value %d, seed %d", i, seed).isEqualTo(bits(node.data()));
                assertThat(trace.gradient(i))
                        .as("gradient %d, seed %d", i, seed)
                        .isEqualTo(bits(node.grad()));
                assertThat(gradients[i]).as("replayed %d, seed %d", i, seed).isEqualTo(bits(node.grad()));
            }
        }
    }

    private static void replay(Step step, Trace trace, double[] gradients) {
        if (step instanceof Step.Forward forward) {
            double[] operands =
                    forward.operands().stream().mapToDouble(Step.Node::value).toArray();
            assertThat(forward.gate().forward(operands))
                    .isEqualTo(bits(forward.node().value()));
        } else if (step instanceof Step.Seed seed) {
            gradients[seed.output().index()] = seed.gradient();
        } else if (step instanceof Step.Backward backward) {
            assertThat(backward.upstream())
                    .isEqualTo(bits(gradients[backward.node().index()]));
            boolean passes = backward.gate().passes(backward.local());
            assertThat(backward.contribution()).isEqualTo(bits(passes ? backward.upstream() * backward.local() : 0));
            assertThat(backward.before())
                    .isEqualTo(bits(gradients[backward.operand().index()]));
            assertThat(backward.after()).isEqualTo(bits(backward.before() + backward.contribution()));
            gradients[backward.operand().index()] = backward.after();
            assertThat(trace.graph().operandIndex(backward.node().index(), backward.position()))
                    .isEqualTo(backward.operand().index());
        }
    }

    /** Boxed, so that the comparison is by bits: NaN equals NaN, and 0 is not −0. */
    private static Double bits(double number) {
        return number;
    }

    private static Value randomGraph(Random random, int size) {
        List<Value> nodes = new ArrayList<>();
        for (double data : new double[] {0, -0.0, 1, -2.5, 1e-9, 700, Double.POSITIVE_INFINITY, Double.NaN}) {
            nodes.add(random.nextInt(4) == 0 ? Value.constant(data) : Value.of(data));
        }
        for (int i = 0; i < 8; i++) {
            nodes.add(Value.of(random.nextGaussian()));
        }
        Op[] ops = Op.values();
        for (int i = 0; i < size; i++) {
            Op op = ops[random.nextInt(ops.length)];
            int count = op.minOperands();
            while (op.accepts(count + 1) && count < 5) {
                count++;
            }
            List<Value> operands = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                // Mostly the last few nodes, so that graphs become deep; NaN would otherwise be everywhere soon.
                int reach = random.nextInt(3) == 0 ? nodes.size() : Math.min(nodes.size(), 6);
                operands.add(nodes.get(nodes.size() - 1 - random.nextInt(reach)));
            }
            Value node = op.apply(operands);
            nodes.add(Double.isFinite(node.data()) || random.nextInt(50) == 0 ? node : Value.of(random.nextGaussian()));
        }
        return nodes.get(nodes.size() - 1);
    }

    @Test
    void wide_gate_takes_linear_time() {
        int width = 1_000_000;
        Trace trace = Trace.of(Value.sum(Collections.nCopies(width, x)));

        double sum = 0;
        for (Step.Backward step : backward(trace.subList(2, trace.size()))) {
            sum += step.contribution();
        }
        assertThat(sum).isEqualTo(width);
    }

    @Test
    void chain_of_a_million_nodes() {
        walkChain(1_000_000);
    }

    @Test
    @Tag("large")
    void chain_of_ten_million_nodes() {
        walkChain(10_000_000);
    }

    /** Adding 0 leaves the number and hands the gradient on, so that every step is known. */
    private void walkChain(int length) {
        Value zero = Value.of(0, "zero");
        Value node = x;
        for (int i = 0; i < length; i++) {
            node = node.add(zero);
        }
        Trace trace = Trace.of(node);

        assertThat(trace.size()).isEqualTo(3 * length + 1);
        assertThat(((Step.Forward) trace.get(length - 1)).node().value()).isEqualTo(-2);
        assertThat(trace.get(length)).isInstanceOf(Step.Seed.class);
        for (int i = length + 1; i < trace.size(); i++) {
            Step.Backward step = (Step.Backward) trace.get(i);
            if (step.after() != (step.operand().label().equals("zero") ? step.before() + 1 : 1)) {
                throw new AssertionError(step);
            }
        }
        assertThat(trace.gradient(trace.graph().topologicalOrder().indexOf(zero)))
                .isEqualTo(length);
    }

    private static Step.Node node(Trace trace, String name, double value) {
        for (int i = 0; i < trace.graph().size(); i++) {
            if (name.equals(trace.graph().node(i).name())) {
                return new Step.Node(i, name, value);
            }
        }
        throw new AssertionError(name);
    }

    private static List<Step.Backward> backward(List<Step> trace) {
        return trace.stream()
                .filter(Step.Backward.class::isInstance)
                .map(Step.Backward.class::cast)
                .toList();
    }
}
