package io.gradstep.viz.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BezierTest {
    private static final Bezier STRAIGHT_THEN_LEVEL = new Bezier(List.of(
            new Point(0, 0),
            new Point(1, 2),
            new Point(2, 4),
            new Point(3, 6),
            new Point(4, 6),
            new Point(5, 6),
            new Point(6, 6)));

    @Test
    void finds_the_height_on_the_piece_at_x() {
        assertThat(STRAIGHT_THEN_LEVEL.yAt(1.5)).isCloseTo(3, within(1e-9));
        assertThat(STRAIGHT_THEN_LEVEL.yAt(3)).isCloseTo(6, within(1e-9));
        assertThat(STRAIGHT_THEN_LEVEL.yAt(4.7)).isCloseTo(6, within(1e-9));
    }

    @Test
    void keeps_to_its_ends_beyond_them() {
        assertThat(STRAIGHT_THEN_LEVEL.yAt(-1)).isZero();
        assertThat(STRAIGHT_THEN_LEVEL.yAt(7)).isEqualTo(6);
    }

    /** At t = 1/2 a cubic is (p0 + 3 p1 + 3 p2 + p3)/8: here x = 4 and y = 3.75. */
    @Test
    void follows_the_curve_between_its_points() {
        Bezier curve = new Bezier(List.of(new Point(0, 0), new Point(4, 0), new Point(4, 10), new Point(8, 0)));
        assertThat(curve.yAt(4)).isCloseTo(3.75, within(1e-9));
    }

    @Test
    void refuses_what_is_no_chain_of_cubics() {
        assertThatThrownBy(() -> new Bezier(List.of(new Point(0, 0), new Point(1, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 + 3n");
    }
}
