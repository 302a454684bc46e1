package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Notation;
import io.gradstep.engine.trace.BrokenBackward;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.drawing.CardFormula;
import io.gradstep.viz.graph.drawing.CircuitView;
import io.gradstep.viz.graph.drawing.ShownNumbers;
import io.gradstep.viz.page.parts.PagePicture;
import io.gradstep.viz.page.parts.TracedGraph;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import java.util.Objects;

/** One problem of a worksheet: its circuit, and the boxes, lines and tables to fill in. */
final class WorksheetProblem {
    private static final String LINE = "<span class=\"line\"></span>";

    private final Worksheet.Problem problem;
    private final Trace trace;
    private final Graph graph;
    private final boolean values;
    private final String prefix;
    private final PagePicture picture;
    private final boolean boxes;

    WorksheetProblem(Worksheet.Problem problem, boolean values, String prefix) {
        this.problem = problem;
        this.trace = problem.trace();
        this.graph = TracedGraph.of(trace);
        this.values = values;
        this.prefix = prefix;
        PagePicture boxed = picture(values ? ShownNumbers.GRADIENTS_TO_FIND : ShownNumbers.ALL_TO_FIND);
        this.boxes = problem.mistake() == null && (Worksheet.fitsUpright(boxed) || Worksheet.fitsAcross(boxed));
        this.picture = boxes ? boxed : picture(values ? ShownNumbers.VALUES_GIVEN : ShownNumbers.LEAVES_GIVEN);
    }

    private PagePicture picture(ShownNumbers shown) {
        return new PagePicture(new CircuitView(graph, shown).svg()).prefixed(prefix);
    }

    String title() {
        return problem.title();
    }

    boolean liesAcross() {
        return picture.width() > Worksheet.WIDTH_UPRIGHT && picture.width() > picture.height();
    }

    /** The style of its picture: at its size where it has boxes, else as large as there is room. */
    String style() {
        return boxes
                ? "@media print { #" + prefix + "picture svg { max-width: none; max-height: none; } }\n"
                : picture.leastWidth("#" + prefix + "picture svg");
    }

    String html() {
        Svg html = new Svg();
        html.addRaw("<div class=\"together\">\n");
        html.addRaw(problem.mistake() == null ? new WorksheetInstructions(trace, values).html(boxes) : "");
        html.addRaw(Worksheet.frame(prefix, picture)).addRaw("</div>\n");
        if (problem.mistake() != null) {
            addBug(html);
            return html.toString();
        }
        if (!boxes) {
            addLines(html);
        }
        return html.addRaw(new WorksheetTables(trace, values, false).html()).toString();
    }

    /** The gradients to find, one on each numbered line, in the order of the pass. */
    private void addLines(Svg html) {
        html.addRaw("<ol class=\"lines\">\n");
        for (Step step : trace) {
            if (step instanceof Step.Forward forward && !values) {
                html.add("<li>{} = ", name(forward.node().index())).addRaw(LINE + "</li>\n");
            }
        }
        for (int i = graph.size() - 1; i >= 0; i--) {
            if (!graph.node(i).isConstant()) {
                html.add("<li>{} = ", slope(i)).addRaw(LINE + "</li>\n");
            }
        }
        html.addRaw("</ol>\n");
    }

    /** The gradients of the pass with its mistake, and what is asked about them. */
    private void addBug(Svg html) {
        BrokenBackward broken = BrokenBackward.of(trace, Objects.requireNonNull(problem.mistake()));
        html.addRaw("<p>A backward pass with a mistake printed these gradients, from the output to the inputs. Check"
                + " them in this order.</p>\n<table class=\"printed\">\n<thead><tr><th scope=\"col\">gradient</th>"
                + "<th scope=\"col\">printed</th><th scope=\"col\">right</th></tr></thead>\n<tbody>\n");
        for (int i = graph.size() - 1; i >= 0; i--) {
            if (!graph.node(i).isConstant()) {
                html.add("<tr><th scope=\"row\">{}</th>", slope(i));
                html.add("<td>{}</td>", Numbers.format(broken.wrong(i)));
                html.addRaw("<td>" + WorksheetTables.BOX + "</td></tr>\n");
            }
        }
        html.addRaw("</tbody>\n</table>\n<ol class=\"lines words\">\n<li>The first wrong gradient is that of " + LINE
                + "</li>\n<li>The mistake: " + LINE + "</li>\n<li>How it leads to the wrong number: " + LINE
                + "</li>\n</ol>\n");
    }

    private String slope(int node) {
        return Notation.total(name(graph.size() - 1), name(node));
    }

    private String name(int node) {
        return Text.visible(CardFormula.name(graph, node));
    }
}
