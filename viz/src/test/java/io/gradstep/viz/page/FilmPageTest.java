package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.chart.LineChart;
import io.gradstep.viz.graph.Graphs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contents of a film's file. */
class FilmPageTest {
    private static final Pattern ELEMENT = Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL);
    private static final Pattern DATA = Pattern.compile("type=\"application/json\">(.*?)</script>", Pattern.DOTALL);

    private static JsonObject data(FilmPage page) {
        Matcher data = DATA.matcher(page.html());
        assertThat(data.find()).isTrue();
        return JsonParser.parseString(data.group(1)).getAsJsonObject();
    }

    private static List<Double> numbers(JsonElement array) {
        List<Double> numbers = new ArrayList<>();
        for (JsonElement number : array.getAsJsonArray()) {
            numbers.add(number.isJsonNull() ? null : Double.valueOf(number.getAsString()));
        }
        return numbers;
    }

    private static JsonArray frames(FilmPage page, String panel) {
        return data(page).getAsJsonObject(panel).getAsJsonArray("frames");
    }

    /**
     * A neuron n = w x with loss (n − 1)², by hand: at w the loss is (2 w − 1)², its gradient by n is 2 (2 w − 1), by x
     * w times that.
     */
    @Test
    void every_frame_has_the_values_and_gradients_of_its_epoch() {
        FilmPage page = Films.slope(0, 3).build();
        JsonObject network = data(page).getAsJsonObject("network");
        // x, n, loss; the weight belongs to n
        assertThat(numbers(network.get("nodes"))).hasSize(2);
        assertThat(network.getAsJsonArray("edges").toString()).isEqualTo("[\"l1_0\"]");
        for (int epoch = 0; epoch <= 3; epoch++) {
            double n = 2 * Films.weight(epoch);
            JsonObject frame = network.getAsJsonArray("samples")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonArray("frames")
                    .get(epoch)
                    .getAsJsonObject();
            assertThat(numbers(frame.get("values"))).containsExactly(n, Numbers.rounded((n - 1) * (n - 1)));
            assertThat(numbers(frame.get("gradients"))).containsExactly(Numbers.rounded(2 * (n - 1)), 1.0);
            assertThat(numbers(frame.get("edges"))).containsExactly(Numbers.rounded(2 * (n - 1)));
        }
    }

    @Test
    void every_frame_counts_and_rings_its_own_mistakes() {
        // Points at −1 and 1 on a line: of class 0 and 1. The film's classifier says class 1 right of −2, −1, 0, …
        JsonArray frames = frames(Films.slope(0, 3).build(), "map");
        List<Integer> wrong = new ArrayList<>();
        frames.forEach(frame -> wrong.add(frame.getAsJsonObject().get("wrong").getAsInt()));
        assertThat(wrong).containsExactly(1, 0, 0, 1);
        assertThat(numbers(frames.get(0).getAsJsonObject().get("ringed"))).hasSize(1);
        assertThat(numbers(frames.get(1).getAsJsonObject().get("ringed"))).isEmpty();
    }

    @Test
    void losses_stand_at_their_epochs_and_what_is_not_finite_makes_a_gap() {
        double nan = Double.NaN;
        FilmPage page = Films.slope(0, 3)
                .chart(LineChart.titled("Loss").line("training", new double[] {1, 2, 3}, new double[] {0.5, 0.25, nan}))
                .build();
        JsonObject chart = data(page).getAsJsonObject("chart");
        JsonObject series = chart.getAsJsonArray("series").get(0).getAsJsonObject();
        assertThat(numbers(series.get("values"))).containsExactly(null, 0.5, 0.25, nan);
        assertThat(numbers(series.get("y")).get(0)).isNull();
        assertThat(numbers(series.get("y")).get(3)).isNull();
        assertThat(numbers(series.get("y")).get(2))
                .isGreaterThan(numbers(series.get("y")).get(1));
        List<Double> x = numbers(chart.get("x"));
        assertThat(x.get(1)).isLessThan(x.get(2));
        assertThat(x.get(2)).isLessThan(x.get(3));
    }

    @Test
    void the_last_frame_is_there_without_javascript() {
        String page = Films.slope(0, 1).build().html();
        // w = 1/4: n = 1/2, loss 1/4, gradient −1
        assertThat(page)
                .contains("<p id=\"facts\">Epoch 1: 0 of 2 misclassified</p>", ">misclassified (0)</text>")
                .containsPattern("class=\"val\"[^>]*>0.5</text>")
                .containsPattern("class=\"val\"[^>]*>0.25</text>")
                .containsPattern("class=\"grad\"[^>]*>−1</text>");
    }

    @Test
    void equal_films_give_equal_pages_and_the_graph_is_left_alone() {
        Value x = Value.of(3, "x");
        Value f = x.mul(x).named("f");
        f.backward();
        FilmPage.Builder film = FilmPage.builder("f").network(Graph.of(f)).frame(0);
        assertThat(x.grad()).isEqualTo(6);
        assertThat(film.build().html()).isEqualTo(film.build().html());
        assertThat(Films.slope(0, 3).build().html())
                .isEqualTo(Films.slope(0, 3).build().html());
    }

    @Test
    void numbers_that_are_not_finite_are_shown_as_what_they_are() {
        Value x = Value.of(Double.POSITIVE_INFINITY, "x");
        Value f = x.sub(x).named("f");
        FilmPage page = FilmPage.builder("f").network(Graph.of(f)).frame(7).build();
        assertThat(page.html()).contains("\"values\":[\"NaN\"]", ">NaN</text>");
    }

    @Test
    void a_network_of_many_neurons_is_left_out_and_the_page_says_so() {
        Value last = Value.of(1, "x");
        for (int i = 1; i <= 65; i++) {
            last = last.tanh().named("n" + i);
        }
        FilmPage page =
                FilmPage.builder("deep").network(Graph.of(last)).frame(0).build();
        assertThat(page.html())
                .contains(
                        "<p class=\"words\">The network is left out: it needs 65 cards, and there is room for 64.</p>")
                .doesNotContain("<figure");
    }

    @Test
    void a_film_needs_samples_of_one_network() {
        FilmPage.Builder film = FilmPage.builder("f");
        FilmSample a = FilmSample.of("a", Graph.of(Value.of(1, "x").tanh().named("n")));
        FilmSample b = FilmSample.of("b", Graph.of(Value.of(1, "x").tanh().named("m")));
        assertThatThrownBy(() -> film.samples(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a network needs at least one sample");
        assertThatThrownBy(() -> film.samples(List.of(a, b)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the graph of the sample b has other named values than that of a");
        assertThatThrownBy(() -> film.dead(List.of("n")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("dead neurons belong to a frame, and there is none yet");
        assertThatThrownBy(() -> a.image(2, 0.5, 0.5, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 pixels do not fill rows of 2");
        assertThatThrownBy(() -> a.image(1, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the brightness of a pixel is from 0 to 1, not 1.5");
    }

    /** Samples at (0, 0), (1, 0) and (2, 2); the axes begin at 0 and end at 2. */
    @Test
    void every_frame_has_its_fitted_curve_within_the_axes() {
        LineChart samples = LineChart.titled("Fit")
                .axes("x", "y")
                .points("samples", new double[] {0, 1, 2}, new double[] {0, 0, 2});
        FilmPage page = FilmPage.builder("A curve")
                .fit(samples, 0, 1, 2)
                .frame(0, x -> 1 + x)
                .frame(1, x -> 5)
                .frame(2, x -> x == 1 ? Double.NaN : x)
                .frame(3, x -> x)
                .build();
        JsonObject fit = data(page).getAsJsonObject("fit");
        assertThat(fit.get("line").getAsString()).isEqualTo("fit-s1");
        List<List<Double>> heights = new ArrayList<>();
        List<String> shapes = new ArrayList<>();
        for (JsonElement frame : fit.getAsJsonArray("frames")) {
            String path = frame.getAsString();
            shapes.add(path.replaceAll("[^ML]", ""));
            heights.add(Pattern.compile(",([\\d.]+)")
                    .matcher(path)
                    .results()
                    .map(height -> Double.valueOf(height.group(1)))
                    .toList());
        }
        assertThat(shapes).containsExactly("ML", "", "MM", "MLL");
        List<Double> last = heights.get(3);
        assertThat(last.get(0) - last.get(1))
                .as("upwards, as far again")
                .isCloseTo(last.get(1) - last.get(2), within(0.02));
        assertThat(heights.get(0)).containsExactly(last.get(1), last.get(2));
        assertThat(heights.get(2)).containsExactly(last.get(0), last.get(2));
        assertThat(page.html()).contains("aria-label=\"fitted curve\"", "<g id=\"fit-s1\"");
    }

    @Test
    void what_makes_no_film_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> FilmPage.builder("").build())
                .withMessage("a film needs at least one frame");
        FilmPage.Builder film = Films.slope(4, 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> film.frame(5, (x, y) -> new double[] {0, 1}))
                .withMessage("the frame of epoch 5 cannot follow that of epoch 5");
        assertThatIllegalStateException()
                .isThrownBy(() -> film.frame(6))
                .withMessage("a frame of a film with a map needs a classifier");
        assertThatIllegalStateException()
                .isThrownBy(() -> film.network(Graphs.lecture()))
                .withMessage("set the content of a film before its first frame");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> film.frame(6, (x, y) -> new double[] {1, 2, 3}))
                .withMessageContaining("3 scores");
        assertThatIllegalStateException()
                .isThrownBy(() -> film.frame(6, x -> x))
                .withMessage("a frame with a curve needs a film with a fitted curve");
        LineChart samples = LineChart.titled("").points("s", new double[] {0}, new double[] {0});
        assertThatIllegalStateException()
                .isThrownBy(() -> FilmPage.builder("").fit(samples, 0, 1).frame(1))
                .withMessage("a frame of a film with a fitted curve needs the curve");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilmPage.builder("").frame(-1))
                .withMessage("the frame of epoch -1 is invalid: epochs count from 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilmPage.builder("x").counting("<b>"))
                .withMessage("a unit is a word of letters from a to z, not '<b>'");
    }

    @Test
    void nothing_is_loaded_and_the_policy_names_every_script_and_style() throws Exception {
        String page = Films.slope(0, 3).build().html();
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "src=", "@import", "url(", "innerHTML", "eval(");
        int policy = page.indexOf("content=\"default-src 'none'; ");
        assertThat(policy).isPositive();
        String sources = page.substring(policy, page.indexOf('>', policy));
        assertThat(sources).doesNotContain("unsafe", "*", "data:");
        Matcher element = ELEMENT.matcher(page);
        int elements = 0;
        while (element.find()) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(element.group(2).getBytes(StandardCharsets.UTF_8));
            assertThat(sources).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
            elements++;
        }
        assertThat(elements)
                .as("script and style of the page, and two pictures")
                .isEqualTo(4);
    }

    @Test
    void names_are_text() {
        String page = Films.hostile().html();
        assertThat(page).doesNotContain("<img", "</script><script>alert");
        assertThat(page.split("</script>", -1)).hasSize(3);
    }

    @Test
    void it_is_written_whole_or_not_at_all(@TempDir Path folder) throws IOException {
        FilmPage page = Films.slope(0, 3).build();
        Path file = folder.resolve("film.html");
        page.writeTo(file);
        assertThat(file).content().isEqualTo(page.html());
        assertThatThrownBy(() -> page.writeTo(folder.resolve("missing/film.html")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no folder");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
