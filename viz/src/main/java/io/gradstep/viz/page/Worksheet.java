package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.graph.drawing.ShownNumbers;
import io.gradstep.viz.svg.OutputFile;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page to be printed and filled in by hand: the circuit of a trace with empty boxes for its gradients, a table for the
 * chain rule step by step, and on a page of its own the answers.
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value y = Value.of(5, "y");
 * Value z = Value.of(-4, "z");
 * Value f = x.add(y).named("q").mul(z).named("f");
 * Worksheet.of(Trace.of(f)).blankValues().writeTo(Path.of("sheet.html"));
 * }</pre>
 *
 * <p>The page is one file without scripts that loads nothing. It is printed on paper of any size, a wide circuit across;
 * the sheet itself tells no answer, in its markup neither, so that its part before the key can be handed on.
 *
 * <p>Numbers are the trace's; the graph's own are neither read nor changed. Equal traces give equal pages.
 */
public final class Worksheet {
    /** What stays legible, and large enough to write in, between the margins of upright paper; in pixels. */
    private static final double WIDEST_UPRIGHT = 1050;

    private final Trace trace;
    private final boolean values;
    private final boolean key;
    private final @Nullable String title;

    private Worksheet(Trace trace, boolean values, boolean key, @Nullable String title) {
        this.trace = trace;
        this.values = values;
        this.key = key;
        this.title = title;
    }

    /**
     * Returns the worksheet of a trace, which shows the values and asks for the gradients.
     *
     * @param trace what is to be found
     * @return the worksheet
     */
    public static Worksheet of(Trace trace) {
        return new Worksheet(Objects.requireNonNull(trace, "trace"), true, true, null);
    }

    /**
     * Returns this worksheet with boxes for the values too; those of leaves and constants are given.
     *
     * @return a new worksheet
     */
    public Worksheet blankValues() {
        return new Worksheet(trace, false, key, title);
    }

    /**
     * Returns this worksheet without its answers, for those who are to find them.
     *
     * @return a new worksheet
     */
    public Worksheet withoutKey() {
        return new Worksheet(trace, values, false, title);
    }

    /**
     * Returns this worksheet with another title than the output's formula.
     *
     * @param text what stands on top, shown as it is
     * @return a new worksheet
     */
    public Worksheet title(String text) {
        return new Worksheet(trace, values, key, Objects.requireNonNull(text, "text"));
    }

    /**
     * Returns the worksheet as an HTML document, in UTF-8. Takes as long as two circuits (see {@link Picture#svg()}), and
     * time and memory linear in the number of steps besides.
     *
     * @return the document
     * @throws LayoutException if the graph has too many values for a circuit, or no layout engine can place it
     */
    public String html() {
        Graph graph = TracedGraph.of(trace);
        String heading = title == null ? Headline.of(graph) : Text.visible(title);
        ShownNumbers shownNumbers = values ? ShownNumbers.GRADIENTS_TO_FIND : ShownNumbers.ALL_TO_FIND;
        PagePicture sheet = new PagePicture(new CircuitView(graph, shownNumbers).svg());
        HtmlPage page = new HtmlPage(HtmlPage.resource("worksheet.html"));
        page.markup("picture", sheet.svg());
        page.markup("instructions", new WorksheetInstructions(trace, values).html());
        page.markup("tables", new WorksheetTables(trace, values, false).html());
        String style = PageColors.css() + HtmlPage.resource("worksheet.css") + sheet.leastWidth("#sheet svg");
        if (key) {
            PagePicture answers = new PagePicture(new CircuitView(graph, ShownNumbers.ANSWERS).svg()).prefixed("key-");
            style += answers.leastWidth("#key svg");
            page.markup("key", key(heading, answers.svg()));
        } else {
            page.markup("key", "");
        }
        page.style(style + paperSize(sheet));
        return page.html(Map.of("title", HtmlPage.escaped(heading)));
    }

    private String key(String heading, String picture) {
        return new Svg()
                .add("<section id=\"key\">\n<h2>Answers: {}</h2>\n<div class=\"picture\">\n", heading)
                .addRaw(picture)
                .addRaw("</div>\n")
                .addRaw(new WorksheetTables(trace, values, true).html())
                .addRaw("</section>\n")
                .toString();
    }

    /** Wide circuits are printed across the paper. */
    private static String paperSize(PagePicture picture) {
        boolean across = picture.width() > WIDEST_UPRIGHT && picture.width() > picture.height();
        return "@page { margin: 14mm;" + (across ? " size: landscape;" : "") + " }\n"
                + "@media print { .picture svg { max-height: " + (across ? "105mm" : "150mm") + "; } }\n";
    }

    /**
     * Saves the worksheet.
     *
     * <p>The file appears whole or not at all: what stood there before stays until the new page is complete.
     *
     * @param file where to save it
     * @throws LayoutException as {@link #html()}
     * @throws IOException if the file cannot be written; the message says which and why
     */
    public void writeTo(Path file) throws IOException {
        OutputFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    }
}
