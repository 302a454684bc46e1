package io.gradstep.viz.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementReaderTest {
    private static final Skeleton TWO = new Skeleton(
            List.of(new Skeleton.Box("n0", 60, 20), new Skeleton.Box("n1", 40, 30)),
            List.of(new Skeleton.Link("e1_0", "n0", "n1", 1)),
            10,
            30);

    /** As Graphviz 2.43 prints it: the picture on its side, y downwards and below 0. */
    private static final String SVG = """
            <?xml version="1.0" encoding="UTF-8" standalone="no"?>
            <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
            <svg width="38pt" height="138pt" viewBox="0.00 0.00 38.00 138.00" xmlns="http://www.w3.org/2000/svg">
            <g id="graph0" class="graph" transform="scale(1 1) rotate(0) translate(4 134)">
            <polygon fill="white" stroke="transparent" points="-4,4 -4,-134 34,-134 34,4 -4,4"/>
            <!-- n0 -->
            <g id="n0" class="node">
            <title>n0</title>
            <polygon fill="none" stroke="black" points="25,-130 5,-130 5,-70 25,-70 25,-130"/>
            </g>
            <g id="n1" class="node">
            <title>n1</title>
            <polygon fill="none" stroke="black" points="30,-40 0,-40 0,0 30,0 30,-40"/>
            </g>
            <g id="e1_0" class="edge">
            <title>n0:s&#45;&gt;n1:n</title>
            <path fill="none" stroke="black" d="M15,-70C15,-56 15,-54 15,-40"/>
            </g>
            </g>
            </svg>
            """;

    @Test
    void turns_the_picture_back_and_puts_its_corner_at_the_origin() {
        Placement placement = PlacementReader.read(SVG, TWO);
        assertThat(placement.width()).isEqualTo(130);
        assertThat(placement.height()).isEqualTo(30);
        assertThat(placement.box("n0")).isEqualTo(new Rect(0, 5, 60, 20));
        assertThat(placement.box("n1")).isEqualTo(new Rect(90, 0, 40, 30));
        assertThat(placement.link("e1_0").points())
                .containsExactly(new Point(60, 15), new Point(74, 15), new Point(76, 15), new Point(90, 15));
    }

    @Test
    void does_not_care_in_which_order_attributes_stand() {
        String other = SVG.replace("<g id=\"n0\" class=\"node\">", "<g class=\"node\" id=\"n0\">");
        assertThat(PlacementReader.read(other, TWO)).isEqualTo(PlacementReader.read(SVG, TWO));
    }

    @Test
    void gives_boxes_the_size_that_was_asked_for_where_the_engine_rounded() {
        String rounded =
                SVG.replace("25,-130 5,-130 5,-70 25,-70 25,-130", "25,-130.5 5,-130.5 5,-70 25,-70 25,-130.5");
        Rect box = PlacementReader.read(rounded, TWO).box("n0");
        assertThat(box.width()).isEqualTo(60);
        assertThat(box.height()).isEqualTo(20);
    }

    @Test
    void refuses_an_answer_that_lacks_a_box_or_a_link_or_changed_a_size() {
        assertRefused(SVG.replace("id=\"n0\"", "id=\"node1\""), "box n0");
        assertRefused(SVG.replace("id=\"e1_0\"", ""), "link e1_0");
        assertRefused(SVG.replace("30,-40 0,-40 0,0 30,0 30,-40", "300,-40 0,-40 0,0 300,0 300,-40"), "box n1");
        assertRefused(SVG.replace("M15,-70C15,-56 15,-54 15,-40", "M15,-70L15,-40"), "1 + 3n");
        assertRefused("", "box n0");
        assertRefused("not at all SVG", "box n0");
    }

    private static void assertRefused(String svg, String part) {
        assertThatThrownBy(() -> PlacementReader.read(svg, TWO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part);
    }

    @Test
    void a_placement_names_what_it_does_not_have() {
        Placement placement = PlacementReader.read(SVG, TWO);
        assertThatThrownBy(() -> placement.box("n9")).hasMessageContaining("n9");
        assertThatThrownBy(() -> placement.link("e9_0")).hasMessageContaining("e9_0");
    }
}
