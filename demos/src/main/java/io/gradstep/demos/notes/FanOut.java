package io.gradstep.demos.notes;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;

/** Which gates use a value: where a value goes to several, the chain rule has a sum. */
final class FanOut {
    private final Graph graph;

    FanOut(Graph graph) {
        this.graph = graph;
    }

    /** The labels of the nodes that use a value, in the order of the graph. */
    List<String> consumers(Value value) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            for (int k = 0; k < graph.operandCount(i); k++) {
                if (graph.node(graph.operandIndex(i, k)) == value) {
                    labels.add(graph.label(i));
                }
            }
        }
        return labels;
    }

    /** {@code c₁ → d₁, d₂}, with the number of paths that this means. */
    List<String> row(Value value) {
        List<String> consumers = consumers(value);
        return List.of(
                value.name() + " → " + String.join(", ", consumers),
                consumers.size() == 1 ? "one path: no sum" : consumers.size() + " paths: a sum of " + consumers.size());
    }
}
