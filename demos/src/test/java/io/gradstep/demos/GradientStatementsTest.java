package io.gradstep.demos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstep.demos.notes.Gallery;
import io.gradstep.demos.notes.Illustration;
import io.gradstep.demos.notes.Report;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.Worksheet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No text equates a derivative of the output by a name with anything but its full value. */
class GradientStatementsTest {
    private static GradientStatements of(Graph... graphs) {
        return new GradientStatements(List.of(graphs));
    }

    /** Derived by hand: 2x = 6; z(q + x) = −4; 2d = −6. These lines were once printed wrongly. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | to x: local         ∂f/∂x = x = 3",
                "0 | gradient      ∂f/∂x = 3",
                "0 | The local derivative is ∂f/∂x = x = 3; multiply it by 1.",
                "0 | gradient      df/dx = 3",
                "1 | gradient      ∂f/∂x = -12",
                "1 | ∂f/∂x = −12",
                "2 | ∂e/∂d = d = −3",
                "2 | ∂e/∂d = −3",
                "2 | ∂e/∂d = −3 + −4 = −6",
                "2 | ∂d/∂a = 1",
            })
    void false_lines_are_found(int program, String line) {
        Graph graph = FanOutPrograms.graph(FanOutPrograms.lectures().get(program));
        assertThat(of(graph).read(line).wrong()).containsExactly(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | gradient      ∂f/∂x = 3 + 3 = 6 (2 of 2 branches)",
                "0 | gradient      df/dx = 3 + 3 = 6 (2 of 2 branches)",
                "1 | ∂f/∂x = −12 + 8 = −4, ∂f/∂y = 8",
                "2 | ∂e/∂d = −3 + (−3) = −6",
                "2 | ∂d/∂a = -1",
            })
    void true_lines_are_counted(int program, String line) {
        Graph graph = FanOutPrograms.graph(FanOutPrograms.lectures().get(program));
        GradientStatements statements = of(graph).read(line);
        assertThat(statements.wrong()).isEmpty();
        assertThat(statements.totals()).isPositive();
    }

    @Test
    void console_steps_are_true() {
        for (String program : FanOutPrograms.all()) {
            CommandLineRun run = CommandLineRun.of("step", program);
            GradientStatements statements = of(FanOutPrograms.graph(program)).read(run.out());
            assertRight(program, statements);
            assertThat(statements.partial()).as(program).isPositive();
            assertThat(statements.local()).as(program).isPositive();
        }
    }

    @Test
    void interactive_steps_are_true() {
        for (String program : FanOutPrograms.all()) {
            CommandLineRun run = CommandLineRun.withInput("\n".repeat(100), "step", program, "--interactive");
            assertRight(program, of(FanOutPrograms.graph(program)).read(run.out()));
        }
    }

    @Test
    void worksheets_and_their_keys_are_true() {
        for (String program : FanOutPrograms.all()) {
            Graph graph = FanOutPrograms.graph(program);
            GradientStatements statements =
                    of(graph).read(text(Worksheet.of(Trace.of(graph)).html()));
            assertRight(program, statements);
            assertThat(statements.local()).as(program).isPositive();
        }
    }

    /** The text of table cells and list items, each on a line of its own. */
    private static String text(String html) {
        return html.replaceAll("</?(td|th|li|p|h\\d)\\b[^>]*>", "\n").replaceAll("<[^>]*>", "");
    }

    /** A card says nothing with ∂: its orange number is the gradient. */
    @Test
    void cards_are_true() {
        for (String program : FanOutPrograms.all()) {
            assertCards(program, FanOutPrograms.graph(program));
        }
    }

    private static void assertCards(String what, Graph graph) {
        graph.leaves().forEach(Value::zeroGrad);
        graph.backward();
        String svg = Picture.of(graph).view(View.CARDS).svg();
        List<String> lines = new ArrayList<>();
        Matcher card =
                Pattern.compile("<g id=\"n(\\d+)\".*?</g>", Pattern.DOTALL).matcher(svg);
        String output = name(graph, graph.size() - 1);
        while (card.find()) {
            Matcher gradient = Pattern.compile("class=\"grad\"[^>]*>([^<]*)<").matcher(card.group());
            Matcher tooltip = Pattern.compile("gradient ([^)<]*)\\)").matcher(card.group());
            for (Matcher number : List.of(gradient, tooltip)) {
                while (number.find()) {
                    lines.add("∂%s/∂%s = %s"
                            .formatted(output, name(graph, Integer.parseInt(card.group(1))), number.group(1)));
                }
            }
        }
        assertRight(what, of(graph).read(String.join("\n", lines)));
    }

    private static String name(Graph graph, int node) {
        boolean nameless = graph.node(node).name() == null && node == graph.size() - 1;
        return nameless ? "f" : graph.label(node);
    }

    @Test
    void the_gallery_is_true() {
        StringBuilder all = new StringBuilder();
        int statements = 0;
        for (String example : Gallery.ofTheNotes().names()) {
            all.setLength(0);
            List<Report> reports = Gallery.ofTheNotes()
                    .only(List.of(example))
                    .show(line -> all.append(line).append('\n'));
            List<Illustration> illustrations = reports.get(0).illustrations();
            GradientStatements notes = new GradientStatements(
                    illustrations.stream().map(Illustration::graph).toList());
            assertThat(notes.read(all.toString()).wrong()).as(example).isEmpty();
            statements += notes.totals();
            for (Illustration illustration : illustrations) {
                Graph graph = illustration.graph();
                if (graph.size() < 60) {
                    assertRight(
                            illustration.name(),
                            of(graph).read(text(Worksheet.of(Trace.of(graph)).html())));
                }
                if (graph.size() < 300) {
                    assertCards(illustration.name(), graph);
                }
            }
        }
        assertThat(statements).isPositive();
    }

    private static void assertRight(String what, GradientStatements statements) {
        assertThat(statements.wrong()).as(what).isEmpty();
        assertThat(statements.totals()).as(what).isPositive();
    }
}
