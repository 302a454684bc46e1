package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.graph.drawing.Folding;
import io.gradstep.viz.graph.drawing.PartCircuits;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.PagePicture;
import io.gradstep.viz.page.parts.PlayedTrace;
import io.gradstep.viz.page.parts.StepperData;
import io.gradstep.viz.page.parts.StepperParts;
import io.gradstep.viz.svg.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A web page that plays a trace: every gate forward, then every application of the chain rule backward, each with its
 * numbers and its rule.
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value y = Value.of(5, "y");
 * Value z = Value.of(-4, "z");
 * Value f = x.add(y).named("q").mul(z).named("f");
 * StepperPage.of(Trace.of(f)).writeTo(Path.of("f.html"));
 * }</pre>
 *
 * <p>The page is one file that loads nothing and sends nothing, and works in any recent browser, on phones too; without
 * JavaScript it shows the finished calculation. Readers step with buttons, slider or keys, change the leaves' values,
 * see each gradient compared with central differences, and can take a quiz on the gradients. {@code f.html#step=7}
 * opens at step 7. A graph that has a {@link io.gradstep.engine.CustomOp} is played too, but its leaves cannot be
 * changed: JavaScript has only the built-in gates.
 *
 * <p>Values and gradients are the trace's; the graph's own are neither read nor changed. Equal traces give equal pages.
 */
public final class StepperPage {
    /** Larger pages take a browser seconds to read, and hundreds of megabytes. */
    static final int MAX_CHARACTERS = 32_000_000;

    private final Trace trace;
    private final View view;
    private final @Nullable String title;
    private final Map<String, Trace> derivatives;

    private StepperPage(Trace trace, View view, @Nullable String title, Map<String, Trace> derivatives) {
        this.trace = trace;
        this.view = view;
        this.title = title;
        this.derivatives = derivatives;
    }

    /**
     * {@return the page of a trace, in the {@linkplain View#AUTO view} that suits its size}
     *
     * @param trace the trace to play
     */
    public static StepperPage of(Trace trace) {
        return new StepperPage(Objects.requireNonNull(trace, "trace"), View.AUTO, null, Map.of());
    }

    /**
     * {@return this page with its picture in another view} Numbers and colours appear step by step in all of them; a
     * click on a card of neurons, or on a folded part of a circuit, opens its own circuit, if that is not too large.
     *
     * @param other how to show the graph
     */
    public StepperPage view(View other) {
        return new StepperPage(trace, Objects.requireNonNull(other, "other"), title, derivatives);
    }

    /**
     * {@return this page with another title than the output's formula}
     *
     * @param text the title, shown literally
     */
    public StepperPage title(String text) {
        return new StepperPage(trace, view, Objects.requireNonNull(text, "text"), derivatives);
    }

    /**
     * {@return this page with a derivative that readers open from its leaf, to step it in place of this calculation} It
     * is shown as a circuit, whatever its size.
     *
     * @param leaf the name of the leaf
     * @param derivative the trace of the derivative by it, as {@link io.gradstep.engine.Derivatives} builds it
     */
    public StepperPage derivative(String leaf, Trace derivative) {
        Map<String, Trace> more = new LinkedHashMap<>(derivatives);
        more.put(Objects.requireNonNull(leaf, "leaf"), Objects.requireNonNull(derivative, "derivative"));
        return new StepperPage(trace, view, title, more);
    }

    /**
     * {@return the page as an HTML document, in UTF-8} Takes as long as the picture (see {@link Picture#svg()}), and
     * time and memory linear in the number of steps besides.
     *
     * @throws LayoutException if the graph has too many values for the view, no layout engine can place it, or the page
     *     would have more than 32 million characters, as with some 300,000 values
     */
    public String html() {
        PlayedTrace played = PlayedTrace.of(trace, view);
        Graph finished = played.graph();
        PagePicture picture = played.picture();
        HtmlPage page = new HtmlPage(HtmlPage.resource("stepper.html").replace("{{player}}", StepperParts.template()));
        boolean network = StepperData.isOfNeurons(finished, view);
        Optional<Folding> folding = StepperData.folding(finished, view);
        boolean opens = network || folding.isPresent();
        String style = StepperParts.styleSheet() + (opens ? HtmlPage.resource("network.css") : "");
        StepperDerivatives derived = new StepperDerivatives(derivatives);
        page.style(style + picture.leastWidth("#picture svg") + derived.style());
        page.markup("derivatives", derived.markup());
        page.markup("picture", picture.svg());
        String circuits = network ? PartCircuits.ofNeurons(finished).html() : "";
        page.markup(
                "circuits",
                folding.map(parts -> PartCircuits.of(finished, parts).html()).orElse(circuits));
        List<String> modules = new ArrayList<>(List.of("fragment", "start"));
        if (network) {
            modules.add(0, "network");
        }
        if (folding.isPresent()) {
            modules.add(0, "folded");
        }
        if (opens) {
            modules.add(0, "dialogs");
        }
        if (!derivatives.isEmpty()) {
            modules.add(modules.size() - 1, "derivatives");
        }
        List<Graph> graphs = new ArrayList<>(List.of(finished));
        graphs.addAll(derived.graphs());
        page.packed(StepperParts.script(graphs) + HtmlPage.modules(modules));
        String html = page.html(Map.of(
                "title", HtmlPage.escaped(title == null ? Headline.of(trace.graph()) + ", step by step" : title),
                "leaves", played.leaves(),
                "data", played.data()));
        if (html.length() > MAX_CHARACTERS) {
            throw new LayoutException(("the page would have %,d characters, but the limit for browsers is %,d;"
                            + " a picture in SVG or PNG has no such limit")
                    .formatted(html.length(), MAX_CHARACTERS));
        }
        return html;
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
        OutputFile.write(file, html().getBytes(StandardCharsets.UTF_8));
    }
}
