package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.graph.drawing.ShownNumbers;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.PageColors;
import io.gradstep.viz.page.parts.PagePicture;
import io.gradstep.viz.page.parts.TracedGraph;
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
 * A worksheet to print and fill in by hand: the circuit of a trace with empty boxes for its gradients, a table for the
 * chain rule step by step, and the answers on a separate page.
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value y = Value.of(5, "y");
 * Value z = Value.of(-4, "z");
 * Value f = x.add(y).named("q").mul(z).named("f");
 * Worksheet.of(Trace.of(f)).blankValues().writeTo(Path.of("sheet.html"));
 * }</pre>
 *
 * <p>The page is one file without scripts that loads nothing. It is printed on paper of any size, a wide circuit
 * across; the sheet itself contains no answer, not even in its markup, so that the part before the key can be handed
 * out.
 *
 * <p>Numbers are the trace's; the graph's own are neither read nor changed. Equal traces give equal pages.
 */
public final class Worksheet {
    /**
     * The largest width that stays legible, and large enough to write in, between the margins of upright paper; in
     * pixels.
     */
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
     * {@return the worksheet of a trace, which shows the values and asks for the gradients}
     *
     * @param trace the trace with the answers
     */
    public static Worksheet of(Trace trace) {
        return new Worksheet(Objects.requireNonNull(trace, "trace"), true, true, null);
    }

    /** {@return this worksheet with boxes for the values too; those of leaves and constants are given} */
    public Worksheet blankValues() {
        return new Worksheet(trace, false, key, title);
    }

    /** {@return this worksheet without its answers, to hand out} */
    public Worksheet withoutKey() {
        return new Worksheet(trace, values, false, title);
    }

    /**
     * {@return this worksheet with another title than the output's formula}
     *
     * @param text the title, shown literally
     */
    public Worksheet title(String text) {
        return new Worksheet(trace, values, key, Objects.requireNonNull(text, "text"));
    }

    /**
     * {@return the worksheet as an HTML document, in UTF-8} Takes as long as two circuits (see {@link Picture#svg()}),
     * and time and memory linear in the number of steps besides.
     *
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
     * <p>The file is written completely or not at all: an existing file is kept until the new page is complete.
     *
     * @param file where to save it
     * @throws LayoutException as {@link #html()}
     * @throws IOException if the file cannot be written; the message says which and why
     */
    public void writeTo(Path file) throws IOException {
        OutputFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    }
}
