package io.gradstep.engine.trace;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A backward pass with one classic mistake switched on, beside the right one: for teaching only.
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * BrokenBackward broken = BrokenBackward.of(Trace.of(x.mul(x)), Mistake.ASSIGN);
 * System.out.println(broken.right(0)); // 6.0
 * System.out.println(broken.wrong(0)); // 3.0
 * }</pre>
 *
 * <p>The numbers are made from the steps of a {@link Trace}, whose graph is not touched. Where a mistake needs two
 * passes to show ({@link Mistake#NO_ZERO_GRAD}, {@link Mistake#INTERIORS_NOT_RESET}), both sides are what stands in the
 * nodes after the second. A mistake does no harm in every graph: {@link #firstWrong()} is empty where it does none.
 *
 * <p>Time and memory are linear in nodes and edges.
 */
public final class BrokenBackward {
    private final Trace trace;
    private final Mistake mistake;
    private final double[] right;
    private final double[] wrong;

    /** For each node the number of its first backward step in the trace; the next entry ends them. */
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
     * Runs the backward pass of a trace with a mistake and without.
     *
     * @param trace the calculation
     * @param mistake what to do wrong
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

    /** One pass in the right order on top of what the gradients are already. */
    private void pass(boolean assign) {
        for (int i = 0; i < trace.size(); i++) {
            if (trace.get(i) instanceof Step.Backward step) {
                double contribution = wrong[step.node().index()] * step.local();
                int operand = step.operand().index();
                wrong[operand] = assign ? contribution : wrong[operand] + contribution;
            }
        }
    }

    /** Goes down the first operand as soon as it has a contribution; a node that was visited is not visited again. */
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
                wrong[operand] += wrong[node] * step.local();
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

    /**
     * Returns what was done wrong.
     *
     * @return the mistake
     */
    public Mistake mistake() {
        return mistake;
    }

    /**
     * Returns the right gradient of a node.
     *
     * @param i the node's index in the trace's graph
     * @return what {@link io.gradstep.engine.Value#grad()} is after as many right passes
     */
    public double right(int i) {
        return right[i];
    }

    /**
     * Returns the gradient of a node as the broken pass leaves it.
     *
     * @param i the node's index in the trace's graph
     * @return the gradient, right or wrong
     */
    public double wrong(int i) {
        return wrong[i];
    }

    /**
     * Tells whether a node has the right gradient in spite of the mistake.
     *
     * @param i the node's index in the trace's graph
     * @return whether right and wrong are the same number, whatever the sign of a zero
     */
    public boolean isRight(int i) {
        return right[i] == wrong[i] || (Double.isNaN(right[i]) && Double.isNaN(wrong[i]));
    }

    /**
     * Returns where the pass first goes wrong: of the nodes with a wrong gradient the one that the backward pass comes
     * to first.
     *
     * @return a node's index in the trace's graph, empty if all gradients are right
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
