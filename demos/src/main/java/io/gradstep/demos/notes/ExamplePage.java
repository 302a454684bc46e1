package io.gradstep.demos.notes;

import io.gradstep.demos.notes.typeset.NodeReferences;
import io.gradstep.demos.notes.typeset.Prose;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.Json;
import io.gradstep.viz.page.parts.PageFolder;
import io.gradstep.viz.page.parts.PlayedTrace;
import io.gradstep.viz.page.parts.StepperParts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page of an example: its handout beside the circuit that plays it. Touching a symbol or a matrix entry marks its
 * gate, and the reverse.
 */
final class ExamplePage {
    /** The beginning of a title that is no symbol. */
    private static final Pattern WORD = Pattern.compile("[a-z]{2}|a [a-z]");

    private final Handout handout;
    private final String playground;
    private final @Nullable String worksheets;
    private final List<Illustration> circuits;
    private final List<PlayedTrace> played;

    /**
     * Takes a handout, and the addresses of the playground and of the page that draws worksheets, relative to the page;
     * null if worksheets are files.
     */
    ExamplePage(Handout handout, String playground, @Nullable String worksheets) {
        this.handout = handout;
        this.playground = playground;
        this.worksheets = worksheets;
        this.circuits = handout.report().illustrations();
        this.played = circuits.stream()
                .map(circuit -> PlayedTrace.of(Trace.of(circuit.graph()), View.CIRCUIT))
                .toList();
    }

    /** Returns the page between two others, whose links are markup. */
    String html(String neighbours) {
        NodeReferences references = references();
        HtmlPage page = new HtmlPage(template() + """
                <script id="packed" type="text/plain">{{packed}}</script>
                <script>{{script}}</script>
                """);
        page.style(style() + leastWidths());
        page.packed(StepperParts.script(played.stream().map(PlayedTrace::graph).toList())
                + HtmlPage.modules(List.of("fragment"))
                + "const NOTES = " + data(references) + ";\n"
                + HtmlPage.squeezed(resource("terms.js") + resource("example.js")));
        page.markup("picture", played.get(0).picture().svg());
        return filled(page, references, neighbours);
    }

    /** Returns the page in a folder that has its style sheets and modules. */
    String html(String neighbours, PageFolder folder, List<String> styleSheets) {
        NodeReferences references = references();
        List<String> modules = new ArrayList<>(StepperParts.scriptModules().keySet());
        modules.addAll(List.of("fragment.js", "notesData", "terms.js", "example.js"));
        String data = "<script type=\"text/plain\" id=\"data\">{{data}}</script>\n";
        HtmlPage page = folder.page(template() + data, "../", styleSheets, List.of(), modules);
        page.style(leastWidths()).markup("picture", "").packedData("data", data(references));
        return filled(page, references, neighbours);
    }

    private static String template() {
        return resource("example.html").replace("{{player}}", StepperParts.template());
    }

    private NodeReferences references() {
        return new NodeReferences(circuits.stream()
                .flatMap(circuit -> circuit.graph().topologicalOrder().stream())
                .map(Value::name)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    private String filled(HtmlPage page, NodeReferences references, String neighbours) {
        // The program draws circuits, whose style sheets are allowed too.
        played.forEach(circuit -> page.markup("drawing", circuit.picture().svg()));
        Example example = handout.example();
        return page.html(Map.ofEntries(
                Map.entry("name", HtmlPage.escaped(example.name())),
                Map.entry("title", HtmlPage.escaped(example.title())),
                Map.entry("heading", Prose.html(heading(example.title()), symbol -> "")),
                Map.entry("introduction", new HandoutHtml(symbol -> "", circuits).of(handout.introduction())),
                Map.entry("links", links()),
                Map.entry("neighbours", neighbours),
                Map.entry("tabs", tabs()),
                Map.entry("leaves", played.get(0).leaves()),
                Map.entry("others", others()),
                Map.entry("text", new HandoutHtml(references, circuits).of(handout.parts()))));
    }

    /** A title as a heading: with a capital, unless it begins with a symbol. */
    private static String heading(String title) {
        boolean word = WORD.matcher(title).lookingAt();
        return word ? Character.toUpperCase(title.charAt(0)) + title.substring(1) : title;
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
            String picture = worksheets != null
                    ? "<a href=\"%s\">Playground</a>".formatted(address(playground, i))
                    : "<a href=\"%s.svg\">Picture</a>".formatted(circuits.get(i).name());
            html.append("<figure class=\"other\">\n<figcaption>%s</figcaption>\n<div data-drawing=\"%d\">%s"
                            .formatted(HtmlPage.escaped(label(i)), i, picture))
                    .append("</div>\n</figure>\n");
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
            String of = circuits.size() == 1 ? "" : HtmlPage.escaped(": " + label(i));
            String sheet = worksheets != null ? address(worksheets, i) : NotesSite.worksheet(circuits.get(i));
            html.append("<li><a href=\"%s\">Playground%s</a></li>\n".formatted(address(playground, i), of));
            html.append("<li><a href=\"%s\">Worksheet%s</a></li>\n".formatted(sheet, of));
        }
        return html.toString();
    }

    /** The address of a page with a circuit's program. */
    private String address(String page, int circuit) {
        return HtmlPage.escaped(page) + "#program="
                + inFragment(circuits.get(circuit).program());
    }

    /**
     * Escapes only what a fragment's parameter or an attribute needs: pages of lectures have many other characters that
     * look odd in a link. A blank is a plus sign.
     */
    static String inFragment(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                escaped.append('+');
            } else if (c < ' ' || "\"%&'+#<>`".indexOf(c) >= 0) {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private String data(NodeReferences references) {
        Json json = new Json().beginObject();
        json.name("names").beginArray();
        references.names().forEach(json::string);
        json.endArray();
        json.name("drawings").beginArray();
        // In a folder the program draws the first, too, which saves a tenth of all.
        played.subList(worksheets == null ? 1 : 0, played.size())
                .forEach(circuit -> json.string(circuit.picture().svg()));
        json.endArray().endObject();
        String circuitsData = played.stream().map(PlayedTrace::data).collect(Collectors.joining(","));
        return "{\"circuits\": [%s], %s".formatted(circuitsData, json.toString().substring(1));
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
