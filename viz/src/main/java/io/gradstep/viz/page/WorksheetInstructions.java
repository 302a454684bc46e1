package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Notation;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.drawing.CircuitNode;
import io.gradstep.viz.svg.Svg;
import io.gradstep.viz.svg.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The instructions of a worksheet. */
final class WorksheetInstructions {
    private final Graph graph;
    private final boolean values;

    WorksheetInstructions(Trace trace, boolean values) {
        this.graph = trace.graph();
        this.values = values;
    }

    /** Returns the instructions for boxes in the circuit, or for numbered lines below it. */
    String html(boolean boxes) {
        String output = Text.visible(CircuitNode.outputName(graph));
        List<String> steps = new ArrayList<>();
        if (!values) {
            steps.add("<b>Forward</b>, from left to right: write the <span class=\"val\">value</span> of each gate "
                    + (boxes ? "into the box above its wire." : "on its line below."));
        }
        steps.add(new Svg()
                .addRaw("<b>Backward</b>, from right to left: write the <span class=\"grad\">gradient</span> ")
                .add(
                        boxes
                                ? "into the box below each wire: how much {} changes with the value on that wire."
                                : "of each value on its line: how much {} changes with it.",
                        output)
                .add(
                        " Begin with {} = 1; every gate passes upstream × local to each operand.",
                        Notation.total(output, output))
                .add(" ({}.)", Notation.LEGEND)
                .toString());
        if (boxes && branches()) {
            steps.add("Where a wire branches, write each <b>branch</b>'s contribution into its box; the gradient below"
                    + " the wire is their sum.");
        }
        steps.set(steps.size() - 1, steps.get(steps.size() - 1) + " Four significant digits are enough.");
        return steps.size() == 1
                ? "<p>" + steps.get(0) + "</p>\n"
                : steps.stream().collect(Collectors.joining("</li>\n<li>", "<ol>\n<li>", "</li>\n</ol>\n"));
    }

    private boolean branches() {
        boolean[] used = new boolean[graph.size()];
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                int operand = graph.operandIndex(i, k);
                if (used[operand] && !graph.node(operand).isConstant()) {
                    return true;
                }
                used[operand] = true;
            }
        }
        return false;
    }
}
