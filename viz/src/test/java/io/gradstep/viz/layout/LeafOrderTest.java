package io.gradstep.viz.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeafOrderTest {
    private final Map<String, Rect> boxes = new LinkedHashMap<>();
    private final List<Skeleton.Link> links = new ArrayList<>();

    /** Columns are 100 apart. */
    private void box(String id, int column, double y) {
        boxes.put(id, new Rect(100 * column, y, 40, 20));
    }

    private void link(String from, String to) {
        links.add(new Skeleton.Link("e" + links.size(), from, to, 1));
    }

    private Placement ordered() {
        List<Skeleton.Box> sizes =
                boxes.keySet().stream().map(id -> new Skeleton.Box(id, 40, 20)).toList();
        Map<String, Bezier> paths = new LinkedHashMap<>();
        links.forEach(link -> paths.put(link.id(), Bezier.along(List.of(new Point(0, 0), new Point(1, 0)))));
        return LeafOrder.of(new Skeleton(sizes, links, 10, 60), new Placement(240, 200, boxes, paths));
    }

    /** As dot placed x₁ and x₂ of the second example of a regression, with another box between. */
    @Test
    void leaves_of_one_gate_change_places_and_what_stands_between_stays() {
        box("n1", 0, 100);
        box("n2", 0, 0);
        box("n3", 0, 50);
        box("n4", 1, 50);
        box("n5", 2, 50);
        link("n1", "n4");
        link("n2", "n4");
        link("n3", "n5");
        link("n4", "n5");
        Placement ordered = ordered();
        assertThat(ordered.box("n1").top()).isEqualTo(0);
        assertThat(ordered.box("n2").top()).isEqualTo(100);
        assertThat(ordered.box("n3").top()).isEqualTo(50);
    }

    /** n1 and n2 lead to both gates by marks, n3 to one of them. */
    @Test
    void leaves_that_branch_to_the_same_gates_change_places() {
        box("n1", 0, 100);
        box("n2", 0, 0);
        box("n3", 0, 50);
        for (int k = 0; k < 4; k++) {
            box("c" + k, 1, 30 * k);
        }
        box("n4", 2, 0);
        box("n5", 2, 50);
        for (int k = 0; k < 4; k++) {
            link("n" + (1 + k % 2), "c" + k);
            link("c" + k, "n" + (4 + k / 2));
        }
        link("n3", "n5");
        Placement ordered = ordered();
        assertThat(ordered.box("n1").top()).isEqualTo(0);
        assertThat(ordered.box("n2").top()).isEqualTo(100);
        assertThat(ordered.box("n3").top()).isEqualTo(50);
    }
}
