package io.gradstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.graph.ImmutableNetwork;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTest {
    private final Value x = Value.of(-2, "x");
    private final Value y = Value.of(5, "y");
    private final Value z = Value.of(-4, "z");
    private final Value q = x.add(y).named("q");
    private final Value f = q.mul(z);
    private final Graph graph = Graph.of(f);

    @Test
    void nodes_come_in_topological_order() {
        assertThat(graph.topologicalOrder()).containsExactly(x, y, q, z, f);
        assertThat(graph.size()).isEqualTo(5);
        assertThat(graph.edgeCount()).isEqualTo(4);
        assertThat(graph.output()).isSameAs(f);
        assertThat(graph.node(2)).isSameAs(q);
        assertThat(graph.op(2)).isSameAs(Op.ADD);
        assertThatThrownBy(() -> graph.op(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> graph.op(5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(graph.operandCount(2)).isEqualTo(2);
        assertThat(graph.operandIndex(4, 0)).isEqualTo(2);
        assertThat(graph.operandIndex(4, 1)).isEqualTo(3);
        assertThatThrownBy(() -> graph.operandIndex(4, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> graph.topologicalOrder().set(0, y)).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void operands_stand_before_their_consumers(long seed) {
        Graph random = Graph.of(RandomGraphs.wild(seed, 500));
        for (int i = 0; i < random.size(); i++) {
            List<Value> operands = random.node(i).operands();
            assertThat(random.node(i).isLeaf() || random.op(i) == random.node(i).op())
                    .isTrue();
            assertThat(random.operandCount(i)).isEqualTo(operands.size());
            for (int k = 0; k < operands.size(); k++) {
                assertThat(random.operandIndex(i, k)).isLessThan(i);
                assertThat(random.node(random.operandIndex(i, k))).isSameAs(operands.get(k));
            }
        }
    }

    @Test
    void leaves_are_the_inputs_without_constants() {
        assertThat(Graph.of(f.add(1)).leaves()).containsExactly(x, y, z);
    }

    @Test
    void network_keeps_parallel_edges() {
        Value square = x.mul(x);
        ImmutableNetwork<Value, Graph.Edge> network = Graph.of(square).network();
        assertThat(network.nodes()).containsExactly(x, square);
        assertThat(network.edgesConnecting(x, square))
                .containsExactlyInAnyOrder(new Graph.Edge(x, square, 0), new Graph.Edge(x, square, 1));
    }

    @Test
    void forward_recomputes_after_a_leaf_changed() {
        f.backward();
        z.setData(2);
        assertThat(f.data()).isEqualTo(-12);
        graph.forward();
        assertThat(f.data()).isEqualTo(6);
        assertThat(f.hasGrad()).isFalse();
        assertThat(z.grad()).isEqualTo(3);
        z.zeroGrad();
        graph.backward();
        assertThat(q.grad()).isEqualTo(2);
        assertThat(z.grad()).isEqualTo(3);
    }

    @Test
    void zero_grad_resets_leaves_and_interior_nodes() {
        Value x = Value.of(3);
        Value q = x.mul(x);
        Graph graph = Graph.of(q.add(1));
        graph.backward();
        graph.zeroGrad();
        assertThat(q.hasGrad()).isFalse();
        assertThat(x.grad()).isZero();
        graph.backward();
        assertThat(x.grad()).isEqualTo(6);
    }

    @Test
    void a_single_leaf_is_a_graph() {
        Graph single = Graph.of(x);
        assertThat(single.size()).isEqualTo(1);
        single.forward();
        single.backward(3);
        single.backward();
        assertThat(x.grad()).isEqualTo(4);
    }

    @Test
    void labels_are_names_numbers_or_numbered() {
        Value unnamed = x.add(2.5).mul(Value.constant(3));
        Graph labelled = Graph.of(unnamed.add(unnamed));
        assertThat(labels(labelled)).containsExactly("x", "2.5", "v1", "3", "v2", "v3");
    }

    @Test
    void generated_labels_keep_clear_of_names() {
        Value v2 = Value.of(1, "v2");
        assertThat(labels(Graph.of(v2.exp().log()))).containsExactly("v2", "vv1", "vv2");
    }

    private static List<String> labels(Graph graph) {
        return java.util.stream.IntStream.range(0, graph.size())
                .mapToObj(graph::label)
                .toList();
    }

    @Test
    void a_null_among_the_nodes_asked_for_leaves_the_others_as_they_were() {
        Value x = Value.of(2);
        Graph graph = Graph.of(x.exp());
        assertThatThrownBy(() -> graph.unreachable(Arrays.asList(x, null))).isInstanceOf(NullPointerException.class);
        assertThat(Graph.of(x.mul(3)).size()).isEqualTo(3);
    }
}
