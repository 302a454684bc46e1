package io.gradstep.demos.notes;

import io.gradstep.demos.notes.typeset.NodeReferences;
import io.gradstep.demos.notes.typeset.Prose;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.Json;
import io.gradstep.viz.page.parts.PlayedTrace;
import io.gradstep.viz.page.parts.StepperParts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The page of an example: its handout beside the circuit that plays it. Touching a symbol or a matrix entry marks its
 * gate, and the reverse.
 */
final class ExamplePage {
    private final Handout handout;
    private final String playground;
    private final List<Illustration> circuits;
    private final List<PlayedTrace> played;

    /**
     * Takes a handout and the address of the playground, relative to the page.
     */
    ExamplePage(Handout handout, String playground) {
        this.handout = handout;
        this.playground = playground;
        this.circuits = handout.report().illustrations();
        this.played = circuits.stream()
                .map(circuit -> PlayedTrace.of(Trace.of(circuit.graph()), View.CIRCUIT))
                .toList();
    }

    /** Returns the page between two others, whose links are markup. */
    String html(String neighbours) {
        NodeReferences references = new NodeReferences(circuits.stream()
                .flatMap(circuit -> circuit.graph().topologicalOrder().stream())
                .map(Value::name)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        HtmlPage page = new HtmlPage(resource("example.html").replace("{{player}}", StepperParts.template()));
        page.style(style() + leastWidths());
        page.markup("picture", played.get(0).picture().svg());
        // The program draws the others, whose style sheets are allowed too.
        played.forEach(circuit -> page.markup("drawing", circuit.picture().svg()));
        page.packed(StepperParts.script(played.stream().map(PlayedTrace::graph).toList())
                + HtmlPage.modules(List.of("fragment"))
                + "const NOTES = " + data(references) + ";\n"
                + HtmlPage.squeezed(resource("terms.js") + resource("example.js")));
        Example example = handout.example();
        return page.html(Map.ofEntries(
                Map.entry("name", HtmlPage.escaped(example.name())),
                Map.entry("title", HtmlPage.escaped(example.title())),
                Map.entry("heading", Prose.html(example.title(), symbol -> "")),
                Map.entry("introduction", new HandoutHtml(symbol -> "", circuits).of(handout.introduction())),
                Map.entry("links", links()),
                Map.entry("neighbours", neighbours),
                Map.entry("tabs", tabs()),
                Map.entry("leaves", played.get(0).leaves()),
                Map.entry("others", others()),
                Map.entry("text", new HandoutHtml(references, circuits).of(handout.parts()))));
    }

    static String style() {
        return StepperParts.styleSheet() + resource("notes.css");
    }

    private String leastWidths() {
        StringBuilder css = new StringBuilder();
        for (int i = 0; i < played.size(); i++) {
            css.append(played.get(i).picture().leastWidth("[data-drawing=\"" + i + "\"] svg"));
        }
        return css.toString();
    }

    /** The places of the other circuits, which the program draws for paper. */
    private String others() {
        StringBuilder html = new StringBuilder();
        for (int i = 1; i < circuits.size(); i++) {
            html.append("<figure class=\"other\">\n<figcaption>%s</figcaption>\n<div data-drawing=\"%d\">"
                            .formatted(HtmlPage.escaped(label(i)), i))
                    .append("<a href=\"%s.svg\">Picture</a></div>\n</figure>\n"
                            .formatted(circuits.get(i).name()));
        }
        return html.toString();
    }

    /** The part of the example that a circuit shows, or the example. */
    private String label(int circuit) {
        String name = circuits.get(circuit).name();
        String whole = handout.example().name();
        return name.startsWith(whole + "-") ? name.substring(whole.length() + 1).replace('-', ' ') : whole;
    }

    private String tabs() {
        if (circuits.size() == 1) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<div id=\"tabs\" class=\"live-only\" role=\"group\" aria-label=\"circuit\">\n");
        for (int i = 0; i < circuits.size(); i++) {
            html.append("<button data-tab=\"%d\">%s</button>\n".formatted(i, HtmlPage.escaped(label(i))));
        }
        return html.append("</div>\n").toString();
    }

    /** Links to the playground, with the circuit's program, and to the worksheet. */
    private String links() {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < circuits.size(); i++) {
            String program = URLEncoder.encode(circuits.get(i).program(), StandardCharsets.UTF_8);
            String of = circuits.size() == 1 ? "" : HtmlPage.escaped(": " + label(i));
            html.append("<li><a href=\"%s#program=%s\">Playground%s</a></li>\n"
                    .formatted(HtmlPage.escaped(playground), program, of));
            html.append(
                    "<li><a href=\"%s\">Worksheet%s</a></li>\n".formatted(NotesSite.worksheet(circuits.get(i)), of));
        }
        return html.toString();
    }

    private String data(NodeReferences references) {
        Json json = new Json().beginObject();
        json.name("names").beginArray();
        references.names().forEach(json::string);
        json.endArray();
        json.name("drawings").beginArray();
        played.subList(1, played.size())
                .forEach(circuit -> json.string(circuit.picture().svg()));
        json.endArray().endObject();
        String circuitsData = played.stream().map(PlayedTrace::data).collect(Collectors.joining(","));
        return "{ circuits: [%s], ...%s }".formatted(circuitsData, json);
    }

    static String resource(String name) {
        try (InputStream in = ExamplePage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
