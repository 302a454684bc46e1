package io.gradstep.viz.graph.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.DrawnPicture;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.graph.Legibility;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.StepperPage;
import io.gradstep.viz.svg.Point;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class FoldingTest {
    /** h1 = tanh(w h0 + u x1 + b), h2 = tanh(w h1 + u x2 + b) and so on: steps of two products, two sums and tanh. */
    private static Value recurrence(int steps, List<Value> products) {
        Value w = Value.of(0.7, "w");
        Value u = Value.of(0.3, "u");
        Value b = Value.of(0.1, "b");
        Value h = Value.of(0.2, "x0").exp().named("h0");
        for (int t = 1; t <= steps; t++) {
            Value product = w.mul(h);
            products.add(product);
            h = product.add(u.mul(Value.of(t / 8.0, "x" + t))).add(b).tanh().named("h" + t);
        }
        return h;
    }

    private static Graph recurrence(int steps) {
        return Graphs.backward(recurrence(steps, new ArrayList<>()).mul(2));
    }

    @Test
    void named_steps_are_parts_with_what_only_they_use_inside() {
        Graph graph = recurrence(20);
        Folding folding = Folding.of(graph).orElseThrow();
        assertThat(folding.parts()).hasSize(20);
        folding.parts().forEach((head, part) -> {
            String name = graph.label(head);
            assertThat(name).matches("h\\d+");
            assertThat(part.gates()).as(name).isEqualTo(5);
            assertThat(part.alike()).as(name).isEqualTo(20);
            // Not its own x; in the order of the formula.
            int step = Integer.parseInt(name.substring(1));
            assertThat(part.inputs().stream().map(graph::label)).containsExactly("w", "h" + (step - 1), "u", "b");
        });
        // exp before the steps and the product after them
        assertThat(folding.shownGates()).isEqualTo(22);
    }

    @Test
    void steps_without_names_are_found() {
        Folding folding = Folding.of(Graphs.chain(150)).orElseThrow();
        assertThat(folding.parts().values()).hasSizeGreaterThan(45).allMatch(part -> part.gates() == 3);
        assertThat(folding.shownGates()).isLessThan(55);
        assertThat(View.suiting(Graphs.chain(150))).isEqualTo(View.CIRCUIT);
    }

    /** The products of the steps are added up: they are seen from outside, so that they cannot be hidden. */
    @Test
    void what_others_use_is_not_hidden_in_a_part() {
        List<Value> products = new ArrayList<>();
        Value last = recurrence(20, products);
        products.add(last);
        Graph graph = Graphs.backward(Value.sum(products));
        Folding folding = Folding.of(graph).orElseThrow();
        for (int i = 0; i < graph.size(); i++) {
            assertThat(folding.hides(i) && products.contains(graph.node(i))).isFalse();
        }
    }

    @Test
    void small_graphs_and_those_that_do_not_repeat_stay_as_they_are() {
        assertThat(Folding.of(recurrence(11))).isEmpty();
        assertThat(Folding.of(Graphs.random(5, 80))).isEmpty();
    }

    @Test
    void takes_time_linear_in_the_size() {
        assertThat(Folding.of(Graphs.chain(30_000)).orElseThrow().parts()).hasSizeGreaterThan(9_000);
    }

    @Test
    void a_folded_circuit_shows_each_part_as_one_box_whose_wires_meet() {
        Graph graph = recurrence(20);
        DrawnPicture drawn =
                new DrawnPicture(Picture.of(graph).view(View.CIRCUIT).svg());
        Legibility.check(drawn, "folded");
        Folding folding = Folding.of(graph).orElseThrow();
        for (int i = 0; i < graph.size(); i++) {
            assertThat(drawn.ids().contains("n" + i)).isEqualTo(!folding.hides(i));
        }
        folding.parts().forEach((head, part) -> {
            assertThat(drawn.texts("n" + head, "symbol")).containsExactly("tanh", "5 gates");
            for (int k = 0; k < part.inputs().size(); k++) {
                List<Point> own = drawn.wire("n" + part.inputs().get(k));
                Point start = drawn.wire("f" + head + "_" + k).get(0);
                Point end = own.get(own.size() - 1);
                assertThat(Math.hypot(start.x() - end.x(), start.y() - end.y())).isLessThan(0.01);
            }
        });
    }

    /** The parts of ∂f/∂w on the wires into the steps add up to it. */
    @Test
    void wires_into_folded_parts_show_what_flows_back_through_them() {
        Graph graph = recurrence(20);
        DrawnPicture drawn =
                new DrawnPicture(Picture.of(graph).view(View.CIRCUIT).svg());
        int wires = 0;
        double sum = 0;
        for (Folding.Part part : Folding.of(graph).orElseThrow().parts().values()) {
            for (int k = 0; k < part.inputs().size(); k++) {
                if (graph.label(part.inputs().get(k)).equals("w")) {
                    List<String> shown = drawn.texts("f" + part.head() + "_" + k, "grad");
                    assertThat(shown).hasSize(1);
                    sum += Double.parseDouble(shown.get(0).replace('−', '-'));
                    wires++;
                }
            }
        }
        assertThat(wires).isEqualTo(20);
        double gradient = graph.leaves().stream()
                .filter(leaf -> "w".equals(leaf.name()))
                .findFirst()
                .orElseThrow()
                .grad();
        // Twenty numbers of four digits, the largest below 2.
        assertThat(sum).isCloseTo(gradient, within(20 * 0.0005));
    }

    @Test
    void a_page_has_the_circuit_of_each_part_to_be_opened() throws IOException {
        Value last = recurrence(20, new ArrayList<>()).mul(2);
        String html = StepperPage.of(Trace.of(last)).view(View.CIRCUIT).html();
        Graph graph = Graph.of(last);
        assertThat(html).contains("\"folded\":[");
        assertThat(program(html)).contains("class Dialogs", "class Folded");
        for (int head : Folding.of(graph).orElseThrow().parts().keySet()) {
            assertThat(html)
                    .contains("<dialog data-neuron=\"n" + head + "\" aria-label=\"circuit of " + graph.label(head));
        }
    }

    /** The program of a page, which has it packed. */
    private static String program(String html) throws IOException {
        Matcher packed = Pattern.compile(">([A-Za-z0-9+/=]{1000,})<").matcher(html);
        assertThat(packed.find()).isTrue();
        byte[] bytes = Base64.getDecoder().decode(packed.group(1));
        try (InputStream program = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return new String(program.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
