package io.gradstep.engine.trace;

import io.gradstep.engine.Graph;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backward pass over the steps of a trace, on gradients of its own, that can be recorded move by move. */
final class BackwardPass {
    private final Trace trace;
    private final Graph graph;
    private final double[] gradients;
    private final @Nullable List<BrokenBackward.Move> record;

    /** The index of each node's first backward step in the trace; filled when needed. */
    private final int[] firstStep;

    BackwardPass(Trace trace, double[] gradients, @Nullable List<BrokenBackward.Move> record) {
        this.trace = trace;
        this.graph = trace.graph();
        this.gradients = gradients;
        this.record = record;
        this.firstStep = new int[gradients.length];
    }

    private void made(BrokenBackward.Kind kind, int node, int position, int receiver) {
        if (record != null) {
            record.add(new BrokenBackward.Move(kind, node, position, receiver, gradients[receiver]));
        }
    }

    private void made(BrokenBackward.Kind kind) {
        made(kind, gradients.length - 1, 0, gradients.length - 1);
    }

    /** Records that a line is missing here. */
    void skip() {
        made(BrokenBackward.Kind.NOTHING);
    }

    void zeroLeaves() {
        clear(true);
        made(BrokenBackward.Kind.ZERO_LEAVES);
    }

    void resetInteriors() {
        clear(false);
        made(BrokenBackward.Kind.RESET_INTERIORS);
    }

    private void clear(boolean leaves) {
        for (int i = 0; i < gradients.length; i++) {
            if (graph.node(i).isLeaf() == leaves) {
                gradients[i] = 0;
            }
        }
    }

    /** Seeds the output; one that is a leaf adds up over passes. */
    void seed() {
        int output = gradients.length - 1;
        gradients[output] = graph.node(output).isLeaf() ? gradients[output] + 1 : 1;
        made(BrokenBackward.Kind.SEED);
    }

    /** Goes from the output to the leaves in topological order. */
    void ordered(boolean assign) {
        for (int i = 0; i < trace.size(); i++) {
            if (trace.get(i) instanceof Step.Backward step) {
                receive(step, assign);
            }
        }
    }

    private void receive(Step.Backward step, boolean assign) {
        int node = step.node().index();
        int operand = step.operand().index();
        double contribution = step.gate().passes(step.local()) ? gradients[node] * step.local() : 0;
        gradients[operand] = assign ? contribution : gradients[operand] + contribution;
        made(BrokenBackward.Kind.ADD, node, step.position(), operand);
    }

    /** Descends into the first operand as soon as it has a contribution; visits no node twice. */
    void depthFirst() {
        findFirstSteps();
        boolean[] visited = new boolean[gradients.length];
        int[] stack = new int[gradients.length];
        int[] nextStep = firstStep.clone();
        int depth = 0;
        stack[depth++] = gradients.length - 1;
        visited[gradients.length - 1] = true;
        while (depth > 0) {
            int node = stack[depth - 1];
            int at = nextStep[node]++;
            if (at < trace.size()
                    && trace.get(at) instanceof Step.Backward step
                    && step.node().index() == node) {
                int operand = step.operand().index();
                receive(step, false);
                if (!visited[operand]) {
                    visited[operand] = true;
                    stack[depth++] = operand;
                }
            } else {
                depth--;
            }
        }
    }

    private void findFirstSteps() {
        Arrays.fill(firstStep, trace.size());
        for (int i = trace.size() - 1; i >= 0; i--) {
            if (trace.get(i) instanceof Step.Backward step) {
                firstStep[step.node().index()] = i;
            }
        }
    }
}
