package io.gradstep.viz.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Graph;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.DrawnPicture;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.graph.Joints;
import io.gradstep.viz.graph.Legibility;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.graph.drawing.CardsView;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayeredLayoutTest {
    private static Skeleton.Box box(String id) {
        return new Skeleton.Box(id, 60, 40);
    }

    private static Skeleton.Link link(String id, String from, String to) {
        return new Skeleton.Link(id, from, to, 1);
    }

    /**
     * <pre>
     * n1 ─ n2 ─┐
     * n3 ──────┴ n4
     * </pre>
     */
    @Test
    void boxes_stand_just_left_of_what_they_lead_to() {
        Skeleton skeleton = new Skeleton(
                List.of(box("n1"), box("n2"), box("n3"), box("n4")),
                List.of(link("e1", "n1", "n2"), link("e2", "n2", "n4"), link("e3", "n3", "n4")),
                20,
                50);
        Placement placement = LayeredLayout.of(skeleton);
        assertThat(placement.box("n1").left()).isZero();
        assertThat(placement.box("n2").left()).isEqualTo(110);
        assertThat(placement.box("n3").left()).isEqualTo(110);
        assertThat(placement.box("n4").left()).isEqualTo(220);
        assertThat(placement.box("n3").top()).isEqualTo(placement.box("n2").bottom() + 20);
        assertThat(placement.box("n1").centerY()).isEqualTo(placement.box("n2").centerY());
        assertThat(placement.box("n4").centerY()).isBetween(40.0, 60.0);
        assertThat(placement.link("e2").end())
                .isEqualTo(new Point(220, placement.box("n4").centerY()));
    }

    @Test
    void random_graphs_are_placed_without_boxes_on_each_other_and_drawn_legibly() {
        for (long seed = 0; seed < 100; seed++) {
            Graph graph = Graphs.random(seed, 5 + (int) seed);
            CircuitView circuit = new CircuitView(graph, true);
            Placement placement = LayeredLayout.of(circuit.skeleton());
            assertApart(placement, "seed " + seed);
            DrawnPicture drawn = new DrawnPicture(circuit.draw(placement));
            Legibility.check(drawn, "circuit, seed " + seed);
            Joints.check(drawn, graph, "circuit, seed " + seed);
            CardsView cards = new CardsView(graph, true);
            Legibility.check(new DrawnPicture(cards.draw(LayeredLayout.of(cards.skeleton()))), "cards, seed " + seed);
        }
    }

    private static void assertApart(Placement placement, String description) {
        List<Rect> boxes = new ArrayList<>(placement.boxes().values());
        boxes.sort(Comparator.comparingDouble(Rect::left));
        for (int i = 0; i < boxes.size(); i++) {
            Rect a = boxes.get(i);
            assertThat(a.left() >= 0 && a.top() >= -1e-9 && a.bottom() <= placement.height() + 1e-9)
                    .as("%s: %s", description, a)
                    .isTrue();
            for (int j = i + 1; j < boxes.size() && boxes.get(j).left() < a.right(); j++) {
                Rect b = boxes.get(j);
                assertThat(b.top() >= a.bottom() || b.bottom() <= a.top())
                        .as("%s: %s and %s", description, a, b)
                        .isTrue();
            }
        }
    }

    @Test
    void operands_stand_in_order_where_nothing_else_pulls() {
        CircuitView view = new CircuitView(Graphs.tanhNeuron(), true);
        Placement placement = LayeredLayout.of(view.skeleton());
        List<Double> heights = new ArrayList<>();
        for (String name : List.of("x1", "w1", "x2", "w2")) {
            for (int i = 0; i < view.graph().size(); i++) {
                if (view.graph().label(i).equals(name)) {
                    heights.add(placement.box("n" + i).centerY());
                }
            }
        }
        assertThat(heights).isSorted();
    }

    @Test
    void thousands_of_boxes_take_seconds_whatever_engine_is_there() {
        System.setProperty(Layout.PROPERTY, "java");
        try {
            for (Graph graph : List.of(Graphs.chain(3500), Graphs.random(1, 1000))) {
                long start = System.nanoTime();
                String svg = Picture.of(graph).view(View.CIRCUIT).svg();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
                assertThat(svg).contains("id=\"n" + (graph.size() - 1) + "\"");
            }
        } finally {
            System.clearProperty(Layout.PROPERTY);
        }
    }

    @Test
    void what_is_no_skeleton_of_a_graph_is_refused() {
        Skeleton circle = new Skeleton(
                List.of(box("n1"), box("n2")), List.of(link("e1", "n1", "n2"), link("e2", "n2", "n1")), 20, 50);
        assertThatThrownBy(() -> LayeredLayout.of(circle))
                .isInstanceOf(LayoutException.class)
                .hasMessage("the links form a cycle");
        Skeleton loose = new Skeleton(List.of(box("n1")), List.of(link("e1", "n1", "n7")), 20, 50);
        assertThatThrownBy(() -> LayeredLayout.of(loose))
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("n7");
    }

    /** Every second link leads past most of the columns: a drawing that is quadratic in their number. */
    @Test
    void links_that_pass_too_many_columns_are_refused() {
        assertThat(LayeredLayout.of(combed(400)).boxes()).hasSize(401);
        assertThatThrownBy(() -> LayeredLayout.of(combed(500)))
                .isInstanceOf(LayoutException.class)
                // Links to columns 1 to 500 pass 0 + 1 + ... + 499 of them.
                .hasMessageStartingWith("the wires of this picture would pass 124,750 columns")
                .hasMessageContainingAll("the limit is 100,000", "heat");
    }

    private static Skeleton combed(int teeth) {
        List<Skeleton.Box> boxes = new ArrayList<>(List.of(new Skeleton.Box("n0", 10, 10)));
        List<Skeleton.Link> links = new ArrayList<>();
        for (int i = 1; i <= teeth; i++) {
            boxes.add(new Skeleton.Box("n" + i, 10, 10));
            links.add(new Skeleton.Link("e" + i + "_0", "n" + (i - 1), "n" + i, 1));
            links.add(new Skeleton.Link("e" + i + "_1", "n0", "n" + i, 1));
        }
        return new Skeleton(boxes, links, 5, 5);
    }

    /**
     * <pre>
     * n1 ── n3 ─┐
     *           n5
     * n2 ── n4 ─┘
     * </pre>
     */
    @Test
    void sources_follow_what_they_lead_to_so_that_links_do_not_cross() {
        Skeleton skeleton = new Skeleton(
                List.of(box("n2"), box("n1"), box("n4"), box("n3"), box("n5")),
                List.of(link("e1", "n1", "n3"), link("e2", "n2", "n4"), link("e3", "n3", "n5"), link("e4", "n4", "n5")),
                20,
                50);
        Placement placement = LayeredLayout.of(skeleton);
        assertThat(placement.box("n3").top()).isLessThan(placement.box("n4").top());
        assertThat(placement.box("n1").centerY()).isEqualTo(placement.box("n3").centerY());
        assertThat(placement.box("n2").centerY()).isEqualTo(placement.box("n4").centerY());
    }

    @Test
    void links_of_a_large_weight_are_straight() {
        List<Skeleton.Box> boxes = new ArrayList<>(List.of(box("n0")));
        List<Skeleton.Link> links = new ArrayList<>();
        for (int i = 1; i < 10; i++) {
            boxes.add(box("c" + i));
            boxes.add(box("n" + i));
            links.add(new Skeleton.Link("e" + i, "n" + (i - 1), "n" + i, 1000));
            links.add(link("l" + i, "c" + i, "n" + i));
        }
        Placement placement = LayeredLayout.of(new Skeleton(boxes, links, 20, 50));
        double drift = placement.box("n9").centerY() - placement.box("n0").centerY();
        assertThat(Math.abs(drift)).isLessThan(2);
    }

    /** Nine boxes of 40 and gaps of 20 are 520 pixels; columns of three with the wires that pass them are not. */
    @Test
    void columns_are_as_tall_as_allowed() {
        List<Skeleton.Box> boxes = new ArrayList<>();
        List<Skeleton.Link> links = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            boxes.add(box("n" + i));
            links.add(link("e" + i, "n" + i, "n10"));
        }
        boxes.add(box("n10"));
        Skeleton skeleton = new Skeleton(boxes, links, 20, 50);
        assertThat(LayeredLayout.of(skeleton).height()).isEqualTo(520);
        Placement lower = LayeredLayout.of(skeleton, 240);
        for (double left :
                lower.boxes().values().stream().mapToDouble(Rect::left).toArray()) {
            List<Rect> column = lower.boxes().values().stream()
                    .filter(box -> box.left() == left)
                    .sorted(Comparator.comparingDouble(Rect::top))
                    .toList();
            assertThat(column.get(column.size() - 1).bottom() - column.get(0).top())
                    .isLessThanOrEqualTo(240);
        }
        assertThat(lower.height()).isLessThan(400);
        assertApart(lower, "lower");
    }
}
