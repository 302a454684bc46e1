package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Value#backward()}, {@link Graph#backward()} and the trace: one order, and so the same bits. */
class EqualPathsTest {
    private static final int GRAPHS = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void random_graphs(int quarter) {
        for (long seed = quarter; seed < GRAPHS; seed += 4) {
            checkPaths("seed " + seed, RandomGraphs.wild(seed, 1 + (int) (seed % 40)));
        }
    }

    /** Graphs in which only leaves are used by several gates, where the eager pass counts no uses. */
    @Test
    void random_trees() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            checkPaths("seed " + seed, tree(random, List.of(Value.of(1.5), Value.of(-0.0)), 1 + random.nextInt(20)));
        }
    }

    /** Joins two of the roots, the first of them by way of a unary gate, perhaps squared, until one is left. */
    private static Value tree(Random random, List<Value> leaves, int joins) {
        List<Value> roots = new ArrayList<>();
        for (int i = 0; i <= joins; i++) {
            Value leaf = leaves.get(random.nextInt(leaves.size()));
            roots.add(random.nextInt(5) == 0 ? Value.constant(random.nextGaussian()) : leaf);
        }
        List<Op> unary = opsWith(Arity.UNARY);
        List<Op> binary = opsWith(Arity.BINARY);
        while (roots.size() > 1) {
            Value a = roots.remove(random.nextInt(roots.size()));
            Value b = roots.remove(random.nextInt(roots.size()));
            Value first = unary.get(random.nextInt(unary.size())).apply(a);
            Op twice = binary.get(random.nextInt(binary.size()));
            Value again = random.nextInt(4) == 0 ? twice.apply(first, first) : first;
            roots.add(binary.get(random.nextInt(binary.size())).apply(again, b));
        }
        return roots.get(0);
    }

    private static List<Op> opsWith(Arity arity) {
        return Arrays.stream(Op.values()).filter(op -> op.arity() == arity).toList();
    }

    /** More uses outside the graph change neither its order nor a bit of a gradient. */
    @Test
    void who_else_uses_a_node_makes_no_difference() {
        for (long seed = 0; seed < 1000; seed++) {
            Value output = RandomGraphs.wild(seed, 40);
            List<Double> alone = gradients(output);
            Value elsewhere = Value.constant(0);
            for (Value node : Graph.of(output).topologicalOrder()) {
                elsewhere = elsewhere.add(node);
            }
            elsewhere.backward();
            Graph.of(output).topologicalOrder().forEach(Value::zeroGrad);
            assertThat(gradients(output)).as("seed %d", seed).isEqualTo(alone);
        }
    }

    // x ── s = x² ──┬── 2s, before it is named ──┐
    //               └── q, which is 2s named ────┴── f

    @Test
    void a_node_and_its_named_copy_may_both_be_used() {
        Value x = Value.of(3);
        Value before = x.mul(x).mul(2);
        Value q = before.named("q");
        q.add(before).backward(); // 4x²
        assertThat(x.grad()).isEqualTo(24);

        Value y = Value.of(3);
        Value used = y.mul(y).mul(2);
        Value consumer = used.add(1);
        used.named("q").mul(consumer).backward(); // 2y²(2y² + 1)
        assertThat(y.grad()).isEqualTo(16 * 27 + 4 * 3);
    }

    private static void checkPaths(String label, Value output) {
        List<Double> eager = gradients(output);
        Graph graph = Graph.of(output);
        boolean clean = true;
        for (Value node : graph.topologicalOrder()) {
            clean &= node.next == null && node.pending == 0;
            node.zeroGrad();
        }
        assertThat(clean).as("%s: nothing is left in the nodes", label).isTrue();
        graph.backward();
        assertThat(collect(graph)).as(label).isEqualTo(eager);
        Trace trace = Trace.of(graph);
        List<Double> traced = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            traced.add(graph.node(i).hasGrad() ? (Double) trace.gradient(i) : null);
        }
        assertThat(traced).as("%s, traced", label).isEqualTo(eager);
    }

    private static List<Double> gradients(Value output) {
        output.backward();
        return collect(Graph.of(output));
    }

    /** Double's equals tells −0.0 from 0.0 and finds NaN equal to NaN: bits, but for NaN's own. */
    private static List<Double> collect(Graph graph) {
        List<Double> gradients = new ArrayList<>();
        graph.topologicalOrder().forEach(node -> gradients.add(node.hasGrad() ? (Double) node.grad() : null));
        return gradients;
    }
}
