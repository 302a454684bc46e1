package io.gradstep.viz.page.parts;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/** A graph of its own for each trace, with the trace's values and gradients, to be drawn. */
public final class TracedGraph {
    private TracedGraph() {}

    /** Copies a trace's graph node by node, and computes what the trace did; the copy numbers its nodes alike. */
    public static Graph of(Trace trace) {
        Graph graph = trace.graph();
        List<Value> copies = new ArrayList<>(graph.size());
        for (int i = 0; i < graph.size(); i++) {
            copies.add(copy(trace, i, copies));
        }
        Graph copy = Graph.of(copies.get(copies.size() - 1));
        copy.backward();
        return copy;
    }

    private static Value copy(Trace trace, int i, List<Value> copies) {
        Graph graph = trace.graph();
        Value node = graph.node(i);
        Value copy;
        if (!node.isLeaf()) {
            List<Value> operands = new ArrayList<>();
            for (int k = 0; k < graph.operandCount(i); k++) {
                operands.add(copies.get(graph.operandIndex(i, k)));
            }
            copy = node.op().apply(operands);
        } else {
            copy = node.isConstant() ? Value.constant(trace.value(i)) : Value.of(trace.value(i));
        }
        String name = node.name();
        return name == null ? copy : copy.named(name);
    }
}
