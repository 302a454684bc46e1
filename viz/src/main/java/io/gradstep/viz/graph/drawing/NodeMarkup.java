package io.gradstep.viz.graph.drawing;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.viz.svg.Canvas;
import java.util.ArrayList;
import java.util.List;

/** Writes the groups of nodes and edges in a drawing: ids, classes and data attributes are the same in every view. */
final class NodeMarkup {
    private NodeMarkup() {}

    /** Begins the group of a node, with a tooltip. */
    static void begin(Canvas canvas, Graph graph, int i) {
        begin(canvas, graph, i, true);
    }

    /** Begins the group of a node, with an optional tooltip. */
    static void begin(Canvas canvas, Graph graph, int i, boolean tooltip) {
        canvas.group(CircuitView.boxId(i), kind(graph.node(i)), attributes(graph.node(i), i));
        if (tooltip) {
            canvas.tooltip(Description.of(graph, i));
        }
    }

    /** Begins the group of an edge. */
    static void beginEdge(Canvas canvas, CircuitView.Edge edge) {
        String way = edge.from() + " " + edge.to() + " " + edge.operand();
        canvas.group(edge.id(), "edge", edge.folded() ? "data-folded" : "data-edge", way);
    }

    private static String kind(Value node) {
        return !node.isLeaf() ? "gate" : node.isConstant() ? "constant" : "leaf";
    }

    private static String[] attributes(Value node, int i) {
        List<String> attributes = new ArrayList<>(List.of("data-node", Integer.toString(i)));
        if (!node.isLeaf()) {
            attributes.addAll(List.of("data-op", node.op().functionName()));
        }
        String name = node.name();
        if (name != null) {
            attributes.addAll(List.of("data-name", name));
        }
        return attributes.toArray(String[]::new);
    }
}
