package io.gradstep.viz.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {
    private static final int LONG = 200_000;

    private static double[] random(long seed, double scale) {
        return new Random(seed).doubles(LONG).map(u -> u * scale).toArray();
    }

    private static double[] across() {
        return IntStream.range(0, LONG).mapToDouble(i -> 500.0 * i / LONG).toArray();
    }

    @Test
    void short_series_are_kept_but_for_what_is_not_finite() {
        double[] x = {1, Double.NaN, 3, 4};
        double[] y = {1, 2, Double.POSITIVE_INFINITY, 4};
        assertThat(new Thinning(x, y).ofLine()).containsExactly(0, 3);
        assertThat(new Thinning(x, y).ofCloud(10)).containsExactly(0, 3);
    }

    @Test
    void a_long_line_keeps_the_extremes_of_every_column_of_pixels() {
        double[] x = across();
        double[] y = random(1, 300);
        y[77_777] = 1000;
        y[123_456] = -1000;
        int[] kept = new Thinning(x, y).ofLine();
        assertThat(kept)
                .hasSizeLessThan(500 * 7)
                .contains(0, 77_777, 123_456, LONG - 1)
                .isSorted();
        for (int column = 0; column < 500; column++) {
            int c = column;
            double all = IntStream.range(0, LONG)
                    .filter(i -> (int) x[i] == c)
                    .mapToDouble(i -> y[i])
                    .max()
                    .orElseThrow();
            double drawn = IntStream.of(kept)
                    .filter(i -> (int) x[i] == c)
                    .mapToDouble(i -> y[i])
                    .max()
                    .orElseThrow();
            assertThat(drawn).isEqualTo(all);
        }
    }

    @Test
    void a_long_line_that_turns_back_is_thinned_too() {
        int[] kept = new Thinning(random(1, 500), random(2, 300)).ofLine();
        assertThat(kept).hasSizeBetween(1000, 7000).isSorted();
    }

    @Test
    void a_cloud_keeps_its_outermost_points_and_covers_the_same_ground() {
        double[] x = random(3, 500);
        double[] y = random(4, 300);
        x[5] = -20;
        y[6] = 330;
        int[] kept = new Thinning(x, y).ofCloud(1000);
        assertThat(kept).hasSizeBetween(400, 1000).contains(5, 6);
        // In every square of 50 pixels.
        long squares = IntStream.of(kept)
                .mapToObj(i -> List.of(Math.floor(x[i] / 50), Math.floor(y[i] / 50)))
                .distinct()
                .count();
        assertThat(squares).isGreaterThanOrEqualTo(60);
    }
}
