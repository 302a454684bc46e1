package io.gradstep.viz.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DensityTest {
    /** Cells of 4 pixels; counts of 1, 10 and 100 are at 0, 1/2 and 1 of the logarithm. */
    @Test
    void cells_are_the_darker_the_more_points_they_hold() {
        double[] x = new double[111];
        double[] y = new double[111];
        for (int i = 0; i < 111; i++) {
            x[i] = i == 0 ? 1 : i <= 10 ? 5.5 : -3;
            y[i] = i == 0 ? 2 : i <= 10 ? 9 : -0.5;
        }

        List<Density.Shade> shades = new Density(x, y, IntStream.range(0, 111).toArray()).shades();

        assertThat(shades)
                .extracting(Density.Shade::path)
                .containsExactly("M0,0h4v4h-4z", "M4,8h4v4h-4z", "M-4,-4h4v4h-4z");
        assertThat(shades).extracting(Density.Shade::opacity).isSorted();
    }

    @Test
    void cells_of_single_points_are_dark() {
        assertThat(new Density(new double[] {1, 9}, new double[] {1, 9}, new int[] {0, 1}).shades())
                .singleElement()
                .satisfies(shade -> assertThat(shade.opacity()).isGreaterThan(0.8));
    }

    @Test
    void a_million_points_make_a_small_file_with_one_fill_a_class() {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = random.doubles(1_000_000).toArray();
        double[] y = random.doubles(1_000_000).toArray();

        String svg = LineChart.titled("").points("samples", x, y).svg();

        assertThat(svg.length()).isLessThan(300_000);
        assertThat(svg).contains("fill-opacity");
    }
}
