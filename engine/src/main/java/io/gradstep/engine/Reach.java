package io.gradstep.engine;

import java.util.BitSet;
import java.util.function.IntToDoubleFunction;

/** Finds the nodes that take part in a result: all, but for what only the branches not taken of a where use. */
final class Reach {
    private Reach() {}

    /** The nodes that the output's value follows from, conditions included. */
    static BitSet ofValue(Graph graph, IntToDoubleFunction values) {
        return from(graph, values, true);
    }

    /** The nodes that a gradient of the output flows into, or would if they took one. */
    static BitSet ofGradient(Graph graph, IntToDoubleFunction values) {
        return from(graph, values, false);
    }

    private static BitSet from(Graph graph, IntToDoubleFunction values, boolean conditions) {
        int size = graph.size();
        BitSet reached = new BitSet(size);
        if ((graph.output().bits & Value.CONDITIONAL) == 0) {
            reached.set(0, size);
            return reached;
        }
        reached.set(size - 1);
        for (int i = size - 1; i >= 0; i--) {
            if (!reached.get(i)) {
                continue;
            }
            boolean where = graph.node(i).isWhere();
            double condition = where ? values.applyAsDouble(graph.operandIndex(i, 0)) : 0;
            for (int k = 0; k < graph.operandCount(i); k++) {
                if (!where || (k == 0 ? conditions : passes(condition, k == 1))) {
                    reached.set(graph.operandIndex(i, k));
                }
            }
        }
        return reached;
    }

    /** Whether a where passes its gradient to a branch: to the one taken, to both if its condition is NaN. */
    static boolean passes(double condition, boolean first) {
        return Double.isNaN(condition) || (condition != 0) == first;
    }
}
