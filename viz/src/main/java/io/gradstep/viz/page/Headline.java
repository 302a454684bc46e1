package io.gradstep.viz.page;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Printer;
import io.gradstep.viz.graph.drawing.CircuitNode;
import io.gradstep.viz.svg.Text;

/** The heading of a graph's page. */
final class Headline {
    private static final int LONGEST_FORMULA = 70;

    private Headline() {}

    /** The output's formula; its name alone if that is too long for a line. */
    static String of(Graph graph) {
        Value output = graph.output();
        String name = CircuitNode.outputName(graph);
        if (output.isLeaf()) {
            return Text.visible(name);
        }
        String formula = name + " = "
                + Printer.TYPOGRAPHIC.definition(output, node -> node.isLeaf() && node != output ? node.name() : null);
        return Text.visible(formula.length() > LONGEST_FORMULA ? name : formula);
    }
}
