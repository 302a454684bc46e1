package io.gradstep.viz.graph;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.drawing.CardFormula;
import io.gradstep.viz.svg.Text;

/**
 * Exports a graph in Graphviz's language, in the style of micrograd: a record of name, data and gradient for each
 * value, and a round node before it for the gate that computed it.
 */
final class DotExport {
    private final Graph graph;
    private final boolean gradients;
    private final StringBuilder out = new StringBuilder();

    DotExport(Graph graph, boolean gradients) {
        this.graph = graph;
        this.gradients = gradients;
    }

    String dot() {
        out.append("digraph {\n  rankdir=LR\n");
        for (int i = 0; i < graph.size(); i++) {
            value(i);
        }
        return out.append("}\n").toString();
    }

    private void value(int i) {
        Value node = graph.node(i);
        out.append("  n").append(i).append(" [shape=record, label=\"{ ");
        escape(name(i));
        out.append(" | data ").append(Numbers.format(node.data()));
        if (gradients && !node.isConstant()) {
            out.append(" | grad ").append(node.hasGrad() ? Numbers.format(node.grad()) : Numbers.NOTHING);
        }
        out.append(" }\"]\n");
        if (!node.isLeaf()) {
            gate(i, node);
        }
    }

    private void gate(int i, Value node) {
        out.append("  g").append(i).append(" [label=\"");
        escape(node.op().symbol());
        out.append("\"]\n  g").append(i).append(" -> n").append(i).append('\n');
        for (int k = 0; k < graph.operandCount(i); k++) {
            out.append("  n")
                    .append(graph.operandIndex(i, k))
                    .append(" -> g")
                    .append(i)
                    .append('\n');
        }
    }

    private String name(int i) {
        return CardFormula.name(graph, i);
    }

    /**
     * Escapes text for the label of a record: what separates fields, what Graphviz would expand after a backslash, and
     * the ampersand, which would begin an HTML entity.
     */
    private void escape(String text) {
        Text.visible(text).codePoints().forEach(point -> {
            switch (point) {
                case '\\', '"', '{', '}', '|', '<', '>' -> out.append('\\').appendCodePoint(point);
                case '&' -> out.append("&amp;");
                default -> out.appendCodePoint(point);
            }
        });
    }
}
