package io.gradstep.viz.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.viz.svg.Bezier;
import io.gradstep.viz.svg.Point;
import io.gradstep.viz.svg.Rect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuttersTest {
    private static final Skeleton SKELETON = new Skeleton(
            List.of(new Skeleton.Box("n1", 40, 20), new Skeleton.Box("n2", 40, 20), new Skeleton.Box("n3", 40, 20)),
            List.of(
                    new Skeleton.Link("e1", "n1", "n2", 1),
                    new Skeleton.Link("e2", "n2", "n3", 1),
                    new Skeleton.Link("e3", "n1", "n3", 1)),
            10,
            60);

    /** n1 and n3 at the top, n2 so far below; e3 passes the column of n2 half as far down. */
    private static Placement placed(double below) {
        Rect left = new Rect(0, 0, 40, 20);
        Rect middle = new Rect(100, below, 40, 20);
        Rect right = new Rect(200, 0, 40, 20);
        Bezier passing = Bezier.along(List.of(new Point(40, 10), new Point(120, 10 + below / 2), new Point(200, 10)));
        Bezier direct = Bezier.along(List.of(new Point(0, 0), new Point(1, 0)));
        return new Placement(
                240,
                below + 20,
                Map.of("n1", left, "n2", middle, "n3", right),
                Map.of("e1", direct, "e2", direct, "e3", passing));
    }

    /** Two links climb 400 + 200 in each gap, 300 more than is free; 0.04 of that is 12. */
    @Test
    void a_gap_in_which_links_climb_far_is_widened() {
        Placement widened = Gutters.widened(SKELETON, placed(400), 1000);
        assertThat(widened.box("n1").left()).isZero();
        assertThat(widened.box("n2").left()).isEqualTo(112);
        assertThat(widened.box("n3").left()).isEqualTo(224);
        assertThat(widened.width()).isEqualTo(264);
        assertThat(widened.link("e3").yAt(132)).isEqualTo(210);
        assertThat(widened.link("e3").end()).isEqualTo(new Point(224, 10));
    }

    @Test
    void gaps_share_the_room_that_there_is() {
        Placement widened = Gutters.widened(SKELETON, placed(400), 10);
        assertThat(widened.box("n2").left()).isEqualTo(105);
        assertThat(widened.box("n3").left()).isEqualTo(210);
    }

    @Test
    void links_that_climb_little_have_room_enough() {
        assertThat(Gutters.widened(SKELETON, placed(200), 1000).width()).isEqualTo(240);
    }
}
