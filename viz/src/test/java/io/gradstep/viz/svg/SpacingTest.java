package io.gradstep.viz.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpacingTest {
    @Test
    void leaves_places_that_are_far_enough_apart() {
        assertThat(Spacing.apart(new double[] {1, 5, 9}, 3, 0, 10)).containsExactly(1, 5, 9);
    }

    @Test
    void moves_two_at_one_place_apart_evenly() {
        assertThat(Spacing.apart(new double[] {5, 5}, 4, 0, 10)).containsExactly(3, 7);
    }

    @Test
    void keeps_the_order_of_the_list() {
        assertThat(Spacing.apart(new double[] {8, 2}, 2, 0, 10)).containsExactly(4, 6);
    }

    @Test
    void stays_within_bounds() {
        assertThat(Spacing.apart(new double[] {9, 9, 9}, 2, 0, 10)).containsExactly(6, 8, 10);
        assertThat(Spacing.apart(new double[] {-5}, 2, 0, 10)).containsExactly(0);
    }

    @Test
    void shrinks_the_gap_where_there_is_no_room() {
        assertThat(Spacing.apart(new double[] {5, 5, 5}, 100, 0, 10)).containsExactly(0, 5, 10);
        assertThat(Spacing.apart(new double[] {1, 2}, 5, 4, 4)).containsExactly(4, 4);
    }

    @Test
    void takes_no_places_at_all() {
        assertThat(Spacing.apart(new double[0], 1, 0, 1)).isEmpty();
    }

    /** No small step of any position that keeps order, gap and bounds comes nearer to the wishes. */
    @Test
    void no_allowed_step_comes_nearer_to_the_wishes() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            double[] wished = random.doubles(1 + random.nextInt(8), 0, 20).toArray();
            double[] positions = Spacing.apart(wished, 2, 0, 20);
            for (int from = 0; from < positions.length; from++) {
                for (int to = from + 1; to <= positions.length; to++) {
                    for (double step : new double[] {-1e-3, 1e-3}) {
                        double[] moved = positions.clone();
                        for (int i = from; i < to; i++) {
                            moved[i] += step;
                        }
                        if (isAllowed(moved)) {
                            assertThat(distance(moved, wished))
                                    .as("seed %d", seed)
                                    .isGreaterThanOrEqualTo(distance(positions, wished) - 1e-9);
                        }
                    }
                }
            }
            assertThat(isAllowed(positions)).as("seed %d", seed).isTrue();
        }
    }

    private static boolean isAllowed(double[] positions) {
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < -1e-9
                    || positions[i] > 20 + 1e-9
                    || (i > 0 && positions[i] - positions[i - 1] < 2 - 1e-9)) {
                return false;
            }
        }
        return true;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    @Test
    void a_thousand_at_one_place_end_up_in_order() {
        double[] positions = Spacing.apart(new double[1000], 1, -1e6, 1e6);
        assertThat(positions).isSorted();
        assertThat(positions[999] - positions[0]).isCloseTo(999, within(1e-6));
    }

    /** 3p² + (p + 10)² is least at p = −10/4. */
    @Test
    void heavier_positions_move_less() {
        double[] moved = Spacing.byOffsets(new double[] {0, 0}, new double[] {0, 10}, new double[] {3, 1});
        assertThat(moved).containsExactly(-2.5, 7.5);
    }
}
