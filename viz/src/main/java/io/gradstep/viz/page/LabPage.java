package io.gradstep.viz.page;

import io.gradstep.engine.trace.BrokenBackward;
import io.gradstep.engine.trace.Mistake;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.parts.BackwardCode;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.Json;
import io.gradstep.viz.page.parts.PagePicture;
import io.gradstep.viz.page.parts.PlayedTrace;
import io.gradstep.viz.page.parts.StepperParts;
import io.gradstep.viz.svg.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A web page that plays a backward pass with a classic mistake beside the right one, move by move: both circuits, with
 * the first wrong node marked, and both passes in ten lines of Python or Java, with the current line lit.
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * LabPage.of(Trace.of(x.mul(x)), List.of(Mistake.ASSIGN)).writeTo(Path.of("lab.html"));
 * }</pre>
 *
 * <p>The page is one file that loads nothing and sends nothing. Equal traces give equal pages.
 */
public final class LabPage {
    private final Trace trace;
    private final List<Mistake> mistakes;

    private LabPage(Trace trace, List<Mistake> mistakes) {
        this.trace = trace;
        this.mistakes = mistakes;
    }

    /**
     * {@return the page of a calculation}
     *
     * @param trace the calculation
     * @param mistakes the mistakes to choose from, at least one
     * @throws IllegalArgumentException if there is no mistake, or the trace has no gate that passes a gradient
     */
    public static LabPage of(Trace trace, List<Mistake> mistakes) {
        Objects.requireNonNull(trace, "trace");
        List<Mistake> copy = List.copyOf(Objects.requireNonNull(mistakes, "mistakes"));
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("a lab needs at least one mistake");
        }
        if (trace.graph().output().isLeaf() || trace.graph().output().isConstant()) {
            throw new IllegalArgumentException(
                    "the lab shows a backward pass, but this program has no gate that passes a"
                            + " gradient; give one such as \"x*x\" x=3");
        }
        return new LabPage(trace, copy);
    }

    /**
     * {@return the page as an HTML document, in UTF-8} Takes as long as a circuit, and time and memory linear in the
     * number of steps besides.
     *
     * @throws LayoutException if the graph has too many values for a circuit, or no layout engine can place it
     */
    public String html() {
        PlayedTrace played = PlayedTrace.of(trace, View.CIRCUIT);
        PagePicture picture = played.picture();
        return new HtmlPage(HtmlPage.resource("lab.html").replace("{{controls}}", StepperParts.controls("move")))
                .style(StepperParts.styleSheet() + HtmlPage.resource("lab.css") + picture.leastWidth(".picture svg"))
                .markup("picture", picture.svg())
                .markup("broken", picture.prefixed("wrong-").svg())
                .packed(StepperParts.script(played.graph()) + HtmlPage.modules(List.of("fragment", "lab")))
                .html(Map.of(
                        "title", HtmlPage.escaped("Lab: " + Headline.of(trace.graph())), "data", data(played.data())));
    }

    private String data(String graph) {
        Json json = new Json().beginObject();
        json.name("languages").beginArray();
        for (BackwardCode.Language language : BackwardCode.Language.values()) {
            json.string(language.title());
        }
        json.endArray();
        json.name("mistakes").beginArray();
        mistakes.forEach(mistake -> add(json, BrokenBackward.of(trace, mistake)));
        String rest = json.endArray().endObject().toString();
        return "{\"graph\":" + graph + "," + rest.substring(1);
    }

    private void add(Json json, BrokenBackward broken) {
        Mistake mistake = broken.mistake();
        json.beginObject();
        json.name("title").string(mistake.title());
        json.name("explanation").string(mistake.explanation());
        json.name("first");
        json.number(broken.firstWrong().orElse(-1));
        json.name("differing").beginArray();
        for (int i = 0; i < trace.graph().size(); i++) {
            if (!broken.isRight(i)) {
                json.number(i);
            }
        }
        json.endArray();
        add(json.name("right"), broken.rightMoves());
        add(json.name("wrong"), broken.wrongMoves());
        json.name("code").beginArray();
        for (BackwardCode.Language language : BackwardCode.Language.values()) {
            json.beginArray();
            addCode(json, BackwardCode.right(mistake, language));
            addCode(json, BackwardCode.wrong(mistake, language));
            json.endArray();
        }
        json.endArray().endObject();
    }

    private static void add(Json json, List<BrokenBackward.Move> moves) {
        json.beginArray();
        for (BrokenBackward.Move move : moves) {
            json.beginArray().string(move.kind().name());
            json.number(move.node())
                    .number(move.position())
                    .number(move.receiver())
                    .number(move.gradient());
            json.endArray();
        }
        json.endArray();
    }

    private static void addCode(Json json, List<BackwardCode.Line> lines) {
        json.beginArray();
        for (BackwardCode.Line line : lines) {
            json.beginArray().string(line.text());
            json.string(String.join(" ", line.moves().stream().sorted().toList()))
                    .endArray();
        }
        json.endArray();
    }

    /**
     * Saves the page.
     *
     * <p>The file is written completely or not at all: an existing file is kept until the new page is complete.
     *
     * @param file where to save it
     * @throws LayoutException as {@link #html()}
     * @throws IOException if the file cannot be written; the message says which and why
     */
    public void writeTo(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        OutputFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    }
}
