package io.gradstep.viz.graph;

import static guru.nidi.graphviz.model.Factory.mutGraph;
import static guru.nidi.graphviz.model.Factory.mutNode;

import guru.nidi.graphviz.attribute.Attributes;
import guru.nidi.graphviz.attribute.Label;
import guru.nidi.graphviz.attribute.Rank;
import guru.nidi.graphviz.model.MutableGraph;
import guru.nidi.graphviz.model.MutableNode;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.Numbers;
import io.gradstep.viz.graph.drawing.CardFormula;
import io.gradstep.viz.svg.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Exports a graph in Graphviz's language and as a model of graphviz-java, in the style of micrograd: a record of name,
 * data and gradient for each value, and a round node before it for the gate that computed it.
 */
final class DotExport {
    /** The limit of a model: printing one takes graphviz-java a time that grows with its square. */
    static final int MAX_VALUES = 2000;

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
        out.append("  n").append(i).append(" [shape=record, label=\"");
        out.append(record(i)).append("\"]\n");
        if (!node.isLeaf()) {
            gate(i, node);
        }
    }

    private void gate(int i, Value node) {
        out.append("  g")
                .append(i)
                .append(" [label=\"")
                .append(escaped(node.op().symbol()));
        out.append("\"]\n  g").append(i).append(" -> n").append(i).append('\n');
        for (int k = 0; k < graph.operandCount(i); k++) {
            out.append("  n")
                    .append(graph.operandIndex(i, k))
                    .append(" -> g")
                    .append(i)
                    .append('\n');
        }
    }

    /**
     * The same graph as a model. Its nodes lead to nodes that lead nowhere: graphviz-java computes the hash of a node
     * from all that can be reached from it, recursively, and would do so for every node.
     */
    MutableGraph model() {
        if (graph.size() > MAX_VALUES) {
            throw new LayoutException(
                    ("a model for graphviz-java has at most %,d values, but this graph has %,d; the text of dot() has"
                                    + " no limit")
                            .formatted(MAX_VALUES, graph.size()));
        }
        MutableGraph model = mutGraph("gradstep").setDirected(true);
        model.graphAttrs().add(Rank.dir(Rank.RankDir.LEFT_TO_RIGHT));
        List<MutableNode> values = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            values.add(valueNode(i));
            model.add(values.get(i));
            if (!graph.node(i).isLeaf()) {
                addGate(model, i, values.get(i));
            }
        }
        return model;
    }

    private MutableNode valueNode(int i) {
        Value node = graph.node(i);
        MutableNode made = mutNode("n" + i)
                .add("shape", "record")
                .add("label", label(record(i)))
                .add("name", name(i))
                .add("value", node.data());
        return gradients && !node.isConstant() && node.hasGrad() ? made.add("gradient", node.grad()) : made;
    }

    private void addGate(MutableGraph model, int i, MutableNode value) {
        MutableNode gate = mutNode("g" + i)
                .add("label", label(escaped(graph.op(i).symbol())))
                .add("op", graph.op(i).functionName());
        for (int k = 0; k < graph.operandCount(i); k++) {
            MutableNode operand = mutNode("n" + graph.operandIndex(i, k));
            operand.links().add(operand.linkTo(gate).add(Attributes.attr("operand", k)));
            model.add(operand);
        }
        model.add(mutNode("g" + i).addLink(value), gate);
    }

    /** A label from text in Graphviz's language; graphviz-java escapes quotation marks itself. */
    private static Label label(String escaped) {
        return Label.raw(escaped.replace("\\\"", "\""));
    }

    /** The label of a value: name, data and gradient, in fields. */
    private String record(int i) {
        Value node = graph.node(i);
        String record = "{ " + escaped(name(i)) + " | data " + Numbers.format(node.data());
        boolean gradient = gradients && !node.isConstant();
        String shown = node.hasGrad() ? Numbers.format(node.grad()) : Numbers.NOTHING;
        return record + (gradient ? " | grad " + shown : "") + " }";
    }

    private String name(int i) {
        return CardFormula.name(graph, i);
    }

    /**
     * Escapes text for the label of a record: what separates fields, what Graphviz would expand after a backslash, and
     * the ampersand, which would begin an HTML entity.
     */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        Text.visible(text).codePoints().forEach(point -> {
            switch (point) {
                case '\\', '"', '{', '}', '|', '<', '>' -> escaped.append('\\').appendCodePoint(point);
                case '&' -> escaped.append("&amp;");
                default -> escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }
}
