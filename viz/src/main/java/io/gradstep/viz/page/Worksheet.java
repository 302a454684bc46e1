package io.gradstep.viz.page;

import io.gradstep.engine.trace.Mistake;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.PageColors;
import io.gradstep.viz.page.parts.PagePicture;
import io.gradstep.viz.svg.OutputFile;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A worksheet to print and fill in by hand: the circuit of a trace with empty boxes for its gradients, a table for the
 * chain rule step by step, and the answers on a separate page. There may be several problems on a sheet, and several
 * variants of a sheet with one key.
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value y = Value.of(5, "y");
 * Value z = Value.of(-4, "z");
 * Value f = x.add(y).named("q").mul(z).named("f");
 * Worksheet.of(Trace.of(f)).blankValues().writeTo(Path.of("sheet.html"));
 * }</pre>
 *
 * <p>The page is one file without scripts that loads nothing. It is printed on A4 or Letter at 100 %, a wide circuit
 * across. Boxes are 18 × 8 mm at least; a circuit in which there is no room for them has numbered lines below it. The
 * sheet itself contains no answer, not even in its markup, so that the part before the key can be handed
 * out.
 *
 * <p>Numbers are the trace's; the graph's own are neither read nor changed. Equal traces give equal pages.
 */
public final class Worksheet {
    /** The room between the margins of upright paper, of A4 and Letter the narrower, in pixels. */
    static final double WIDTH_UPRIGHT = 702;

    /** The room between the margins of paper that lies across. */
    static final double WIDTH_ACROSS = 964;

    private static final double HEIGHT_UPRIGHT = 600;
    private static final double HEIGHT_ACROSS = 430;

    private final List<List<Problem>> sheets;
    private final boolean values;
    private final boolean key;

    /**
     * A calculation to work on.
     *
     * @param title the heading
     * @param mistake the mistake of the backward pass whose numbers are given, to be found; null if the right numbers
     *     are asked for
     */
    record Problem(Trace trace, String title, @Nullable Mistake mistake) {}

    private Worksheet(List<List<Problem>> sheets, boolean values, boolean key) {
        this.sheets = sheets;
        this.values = values;
        this.key = key;
    }

    /**
     * {@return the worksheet of a trace, which shows the values and asks for the gradients}
     *
     * @param trace the trace with the answers
     */
    public static Worksheet of(Trace trace) {
        return of(trace, null);
    }

    /**
     * {@return a worksheet that shows the gradients of a backward pass with a mistake, and asks for the first wrong one
     * and the mistake}
     *
     * @param trace the trace with the right gradients
     * @param mistake the mistake
     */
    public static Worksheet findTheBug(Trace trace, Mistake mistake) {
        return of(trace, Objects.requireNonNull(mistake, "mistake"));
    }

    private static Worksheet of(Trace trace, @Nullable Mistake mistake) {
        String title = Headline.of(Objects.requireNonNull(trace, "trace").graph());
        return new Worksheet(List.of(List.of(new Problem(trace, title, mistake))), true, true);
    }

    /**
     * {@return worksheets in one file, each on a page of its own and numbered as a variant, with one key at the end}
     *
     * @param variants the worksheets, at least one, on the same programs; the first one says which numbers are blank
     * @throws IllegalArgumentException if there is none
     */
    public static Worksheet variants(List<Worksheet> variants) {
        if (Objects.requireNonNull(variants, "variants").isEmpty()) {
            throw new IllegalArgumentException("there must be a variant");
        }
        Worksheet first = variants.get(0);
        return new Worksheet(
                variants.stream().flatMap(sheet -> sheet.sheets.stream()).toList(), first.values, first.key);
    }

    /**
     * {@return this worksheet with the problems of another one after its own}
     *
     * @param other the other worksheet, of one sheet
     */
    public Worksheet and(Worksheet other) {
        Objects.requireNonNull(other, "other");
        return new Worksheet(
                List.of(Stream.of(this, other)
                        .flatMap(sheet -> sheet.sheets.stream())
                        .flatMap(List::stream)
                        .toList()),
                values,
                key);
    }

