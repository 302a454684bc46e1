package io.gradstep.viz.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstep.viz.svg.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContourTest {
    /** Twice the area within closed lines, holes taken off: the shoelace formula. */
    private static double area(List<List<Point>> lines) {
        double twice = 0;
        for (List<Point> line : lines) {
            Point last = line.get(line.size() - 1);
            for (Point point : line) {
                twice += last.x() * point.y() - point.x() * last.y();
                last = point;
            }
        }
        return twice / 2;
    }

    private static double[][] field(int rowCount, int columnCount, java.util.function.DoubleBinaryOperator f) {
        double[][] field = new double[rowCount][columnCount];
        for (int row = 0; row < rowCount; row++) {
            for (int column = 0; column < columnCount; column++) {
                field[row][column] = f.applyAsDouble(column, row);
            }
        }
        return field;
    }

    @Test
    void a_single_peak_has_a_diamond_round_it() {
        List<List<Point>> lines = Contour.of(new double[][] {{0, 0, 0}, {0, 1, 0}, {0, 0, 0}}, 0.5);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .containsExactlyInAnyOrder(new Point(1, 0.5), new Point(1.5, 1), new Point(1, 1.5), new Point(0.5, 1));
    }

    @Test
    void a_field_above_the_level_is_bounded_by_the_grid() {
        assertThat(area(Contour.of(field(4, 6, (x, y) -> 1), 0))).isEqualTo(15);
        assertThat(Contour.of(field(4, 6, (x, y) -> -1), 0)).isEmpty();
        assertThat(Contour.of(field(4, 6, (x, y) -> Double.NaN), 0)).isEmpty();
    }

    @Test
    void a_straight_border_is_exact() {
        double[][] slope = field(5, 5, (x, y) -> x - 1.25);
        assertThat(area(Contour.of(slope, 0))).isCloseTo(4 * 2.75, within(1e-12));
    }

    @Test
    void a_circle_with_a_hole_has_the_area_of_a_ring() {
        double[][] ring = field(201, 201, (x, y) -> 30 - Math.abs(Math.hypot(x - 100, y - 100) - 60));
        List<List<Point>> lines = Contour.of(ring, 0);
        assertThat(lines).hasSize(2);
        assertThat(area(lines)).isCloseTo(Math.PI * (90 * 90 - 30 * 30), within(10.0));
    }

    @Test
    void a_saddle_is_bridged_where_its_middle_is_above_the_level() {
        double[][] saddle = {{1, -1}, {-1, 1}};
        assertThat(Contour.of(saddle, -0.1)).hasSize(1);
        assertThat(Contour.of(saddle, 0.1)).hasSize(2);
    }

    /** The regions at or above the level and below it share the grid between them. */
    @Test
    void random_fields_have_closed_lines_that_part_the_grid() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int rowCount = 2 + random.nextInt(12);
            int columnCount = 2 + random.nextInt(12);
            double[][] field = field(rowCount, columnCount, (x, y) -> random.nextGaussian());
            double[][] opposite = Arrays.stream(field)
                    .map(row -> Arrays.stream(row).map(value -> -value).toArray())
                    .toArray(double[][]::new);
            double both = area(Contour.of(field, 0)) + area(Contour.of(opposite, 0));
            assertThat(both).as("seed %d", seed).isCloseTo((rowCount - 1.0) * (columnCount - 1), within(1e-9));
        }
    }
}
