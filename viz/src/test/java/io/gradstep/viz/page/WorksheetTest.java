package io.gradstep.viz.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Mistake;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.Graphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contents of a worksheet's file. */
class WorksheetTest {
    private static final String KEY = "<section id=\"key\">";

    private static Worksheet sheet(Graph graph) {
        return Worksheet.of(Trace.of(graph));
    }

    /** The part before the key: what those get who are to find the answers. */
    private static String question(String page) {
        return page.substring(page.indexOf("<body>"), page.contains(KEY) ? page.indexOf(KEY) : page.length());
    }

    private static String answers(String page) {
        return page.substring(page.indexOf(KEY));
    }

    private static int count(String page, String part) {
        return page.split(Pattern.quote(part), -1).length - 1;
    }

    /** The notes: x = −2, y = 5, z = −4, q = 3, f = −12; the gradients are −4, −4, 3, −4 and 1. */
    @Test
    void every_gradient_is_a_box_and_the_values_are_given() {
        String question = question(sheet(Graphs.lecture()).html());
        assertThat(count(question, "class=\"grad-blank\"")).isEqualTo(5);
        assertThat(question)
                .doesNotContain("class=\"val-blank\"", "Forward")
                .containsPattern("class=\"val\"[^>]*>−12</text>")
                .containsPattern("class=\"val\"[^>]*>3</text>");
    }

    /** Four steps backward, each with upstream, local and their product. */
    @Test
    void the_table_asks_for_the_chain_rule_step_by_step() {
        String question = question(sheet(Graphs.lecture()).html());
        assertThat(count(question, "<tr><th scope=\"row\">")).isEqualTo(4);
        assertThat(count(question, "class=\"box\"")).isEqualTo(12);
        assertThat(question)
                .contains("<th scope=\"row\">f = q × z</th><td>q</td><td>∂f/∂f = <span")
                .contains("<td>∂₁(x + y) = <span");
    }

    @Test
    void values_of_gates_are_boxes_too_on_request() {
        String question = question(sheet(Graphs.lecture()).blankValues().html());
        assertThat(count(question, "class=\"val-blank\"")).isEqualTo(2);
        assertThat(question)
                .contains("<li>q = x + y = <span", "<li>f = q × z = <span")
                .containsPattern("class=\"val\"[^>]*>−2</text>")
                .doesNotContain("−12");
    }

    /** a gets 12 and −6 by its two branches, d gets −3 twice, as derived by hand. */
    @Test
    void branches_have_boxes_and_their_sum_is_asked_for() {
        String page = sheet(Graphs.fanOut()).html();
        assertThat(count(question(page), "class=\"grad-blank\"")).isEqualTo(5 + 4);
        assertThat(question(page)).contains("Sums over branches", "branch</b>");
        assertThat(answers(page))
                .contains("<li>∂e/∂d = <b class=\"grad\">−3</b> + <b class=\"grad\">−3</b>"
                        + " = <b class=\"grad\">−6</b></li>")
                .contains("<li>∂e/∂a = <b class=\"grad\">−6</b> + <b class=\"grad\">12</b>"
                        + " = <b class=\"grad\">6</b></li>");
    }

    /** Neither in tooltips nor in descriptions nor in data for programs. */
    @Test
    void the_sheet_tells_no_answer_anywhere() {
        Value x = Value.of(0.7310585, "x");
        Value f = x.mul(x).named("q").tanh().named("f");
        String question = question(sheet(Graph.of(f)).blankValues().html());
        assertThat(question)
                .contains("0.7311")
                .doesNotContain(
                        Numbers.format(f.data()), Numbers.format(x.data() * x.data()), Numbers.format(2 * x.data()));
    }

    /** As derived in the notes for the neuron: −1.5, 1, 0.5, 0 and 0.5; tanh passes 0.5 on. */
    @Test
    void the_key_has_the_numbers_and_how_the_local_derivative_comes_about() {
        String key = answers(sheet(Graphs.tanhNeuron()).html());
        assertThat(key)
                .contains(
                        "<td>∂₁ tanh(n) = 1 − o^2 = <b class=\"local\">0.5</b></td><td><b class=\"grad\">0.5</b></td>")
                .contains("<td>∂₁(x1 × w1) = w1 = <b class=\"local\">−3</b></td><td><b class=\"grad\">−1.5</b></td>")
                .doesNotContain("-blank", "class=\"box\"");
    }

    @Test
    void unnamed_gates_are_labelled_where_tables_speak_of_them() {
        Value x = Value.of(2, "x");
        String page = sheet(Graph.of(x.mul(x).add(1).named("f"))).html();
        assertThat(question(page)).contains("<td>v1</td>").containsPattern("class=\"alias\"[^>]*>v1</text>");
        assertThat(answers(page)).contains("<td>v1</td>").containsPattern("class=\"alias\"[^>]*>v1</text>");
    }

    @Test
    void without_its_key_a_sheet_has_no_answers() {
        String page = sheet(Graphs.lecture()).withoutKey().html();
        assertThat(page).doesNotContain("id=\"key\"", "Answers");
        assertThat(question(page)).isEqualTo(question(sheet(Graphs.lecture()).html()) + "</main>\n</body>\n</html>\n");
    }