    /** {@return this worksheet with boxes for the values too; those of leaves and constants are given} */
    public Worksheet blankValues() {
        return new Worksheet(sheets, false, key);
    }

    /** {@return this worksheet without its answers, to hand out} */
    public Worksheet withoutKey() {
        return new Worksheet(sheets, values, false);
    }

    /**
     * {@return this worksheet with another title of its problems than the output's formula}
     *
     * @param text the title, shown literally
     */
    public Worksheet title(String text) {
        String title = Text.visible(Objects.requireNonNull(text, "text"));
        return new Worksheet(
                sheets.stream()
                        .map(sheet -> sheet.stream()
                                .map(problem -> new Problem(problem.trace(), title, problem.mistake()))
                                .toList())
                        .toList(),
                values,
                key);
    }

    /**
     * {@return the worksheet as an HTML document, in UTF-8} Takes as long as two circuits (see {@link Picture#svg()})
     * for each problem, and time and memory linear in the number of steps besides.
     *
     * @throws LayoutException if the graph has too many values for a circuit, or no layout engine can place it
     */
    public String html() {
        HtmlPage page = new HtmlPage(HtmlPage.resource("worksheet.html"));
        StringBuilder style = new StringBuilder(PageColors.css()).append(HtmlPage.resource("worksheet.css"));
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (int i = 0; i < sheets.size(); i++) {
            List<WorksheetProblem> problems = new ArrayList<>();
            for (Problem problem : sheets.get(i)) {
                problems.add(new WorksheetProblem(problem, values, "p" + ++number + "-"));
            }
            text.append(sheet(i, problems));
            problems.forEach(problem -> style.append(problem.style()));
        }
        page.markup("sheets", text.toString());
        page.markup("key", key ? new WorksheetKey(sheets).html(style) : "");
        page.style(style.toString());
        return page.html(Map.of("title", HtmlPage.escaped(sheets.get(0).get(0).title())));
    }

    private String sheet(int number, List<WorksheetProblem> problems) {
        // A circuit that fits only paper which lies across turns the whole sheet.
        boolean across = problems.stream().anyMatch(WorksheetProblem::liesAcross);
        Svg html = new Svg();
        html.addRaw("<section class=\"sheet" + (across ? " across" : "") + "\">\n<header>\n");
        boolean alone = problems.size() == 1;
        html.add("<h1>{}</h1>\n", alone ? problems.get(0).title() : "Worksheet");
        if (sheets.size() > 1) {
            html.add("<p class=\"variant\">Variant {}</p>\n", String.valueOf(number + 1));
        }
        html.addRaw("<p class=\"fields\"><span>Name</span> <span>Date</span></p>\n</header>\n");
        for (int i = 0; i < problems.size(); i++) {
            html.addRaw("<article>\n");
            if (!alone) {
                html.add("<h2>{}</h2>\n", (i + 1) + ". " + problems.get(i).title());
            }
            html.addRaw(problems.get(i).html()).addRaw("</article>\n");
        }
        return html.addRaw("</section>\n").toString();
    }

    /** A picture in a frame that the keys can scroll. */
    static String frame(String prefix, PagePicture picture) {
        String id = prefix + "picture";
        return "<div class=\"picture\" id=\"" + id + "\" tabindex=\"0\" role=\"group\" aria-label=\"picture\">\n"
                + picture.svg() + "</div>\n";
    }

    static boolean fitsUpright(PagePicture picture) {
        return picture.width() <= WIDTH_UPRIGHT && picture.height() <= HEIGHT_UPRIGHT;
    }

    static boolean fitsAcross(PagePicture picture) {
        return picture.width() <= WIDTH_ACROSS && picture.height() <= HEIGHT_ACROSS;
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
