package io.gradstep.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
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
        assertThat(View.suiting(chain(40, 10))).isEqualTo(View.CIRCUIT);
        assertThat(View.suiting(chain(41, 10))).isEqualTo(View.CARDS);
        assertThat(View.suiting(chain(100, 10))).isEqualTo(View.CARDS);
        assertThat(View.suiting(chain(101, 10))).isEqualTo(View.NEURONS);
        assertThat(View.suiting(chain(101, 0))).isEqualTo(View.HEAT);
        assertThat(View.suiting(chain(1000, 199))).isEqualTo(View.NEURONS);
        assertThat(View.suiting(chain(1000, 200))).isEqualTo(View.HEAT);
    }

    @Test
    void auto_draws_what_the_suiting_view_draws() {
        for (Graph graph : new Graph[] {Graphs.lecture(), Graphs.chain(30), chain(120, 5), Graphs.chain(200)}) {
            Picture picture = Picture.of(graph);
            assertThat(picture.view(View.AUTO).svg())
                    .isEqualTo(picture.view(View.suiting(graph)).svg());
        }
    }
}