    @Test
    void no_two_elements_have_one_id() {
        String page = sheet(Graphs.fanOut()).html();
        assertThat(Arrays.stream(page.split(" id=\"", -1)).skip(1).map(part -> part.substring(0, part.indexOf('"'))))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void names_are_text() {
        Value x = Value.of(2, "<img src=x onerror=alert(1)>");
        Value f = x.mul(x).named("</section><script>alert(2)</script>{{picture}}");
        String page = sheet(Graph.of(f)).blankValues().title("1 < 2").html();
        assertThat(page).contains("<h1>1 &lt; 2</h1>").doesNotContain("<img", "<script");
    }

    @Test
    void nothing_is_loaded_and_nothing_runs() {
        assertThat(sheet(Graphs.lecture()).html().replace("http://www.w3.org/2000/svg", ""))
                .contains("default-src 'none'; script-src 'none'; ")
                .doesNotContain("http:", "https:", "src=\"", "@import", "url(", "<script", " style=\"");
    }

    @Test
    void the_key_begins_a_new_page_and_wide_circuits_lie_across() {
        assertThat(sheet(Graphs.lecture()).html())
                .contains("break-before:page", "@page{margin:12mm}", "<section class=\"sheet\">");
        assertThat(sheet(Graphs.chain(12)).html()).contains("<section class=\"sheet across\">");
    }

    @Test
    void a_constant_and_a_lone_leaf_have_worksheets_too() {
        assertThat(sheet(Graph.of(Value.constant(2).add(3).named("c"))).html()).contains("<h1>c = 2 + 3</h1>");
        assertThat(sheet(Graph.of(Value.of(2, "x"))).html()).contains("<h1>x</h1>", "class=\"grad-blank\"");
    }

    /**
     * 18 × 8 mm are 68.03 × 30.24 pixels; between the margins, A4 is 702 and Letter 725 pixels wide, Letter across 965.
     */
    @Test
    void boxes_are_large_enough_to_write_in_and_the_circuit_fits_the_paper_at_its_size() {
        for (Graph graph : Graphs.examples()) {
            String page = sheet(graph).blankValues().html();
            Matcher size = Pattern.compile("<svg [^>]*?width=\"([\\d.]+)\" height=\"([\\d.]+)\"")
                    .matcher(page);
            assertThat(size.find()).isTrue();
            int boxes = 0;
            Matcher box = Pattern.compile("-blank\" d=\"M([\\d.]+),([\\d.]+)H([\\d.]+)a([\\d.]+),.*?V([\\d.]+)a")
                    .matcher(question(page));
            while (box.find()) {
                boxes++;
                double corner = Double.parseDouble(box.group(4));
                assertThat(Double.parseDouble(box.group(3)) - Double.parseDouble(box.group(1)) + 2 * corner)
                        .isGreaterThanOrEqualTo(68.03);
                assertThat(Double.parseDouble(box.group(5)) - Double.parseDouble(box.group(2)) + corner)
                        .isGreaterThanOrEqualTo(30.24);
            }
            boolean across = page.contains("class=\"sheet across\"");
            if (boxes > 0) {
                assertThat(Double.parseDouble(size.group(1))).isLessThanOrEqualTo(across ? 965 : 702);
            } else {
                assertThat(count(question(page), "<span class=\"line\"></span>"))
                        .isGreaterThanOrEqualTo(graph.size() / 2);
            }
        }
        assertThat(sheet(Graphs.lecture()).html()).contains(".box{display:inline-block;width:18mm;height:8mm");
    }

    @Test
    void variants_have_a_sheet_each_and_one_key_together() {
        Worksheet first = sheet(Graphs.lecture()).and(sheet(Graphs.fanOut()));
        String page = Worksheet.variants(List.of(first, first, first)).html();
        assertThat(count(question(page), "<section class=\"sheet")).isEqualTo(3);
        assertThat(question(page)).contains("Variant 3", "<h2>2. e = ");
        assertThat(count(page, KEY)).isEqualTo(1);
        assertThat(answers(page))
                .contains("<th scope=\"row\">3, 2</th>", "∂f/∂z\u00a0=\u00a03")
                .doesNotContain("<svg");
        assertThatThrownBy(() -> Worksheet.variants(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** In the notes' fan-out the gradient of d is −3 by one branch and −6 by both. */
    @Test
    void a_bug_to_find_shows_the_wrong_numbers_and_its_name_in_the_key_alone() {
        String page =
                Worksheet.findTheBug(Trace.of(Graphs.fanOut()), Mistake.ASSIGN).html();
        assertThat(question(page))
                .contains("<th scope=\"row\">∂e/∂d</th><td>−3</td>", "The first wrong gradient is that of")
                .doesNotContain(Mistake.ASSIGN.title(), "<td>−6");
        assertThat(answers(page)).contains("∂e/∂d = −6, not −3", Mistake.ASSIGN.title());
    }

    /** The trace was taken before the leaf changed. */
    @Test
    void numbers_are_those_of_the_trace_and_the_graph_is_left_alone() {
        Value x = Value.of(3, "x");
        Value f = x.mul(x).named("f");
        Trace trace = Trace.of(f);
        x.setData(100);
        assertThat(answers(Worksheet.of(trace).html())).containsPattern("class=\"grad\"[^>]*>6</text>");
        assertThat(x.hasGrad()).isFalse();
        assertThat(x.data()).isEqualTo(100);
    }

    @Test
    void it_is_written_whole_or_not_at_all(@TempDir Path folder) throws IOException {
        Worksheet sheet = sheet(Graphs.lecture());
        Path file = folder.resolve("sheet.html");
        sheet.writeTo(file);
        assertThat(file).content().isEqualTo(sheet.html());
        assertThatThrownBy(() -> sheet.writeTo(folder.resolve("missing/sheet.html")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no folder");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
