package io.gradstep.viz.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.drawing.HeatLayout;
import io.gradstep.viz.svg.Theme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HeatTest {
    private static DrawnPicture draw(Graph graph) {
        DrawnPicture drawn = new DrawnPicture(Picture.of(graph).view(View.HEAT).svg());
        Legibility.check(drawn, drawn.all("title").get(0).getTextContent());
        return drawn;
    }

    private static String colour(DrawnPicture drawn, int node) {
        return ((Element) drawn.group("n" + node).getParentNode()).getAttribute("class");
    }

    /** df/dx = 1000, df/dy = −1, df/dz = 0 of f = 1000x − y + relu(z), with df/df = 1 and the greatest 1000. */
    @Test
    void colours_are_signs_and_shades_are_tenths() {
        Value x = Value.of(1, "x");
        Value y = Value.of(1, "y");
        Value z = Value.of(-1, "z");
        Graph graph = Graphs.backward(x.mul(1000).sub(y).add(z.relu()));
        DrawnPicture drawn = draw(graph);
        assertThat(colour(drawn, index(graph, "x"))).isEqualTo(Theme.WARM_5.cssClass());
        assertThat(colour(drawn, index(graph, "y"))).isEqualTo(Theme.COLD_2.cssClass());
        assertThat(colour(drawn, index(graph, "z"))).isEqualTo(Theme.ZERO_HEAT.cssClass());
        assertThat(colour(drawn, index(graph, "1000"))).isEqualTo(Theme.NO_HEAT.cssClass());
        assertThat(colour(drawn, graph.size() - 1)).isEqualTo(Theme.WARM_2.cssClass());
        assertThat(drawn.labels().stream().map(DrawnPicture.Label::text))
                .contains("gradient, logarithmic: a factor of 10 per shade", "constant");
        assertThat(scale(drawn)).containsExactly("−1000", "−100", "−10", "−1", "−0.1", "0.1", "1", "10", "100", "1000");
    }

    /** The numbers below the borders of the shades. */
    private static List<String> scale(DrawnPicture drawn) {
        return drawn.texts("scale", Theme.QUIET_NAME.cssClass());
    }

    private static int index(Graph graph, String name) {
        for (int i = 0; i < graph.size(); i++) {
            if (graph.label(i).equals(name)) {
                return i;
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void before_backward_and_forward_only_the_values_are_shown() {
        Value x = Value.of(-3, "x");
        Graph graph = Graph.of(x.abs());
        DrawnPicture drawn = draw(graph);
        assertThat(colour(drawn, 0)).isEqualTo(Theme.COLD_5.cssClass());
        assertThat(colour(drawn, 1)).isEqualTo(Theme.WARM_5.cssClass());
        assertThat(drawn.labels().stream().map(DrawnPicture.Label::text))
                .contains("value, logarithmic: a factor of 10 per shade");
        assertThat(scale(drawn)).startsWith("−3", "−0.3", "−0.03").endsWith("0.3", "3");
        graph.backward();
        DrawnPicture forward =
                new DrawnPicture(Picture.of(graph).view(View.HEAT).forwardOnly().svg());
        assertThat(forward.labels()).isEqualTo(drawn.labels());
        assertThat(colour(forward, 0)).isEqualTo(Theme.COLD_5.cssClass());
    }

    @Test
    void what_is_not_finite_stands_out() {
        Graph graph = Graphs.backward(Value.of(0, "x").log().mul(Value.of(Double.NaN, "y")));
        DrawnPicture drawn = draw(graph);
        assertThat(colour(drawn, 0)).isEqualTo(Theme.NOT_FINITE.cssClass());
        assertThat(drawn.labels().stream().map(DrawnPicture.Label::text)).contains("not finite");
    }

    @Test
    void every_value_has_a_place_of_its_own_right_of_its_operands() {
        for (long seed = 0; seed < 100; seed++) {
            Graph graph = Graphs.random(seed, 5 + 4 * (int) seed);
            HeatLayout layout = new HeatLayout(graph);
            Set<List<Integer>> cells = new HashSet<>();
            for (int i = 0; i < graph.size(); i++) {
                assertThat(cells.add(List.of(layout.column(i), layout.row(i))))
                        .as("seed %d", seed)
                        .isTrue();
                for (int k = 0; k < graph.operandCount(i); k++) {
                    int operand = graph.operandIndex(i, k);
                    if (layout.areInLine(i, operand)) {
                        assertThat(layout.column(operand)).as("seed %d", seed).isLessThan(layout.column(i));
                    } else {
                        assertThat(layout.row(operand)).as("seed %d", seed).isLessThan(layout.row(i));
                    }
                }
            }
        }
    }

    @Test
    void operands_of_one_gate_stand_in_order() {
        List<Value> leaves = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            leaves.add(Value.of(i, "x" + i));
        }
        HeatLayout layout = new HeatLayout(Graph.of(Value.sum(leaves)));
        for (int i = 1; i < 20; i++) {
            assertThat(layout.row(i)).isGreaterThan(layout.row(i - 1));
        }
    }

    @Test
    void cells_and_edges_can_be_found_by_their_ids() {
        Graph graph = Graphs.smallNetwork();
        DrawnPicture drawn = draw(graph);
        for (int i = 0; i < graph.size(); i++) {
            assertThat(drawn.group("n" + i).getAttribute("data-node")).isEqualTo(String.valueOf(i));
            for (int k = 0; k < graph.operandCount(i); k++) {
                assertThat(drawn.group("e" + i + "_" + k).getAttribute("data-edge"))
                        .isEqualTo(graph.operandIndex(i, k) + " " + i + " " + k);
            }
        }
        String title = drawn.group("n0").getElementsByTagName("title").item(0).getTextContent();
        assertThat(title).contains(graph.label(0) + " = ").contains("gradient");
    }

    @Test
    void names_show_on_hover_for_each_cell_or_for_layers_of_a_large_graph() {
        for (Element cell : draw(Graphs.chain(3700)).all("rect")) {
            assertThat(!cell.hasAttribute("data-node")
                            || cell.getElementsByTagName("title").getLength() == 1)
                    .isTrue();
        }
        Value x = Value.of(0.5, "x");
        Value last = x;
        for (int i = 0; i < 6000; i++) {
            last = i == 40 ? last.sin().named("first") : last.sin();
        }
        DrawnPicture drawn = draw(Graphs.backward(last));
        List<String> titles = new ArrayList<>();
        for (Element cells : drawn.all("path")) {
            Element part = (Element) cells.getParentNode();
            if (part.getAttribute("class").equals("part")) {
                titles.add(part.getElementsByTagName("title").item(0).getTextContent());
            }
        }
        // 6001 layers of one value in parts of six
        assertThat(titles).contains("layers 1 to 6 of 6001: 6 values, such as x");
        assertThat(titles).contains("layers 37 to 42 of 6001: 6 values, such as first");
    }

    /** 300 layers are more than the 70 columns of a line; each further line is led to from the one above. */
    @Test
    void lines_are_led_round_to_the_next() {
        Value last = Value.of(0.5, "x");
        for (int i = 0; i < 299; i++) {
            last = last.sin();
        }
        Graph graph = Graphs.backward(last);
        HeatLayout layout = new HeatLayout(graph);
        long lines =
                IntStream.range(0, graph.size()).map(layout::row).distinct().count();
        assertThat(lines).isGreaterThan(4);
        assertThat(draw(graph).all("path").stream()
                        .filter(path -> path.getAttribute("d").matches("M[^V]*H[^V]*V[^V]*H-7V.*")))
                .hasSize((int) lines - 1);
    }

    @Test
    void a_hundred_thousand_values_are_drawn_in_seconds_whether_deep_or_wide() {
        Value x = Value.of(0.5, "x");
        List<Value> wide = new ArrayList<>();
        for (int i = 0; i < 33_000; i++) {
            wide.add(x.mul(Value.of(i, "w" + i)).tanh());
        }
        for (Graph graph : List.of(Graphs.chain(80_000), Graphs.backward(Value.sum(wide)))) {
            assertThat(graph.size()).isGreaterThan(99_000);
            long start = System.nanoTime();
            DrawnPicture drawn = draw(graph);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(drawn.source.length()).isLessThan(4_000_000);
            assertThat(drawn.viewBox().width()).isLessThan(8000);
            assertThat(drawn.viewBox().height()).isLessThan(8000);
        }
    }

    @Test
    void a_single_value_is_a_cell() {
        assertThat(colour(draw(Graphs.backward(Value.of(7, "x"))), 0)).isEqualTo(Theme.WARM_5.cssClass());
        assertThat(colour(draw(Graph.of(Value.constant(0))), 0)).isEqualTo(Theme.ZERO_HEAT.cssClass());
    }

    @Test
    void more_than_a_file_can_hold_is_refused() {
        assertThatThrownBy(
                        () -> Picture.of(Graphs.chain(900_000)).view(View.HEAT).svg())
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("at most 1000000 values");
    }
}
