package io.gradstep.viz.graph.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.DrawnPicture;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.graph.Legibility;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class NeuronsTest {
    private static DrawnPicture draw(Graph graph) {
        DrawnPicture drawn =
                new DrawnPicture(Picture.of(graph).view(View.NEURONS).svg());
        Legibility.check(drawn, drawn.all("title").get(0).getTextContent());
        return drawn;
    }

    /** Layers of tanh neurons over samples of the same inputs, with a mean of squares as the loss. */
    private static Graph network(int samples, int... sizes) {
        Random random = new Random(1);
        List<List<List<Value>>> weights = new ArrayList<>();
        for (int layer = 1; layer < sizes.length; layer++) {
            int inputs = sizes[layer - 1];
            int number = layer;
            weights.add(IntStream.range(0, sizes[layer])
                    .mapToObj(i -> random.doubles(inputs + 1, -1, 1)
                            .mapToObj(w -> Value.of(w, "w" + number + i))
                            .toList())
                    .toList());
        }
        List<Value> losses = new ArrayList<>();
        for (int s = 0; s < samples; s++) {
            List<Value> values =
                    random.doubles(sizes[0]).mapToObj(Value::constant).toList();
            for (int layer = 1; layer < sizes.length; layer++) {
                List<Value> next = new ArrayList<>();
                for (List<Value> row : weights.get(layer - 1)) {
                    Value sum = Value.dot(row.subList(0, values.size()), values, row.get(values.size()));
                    next.add(sum.tanh().named("layer" + layer + ".neuron" + (next.size() + 1)));
                }
                values = next;
            }
            losses.add(Value.sum(values).sub(1).pow(2));
        }
        return Graphs.backward(Value.sum(losses).div(samples).named("loss"));
    }

    private static List<String> groups(DrawnPicture drawn) {
        return drawn.all("g").stream()
                .map(group -> group.getAttribute("data-group"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String card(DrawnPicture drawn, String name) {
        return drawn.all("g").stream()
                .filter(group -> group.getAttribute("data-group").equals(name))
                .map(group -> group.getAttribute("id"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void each_named_value_is_a_card_with_a_row_for_each_sample() {
        Graph graph = network(3, 2, 2, 1);
        DrawnPicture drawn = draw(graph);
        assertThat(groups(drawn))
                .containsExactlyInAnyOrder("inputs", "layer1.neuron1", "layer1.neuron2", "layer2.neuron1", "loss");
        for (int i = 0; i < graph.size(); i++) {
            Value node = graph.node(i);
            if (!node.isLeaf() && node.name() != null) {
                assertThat(drawn.texts("n" + i, "val")).containsExactly(Numbers.format(node.data()));
                assertThat(drawn.texts("n" + i, "grad")).containsExactly(Numbers.format(node.grad()));
                Element card = (Element) drawn.group("n" + i).getParentNode();
                assertThat(card.getAttribute("data-group")).isEqualTo(node.name());
            }
        }
        assertThat(drawn.texts(card(drawn, "layer1.neuron1"), "alias"))
                .hasSize(1)
                .allMatch(note -> note.startsWith("3 leaves; |grad| "));
        assertThat(drawn.texts(card(drawn, "inputs"), "alias")).containsExactly("6 values");
    }

    /** Frames say what the names have in common; cards are called by the rest. */
    @Test
    void dotted_names_nest() {
        List<String> texts = draw(network(1, 2, 2, 1)).labels().stream()
                .map(DrawnPicture.Label::text)
                .toList();
        assertThat(texts)
                .contains("layer1", "layer2", "neuron1", "neuron2", "loss")
                .doesNotContain("layer1.neuron1");
    }

    @Test
    void neurons_stand_in_the_order_of_their_numbers() {
        DrawnPicture drawn = draw(network(1, 2, 12, 1));
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 1; i <= 12; i++) {
            String id = card(drawn, "layer1.neuron" + i);
            Element face =
                    (Element) drawn.group(id).getElementsByTagName("rect").item(0);
            assertThat(DrawnPicture.number(face, "y")).isGreaterThan(last);
            last = DrawnPicture.number(face, "y");
        }
    }

    /** By hand: f = (2h)² with h = 3x at x = 1 gives df/dh = 8h = 24, through the nameless gates between. */
    @Test
    void a_connection_bears_the_gradient_that_flows_back_through_it() {
        Value x = Value.of(1, "x");
        Value h = x.mul(3).named("h");
        DrawnPicture drawn = draw(Graphs.backward(h.mul(2).pow(2).named("f")));
        assertThat(tooltip(drawn, "l1_0")).isEqualTo("h → f: gradient 24");
        assertThat(line(drawn, "l1_0").getAttribute("class")).isEqualTo("pos");
        assertThat(line(drawn, "l1_0").hasAttribute("stroke-dasharray")).isFalse();
        assertThat(drawn.group("l1_0").getAttribute("data-link")).isEqualTo("0 1");
    }

    private static String tooltip(DrawnPicture drawn, String id) {
        return drawn.group(id).getElementsByTagName("title").item(0).getTextContent();
    }

    private static Element line(DrawnPicture drawn, String id) {
        return (Element) drawn.group(id).getElementsByTagName("path").item(0);
    }

    /** Width is the root: a quarter of the gradient is half as wide, above the least width. */
    @Test
    void negative_gradients_are_dashed_and_greater_ones_wider() {
        Value a = Value.of(1, "x").exp().named("a");
        Value b = Value.of(1, "y").exp().named("b");
        DrawnPicture drawn = draw(Graphs.backward(a.mul(4).sub(b).named("f")));
        Element strong = line(drawn, "l2_0");
        Element weak = line(drawn, "l2_1");
        assertThat(weak.getAttribute("class")).isEqualTo("neg");
        assertThat(weak.hasAttribute("stroke-dasharray")).isTrue();
        double least = 1.1;
        assertThat(DrawnPicture.number(strong, "stroke-width") - least)
                .isCloseTo(2 * (DrawnPicture.number(weak, "stroke-width") - least), within(0.02));
    }

    @Test
    void samples_add_up_on_a_connection() {
        Value w = Value.of(2, "w");
        List<Value> ends = new ArrayList<>();
        for (double x : new double[] {1, 2, 3}) {
            ends.add(w.mul(x).named("h").mul(x));
        }
        // d f / d h = x for each of the three: 1 + 2 + 3.
        DrawnPicture drawn = draw(Graphs.backward(Value.sum(ends).named("f")));
        assertThat(tooltip(drawn, "l1_0")).isEqualTo("h → f: gradient 6");
    }

    @Test
    void leaves_of_one_card_belong_to_it_even_if_the_loss_uses_them_again() {
        Value x = Value.of(1, "x");
        Value w1 = Value.of(1, "w1");
        Value w2 = Value.of(2, "w2");
        Value a = x.mul(w1).named("a");
        Value b = x.mul(w2).named("b");
        Value penalty = w1.mul(w1).add(w2.mul(w2));
        Graph graph = Graphs.backward(a.mul(b).add(penalty).named("f"));
        DrawnPicture drawn = draw(graph);
        // a = 1, b = 2: df/dw1 = b·x + 2·w1 = 4, df/dw2 = a·x + 2·w2 = 5; x feeds both.
        assertThat(drawn.texts(card(drawn, "a"), "alias")).containsExactly("w1; |grad| 4");
        assertThat(drawn.texts(card(drawn, "b"), "alias")).containsExactly("w2; |grad| 5");
        assertThat(drawn.texts("inputs", "val")).containsExactly("1");
        assertThat(drawn.ids()).contains("l0_i", "l1_i", "l2_0", "l2_1").doesNotContain("l2_i");
    }

    @Test
    void before_backward_and_forward_only_no_gradient_is_claimed() {
        Value h = Value.of(1, "x").exp().named("h");
        Graph graph = Graph.of(h.mul(2).named("f"));
        DrawnPicture before = draw(graph);
        assertThat(before.texts("g0", "grad")).containsExactly("·");
        assertThat(tooltip(before, "l1_0")).isEqualTo("h → f");
        graph.backward();
        DrawnPicture forward = new DrawnPicture(
                Picture.of(graph).view(View.NEURONS).forwardOnly().svg());
        assertThat(forward.labels()).noneMatch(label -> label.cssClass().equals("grad"));
        assertThat(line(forward, "l1_0").getAttribute("class")).isEqualTo("wire");
    }

    @Test
    void values_that_feed_later_ones_of_their_own_name_are_drawn() {
        Value h = Value.of(0.5, "x");
        Value w = Value.of(0.9, "w");
        for (int i = 0; i < 8; i++) {
            h = h.mul(w).tanh().named(i % 2 == 0 ? "even" : "odd");
        }
        DrawnPicture drawn = draw(Graphs.backward(h.add(w).named("f")));
        assertThat(groups(drawn)).containsExactlyInAnyOrder("inputs", "even", "odd", "f");
        assertThat(drawn.ids()).contains("l1_0", "l0_1", "l2_1");
    }

    @Test
    void long_connections_pass_beside_the_cards_or_below_them() {
        Value x = Value.of(0.5, "x");
        Value first = x.tanh().named("first");
        Value h = first;
        List<Value> all = new ArrayList<>(List.of(first));
        for (int i = 0; i < 12; i++) {
            h = h.tanh().named("h" + i);
            all.add(h);
        }
        DrawnPicture drawn = draw(Graphs.backward(Value.sum(all).named("f")));
        double bottom = drawn.viewBox().bottom() - drawn.shift().y();
        for (String id : drawn.ids()) {
            if (id.startsWith("l")) {
                assertThat(drawn.wire(id)).allMatch(point -> point.y() > -1 && point.y() < bottom);
            }
        }
    }

    @Test
    void a_graph_without_names_is_one_card() {
        assertThat(groups(draw(Graphs.backward(Value.of(2).mul(3))))).containsExactly("f");
        assertThat(groups(draw(Graphs.backward(Value.of(7, "x"))))).containsExactly("x");
        assertThat(draw(Graphs.chain(50_000)).source.length()).isLessThan(10_000);
    }

    @Test
    void random_graphs_are_legible() {
        for (long seed = 0; seed < 100; seed++) {
            draw(Graphs.random(seed, 5 + (int) seed));
        }
    }

    @Test
    void names_are_shown_and_never_run() {
        String name = "a.<script>alert(1)</script>";
        DrawnPicture drawn =
                draw(Graphs.backward(Value.of(1, "x").exp().named(name).mul(2)));
        assertThat(drawn.all("script")).isEmpty();
        assertThat(groups(drawn)).contains(name);
    }

    @Test
    void of_very_many_connections_the_strongest_are_drawn_and_the_legend_says_so() {
        DrawnPicture drawn = draw(network(1, 4, 30, 30, 1));
        assertThat(drawn.ids().stream().filter(id -> id.startsWith("l"))).hasSize(500);
        assertThat(drawn.labels().stream().map(DrawnPicture.Label::text))
                .contains("the 500 strongest of 961 connections");
    }

    @Test
    void more_cards_than_anybody_could_read_are_refused() {
        Value last = Value.of(1, "x");
        for (int i = 0; i < 2000; i++) {
            last = last.neg().named("h" + i);
        }
        Picture picture = Picture.of(Graphs.backward(last)).view(View.NEURONS);
        assertThatThrownBy(picture::svg)
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("at most 1500 cards")
                .hasMessageContaining("2000 named values");
    }

    @Test
    void layers_fold_that_are_too_tall_or_make_too_many_groups() {
        assertThat(folded(64, 20, network(1, 2, 20, 20, 1))).isEqualTo(folded(100, 100, network(1, 2, 20, 20, 1)));
        int flat = folded(100, 100, network(1, 2, 21, 20, 1));
        assertThat(folded(64, 20, network(1, 2, 21, 20, 1))).isEqualTo(flat - 20); // 21 neurons are one group
        assertThat(folded(flat - 21, 100, network(1, 2, 21, 20, 1))).isEqualTo(flat - 20 - 19);
    }

    private static int folded(int most, int tallest, Graph graph) {
        return new Neurons(graph, true).folded(most, tallest).groups().size();
    }
}
