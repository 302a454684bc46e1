package io.gradstep.viz.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.viz.graph.DrawnPicture;
import io.gradstep.viz.graph.Legibility;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class DecisionMapTest {
    private static final double[][] POINTS = {{-1, 0}, {-1, 1}, {1, 0}, {1, 1}, {0.5, 0.5}};
    private static final int[] CLASSES = {0, 0, 1, 1, 0};
    private static final Pattern POSITION = Pattern.compile("([0-9.]+),([0-9.]+)");

    private static double[] byLeft(double x, double y) {
        double p = 1 / (1 + Math.exp(-4 * x));
        return new double[] {1 - p, p};
    }

    private static DecisionMap map() {
        return DecisionMap.of(POINTS, CLASSES, DecisionMapTest::byLeft)
                .titled("Halves")
                .axes("x1", "x2")
                .classNames(List.of("left", "right"));
    }

    private static DrawnPicture draw(DecisionMap map) {
        DrawnPicture drawn = new DrawnPicture(map.svg());
        Legibility.check(drawn, drawn.all("desc").get(0).getTextContent());
        assertThat(drawn.source.length()).isLessThan(200_000);
        return drawn;
    }

    @Test
    void shows_classes_samples_and_mistakes() {
        DrawnPicture drawn = draw(map());
        assertThat(drawn.labels().stream().map(DrawnPicture.Label::text))
                .contains("Halves", "x1", "x2", "left (3)", "right (2)", "misclassified (1)");
        assertThat(drawn.all("desc").get(0).getTextContent())
                .isEqualTo("Regions of a classifier with 5 samples: 3 of left, 2 of right. 1 misclassified.");
        assertThat(marks(drawn, "p0")).isEqualTo(3);
        assertThat(marks(drawn, "p1")).isEqualTo(2);
    }

    private static long marks(DrawnPicture drawn, String id) {
        return path(drawn, id, 0).chars().filter(c -> c == 'M').count();
    }

    private static String path(DrawnPicture drawn, String id, int number) {
        return ((Element) drawn.group(id).getElementsByTagName("path").item(number)).getAttribute("d");
    }

    @Test
    void the_border_runs_where_the_scores_are_equal_and_not_along_the_edge() {
        DrawnPicture drawn = draw(map());
        String border = drawn.all("path").stream()
                .filter(path -> path.getAttribute("class").equals("border"))
                .map(path -> path.getAttribute("d"))
                .findFirst()
                .orElseThrow();
        // The samples' middle, x = 0, is the middle of the plot, whose sides are those of what is certain.
        List<Double> edges = xs(path(drawn, "k0", 0));
        double left = edges.stream().mapToDouble(x -> x).min().orElseThrow();
        double right =
                xs(path(drawn, "k1", 0)).stream().mapToDouble(x -> x).max().orElseThrow();
        assertThat(xs(border))
                .hasSizeBetween(2, 4)
                .allSatisfy(x -> assertThat(Math.abs(x - (left + right) / 2)).isLessThan(0.2));
    }

    /** The horizontal positions in path data. */
    private static List<Double> xs(String path) {
        Matcher matcher = POSITION.matcher(path);
        return matcher.results().map(found -> Double.valueOf(found.group(1))).toList();
    }

    @Test
    void a_clearer_decision_is_a_stronger_shade() {
        DrawnPicture drawn = draw(map());
        // Where p(left) exceeds p(right) by 0.5, 1 / (1 + exp(-4x)) = 1/4: x = -ln(3) / 4 = -0.275.
        assertThat(drawn.group("k0").getElementsByTagName("path").getLength()).isGreaterThanOrEqualTo(4);
        double border =
                xs(path(drawn, "k0", 0)).stream().mapToDouble(x -> x).max().orElseThrow();
        double half =
                xs(path(drawn, "k0", 2)).stream().mapToDouble(x -> x).max().orElseThrow();
        double left =
                xs(path(drawn, "k0", 0)).stream().mapToDouble(x -> x).min().orElseThrow();
        // From the left edge at -1.2 to the border at 0.
        assertThat((border - half) / (border - left)).isBetween(0.2746 / 1.2 - 0.005, 0.2746 / 1.2 + 0.005);
    }

    @Test
    void many_classes_noise_and_many_samples_stay_legible_and_small() {
        Random random = new Random(1);
        int n = 20_000;
        double[][] points = IntStream.range(0, n)
                .mapToObj(i -> new double[] {random.nextGaussian(), random.nextGaussian()})
                .toArray(double[][]::new);
        int[] classes = random.ints(n, 0, 14).toArray();
        DrawnPicture noise = draw(
                DecisionMap.of(points, classes, (x, y) -> random.doubles(14).toArray()));
        assertThat(noise.labels().stream().map(DrawnPicture.Label::text))
                .anyMatch(text -> text.startsWith("class 13 ("));
    }

    @Test
    void one_class_one_sample_and_undecided_places_are_maps() {
        double[][] one = {{2, 2}};
        draw(DecisionMap.of(one, new int[] {0}, (x, y) -> new double[] {1}));
        DrawnPicture undecided = draw(DecisionMap.of(
                POINTS, CLASSES, (x, y) -> x > 0 ? byLeft(x, y) : new double[] {Double.NaN, Double.NaN}));
        assertThat(undecided.labels().stream().map(DrawnPicture.Label::text)).contains("misclassified (3)");
        draw(DecisionMap.of(new double[][] {{0, 5}, {0, 5}}, new int[] {0, 1}, DecisionMapTest::byLeft));
        draw(DecisionMap.of(
                new double[][] {{-1e308, 1e-320}, {1e308, 2e-320}}, new int[] {0, 1}, DecisionMapTest::byLeft));
    }

    @Test
    void names_are_shown_and_never_run() {
        DrawnPicture drawn = draw(map().classNames(List.of("<img onerror=alert(1)>", "\u0000")));
        assertThat(drawn.all("img")).isEmpty();
        assertThat(drawn.labels().stream().map(DrawnPicture.Label::text)).contains("␀ (2)");
    }

    @Test
    void what_cannot_be_drawn_is_refused_by_the_number_of_the_sample() {
        refused(new double[0][], new int[0], "there are no samples");
        refused(POINTS, new int[4], "5 points but 4 classes");
        refused(new double[][] {{1, 2}, {1}}, new int[2], "sample 1 is [1.0] and not two finite coordinates");
        refused(new double[][] {{1, Double.NaN}}, new int[1], "sample 0 is [1.0, NaN] and not two finite coordinates");
        refused(
                new double[][] {{1, 2}},
                new int[] {2},
                "sample 0 is of class 2; the classes are 0 to 1, " + "as many as the classifier's scores");
        assertThatThrownBy(() -> map().classNames(List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 2 scores and 1 class names");
        assertThatThrownBy(() -> DecisionMap.of(POINTS, CLASSES, (x, y) -> new double[x < 0 ? 2 : 3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("returned 3 scores for a point")
                .hasMessageContaining("there were 2 before");
    }

    private static void refused(double[][] points, int[] classes, String message) {
        assertThatThrownBy(() -> DecisionMap.of(points, classes, DecisionMapTest::byLeft))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
