package io.gradstep.demos.notes;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import java.util.List;
import java.util.Locale;

/**
 * The cost of a graph's gradient, counted in operands visited, not in time.
 *
 * @param weights the number of leaves that take a gradient
 * @param forwardVisits operands read in one forward pass
 * @param backwardVisits operands served in one backward pass
 * @param paths the number of paths from the leaves that take a gradient to the output
 */
record Cost(long weights, long forwardVisits, long backwardVisits, long paths) {

    /** Counts the steps in a trace of the graph. */
    static Cost of(Value output) {
        Graph graph = Graph.of(output);
        long forward = 0;
        long backward = 0;
        for (Step step : Trace.of(graph)) {
            if (step instanceof Step.Forward gate) {
                forward += gate.operands().size();
            } else if (step instanceof Step.Backward) {
                backward++;
            }
        }
        return new Cost(graph.leaves().size(), forward, backward, paths(graph));
    }

    /** Counts paths from the output down: a node has as many as all its consumers together. */
    private static long paths(Graph graph) {
        long[] paths = new long[graph.size()];
        paths[graph.size() - 1] = 1;
        long total = 0;
        for (int i = graph.size() - 1; i >= 0; i--) {
            Value node = graph.node(i);
            for (int k = 0; k < graph.operandCount(i); k++) {
                int operand = graph.operandIndex(i, k);
                paths[operand] = Math.addExact(paths[operand], paths[i]);
            }
            if (node.isLeaf() && !node.isConstant()) {
                total = Math.addExact(total, paths[i]);
            }
        }
        return total;
    }

    /** {@return the operands read by one forward pass for each weight} */
    long forwardVisitsPerWeight() {
        return weights * forwardVisits;
    }

    static List<String> headings() {
        return List.of("layers", "weights", "forward", "backward", "weights × forward", "÷ backward", "paths");
    }

    List<String> row(String layers) {
        return List.of(
                layers,
                count(weights),
                count(forwardVisits),
                count(backwardVisits),
                count(forwardVisitsPerWeight()),
                count(Math.round((double) forwardVisitsPerWeight() / backwardVisits)),
                count(paths));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
