package io.gradstep.engine;

import java.util.BitSet;
import java.util.function.IntToDoubleFunction;

/** Finds the nodes that take part in a result. */
final class Reach {
    /** Which edges lead from a node to others that take part. */
    private enum Part {
        /** All, but to branches not taken of a where. */
        VALUE,
        /** Those of values, without conditions of a where and what is detached. */
        GRADIENT,
        /** All, but to what is detached. */
        PASS
    }

    private Reach() {}

    /** The nodes that the output's value follows from, conditions included. */
    static BitSet ofValue(Graph graph, IntToDoubleFunction values) {
        return from(graph, values, Part.VALUE);
    }

    /** The nodes that a gradient of the output flows into, or would if they took one. */
    static BitSet ofGradient(Graph graph, IntToDoubleFunction values) {
        return from(graph, values, Part.GRADIENT);
    }

    /** The nodes that a backward pass visits, if only to pass nothing to them. */
    static BitSet ofPass(Graph graph) {
        return from(graph, i -> Double.NaN, Part.PASS);
    }

    private static BitSet from(Graph graph, IntToDoubleFunction values, Part part) {
        int size = graph.size();
        BitSet reached = new BitSet(size);
        if ((graph.output().bits & Bits.CONDITIONAL) == 0) {
            reached.set(0, size);
            return reached;
        }
        reached.set(size - 1);
        for (int i = size - 1; i >= 0; i--) {
            Value node = graph.node(i);
            if (!reached.get(i) || (node.is(Op.DETACH) && part != Part.VALUE)) {
                continue;
            }
            boolean chooses = node.is(Op.WHERE) && part != Part.PASS;
            double condition = chooses ? values.applyAsDouble(graph.operandIndex(i, 0)) : 0;
            for (int k = 0; k < graph.operandCount(i); k++) {
                if (!chooses || (k == 0 ? part == Part.VALUE : passes(condition, k == 1))) {
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
