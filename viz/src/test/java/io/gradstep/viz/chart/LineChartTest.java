package io.gradstep.viz.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.viz.graph.DrawnPicture;
import io.gradstep.viz.graph.Legibility;
import io.gradstep.viz.svg.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class LineChartTest {
    private static final double[] EPOCH = {1, 2, 3, 4};
    private static final double[] LOSS = {0.8, 0.4, 0.2, 0.1};

    private static DrawnPicture draw(LineChart chart) {
        DrawnPicture drawn = new DrawnPicture(chart.svg());
        Legibility.check(drawn, drawn.all("desc").get(0).getTextContent());
        return drawn;
    }

    private static List<String> texts(DrawnPicture drawn) {
        return drawn.labels().stream().map(DrawnPicture.Label::text).toList();
    }

    @Test
    void shows_title_axes_numbers_and_names() {
        DrawnPicture drawn = draw(LineChart.titled("Loss").axes("epoch", "loss").line("training", EPOCH, LOSS));
        assertThat(texts(drawn)).contains("Loss", "epoch", "loss", "training", "1", "2", "3", "4", "0.2", "0.8");
        assertThat(drawn.document.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(drawn.all("title").get(0).getTextContent()).isEqualTo("Loss");
        assertThat(drawn.all("desc").get(0).getTextContent())
                .isEqualTo("loss over epoch. training: line of 4 points between 0.1 and 0.8, the last 0.1.");
    }

    @Test
    void a_curve_is_drawn_on_top_of_its_samples_in_either_order() {
        LineChart empty = LineChart.titled("Fit");
        String second =
                empty.points("samples", EPOCH, LOSS).line("fit", EPOCH, LOSS).svg();
        assertThat(second.indexOf("id=\"s1\"")).isGreaterThan(second.indexOf("id=\"s0\""));
        String first =
                empty.line("fit", EPOCH, LOSS).points("samples", EPOCH, LOSS).svg();
        assertThat(first.indexOf("id=\"s0\"")).isGreaterThan(first.indexOf("id=\"s1\""));
    }

    /** Halving each time is a straight line on a logarithmic axis. */
    @Test
    void a_geometric_sequence_is_straight_on_a_logarithmic_axis() {
        LineChart chart = LineChart.titled("").line("halves", EPOCH, LOSS);
        assertThat(bend(draw(chart.logarithmic()))).isLessThan(0.2);
        assertThat(bend(draw(chart))).isGreaterThan(10);
    }

    private static double bend(DrawnPicture drawn) {
        List<Point> wire = drawn.wire("s0");
        Point from = wire.get(0);
        Point to = wire.get(wire.size() - 1);
        return wire.stream()
                .mapToDouble(p ->
                        Math.abs(from.y() + (to.y() - from.y()) * (p.x() - from.x()) / (to.x() - from.x()) - p.y()))
                .max()
                .orElseThrow();
    }

    @Test
    void a_logarithmic_chart_with_a_zero_keeps_the_ordinary_axis() {
        double[] reachesZero = {0.8, 0.4, 0.1, 0};
        LineChart chart = LineChart.titled("").line("loss", EPOCH, reachesZero);
        assertThat(chart.logarithmic().svg()).isEqualTo(chart.svg());
    }

    @Test
    void what_is_not_finite_is_a_gap_and_a_point_between_gaps_a_dot() {
        double[] x = {1, 2, 3, 4, 5, 6, 7};
        double[] y = {1, 2, Double.NaN, 3, Double.POSITIVE_INFINITY, 2, 1};
        DrawnPicture drawn = draw(LineChart.titled("").line("a", x, y));
        List<String> paths = paths(drawn, "s0");
        assertThat(paths).hasSize(2);
        assertThat(paths.get(0)).matches("M[^M]*M[^M]*");
        assertThat(paths.get(1).chars().filter(c -> c == 'M')).hasSize(1);
    }

    private static List<String> paths(DrawnPicture drawn, String id) {
        var list = drawn.group(id).getElementsByTagName("path");
        return IntStream.range(0, list.getLength())
                .mapToObj(i -> ((Element) list.item(i)).getAttribute("d"))
                .toList();
    }

    @Test
    void one_point_constants_and_nothing_to_draw_are_charts() {
        double nan = Double.NaN;
        assertThat(paths(draw(LineChart.titled("").line("a", new double[] {3}, new double[] {5})), "s0"))
                .hasSize(1);
        assertThat(paths(draw(LineChart.titled("").line("a", EPOCH, new double[] {7, 7, 7, 7})), "s0"))
                .hasSize(1);
        assertThat(paths(draw(LineChart.titled("").line("a", EPOCH, new double[] {nan, nan, nan, nan})), "s0"))
                .isEmpty();
    }

    @Test
    void series_differ_in_more_than_their_colours() {
        LineChart chart = LineChart.titled("many");
        for (int i = 0; i < 30; i++) {
            chart = chart.line("series " + i, EPOCH, new double[] {i, i, i + 1, i});
        }
        DrawnPicture drawn = draw(chart);
        List<String> looks = IntStream.range(0, 30)
                .mapToObj(i -> (Element)
                        drawn.group("s" + i).getElementsByTagName("path").item(0))
                .map(path -> path.getAttribute("stroke") + path.getAttribute("stroke-dasharray"))
                .toList();
        assertThat(looks).doesNotHaveDuplicates();
        assertThat(texts(drawn)).contains("series 0", "series 29");
    }

    @Test
    void names_stand_beside_the_ends_of_their_lines() {
        DrawnPicture drawn = draw(LineChart.titled("")
                .line("low", EPOCH, new double[] {9, 1, 1, 1})
                .line("high", EPOCH, new double[] {1, 9, 9, 9}));
        for (String id : List.of("s0", "s1")) {
            List<Point> wire = drawn.wire(id);
            double end = wire.get(wire.size() - 1).y() + drawn.shift().y();
            String name = id.equals("s0") ? "low" : "high";
            assertThat(drawn.labels())
                    .filteredOn(label -> label.text().equals(name))
                    .singleElement()
                    .satisfies(label ->
                            assertThat(Math.abs(label.bounds().centerY() - end)).isLessThan(16));
        }
    }

    @Test
    void a_million_points_make_a_small_file_with_every_peak() {
        int n = 1_000_000;
        double[] x = IntStream.range(0, n).asDoubleStream().toArray();
        double[] y = new Random(1).doubles(n).toArray();
        double[] z = new Random(2).doubles(n).toArray();
        y[654_321] = 2;
        DrawnPicture drawn = draw(LineChart.titled("long").line("noise", x, y).points("cloud", x, z));
        assertThat(drawn.source.length()).isLessThan(250_000);
        assertThat(drawn.all("desc").get(0).getTextContent())
                .contains("1000000 points")
                .contains("and 2,");
        double top = drawn.wire("s0").stream().mapToDouble(Point::y).min().orElseThrow();
        assertThat(top).isLessThan(60);
    }

    @Test
    void names_are_shown_and_never_run() {
        String name = "<script>alert('1')</script>";
        DrawnPicture drawn =
                draw(LineChart.titled(name).axes(name, "\u0000" + name).line(name, EPOCH, LOSS));
        assertThat(drawn.all("script")).isEmpty();
        assertThat(texts(drawn))
                .contains(name, "␀" + name)
                .anyMatch(text -> text.startsWith("<script>") && text.endsWith("…"));
    }

    @Test
    void random_charts_are_legible() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            LineChart chart = LineChart.titled("seed " + seed).axes("across", "up");
            for (int s = 0; s <= seed % 5; s++) {
                int n = 1 + random.nextInt(50);
                double scale = Math.pow(10, random.nextInt(-12, 12));
                double offset = random.nextBoolean() ? 0 : random.nextGaussian() * 1e6;
                double[] x = random.doubles(n).map(u -> u * scale).toArray();
                double[] y = random.doubles(n).map(u -> offset + u / scale).toArray();
                chart = random.nextBoolean() ? chart.line("line " + s, x, y) : chart.points("points " + s, x, y);
            }
            Legibility.check(new DrawnPicture(chart.svg()), "seed " + seed);
            Legibility.check(new DrawnPicture(chart.logarithmic().svg()), "logarithmic, seed " + seed);
        }
    }

    @Test
    void charts_are_values() {
        double[] y = LOSS.clone();
        LineChart chart = LineChart.titled("a").line("b", EPOCH, y);
        String before = chart.svg();
        y[0] = 100;
        chart.line("c", EPOCH, LOSS).logarithmic().axes("x", "y");
        assertThat(chart.svg()).isEqualTo(before);
    }

    @Test
    void what_cannot_be_drawn_is_refused_by_name() {
        LineChart chart = LineChart.titled("a");
        assertThatThrownBy(() -> chart.line("b", new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the series \"b\" is empty");
        assertThatThrownBy(() -> chart.points("b", EPOCH, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the series \"b\" has 4 x and 3 y: a point has one of each");
        assertThatThrownBy(chart::svg)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a chart needs at least one series");
    }

    @Test
    void is_saved_in_the_format_that_the_name_asks_for(@TempDir Path folder) throws IOException {
        LineChart chart = LineChart.titled("a").line("b", EPOCH, LOSS);
        chart.writeTo(folder.resolve("a.svg"));
        assertThat(folder.resolve("a.svg")).hasContent(chart.svg());
        chart.writeTo(folder.resolve("a.png"));
        assertThat(ImageIO.read(folder.resolve("a.png").toFile()).getWidth()).isEqualTo(1280);
        assertThatThrownBy(() -> chart.writeTo(folder.resolve("a.dot")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no chart can be saved as " + folder.resolve("a.dot") + ": its name must end in .svg or .png");
        assertThat(Files.exists(folder.resolve("a.dot"))).isFalse();
    }
}
