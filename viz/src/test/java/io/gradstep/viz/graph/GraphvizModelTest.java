package io.gradstep.viz.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import guru.nidi.graphviz.model.MutableGraph;
import guru.nidi.graphviz.model.MutableNode;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.LayoutException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The model of graphviz-java is the graph of the DOT export. */
class GraphvizModelTest {
    private static final Pattern LABEL = Pattern.compile("\"?label\"?=(\"(?:[^\"\\\\]|\\\\.)*\")");
    private static final Pattern EDGE = Pattern.compile("\"?([ng]\\d+)\"? -> \"?([ng]\\d+)\"?");

    @Test
    void it_has_the_labels_and_edges_of_the_dot_export() {
        Value odd = Value.of(3, "{x|\"&\\N<");
        Stream<Graph> graphs = Stream.concat(
                Stream.of(Graphs.lecture(), Graphs.backward(odd.mul(odd))),
                Stream.iterate(1L, seed -> seed + 1).limit(20).map(seed -> Graphs.random(seed, 12)));
        graphs.map(Picture::of).forEach(picture -> {
            String model = picture.graphviz().toString();
            String dot = picture.dot();
            assertThat(matches(LABEL, model)).containsExactlyInAnyOrderElementsOf(matches(LABEL, dot));
            assertThat(matches(EDGE, model)).containsExactlyInAnyOrderElementsOf(matches(EDGE, dot));
        });
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1) + rest(match))
                .toList();
    }

    private static String rest(MatchResult match) {
        return match.groupCount() > 1 ? match.group(2) : "";
    }

    @Test
    void names_values_and_gradients_are_attributes() {
        MutableGraph model = Picture.of(Graphs.lecture()).graphviz();
        MutableNode q = model.nodes().stream()
                .filter(node -> "q".equals(node.get("name")))
                .findFirst()
                .orElseThrow();
        assertThat(q.get("value")).isEqualTo(3.0);
        assertThat(q.get("gradient")).isEqualTo(-4.0);
        assertThat(Picture.of(Graphs.lecture()).forwardOnly().graphviz().toString())
                .doesNotContain("grad ")
                .doesNotContain("gradient");
    }

    @Test
    void a_graph_that_is_too_large_is_refused() {
        Picture picture = Picture.of(Graphs.chain(2000));
        assertThatThrownBy(picture::graphviz)
                .isInstanceOf(LayoutException.class)
                .hasMessage("a model for graphviz-java has at most 2,000 values, but this graph has 2,668; the text of"
                        + " dot() has no limit");
    }
}
