package io.gradstep.demos.notes;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.List;

/** The fan-out of values: where several gates use a value, the chain rule has a sum. */
final class FanOut {
    private final Graph graph;

    FanOut(Graph graph) {
        this.graph = graph;
    }

    /** Returns the labels of the nodes that use a value, in graph order. */
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

    /** Returns {@code c₁ → d₁, d₂}, with the resulting number of paths. */
    List<String> row(Value value) {
        List<String> consumers = consumers(value);
        return List.of(
                value.name() + " → " + String.join(", ", consumers),
                consumers.size() == 1 ? "one path: no sum" : consumers.size() + " paths: a sum of " + consumers.size());
    }
}
