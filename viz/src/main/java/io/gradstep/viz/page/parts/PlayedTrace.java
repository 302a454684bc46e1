package io.gradstep.viz.page.parts;

import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import io.gradstep.viz.svg.Theme;

/** A trace in a page that plays it: the finished picture, the table of leaves, and the data of the program. */
public final class PlayedTrace {
    private final Trace trace;
    private final View view;
    private final Graph finished;
    private final PagePicture picture;

    private PlayedTrace(Trace trace, View view) {
        this.trace = trace;
        this.view = view;
        this.finished = TracedGraph.of(trace);
        this.picture = new PagePicture(
                        Theme.inStyleSheet(Picture.of(finished).view(view).svg()))
                .withoutTooltips();
    }

    /** Draws a trace, whose own graph is neither read nor changed. */
    public static PlayedTrace of(Trace trace, View view) {
        return new PlayedTrace(trace, view);
    }

    /** {@return a copy of the trace's graph, with the trace's values and gradients} */
    public Graph graph() {
        return finished;
    }

    /** {@return the drawing, whose style sheet is its own} */
    public PagePicture picture() {
        return picture;
    }

    /** {@return the rows of the table of leaves, which are shown without JavaScript} */
    public String leaves() {
        Svg rows = new Svg();
        for (Step.Node leaf : trace.leaves()) {
            rows.add("<tr><th scope=\"row\">{}</th>", Text.visible(leaf.label()));
            rows.add("<td class=\"val\">{}</td>", Numbers.format(leaf.value()));
            rows.add("<td class=\"grad\">{}</td></tr>\n", Numbers.format(trace.gradient(leaf.index())));
        }
        return rows.toString();
    }

    /** {@return the data that the program plays, as JSON} */
    public String data() {
        return new StepperData(trace, view).json();
    }
}
