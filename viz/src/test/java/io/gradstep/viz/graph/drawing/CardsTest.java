package io.gradstep.viz.graph.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.engine.text.Operator;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.DrawnPicture;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.graph.Legibility;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.layout.TestEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class CardsTest {
    private static DrawnPicture draw(Graph graph, TestEngine engine) {
        CardsView view = new CardsView(graph, true);
        DrawnPicture drawn = new DrawnPicture(view.draw(engine.place(view.skeleton())));
        Legibility.check(drawn, drawn.all("title").get(0).getTextContent());
        return drawn;
    }

    private static DrawnPicture draw(Graph graph) {
        return draw(graph, TestEngine.JAVA);
    }

    private static String card(DrawnPicture drawn, int node) {
        String id = "n" + node;
        return String.join("", drawn.texts(id, "name"))
                + String.join("", drawn.texts(id, "formula")).replaceFirst("^=", " =")
                + ": " + String.join("", drawn.texts(id, "val"))
                + " | " + String.join("", drawn.texts(id, "grad"))
                + " " + String.join("", drawn.texts(id, "sum"));
    }

    private static List<String> cards(DrawnPicture drawn, Graph graph) {
        List<String> cards = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            if (drawn.ids().contains("n" + i)) {
                cards.add(card(drawn, i).strip());
            }
        }
        return cards;
    }

    /** The notes: q = 3, f = −12; df/dq = −4, df/dz = 3, df/dx = df/dy = −4. */
    @ParameterizedTest
    @EnumSource
    void shows_formulas_values_and_gradients_of_the_lectures_example(TestEngine engine) {
        Graph graph = Graphs.lecture();
        assertThat(cards(draw(graph, engine), graph))
                .containsExactlyInAnyOrder(
                        "x: −2 | −4", "y: 5 | −4", "q = x + y: 3 | −4", "z: −4 | 3", "f = q × z: −12 | 1");
    }

    /** Hand-derived: a gets −6 through the sum and (−2)·(−6) = 12 through the product; d gets −3 twice. */
    @ParameterizedTest
    @EnumSource
    void shows_each_branch_of_a_fan_out_and_their_sum(TestEngine engine) {
        Graph graph = Graphs.fanOut();
        DrawnPicture drawn = draw(graph, engine);
        assertThat(cards(drawn, graph))
                .containsExactlyInAnyOrder(
                        "a: 3 | 6 = 12 − 6",
                        "b: −2 | −18",
                        "c = b × a: −6 | −6",
                        "d = a + c: −3 | −6 = −3 − 3",
                        "e = d × d: 9 | 1");
        List<String> edges = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                String id = "e" + i + "_" + k;
                edges.add(graph.label(graph.operandIndex(i, k)) + " to " + graph.label(i) + ": "
                        + String.join(" ", drawn.texts(id, "local")) + " " + String.join(" ", drawn.texts(id, "grad")));
            }
        }
        assertThat(edges)
                .containsExactlyInAnyOrder(
                        "a to d: × 1 → −6",
                        "c to d: × 1 → −6",
                        "b to c: × 3 → −18",
                        "a to c: × −2 → 12",
                        "d to e: × −3 → −3",
                        "d to e: × −3 → −3");
    }

    @Test
    void numbers_stand_in_formulas_and_have_no_card() {
        Value x = Value.of(2, "x");
        Value c = Value.constant(3).named("c");
        Graph graph =
                Graphs.backward(x.mul(-1).add(Value.constant(1).div(x)).mul(c).add(x.neg()));
        DrawnPicture drawn = draw(graph);
        assertThat(cards(drawn, graph).stream().map(text -> text.replaceFirst(":.*", "")))
                .contains("x", "c", "v1 = x × (−1)", "v2 = 1 ÷ x", "f = v4 + v5")
                .hasSize(graph.size() - 2);
        assertThat(drawn.texts("n" + index(graph, "c"), "grad")).isEmpty();
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
    void what_earlier_passes_left_in_a_leaf_is_not_called_a_sum_of_this_one() {
        Value x = Value.of(3, "x");
        Value f = x.mul(x);
        f.backward();
        Graph graph = Graphs.backward(f);
        assertThat(cards(draw(graph), graph)).contains("x: 3 | 12");
    }

    @Test
    void many_branches_are_counted() {
        Value x = Value.of(1, "x");
        Graph graph = Graphs.backward(Value.sum(List.of(x, x, x, x, x, x)).named("s"));
        assertThat(cards(draw(graph), graph))
                .containsExactlyInAnyOrder("x: 1 | 6 = 1 + 1 + 1 + 1 + … (6 branches)", "s = sum of 6: 6 | 1");
    }

    @Test
    void greater_contributions_have_wider_edges() {
        DrawnPicture drawn = draw(Graphs.fanOut());
        double widest = width(drawn, "e2_0");
        assertThat(List.of("e2_1", "e3_0", "e4_0"))
                .allSatisfy(id -> assertThat(width(drawn, id)).isLessThan(widest));
    }

    private static double width(DrawnPicture drawn, String id) {
        return DrawnPicture.number(
                (Element) drawn.group(id).getElementsByTagName("path").item(0), "stroke-width");
    }

    @Test
    void before_backward_local_derivatives_are_known_and_contributions_are_not() {
        Value x = Value.of(3, "x");
        Graph graph = Graph.of(x.mul(x).named("f"));
        DrawnPicture drawn = draw(graph);
        assertThat(cards(drawn, graph)).containsExactly("x: 3 | ·", "f = x × x: 9 | ·");
        assertThat(drawn.texts("e1_0", "local")).containsExactly("× 3");
        assertThat(drawn.texts("e1_0", "grad")).containsExactly("→ ·");
    }

    @Test
    void forward_only_shows_no_gradients_at_all() {
        DrawnPicture drawn = new DrawnPicture(
                Picture.of(Graphs.fanOut()).view(View.CARDS).forwardOnly().svg());
        assertThat(drawn.labels())
                .noneMatch(label -> List.of("grad", "local", "sum").contains(label.cssClass()));
        assertThat(drawn.labels()).anyMatch(label -> label.cssClass().equals("val"));
    }

    @Test
    void a_single_leaf_and_what_is_not_finite_are_drawn() {
        Graph leaf = Graphs.backward(Value.of(7, "x"));
        assertThat(cards(draw(leaf), leaf)).containsExactly("x: 7 | 1");
        Graph constant = Graph.of(Value.constant(2));
        assertThat(cards(draw(constant), constant)).containsExactly("f: 2 |");
        Graph bad = Graphs.backward(Value.of(0, "x").log().mul(Value.of(Double.NaN, "y")));
        assertThat(cards(draw(bad), bad)).contains("x: 0 | NaN", "v1 = log(x): −∞ | NaN");
    }

    @Test
    void every_op_has_a_formula() {
        for (Op op : Op.values()) {
            List<Value> operands = new ArrayList<>();
            for (int i = 0; i < op.minOperands(); i++) {
                operands.add(Value.of(0.5, "x" + i));
            }
            Graph graph = Graphs.backward(op.apply(operands));
            DrawnPicture drawn = draw(graph);
            assertThat(drawn.texts("n" + (graph.size() - 1), "formula").get(0))
                    .contains("x0")
                    .contains(Operator.of(op) == null ? op.functionName() : op.symbol());
        }
    }

    @ParameterizedTest
    @EnumSource
    void random_graphs_are_drawn_whole_and_legibly(TestEngine engine) {
        for (long seed = 0; seed < 120; seed++) {
            Graph graph = Graphs.random(seed, 3 + (int) (seed % 25));
            DrawnPicture drawn = draw(graph, engine);
            for (int i = 0; i < graph.size(); i++) {
                if (graph.isNumber(i)) {
                    continue;
                }
                assertThat(drawn.group("n" + i).getAttribute("data-node")).isEqualTo(String.valueOf(i));
                for (int k = 0; k < graph.operandCount(i); k++) {
                    int from = graph.operandIndex(i, k);
                    if (!graph.isNumber(from)) {
                        assertThat(drawn.group("e" + i + "_" + k).getAttribute("data-edge"))
                                .as("seed %d", seed)
                                .isEqualTo(from + " " + i + " " + k);
                    }
                }
            }
        }
    }

    @Test
    void names_are_shown_and_never_run() {
        DrawnPicture drawn = draw(Graphs.backward(
                Value.of(1, "<script>").mul(Value.of(2, "y".repeat(100))).named("<b>&")));
        assertThat(drawn.all("script")).isEmpty();
        assertThat(drawn.labels().stream().map(DrawnPicture.Label::text)).contains("<script>", "<b>&");
    }

    @Test
    void beyond_some_hundred_values_edges_are_told_to_those_who_point_at_them() {
        DrawnPicture drawn = draw(Graphs.chain(300));
        assertThat(drawn.labels()).noneMatch(label -> label.cssClass().equals("local"));
        String title = drawn.group("e2_0").getElementsByTagName("title").item(0).getTextContent();
        assertThat(title).matches("× 1\\.1 → .*");
    }

    @Test
    void a_graph_that_is_too_large_is_refused_before_any_work() {
        assertThatThrownBy(() -> new CardsView(Graphs.chain(100_000), true))
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("at most 5000 values")
                .hasMessageContaining("133335");
    }
}
