package io.gradstep.engine.trace;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A backward pass with one classic mistake, and the correct pass for comparison: for teaching only.
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * BrokenBackward broken = BrokenBackward.of(Trace.of(x.mul(x)), Mistake.ASSIGN);
 * System.out.println(broken.right(0)); // 6.0
 * System.out.println(broken.wrong(0)); // 3.0
 * }</pre>
 *
 * <p>The gradients are computed from the steps of a {@link Trace}, whose graph is not changed. For a mistake that takes
 * two passes to show ({@link Mistake#NO_ZERO_GRAD}, {@link Mistake#INTERIORS_NOT_RESET}), both results are the
 * gradients after the second pass. Not every graph is affected by every mistake: {@link #firstWrong()} is empty if this
 * one is not.
 *
 * <p>Time and memory are linear in nodes and edges.
 */
public final class BrokenBackward {
    private final Trace trace;
    private final Mistake mistake;
    private final double[] right;
    private final double[] wrong;

    /** The index of each node's first backward step in the trace; the next entry is their end. */
    private final int[] firstStep;

    private BrokenBackward(Trace trace, Mistake mistake) {
        this.trace = trace;
        this.mistake = mistake;
        int size = trace.graph().size();
        right = new double[size];
        wrong = new double[size];
        firstStep = new int[size];
        run();
    }

    /**
     * Runs the backward pass of a trace with and without a mistake.
     *
     * @param trace the calculation
     * @param mistake the mistake
     * @return both results
     */
    public static BrokenBackward of(Trace trace, Mistake mistake) {
        Objects.requireNonNull(trace, "trace");
        Objects.requireNonNull(mistake, "mistake");
        return new BrokenBackward(trace, mistake);
    }

    private void run() {
        int passes = mistake == Mistake.INTERIORS_NOT_RESET ? 2 : 1;
        for (int i = 0; i < right.length; i++) {
            right[i] = (isLeaf(i) ? passes : 1) * trace.gradient(i);
        }
        int output = wrong.length - 1;
        if (trace.graph().output().isConstant()) {
            return;
        }
        switch (mistake) {
            case ASSIGN -> {
                wrong[output] = 1;
                pass(true);
            }
            case DEPTH_FIRST -> {
                wrong[output] = 1;
                depthFirst();
            }
            case NO_ZERO_GRAD -> {
                for (int i = 0; i < wrong.length; i++) {
                    wrong[i] = (isLeaf(i) ? 2 : 1) * trace.gradient(i);
                }
            }
            case INTERIORS_NOT_RESET -> {
                for (int i = 0; i < passes; i++) {
                    wrong[output] = isLeaf(output) ? wrong[output] + 1 : 1;
                    pass(false);
                }
            }
        }
    }

    private boolean isLeaf(int i) {
        return trace.graph().node(i).isLeaf();
    }

    /** One pass in the correct order on top of the gradients so far. */
    private void pass(boolean assign) {
        for (int i = 0; i < trace.size(); i++) {
            if (trace.get(i) instanceof Step.Backward step) {
                double contribution = contribution(step);
                int operand = step.operand().index();
                wrong[operand] = assign ? contribution : wrong[operand] + contribution;
            }
        }
    }

    private double contribution(Step.Backward step) {
        return step.gate().passes(step.local()) ? wrong[step.node().index()] * step.local() : 0;
    }

    /** Descends into the first operand as soon as it has a contribution; visits no node twice. */
    private void depthFirst() {
        findFirstSteps();
        boolean[] visited = new boolean[wrong.length];
        int[] stack = new int[wrong.length];
        int[] nextStep = firstStep.clone();
        int depth = 0;
        stack[depth++] = wrong.length - 1;
        visited[wrong.length - 1] = true;
        while (depth > 0) {
            int node = stack[depth - 1];
            int at = nextStep[node]++;
            if (at < trace.size()
                    && trace.get(at) instanceof Step.Backward step
                    && step.node().index() == node) {
                int operand = step.operand().index();
                wrong[operand] += contribution(step);
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
        java.util.Arrays.fill(firstStep, trace.size());
        for (int i = trace.size() - 1; i >= 0; i--) {
            if (trace.get(i) instanceof Step.Backward step) {
                firstStep[step.node().index()] = i;
            }
        }
    }

    /** {@return the mistake} */
    public Mistake mistake() {
        return mistake;
    }

    /**
     * Returns the correct gradient of a node.
     *
     * @param i the node's index in the trace's graph
     * @return {@link io.gradstep.engine.Value#grad()} after the same number of correct passes
     */
    public double right(int i) {
        return right[i];
    }

    /**
     * Returns the gradient of a node after the broken pass.
     *
     * @param i the node's index in the trace's graph
     * @return the gradient, right or wrong
     */
    public double wrong(int i) {
        return wrong[i];
    }

    /**
     * Returns whether a node's gradient is correct despite the mistake.
     *
     * @param i the node's index in the trace's graph
     * @return whether both gradients are equal; 0 and −0 are
     */
    public boolean isRight(int i) {
        return right[i] == wrong[i] || (Double.isNaN(right[i]) && Double.isNaN(wrong[i]));
    }

    /**
     * {@return the index in the trace's graph of the first node in the order of the backward pass with a wrong
     * gradient, empty if all gradients are correct}
     */
    public OptionalInt firstWrong() {
        for (int i = wrong.length - 1; i >= 0; i--) {
            if (!isRight(i)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
