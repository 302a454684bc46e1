package io.gradstep.viz.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import guru.nidi.graphviz.engine.Graphviz;
import io.gradstep.engine.Graph;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Rect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutTest {
    private static final int SEEDS = Boolean.getBoolean("gradstep.long") ? 200 : 50;

    @TempDir
    private Path temp;

    @AfterEach
    void choose_the_engine_as_usual() {
        System.clearProperty(Layout.PROPERTY);
    }

    private static Skeleton skeleton(Graph graph) {
        return new CircuitView(graph, true).skeleton();
    }

    private static Skeleton pair(String to) {
        return new Skeleton(
                List.of(new Skeleton.Box("n0", 110, 48), new Skeleton.Box("n1", 110, 48)),
                List.of(new Skeleton.Link("e1_0", "n0", to, 1)),
                18,
                46);
    }

    @ParameterizedTest
    @EnumSource
    void boxes_keep_their_distance_and_links_lead_from_box_to_box(TestEngine engine) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Skeleton skeleton = skeleton(Graphs.random(seed, 3 + (int) (seed % 25)));
            Placement placement = engine.place(skeleton);
            assertApart(new ArrayList<>(placement.boxes().values()), "seed " + seed);
            for (Skeleton.Link link : skeleton.links()) {
                Bezier path = placement.link(link.id());
                Rect from = placement.box(link.from());
                Rect to = placement.box(link.to());
                assertThat(path.start().x()).as("seed %d", seed).isCloseTo(from.right(), within(2.0));
                assertThat(path.start().y()).as("seed %d", seed).isCloseTo(from.centerY(), within(2.0));
                // The engine in Java stops short of a corner.
                assertThat(path.end().x()).as("seed %d", seed).isCloseTo(to.left(), within(12.0));
                assertThat(path.end().y()).as("seed %d", seed).isBetween(to.top() - 12, to.bottom() + 12);
            }
        }
    }

    /** Boxes of one column are apart in height, and columns are apart from each other. */
    private static void assertApart(List<Rect> boxes, String description) {
        boxes.sort(Comparator.comparingDouble(Rect::centerX).thenComparingDouble(Rect::top));
        for (int i = 1; i < boxes.size(); i++) {
            Rect a = boxes.get(i - 1);
            Rect b = boxes.get(i);
            boolean oneColumn = Math.abs(a.centerX() - b.centerX()) < 2;
            double distance = oneColumn ? b.top() - a.bottom() : b.left() - a.right();
            assertThat(distance).as("%s: %s and %s", description, a, b).isGreaterThan(oneColumn ? 15 : 40);
        }
    }

    @ParameterizedTest
    @EnumSource
    void equal_skeletons_are_placed_equally(TestEngine engine) throws Exception {
        for (long seed = 0; seed < 20; seed++) {
            Skeleton skeleton = skeleton(Graphs.random(seed, 20));
            Placement first = engine.place(skeleton);
            List<Placement> again = new ArrayList<>();
            Thread other = new Thread(() -> again.add(engine.place(copy(skeleton))));
            other.start();
            other.join();
            assertThat(again).as("seed %d", seed).containsExactly(first);
        }
    }

    @ParameterizedTest
    @EnumSource
    void operands_of_the_examples_arrive_in_order_from_top_to_bottom(TestEngine engine) {
        for (Graph graph : Graphs.examples()) {
            CircuitView view = new CircuitView(graph, true);
            Placement placement = engine.place(view.skeleton());
            for (int i = 0; i < graph.size(); i++) {
                double last = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < graph.operandCount(i); k++) {
                    double y =
                            placement.link(view.edge(i, k).lastLinkId()).start().y();
                    assertThat(y).as("operand %d of %s", k, graph.node(i)).isGreaterThan(last);
                    last = y;
                }
            }
        }
    }

    @Test
    void the_two_engines_hardly_differ() {
        for (Graph graph : Graphs.examples()) {
            Skeleton skeleton = skeleton(graph);
            Placement java = TestEngine.JAVA.place(skeleton);
            Placement dot = TestEngine.NATIVE.place(skeleton);
            assertThat(java.width()).isCloseTo(dot.width(), within(3.0));
            assertThat(java.height()).isCloseTo(dot.height(), within(0.2 * dot.height()));
            for (Skeleton.Box box : skeleton.boxes()) {
                assertThat(java.box(box.id()).left())
                        .isCloseTo(dot.box(box.id()).left(), within(3.0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_chain_of_300_is_one_row(TestEngine engine) {
        Placement placement = engine.place(skeleton(Graphs.chain(300)));
        assertThat(placement.boxes()).hasSize(401);
        assertThat(placement.width()).isGreaterThan(300 * 100.0);
    }

    @Test
    void a_chain_of_3000_does_not_overflow_the_stack() {
        Skeleton chain = skeleton(Graphs.chain(3000));
        assertThat(TestEngine.JAVA.place(chain).boxes()).hasSize(4001);
    }

    @Test
    void a_dot_that_fails_is_replaced_and_not_tried_again() throws IOException {
        Path runs = temp.resolve("runs");
        Path dot = script("echo run >> '" + runs + "'; echo broken >&2; exit 1");
        Placement expected = TestEngine.JAVA.place(pair("n1"));
        assertThat(Layout.byEither(dot, pair("n1"))).isEqualTo(expected);
        assertThat(Files.readAllLines(runs)).hasSize(1);
        assertThat(Layout.isUsable(dot)).isFalse();
    }

    /** Before 2.28 or so, Graphviz had no ids in its SVG. */
    @Test
    void a_dot_that_is_too_old_to_know_ids_is_replaced() throws IOException {
        Path dot = script("echo '<svg><g class=\"node\"><polygon points=\"0,0 1,1\"/></g></svg>'");
        assertThat(Layout.byEither(dot, pair("n1"))).isEqualTo(TestEngine.JAVA.place(pair("n1")));
    }

    @Test
    void where_both_engines_fail_the_message_tells_of_both() throws IOException {
        Path dot = script("echo 'out of memory' >&2; exit 1");
        assertThatThrownBy(() -> Layout.byEither(dot, pair("n7")))
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining(dot.toString())
                .hasMessageContaining("out of memory")
                .hasMessageContaining("built-in layout engine")
                .hasMessageContaining("n7");
    }

    private static Skeleton copy(Skeleton skeleton) {
        return new Skeleton(skeleton.boxes(), skeleton.links(), skeleton.boxGap(), skeleton.columnGap());
    }

    private Path script(String text) throws IOException {
        Path file = Files.writeString(temp.resolve("dot"), "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void the_system_property_settles_on_an_engine() {
        System.setProperty(Layout.PROPERTY, "java");
        assertThat(Layout.of(pair("n1"))).isEqualTo(TestEngine.JAVA.place(pair("n1")));
        System.setProperty(Layout.PROPERTY, "dot");
        assertThat(Layout.of(pair("n1"))).isEqualTo(TestEngine.NATIVE.place(pair("n1")));
        System.setProperty(Layout.PROPERTY, "neato");
        assertThatThrownBy(() -> Layout.of(pair("n1")))
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("gradstep.layout is neato")
                .hasMessageContaining("auto, dot or java");
    }

    @Test
    void takes_graphviz_where_it_is_there() {
        assertThat(Layout.of(pair("n1"))).isEqualTo(TestEngine.NATIVE.place(pair("n1")));
    }

    /** For whoever wants it there. */
    @Test
    void dot_plugs_into_graphviz_java() {
        try {
            Graphviz.useEngine(TestEngine.dot());
            String svg = Graphviz.fromString(pair("n1").dot())
                    .render(guru.nidi.graphviz.engine.Format.SVG)
                    .toString();
            assertThat(PlacementReader.read(svg, pair("n1")).boxes()).hasSize(2);
        } finally {
            Graphviz.releaseEngine();
        }
    }

    @Test
    void stops_waiting_for_the_java_engine_when_interrupted() {
        Skeleton large = skeleton(Graphs.chain(1000));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> TestEngine.JAVA.place(large))
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    /** As when a number changes, but not its width. */
    @Test
    void equal_skeletons_are_placed_once_by_each_choice_of_engine() {
        Skeleton skeleton = skeleton(Graphs.random(77, 20));
        Placement first = Layout.of(skeleton);
        assertThat(Layout.of(copy(skeleton))).isSameAs(first);
        assertThat(Layout.of(skeleton(Graphs.random(78, 20)))).isNotEqualTo(first);
        System.setProperty(Layout.PROPERTY, "java");
        assertThat(Layout.of(skeleton)).isNotSameAs(first).isEqualTo(TestEngine.JAVA.place(skeleton));
        System.setProperty(Layout.PROPERTY, "nonsense");
        assertThatThrownBy(() -> Layout.of(skeleton)).isInstanceOf(LayoutException.class);
    }
}
