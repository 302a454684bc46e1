package io.gradstep.viz.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.drawing.CircuitNode;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.layout.Placement;
import io.gradstep.viz.layout.TestEngine;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitTest {
    /** The long form, four times as many, runs with {@code -Dgradstep.long=true}, as .ci/run has it. */
    private static final int RANDOM_GRAPHS = Boolean.getBoolean("gradstep.long") ? 200 : 50;

    private static DrawnPicture draw(Graph graph, TestEngine engine) {
        CircuitView view = new CircuitView(graph, true);
        return new DrawnPicture(view.draw(engine.place(view.skeleton())));
    }

    private static DrawnPicture draw(Graph graph) {
        return draw(graph, TestEngine.JAVA);
    }

    /** The notes: q = 3, f = −12; df/dq = −4, df/dz = 3, df/dx = df/dy = −4. */
    @ParameterizedTest
    @EnumSource
    void shows_values_and_gradients_of_the_lectures_example(TestEngine engine) {
        Graph graph = Graphs.lecture();
        DrawnPicture drawn = draw(graph, engine);
        assertThat(shown(drawn, graph))
                .containsExactlyInAnyOrder("x: −2, −4", "y: 5, −4", "q: 3, −4", "z: −4, 3", "f: −12, 1");
    }

    /** Hand-derived: a gets −6 through the sum and (−2)·(−6) = 12 through the product; d gets −3 twice. */
    @ParameterizedTest
    @EnumSource
    void shows_on_each_branch_what_it_contributes(TestEngine engine) {
        Graph graph = Graphs.fanOut();
        DrawnPicture drawn = draw(graph, engine);
        assertThat(shown(drawn, graph))
                .containsExactlyInAnyOrder("a: 3, 6", "b: −2, −18", "c: −6, −6", "d: −3, −6", "e: 9, 1");
        List<String> branches = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                String from = graph.label(graph.operandIndex(i, k));
                branches.add(from + " to " + graph.label(i) + ": " + drawn.texts("e" + i + "_" + k, "grad"));
            }
        }
        assertThat(branches)
                .containsExactlyInAnyOrder(
                        "a to d: [−6]", "c to d: []", "b to c: []", "a to c: [12]", "d to e: [−3]", "d to e: [−3]");
    }

    private static List<String> shown(DrawnPicture drawn, Graph graph) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            List<String> numbers = new ArrayList<>(drawn.texts("n" + i, "val"));
            numbers.addAll(drawn.texts("n" + i, "grad"));
            List<String> names = new ArrayList<>(drawn.texts("n" + i, "name"));
            names.addAll(drawn.texts("n" + i, "alias"));
            shown.add(String.join(" ", names) + ": " + String.join(", ", numbers));
        }
        return shown;
    }

    @Test
    void a_product_of_a_value_with_itself_has_two_wires() {
        Value x = Value.of(3, "x");
        DrawnPicture drawn = draw(Graphs.backward(x.mul(x)));
        assertThat(drawn.texts("e1_0", "grad")).containsExactly("3");
        assertThat(drawn.texts("e1_1", "grad")).containsExactly("3");
        assertThat(drawn.wire("e1_0")).isNotEqualTo(drawn.wire("e1_1"));
        assertThat(drawn.texts("n0", "grad")).containsExactly("6");
    }

    @Test
    void before_any_backward_gradients_are_dots_and_never_zeros() {
        Value x = Value.of(3, "x");
        Graph graph = Graph.of(x.mul(x).add(1));
        DrawnPicture drawn = draw(graph);
        List<String> gradients = drawn.labels().stream()
                .filter(label -> label.cssClass().equals("grad"))
                .map(DrawnPicture.Label::text)
                .filter(text -> !text.contains("gradient"))
                .toList();
        // x, x·x, the sum, and the two branches of x, beside what the legend says
        assertThat(gradients).hasSize(5).containsOnly("·");
    }

    @Test
    void a_gradient_of_zero_is_a_zero() {
        Value x = Value.of(-3, "x");
        assertThat(draw(Graphs.backward(x.relu())).texts("n0", "grad")).containsExactly("0");
    }

    @Test
    void forward_only_shows_no_gradients_at_all() {
        CircuitView view = new CircuitView(Graphs.fanOut(), false);
        DrawnPicture drawn = new DrawnPicture(view.draw(TestEngine.JAVA.place(view.skeleton())));
        assertThat(drawn.labels()).noneMatch(label -> label.cssClass().equals("grad"));
        assertThat(drawn.labels()).anyMatch(label -> label.cssClass().equals("val"));
    }

    @Test
    void constants_have_no_gradient_and_fainter_wires() {
        Value x = Value.of(2, "x");
        Graph graph = Graphs.backward(
                x.mul(Value.constant(3)).add(Value.constant(2).named("c").exp()));
        DrawnPicture drawn = draw(graph);
        for (int i = 0; i < graph.size(); i++) {
            String group = "n" + i;
            boolean constant = graph.node(i).isConstant();
            assertThat(drawn.texts(group, "grad")).hasSize(constant ? 0 : 1);
            String wire = drawn.group(group)
                    .getElementsByTagName("path")
                    .item(0)
                    .getAttributes()
                    .getNamedItem("class")
                    .getNodeValue();
            assertThat(wire).isEqualTo(constant ? "faint" : "wire");
        }
        assertThat(drawn.labels())
                .anyMatch(label -> label.text().equals("c") && label.cssClass().equals("alias"));
    }

    @Test
    void shows_what_is_not_finite() {
        Value x = Value.of(0, "x");
        Graph graph = Graphs.backward(Value.constant(-1).div(x).add(Value.of(Double.NaN, "y")));
        List<String> texts =
                draw(graph).labels().stream().map(DrawnPicture.Label::text).toList();
        assertThat(texts).contains("NaN", "−∞", "∞", "0");
    }

    @Test
    void a_single_leaf_is_a_picture() {
        Graph graph = Graphs.backward(Value.of(7, "x"));
        DrawnPicture drawn = draw(graph);
        assertThat(shown(drawn, graph)).containsExactly("x: 7, 1");
        assertInside(drawn, "a single leaf");
    }

    @Test
    void an_output_without_a_name_is_f_or_out_where_there_is_an_f() {
        Value f = Value.of(1, "f");
        Value out = Value.of(2, "out");
        assertThat(outputName(Value.of(1, "x").neg())).isEqualTo("f");
        assertThat(outputName(f.neg())).isEqualTo("out");
        Graph both = Graph.of(f.add(out));
        assertThat(CircuitNode.outputName(both)).isEqualTo(both.label(both.size() - 1));
    }

    private static String outputName(Value output) {
        return CircuitNode.outputName(Graph.of(output));
    }

    @Test
    void every_op_shows_its_symbol() {
        for (Op op : Op.values()) {
            List<Value> operands = new ArrayList<>();
            for (int i = 0; i < op.minOperands(); i++) {
                operands.add(Value.of(0.5, "x" + i));
            }
            Graph graph = Graphs.backward(op.apply(operands));
            DrawnPicture drawn = draw(graph);
            String gate = "n" + (graph.size() - 1);
            assertThat(drawn.texts(gate, "symbol")).containsExactly(op.symbol());
            assertThat(drawn.group(gate).getAttribute("data-op")).isEqualTo(op.functionName());
            assertInside(drawn, op.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void random_graphs_are_drawn_whole_and_legibly(TestEngine engine) {
        for (long seed = 0; seed < RANDOM_GRAPHS; seed++) {
            Graph graph = Graphs.random(seed, 3 + (int) (seed % 25));
            CircuitView view = new CircuitView(graph, true);
            Placement placement = engine.place(view.skeleton());
            DrawnPicture drawn = new DrawnPicture(view.draw(placement));
            String description = "seed " + seed;
            assertComplete(drawn, graph, description);
            assertInside(drawn, description);
            assertLegible(drawn, description);
            Joints.check(drawn, graph, description);
            assertWiresAvoidBoxes(drawn, graph, placement, description);
        }
    }

    private static void assertComplete(DrawnPicture drawn, Graph graph, String description) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            expected.add("n" + i);
            for (int k = 0; k < graph.operandCount(i); k++) {
                expected.add("e" + i + "_" + k);
                assertThat(drawn.group("e" + i + "_" + k).getAttribute("data-edge"))
                        .isEqualTo(graph.operandIndex(i, k) + " " + i + " " + k);
            }
            assertThat(drawn.group("n" + i).getAttribute("data-node")).isEqualTo(String.valueOf(i));
        }
        assertThat(drawn.ids()).as(description).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void assertInside(DrawnPicture drawn, String description) {
        Rect box = drawn.viewBox();
        for (DrawnPicture.Label label : drawn.labels()) {
            Rect text = label.bounds();
            assertThat(text.left() >= 0
                            && text.top() >= 0
                            && text.right() <= box.right()
                            && text.bottom() <= box.bottom())
                    .as("%s: %s inside %s", description, label, box)
                    .isTrue();
        }
        Point shift = drawn.shift();
        for (String id : drawn.ids()) {
            if (id.startsWith("e")) {
                boolean inside = drawn.wire(id).stream()
                        .map(point -> point.plus(shift.x(), shift.y()))
                        .allMatch(point -> isWithin(point, box));
                assertThat(inside).as("%s: %s inside %s", description, id, box).isTrue();
            }
        }
    }

    /** No text stands on another. */
    private static void assertLegible(DrawnPicture drawn, String description) {
        List<DrawnPicture.Label> labels = new ArrayList<>(drawn.labels());
        labels.sort(Comparator.comparingDouble(label -> label.bounds().left()));
        for (int i = 0; i < labels.size(); i++) {
            Rect a = labels.get(i).bounds();
            for (int j = i + 1; j < labels.size() && labels.get(j).bounds().left() < a.right(); j++) {
                Rect b = labels.get(j).bounds();
                assertThat(b.top() >= a.bottom() || b.bottom() <= a.top())
                        .as("%s: %s and %s", description, labels.get(i), labels.get(j))
                        .isTrue();
            }
        }
    }

    /** A wire touches its two ends and its own mark, and no other box. */
    private static void assertWiresAvoidBoxes(
            DrawnPicture drawn, Graph graph, Placement placement, String description) {
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                List<String> own = List.of("n" + i, "n" + graph.operandIndex(i, k), "c" + i + "_" + k);
                List<Point> wire = drawn.wire("e" + i + "_" + k);
                placement.boxes().forEach((id, box) -> {
                    boolean through = wire.stream().anyMatch(point -> isWithin(point, box));
                    assertThat(through && !own.contains(id))
                            .as("%s: a wire of %s through %s at %s", description, own, id, box)
                            .isFalse();
                });
            }
        }
    }

    private static boolean isWithin(Point point, Rect box) {
        return point.x() > box.left() + 1
                && point.x() < box.right() - 1
                && point.y() > box.top() + 1
                && point.y() < box.bottom() - 1;
    }

    @Test
    void operands_reach_their_gate_in_order_from_top_to_bottom() {
        for (long seed = 0; seed < 50; seed++) {
            Graph graph = Graphs.random(seed, 15);
            DrawnPicture drawn = draw(graph);
            for (int i = 0; i < graph.size(); i++) {
                double last = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < graph.operandCount(i); k++) {
                    List<Point> wire = drawn.wire("e" + i + "_" + k);
                    double y = wire.get(wire.size() - 1).y();
                    assertThat(y).as("seed %d, %s", seed, graph.node(i)).isGreaterThan(last);
                    last = y;
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_value_used_a_hundred_times_has_a_hundred_branches(TestEngine engine) {
        Value x = Value.of(2, "x");
        Value sum = x;
        for (int i = 0; i < 99; i++) {
            sum = sum.add(x);
        }
        Graph graph = Graphs.backward(sum);
        DrawnPicture drawn = draw(graph, engine);
        assertThat(drawn.texts("n0", "grad")).containsExactly("100");
        assertThat(drawn.labels().stream()
                        .filter(label ->
                                label.cssClass().equals("grad") && label.text().equals("1")))
                .hasSize(100 + 99);
        assertLegible(drawn, "a hundred uses");
    }

    @Test
    void a_gate_of_many_operands_is_as_tall_as_they_need() {
        List<Value> weights = new ArrayList<>();
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            weights.add(Value.of(i, "w" + i));
            inputs.add(Value.of(1, "x" + i));
        }
        Graph graph = Graphs.backward(Value.dot(weights, inputs, Value.of(1, "b")));
        DrawnPicture drawn = draw(graph);
        int gate = graph.size() - 1;
        List<Double> arrivals = new ArrayList<>();
        for (int k = 0; k < 33; k++) {
            List<Point> wire = drawn.wire("e" + gate + "_" + k);
            arrivals.add(wire.get(wire.size() - 1).y());
        }
        for (int k = 1; k < 33; k++) {
            assertThat(arrivals.get(k) - arrivals.get(k - 1)).isGreaterThan(10);
        }
        assertThat(drawn.texts("n" + gate, "val")).containsExactly("121");
    }

    @Test
    void equal_graphs_give_equal_pictures() {
        assertThat(draw(Graphs.smallNetwork()).source).isEqualTo(draw(Graphs.smallNetwork()).source);
    }

    @Test
    void a_graph_that_is_too_large_is_refused_before_any_work() {
        assertThatThrownBy(() -> new CircuitView(Graphs.chain(100_000), true))
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("at most 5000 values")
                .hasMessageContaining("133335");
    }
}
