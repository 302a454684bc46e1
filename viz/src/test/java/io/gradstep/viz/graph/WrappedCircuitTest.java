package io.gradstep.viz.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class WrappedCircuitTest {
    /** Of numbers, which are 15 pixels high, on a screen of 1920 by 1080. */
    private static final double LEGIBLE = 9;

    private static DrawnPicture draw(Graph graph) {
        return new DrawnPicture(Picture.of(graph).view(View.CIRCUIT).svg());
    }

    private static double scale(DrawnPicture drawn) {
        Rect box = drawn.viewBox();
        return Math.min(1920 / box.width(), 1080 / box.height());
    }

    private static Graph sumOfProducts(int count) {
        Value sum = Value.of(1, "a0").mul(Value.of(2, "b0"));
        for (int i = 1; i < count; i++) {
            sum = sum.add(Value.of(i, "a" + i).mul(Value.of(0.5, "b" + i)));
        }
        return Graphs.backward(sum);
    }

    private static Graph twoLayers() {
        Random random = new Random(5);
        List<Value> inputs = List.of(Value.of(1, "x1"), Value.of(-0.5, "x2"));
        List<Value> hidden = new ArrayList<>();
        for (int unit = 1; unit <= 6; unit++) {
            hidden.add(unit(inputs, unit, random).tanh().named("h" + unit));
        }
        return Graphs.backward(unit(hidden, 7, random).sub(1).pow(2).named("loss"));
    }

    private static Value unit(List<Value> inputs, int number, Random random) {
        Value sum = Value.of(0.1, "b" + number);
        for (int i = 0; i < inputs.size(); i++) {
            Value weight = Value.of(random.nextInt(-9, 10) / 8.0, "w" + number + i);
            sum = sum.add(weight.mul(inputs.get(i)));
        }
        return sum;
    }

    @Test
    void sixty_gates_are_legible_on_a_screen() {
        List<Graph> graphs = List.of(Graphs.chain(60), sumOfProducts(30), twoLayers(), Graphs.random(3, 40));
        for (Graph graph : graphs) {
            assertThat(15 * scale(draw(graph))).as("%s", graph).isGreaterThan(LEGIBLE);
        }
    }

    /** Twenty columns of about 165 pixels need 3,300: two rows are wider than 1,600, three are not. */
    @Test
    void a_chain_is_wrapped_into_rows_and_each_begins_at_the_left() {
        DrawnPicture drawn = draw(Graphs.chain(20));
        List<Double> lefts = new ArrayList<>();
        double last = Double.POSITIVE_INFINITY;
        for (Element gate : gates(drawn)) {
            double left = shape(gate).left();
            if (left < last) {
                lefts.add(left);
            }
            last = left;
        }
        assertThat(lefts).hasSize(3);
        assertThat(lefts.get(1)).isLessThan(100);
        assertThat(scale(drawn)).isGreaterThan(0.95);
    }

    /** The leaves of the last gate need ten times the height of the first row. */
    @Test
    void a_low_first_row_stands_at_the_top() {
        Value last = Value.of(0.5, "x");
        for (int i = 0; i < 16; i++) {
            last = last.tanh();
        }
        List<Value> weights = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            weights.add(Value.of(i, "w" + i));
        }
        DrawnPicture drawn = draw(Graphs.backward(Value.dot(weights, Collections.nCopies(10, last))));
        double highest = drawn.labels().stream()
                .mapToDouble(label -> label.bounds().top())
                .min()
                .orElseThrow();
        assertThat(scale(drawn)).isGreaterThan(0.7);
        assertThat(highest).isBetween(0.0, 40.0);
    }

    /** Where a wire goes round to the next row, it is led past all that is drawn, and meets both its ends. */
    @Test
    void wires_of_random_circuits_meet_and_avoid_gates_in_all_rows() {
        int wrapped = 0;
        for (long seed = 0; seed < 24; seed++) {
            Graph graph = Graphs.random(seed, 12 + (int) seed);
            DrawnPicture drawn = draw(graph);
            String description = "seed " + seed;
            Joints.check(drawn, graph, description);
            Legibility.check(drawn, description);
            wrapped += isWrapped(drawn, graph) ? 1 : 0;
            for (int i = 0; i < graph.size(); i++) {
                for (int k = 0; k < graph.operandCount(i); k++) {
                    assertAvoidsGates(drawn, "e" + i + "_" + k, i, description);
                }
            }
        }
        assertThat(wrapped).isGreaterThan(4);
    }

    private static boolean isWrapped(DrawnPicture drawn, Graph graph) {
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                List<Point> wire = drawn.wire("e" + i + "_" + k);
                if (wire.get(wire.size() - 1).x() < wire.get(0).x()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void assertAvoidsGates(DrawnPicture drawn, String edge, int own, String description) {
        List<Point> wire = drawn.wire(edge);
        for (Element gate : gates(drawn)) {
            Rect box = shape(gate);
            double radius = DrawnPicture.number(rectangle(gate), "rx");
            boolean through = wire.stream().anyMatch(point -> isInside(point, box, radius));
            assertThat(through && !gate.getAttribute("id").equals("n" + own))
                    .as("%s: %s through %s", description, edge, gate.getAttribute("id"))
                    .isFalse();
        }
    }

    /** Whether a point is in a rectangle with round corners: nearer than their radius to what their centres span. */
    private static boolean isInside(Point point, Rect box, double radius) {
        double x = Math.max(box.left() + radius, Math.min(point.x(), box.right() - radius));
        double y = Math.max(box.top() + radius, Math.min(point.y(), box.bottom() - radius));
        return Math.hypot(point.x() - x, point.y() - y) < radius;
    }

    private static List<Element> gates(DrawnPicture drawn) {
        return drawn.all("g").stream()
                .filter(group -> group.getAttribute("class").equals("gate"))
                .toList();
    }

    private static Element rectangle(Element gate) {
        return (Element) gate.getElementsByTagName("rect").item(0);
    }

    private static Rect shape(Element gate) {
        Element shape = rectangle(gate);
        return new Rect(
                DrawnPicture.number(shape, "x"),
                DrawnPicture.number(shape, "y"),
                DrawnPicture.number(shape, "width"),
                DrawnPicture.number(shape, "height"));
    }
}
