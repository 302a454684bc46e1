package io.gradstep.viz.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SkeletonTest {
    private static final Skeleton SMALL = new Skeleton(
            List.of(new Skeleton.Box("n0", 110, 48), new Skeleton.Box("n1", 36, 22), new Skeleton.Box("n2", 73, 99)),
            List.of(
                    new Skeleton.Link("e1_0", "n0", "n1", 3),
                    new Skeleton.Link("e2_0", "n0", "n2", 1),
                    new Skeleton.Link("e2_1", "n1", "n2", 1),
                    new Skeleton.Link("e2_2", "n0", "n2", 1)),
            18,
            46);

    @Test
    void links_reach_a_box_at_corners_in_their_order() {
        assertThat(SMALL.headPorts()).containsExactly("n", "nw", "n", "ne");
    }

    @Test
    void refuses_ids_that_an_engine_could_take_for_something_else() {
        for (String id : List.of("", "node", "n", "N1", "n-1", "n1\"", "n1;", "1")) {
            assertThatThrownBy(() -> new Skeleton.Box(id, 1, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not an id");
        }
    }

    @Test
    void refuses_boxes_without_room_and_pictures_without_boxes() {
        assertThatThrownBy(() -> new Skeleton.Box("n1", 0, 10)).hasMessageContaining("empty");
        assertThatThrownBy(() -> new Skeleton(List.of(), List.of(), 1, 1)).hasMessageContaining("at least one box");
    }
}
