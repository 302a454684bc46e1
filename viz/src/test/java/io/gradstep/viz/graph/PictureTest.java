package io.gradstep.viz.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.layout.DotProcess;
import io.gradstep.viz.layout.Layout;
import io.gradstep.viz.svg.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class PictureTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void lay_out_in_java() {
        System.setProperty(Layout.PROPERTY, "java");
    }

    @AfterEach
    void choose_the_engine_as_usual() {
        System.clearProperty(Layout.PROPERTY);
    }

    private static DrawnPicture svg(Graph graph) {
        return new DrawnPicture(Picture.of(graph).svg());
    }

    @Test
    void tells_in_words_what_it_shows() {
        DrawnPicture drawn = svg(Graphs.lecture());
        Element root = drawn.document.getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(drawn.all("title").get(0).getTextContent()).isEqualTo("f = −12: computation graph of 5 values");
        assertThat(drawn.all("title").get(0).getParentNode()).isEqualTo(root);
        assertThat(drawn.all("desc").get(0).getTextContent())
                .isEqualTo("Output f = −12 (gradient 1). Leaves: x = −2 (gradient −4); y = 5 (gradient −4); "
                        + "z = −4 (gradient 3).");
        assertThat(drawn.group("n2").getElementsByTagName("title").item(0).getTextContent())
                .startsWith("q = 3 (gradient −4). ")
                .contains("distributes");
    }

    @Test
    void tells_of_twenty_leaves_and_how_many_more_there_are() {
        List<Value> leaves = Stream.iterate(1, i -> i + 1)
                .limit(25)
                .map(i -> Value.of(i, "x" + i))
                .toList();
        String description = svg(Graph.of(Value.sum(leaves))).all("desc").get(0).getTextContent();
        assertThat(description).contains("x20 = 20").doesNotContain("x21").endsWith("and 5 more.");
    }

    @Test
    void has_literal_light_colours_and_overrides_them_for_readers_who_prefer_dark() {
        String svg = Picture.of(Graphs.lecture()).svg();
        assertThat(svg)
                .contains("fill=\"#00704F\"", "fill=\"#B34700\"", "stroke=\"#6639BA\"")
                .contains("@media screen and (prefers-color-scheme:dark){")
                .contains(".gradstep .val{fill:#56D4A8}", ".gradstep .grad{fill:#FFA657}")
                .doesNotContain("var(");
    }

    @Test
    void a_name_is_shown_and_never_run() {
        String name = "<script>alert('1')</script>&amp;\"]]>";
        Value x = Value.of(1, name);
        DrawnPicture drawn = svg(Graphs.backward(x.mul(2).named(name).tanh().named(name)));
        assertThat(drawn.all("script")).isEmpty();
        assertThat(drawn.group("n0").getAttribute("data-name")).isEqualTo(name);
        assertThat(drawn.labels().stream().map(DrawnPicture.Label::text))
                .anyMatch(text -> text.startsWith("<script>alert"));
    }

    @Test
    void control_characters_and_broken_text_leave_the_document_well_formed() {
        Value x = Value.of(1, "a\u0000\u001B\n\t\uD83D\uFFFE b");
        DrawnPicture drawn = svg(Graphs.backward(x.exp().named("😀 \u202E")));
        assertThat(drawn.labels().stream().map(DrawnPicture.Label::text)).contains("a␀␛␊␉�� b", "😀 �");
        // An attribute keeps what XML allows of the name itself.
        assertThat(drawn.group("n0").getAttribute("data-name")).isEqualTo("a��\n\t�� b");
    }

    @Test
    void a_long_name_is_shortened_in_the_picture_and_whole_beside_it() {
        String name = "weight_".repeat(70) + "0123456789";
        DrawnPicture drawn = svg(Graphs.backward(Value.of(1, name).neg()));
        assertThat(drawn.texts("n0", "name")).allMatch(text -> text.matches("weight_w.{5,20}…"));
        assertThat(drawn.group("n0").getAttribute("data-name")).isEqualTo(name);
        assertThat(drawn.group("n0").getElementsByTagName("title").item(0).getTextContent())
                .startsWith(name);
        assertThat(drawn.viewBox().width()).isLessThan(600);
    }

    @Test
    void is_saved_in_the_format_that_the_name_asks_for() throws IOException {
        Picture picture = Picture.of(Graphs.lecture());
        picture.writeTo(folder.resolve("f.svg"));
        picture.writeTo(folder.resolve("f.DOT"));
        assertThat(folder.resolve("f.svg")).hasContent(picture.svg());
        assertThat(folder.resolve("f.DOT")).hasContent(picture.dot());
    }

    @Test
    void a_name_that_asks_for_no_format_is_refused_before_anything_is_written() throws IOException {
        for (String name : List.of("f.bmp", "svg", "f", "f.svg.txt")) {
            assertThatThrownBy(() -> Picture.of(Graphs.lecture()).writeTo(folder.resolve(name)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining(".svg, .png or .dot");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void withers_leave_the_picture_itself_as_it_was() {
        Picture picture = Picture.of(Graphs.lecture());
        assertThat(picture.forwardOnly().svg()).doesNotContain("class=\"grad\"");
        assertThat(picture.view(View.CIRCUIT).svg()).isEqualTo(picture.svg()).contains("class=\"grad\"");
        assertThat(picture.forwardOnly().dot()).doesNotContain("grad");
    }

    @Test
    void graphviz_reads_the_export_whatever_the_names() throws Exception {
        assumeTrue(Layout.findDot().isPresent(), "Graphviz's dot is not on PATH");
        for (String name : List.of(
                "x",
                "<script>",
                "a|b{c}d<e>",
                "\"quoted\"",
                "back\\slash\\",
                "\\N\\G",
                "&lt;&",
                "a\u0000\n\tb",
                "😀",
                "\uD800",
                "n1 -> n2; }",
                "x".repeat(500))) {
            Value x = Value.of(1, name);
            String dot =
                    Picture.of(Graphs.backward(x.mul(x).named(name).add(1))).dot();
            DrawnPicture drawn =
                    new DrawnPicture(new DotProcess(Layout.findDot().orElseThrow(), java.time.Duration.ofSeconds(30))
                            .execute(dot, guru.nidi.graphviz.engine.Options.create(), null)
                            .asString()
                            .replaceFirst("<!DOCTYPE[^>]*>", ""));
            List<String> texts = drawn.all("text").stream()
                    .map(text -> text.getTextContent().replace('\u00A0', ' ').strip())
                    .toList();
            assertThat(texts)
                    .as(name)
                    .contains(Text.visible(name).strip(), "data 1", "data 2", "grad 2", "×", "+", "f");
        }
    }

    @Test
    void the_export_has_an_edge_for_every_operand() {
        Value x = Value.of(3, "x");
        String dot = Picture.of(Graph.of(x.mul(x).named("y"))).dot();
        assertThat(dot.lines().map(String::strip))
                .containsExactly(
                        "digraph {",
                        "rankdir=LR",
                        "n0 [shape=record, label=\"{ x | data 3 | grad · }\"]",
                        "n1 [shape=record, label=\"{ y | data 9 | grad · }\"]",
                        "g1 [label=\"×\"]",
                        "g1 -> n1",
                        "n0 -> g1",
                        "n0 -> g1",
                        "}");
    }
}
