package io.gradstep.demos.notes;

import io.gradstep.demos.notes.typeset.Prose;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.Worksheet;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.PageColors;
import io.gradstep.viz.page.parts.PageFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lecture notes as web pages: an index, a page for each example, and a worksheet and a picture for each of its
 * circuits. Each file needs no other, and links are relative.
 *
 * <pre>{@code
 * import io.gradstep.demos.notes.Gallery;
 * import io.gradstep.demos.notes.NotesSite;
 *
 * Map<String, String> files = NotesSite.files(Gallery.ofTheNotes().only(List.of("circuit")), "../index.html");
 * System.out.println(files.keySet()); // [index.html, circuit.html, circuit.svg, circuit-worksheet.html]
 * }</pre>
 */
public final class NotesSite {
    private NotesSite() {}

    /**
     * Writes the pages of a gallery's examples.
     *
     * @param gallery the examples
     * @param playground the address of the playground, to which a program is added after a #, relative to the pages
     * @return the text of each file by its name, the index first
     */
    public static Map<String, String> files(Gallery gallery, String playground) {
        return files(gallery.print(line -> {}), playground);
    }

    /**
     * Writes the pages of a gallery's examples for a folder of pages with an engine, which draws the worksheets.
     *
     * @param gallery the examples
     * @param playground the address of the playground, relative to the pages
     * @param worksheets the address of the page that draws worksheets
     * @param folder what the pages share
     * @param styleSheet the name of the folder's style sheet; beside it lies the notes' own
     * @return the text of each file by its name, the index first
     */
    public static Map<String, String> files(
            Gallery gallery, String playground, String worksheets, PageFolder folder, String styleSheet) {
        List<String> sheets = List.of(styleSheet, "notes.css");
        List<Handout> handouts = gallery.print(line -> {});
        Map<String, String> files = new LinkedHashMap<>();
        HtmlPage index = folder.page(ExamplePage.resource("index.html"), "../", sheets, List.of(), List.of());
        files.put("index.html", index(index, handouts, playground));
        for (int i = 0; i < handouts.size(); i++) {
            Handout handout = handouts.get(i);
            ExamplePage page = new ExamplePage(handout, playground, worksheets);
            files.put(page(handout), page.html(neighbours(handouts, i), folder, sheets));
        }
        return files;
    }

    /** {@return the modules that the pages in a folder run besides the stepper's, by their names} */
    public static Map<String, String> modules() {
        Map<String, String> modules = new LinkedHashMap<>();
        modules.put("notesData", "const NOTES = PAGE;\n");
        modules.put("terms.js", ExamplePage.resource("terms.js"));
        modules.put("example.js", ExamplePage.resource("example.js"));
        return modules;
    }

    /** {@return the notes' own style sheet} */
    public static String styleSheet() {
        return ExamplePage.resource("notes.css");
    }

    static Map<String, String> files(List<Handout> handouts, String playground) {
        Map<String, String> files = new LinkedHashMap<>();
        HtmlPage index = new HtmlPage(ExamplePage.resource("index.html"))
                .style(PageColors.css() + HtmlPage.resource("page.css") + ExamplePage.resource("notes.css"));
        files.put("index.html", index(index, handouts, playground));
        for (int i = 0; i < handouts.size(); i++) {
            Handout handout = handouts.get(i);
            files.put(page(handout), new ExamplePage(handout, playground, null).html(neighbours(handouts, i)));
            for (Illustration circuit : handout.report().illustrations()) {
                Picture picture = Picture.of(circuit.graph()).view(View.CIRCUIT);
                files.put(circuit.name() + ".svg", picture.svg());
                Worksheet sheet = Worksheet.of(Trace.of(circuit.graph())).title(circuit.title());
                files.put(worksheet(circuit), sheet.html());
            }
        }
        return files;
    }

    static String worksheet(Illustration circuit) {
        return circuit.name() + "-worksheet.html";
    }

    private static String page(Handout handout) {
        return handout.example().name() + ".html";
    }

    private static String neighbours(List<Handout> handouts, int at) {
        List<String> links = new ArrayList<>();
        links.add("<li><a href=\"index.html\">All examples</a></li>\n");
        if (at > 0) {
            links.add(link("← ", handouts.get(at - 1), " rel=\"prev\""));
        }
        if (at + 1 < handouts.size()) {
            links.add(link("→ ", handouts.get(at + 1), " rel=\"next\""));
        }
        return String.join("", links);
    }

    private static String link(String arrow, Handout handout, String relation) {
        return "<li><a href=\"%s\"%s>%s%s</a></li>\n"
                .formatted(
                        page(handout),
                        relation,
                        arrow,
                        HtmlPage.escaped(handout.example().name()));
    }

    private static String index(HtmlPage page, List<Handout> handouts, String playground) {
        StringBuilder rows = new StringBuilder();
        for (Handout handout : handouts) {
            Example example = handout.example();
            Report report = handout.report();
            rows.append("<tr><th scope=\"row\"><a href=\"%s\">%s</a></th><td>%s<br><small>%s</small></td>"
                    .formatted(
                            page(handout),
                            HtmlPage.escaped(example.name()),
                            Prose.html(example.title(), symbol -> ""),
                            HtmlPage.escaped(example.source().citation())));
            rows.append("<td>%d</td><td>%s</td><td>%s</td></tr>\n"
                    .formatted(
                            report.numbers(),
                            Digits.rough(report.largestDifference()),
                            report.agrees() ? "ok" : "DIFFERENT"));
        }
        return page.html(Map.of("rows", rows.toString(), "playground", HtmlPage.escaped(playground)));
    }
}
