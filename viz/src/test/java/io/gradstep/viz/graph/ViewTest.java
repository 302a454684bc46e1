package io.gradstep.viz.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.LayoutException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ViewTest {
    private static Graph chain(int gates, int named) {
        Value last = Value.of(0.5, "x");
        for (int i = 1; i < gates; i++) {
            last = i <= named ? last.tanh().named("h" + i) : last.tanh();
        }
        return Graph.of(last);
    }

    @Test
    void the_view_that_suits_a_graph_goes_by_its_size_and_by_its_names() {
        assertThat(View.suiting(chain(60, 10))).isEqualTo(View.CIRCUIT);
        assertThat(View.suiting(chain(62, 10))).isEqualTo(View.CARDS);
        assertThat(View.suiting(chain(100, 10))).isEqualTo(View.CARDS);
        assertThat(View.suiting(chain(101, 10))).isEqualTo(View.NEURONS);
        assertThat(View.suiting(chain(101, 0))).isEqualTo(View.HEAT);
        assertThat(View.suiting(chain(1000, 199))).isEqualTo(View.NEURONS);
        assertThat(View.suiting(chain(1000, 200))).isEqualTo(View.HEAT);
    }

    /** Each step has the same gates; in 12 columns beside that of the inputs, the cards still fit a screen. */
    @Test
    void a_long_loop_is_a_folded_circuit_and_a_short_one_is_neurons() {
        assertThat(View.suiting(loop(12))).isEqualTo(View.NEURONS);
        assertThat(View.suiting(loop(13))).isEqualTo(View.CIRCUIT);
    }

    private static Graph loop(int steps) {
        Value w = Value.of(0.5, "w");
        Value h = Value.of(1, "h0");
        for (int i = 1; i <= steps; i++) {
            Value sum = w.mul(h);
            for (int k = 0; k < 5; k++) {
                sum = sum.add(Value.of(i, "x" + i + k));
            }
            h = sum.tanh().named("h" + i);
        }
        return Graph.of(h);
    }

    @Test
    void auto_draws_what_the_suiting_view_draws() {
        for (Graph graph : new Graph[] {Graphs.lecture(), Graphs.chain(30), chain(120, 5), Graphs.chain(200)}) {
            Picture picture = Picture.of(graph);
            assertThat(picture.view(View.AUTO).svg())
                    .isEqualTo(picture.view(View.suiting(graph)).svg());
        }
    }

    /** One gate that takes 30,000 operands, and a circuit of which is megabytes of wires. */
    @Test
    void gates_of_many_operands_count_as_several_values() {
        Value x = Value.of(1, "x");
        Graph wide = Graph.of(Value.sum(Collections.nCopies(30_000, x)));
        assertThat(View.suiting(wide)).isEqualTo(View.HEAT);
        assertThat(View.suiting(Graph.of(Value.sum(Collections.nCopies(120, x)))))
                .isEqualTo(View.CIRCUIT);
        assertThatThrownBy(() -> Picture.of(wide).view(View.CIRCUIT).svg())
                .isInstanceOf(LayoutException.class)
                .hasMessage("a circuit shows at most 15000 wires, but this graph has 30000: draw a part of it");
        assertThatThrownBy(() -> Picture.of(wide).view(View.CARDS).svg())
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("15000 wires");
    }
}
