package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.Graphs;
import io.gradstep.viz.page.parts.TracedGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contents of a stepper page's file. */
class StepperPageTest {
    private static final int LARGEST = 100_000;
    private static final Pattern ELEMENT = Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL);
    private static final Pattern POLICY = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"");

    private static String page(Graph graph) {
        return StepperPage.of(Trace.of(graph)).html();
    }

    @Test
    void pages_of_the_lecture_are_below_100_kilobytes() {
        for (Graph graph : Graphs.examples()) {
            assertThat(page(graph).getBytes(StandardCharsets.UTF_8))
                    .as(graph.label(graph.size() - 1))
                    .hasSizeLessThan(LARGEST);
        }
    }

    @Test
    void equal_traces_give_equal_pages() {
        assertThat(page(Graphs.fanOut())).isEqualTo(page(Graphs.fanOut()));
    }

    @Test
    void nothing_is_loaded_from_anywhere() {
        String page = page(Graphs.lecture()).replace("http://www.w3.org/2000/svg", "");
        assertThat(page).doesNotContain("http:", "https:", "src=", "@import", "url(", "innerHTML", "eval(");
        assertThat(policy(page)).startsWith("default-src 'none'; ").doesNotContain("unsafe", "*", "data:");
    }

    @Test
    void the_policy_names_every_script_and_style_by_its_hash() throws Exception {
        String page = page(Graphs.tanhNeuron());
        Matcher element = ELEMENT.matcher(page);
        int elements = 0;
        while (element.find()) {
            byte[] content = element.group(2).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            String directive = element.group(1) + "-src";
            assertThat(policy(page))
                    .containsPattern(directive + " [^;]*'sha256-"
                            + Pattern.quote(Base64.getEncoder().encodeToString(digest)) + "'");
            elements++;
        }
        assertThat(elements)
                .as("the page's script and style sheet and the picture's")
                .isEqualTo(3);
    }

    private static String policy(String page) {
        Matcher policy = POLICY.matcher(page);
        assertThat(policy.find()).isTrue();
        return policy.group(1);
    }

    @Test
    void the_picture_and_the_leaves_are_there_without_javascript() {
        assertThat(page(Graphs.lecture()))
                .contains("<th scope=\"row\">x</th><td class=\"val\">−2</td><td class=\"grad\">−4</td>")
                .containsPattern("class=\"val\"[^>]*>−12</text>")
                .containsPattern("class=\"grad\"[^>]*>3</text>");
    }

    @Test
    void names_are_text() {
        Value x = Value.of(2, "<img src=x onerror=alert(1)>");
        Value f = x.mul(x).named("</script><script>alert(2)</script>{{data}}");
        String page = page(Graph.of(f));
        assertThat(page).doesNotContain("<img", "</script><script>alert");
        assertThat(page.split("</script>", -1)).hasSize(4);
    }

    @Test
    void the_title_is_the_formula_until_it_is_another() {
        StepperPage page = StepperPage.of(Trace.of(Graphs.lecture()));
        assertThat(page.html()).contains("<h1>f = (x + y)·z, step by step</h1>");
        assertThat(page.title("1 < 2").html()).contains("<title>1 &lt; 2</title>", "<h1>1 &lt; 2</h1>");
    }

    /** The trace was taken before the leaf changed and before two backward passes added up. */
    @Test
    void numbers_are_those_of_the_trace_and_the_graph_is_left_alone() {
        Value x = Value.of(3, "x");
        Value f = x.mul(x).named("f");
        Trace trace = Trace.of(f);
        f.backward();
        f.backward();
        x.setData(100);

        String page = StepperPage.of(trace).html();

        assertThat(page).contains("<td class=\"val\">3</td><td class=\"grad\">6</td>");
        assertThat(x.grad()).isEqualTo(12);
        assertThat(f.data()).isEqualTo(9);
    }

    @Test
    void a_constant_and_a_lone_leaf_have_pages_too() {
        assertThat(page(Graph.of(Value.constant(2).add(3).named("c")))).contains("<h1>c = 2 + 3, step by step</h1>");
        assertThat(page(Graph.of(Value.of(2, "x")))).contains("<h1>x, step by step</h1>");
    }

    @Test
    void a_gate_of_ones_own_is_explained_in_its_own_words() {
        CustomOp cube = CustomOp.builder("cube", 1, v -> v[0] * v[0] * v[0])
                .derivatives((v, out) -> new double[] {3 * v[0] * v[0]})
                .explanation("A cube gate scales by 3x².")
                .build();
        String page = page(Graph.of(cube.apply(Value.of(2, "x")).named("f")));
        assertThat(page).contains("\"rule\":\"A cube gate scales by 3x².\"", "\"backward\":[[1,0,12,\"∂₁ cube(x)\"]]");
    }

    @Test
    void numbers_reach_the_page_to_the_last_bit() {
        Value x = Value.of(-0.0, "x");
        Value y = Value.of(0.1 + 0.2, "y");
        Value f = x.add(y).add(Value.of(Double.POSITIVE_INFINITY, "i")).named("f");
        assertThat(page(Graph.of(f)))
                .contains("\"value\":-0.0,", "\"value\":0.30000000000000004,", "\"value\":\"Infinity\",");
    }

    @Test
    void it_is_written_whole_or_not_at_all(@TempDir Path folder) throws IOException {
        StepperPage page = StepperPage.of(Trace.of(Graphs.lecture()));
        Path file = folder.resolve("f.html");
        page.writeTo(file);
        assertThat(file).content().isEqualTo(page.html());
        assertThatThrownBy(() -> page.writeTo(folder.resolve("missing/f.html")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no folder");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void the_copy_that_is_drawn_is_the_traced_graph() {
        for (long seed = 0; seed < 30; seed++) {
            Trace trace = Trace.of(Graphs.random(seed, 40));
            Graph copy = TracedGraph.of(trace);
            assertThat(copy.size()).isEqualTo(trace.graph().size());
            for (int i = 0; i < copy.size(); i++) {
                Value node = copy.node(i);
                assertThat(node.data()).as("seed %d, node %d", seed, i).isEqualTo(Double.valueOf(trace.value(i)));
                assertThat(copy.label(i)).isEqualTo(trace.graph().label(i));
                if (!node.isConstant()) {
                    assertThat(node.grad())
                            .as("seed %d, node %d", seed, i)
                            .isEqualTo(Double.valueOf(trace.gradient(i)));
                }
            }
        }
    }

    @Test
    void a_page_too_large_for_browsers_is_refused() {
        Value x = Value.of(1, "x");
        Value sum = x;
        for (int i = 0; i < 310_000; i++) {
            sum = sum.add(x);
        }
        StepperPage page = StepperPage.of(Trace.of(sum));
        assertThatThrownBy(page::html)
                .isInstanceOf(LayoutException.class)
                .hasMessageMatching("the page would have [34]\\d,\\d{3},\\d{3} characters, .* limit for browsers is"
                        + " 32,000,000; .*");
    }
}
