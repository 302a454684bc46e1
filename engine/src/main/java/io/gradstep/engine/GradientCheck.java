package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares the gradient of a function with difference quotients.
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * GradientCheck.Report report = GradientCheck.of(x.mul(x).log()).run();
 * System.out.println(report.verdict()); // RIGHT
 * System.out.println(report.worst().orElseThrow().input().name()); // x
 * }</pre>
 *
 * <p>There are three verdicts. A gradient is right or wrong if the quotients converge: over steps on the function's own
 * scale, extrapolated to step 0, with an estimated error far below the difference to be decided. If they do not
 * converge, for one of the reasons that {@link Outcome} lists, it is undecided. At a kink, where the left and right
 * slopes differ, any slope between the two is right. If an input is wrong, the gates are checked one by one, and the
 * report has the first one whose local derivative is wrong.
 *
 * <p>Difference quotients depend on values alone: they cannot see structure on a scale that rounding hides.
 *
 * <p>Work: one backward pass, and for each input about 9 forward passes if its gradient is right, about 50 otherwise.
 * The values of the graph and the gradients of leaves do not change; those of interior nodes are as after
 * {@link Value#backward()}.
 */
public final class GradientCheck {

    /** The verdict of a check. */
    public enum Verdict {
        /** The gradient agrees with the values of the function. */
        RIGHT,
        /** The gradient contradicts the values of the function. */
        WRONG,
        /** The values of the function do not decide it. */
        UNDECIDED
    }

    /** The outcome of a comparison, with the reason if it is undecided. */
    public enum Outcome {
        /** The gradient equals the difference quotient to within the tolerance. */
        AGREES(Verdict.RIGHT, "the gradient agrees"),
        /** The function has a kink here, and the gradient is its left or right slope, or between them. */
        KINK(Verdict.RIGHT, "the output has a kink here, and the gradient is between its left and right slopes"),
        /** The gradient is wrong. */
        DISAGREES(Verdict.WRONG, "the gradient disagrees"),
        /** The function is not finite at the input, or on one side of it. */
        EDGE(Verdict.UNDECIDED, "the output is not finite here or on one side"),
        /** The function jumps at the input, or its slope is unbounded there. */
        JUMP(Verdict.UNDECIDED, "the output jumps here, or its slope is unbounded"),
        /** The function has a kink, and a gradient that is NaN or infinite cannot be compared with its slopes. */
        NO_NUMBER(Verdict.UNDECIDED, "the output has a kink here, and the gradient is not finite"),
        /** The function changes by less than the rounding error of its values. */
        ROUNDING(Verdict.UNDECIDED, "the output changes by no more than its rounding error"),
        /** The difference quotients keep changing as the step shrinks, until rounding dominates. */
        UNSETTLED(Verdict.UNDECIDED, "the difference quotients do not converge as the step shrinks");

        private final Verdict verdict;
        private final String reason;

        Outcome(Verdict verdict, String reason) {
            this.verdict = verdict;
            this.reason = reason;
        }

        /** {@return the verdict} */
        public Verdict verdict() {
            return verdict;
        }

        /** {@return the outcome as a clause without a full stop} */
        public String reason() {
            return reason;
        }
    }

    /**
     * The comparison for one input.
     *
     * @param input the input
     * @param gradient the gradient from the backward pass
     * @param difference the extrapolated difference quotient, NaN if the function is not finite around the input
     * @param uncertainty the error estimate of the difference quotient, NaN if that is
     * @param step the smallest step of the extrapolation, NaN if the quotient is
     * @param outcome the outcome of the comparison
     */
    public record Entry(
            Value input, double gradient, double difference, double uncertainty, double step, Outcome outcome) {
        /**
         * Returns the relative difference between gradient and difference quotient.
         *
         * @return their distance divided by the larger magnitude: 0 if they are equal, at most 2, NaN if one of them is
         *     NaN
         */
        public double error() {
            return gradient == difference
                    ? 0
                    : Math.abs(gradient - difference) / Math.max(Math.abs(gradient), Math.abs(difference));
        }
    }

    /**
     * A gate whose local derivative is wrong.
     *
     * @param node the gate's node
     * @param operand which operand, from 0
     * @param derivative the gate's local derivative
     * @param difference the difference quotient of the gate's forward function
     */
    public record Fault(Value node, int operand, double derivative, double difference) {}

    /**
     * The result of a check.
     *
     * @param entries one comparison per input, in the order of the inputs; immutable
     * @param fault the first gate in topological order with a wrong local derivative, if an input disagrees and there
     *     is one
     */
    public record Report(List<Entry> entries, Optional<Fault> fault) {
        /**
         * Keeps a copy of the list.
         *
         * @param entries the comparisons
         * @param fault the gate
         */
        public Report {
            entries = ImmutableList.copyOf(entries);
        }

        /**
         * Returns the verdict on the whole gradient.
         *
         * @return wrong if that of any input is, otherwise undecided if that of any input is, otherwise right
         */
        public Verdict verdict() {
            Verdict verdict = Verdict.RIGHT;
            for (Entry entry : entries) {
                Verdict next = entry.outcome().verdict();
                if (next == Verdict.WRONG) {
                    return next;
                }
                verdict = next == Verdict.UNDECIDED ? next : verdict;
            }
            return verdict;
        }

        /** {@return whether no input's gradient is wrong; true also if one is undecided} */
        public boolean passed() {
            return verdict() != Verdict.WRONG;
        }

        /**
         * Returns the input with the largest error, wrong ones before others.
         *
         * @return the worst input, empty if there are no inputs
         */
        public Optional<Entry> worst() {
            Entry worst = null;
            for (Entry entry : entries) {
                if (worst == null || isWorse(entry, worst)) {
                    worst = entry;
                }
            }
            return Optional.ofNullable(worst);
        }

        private static boolean isWorse(Entry a, Entry b) {
            boolean aWrong = a.outcome().verdict() == Verdict.WRONG;
            boolean bWrong = b.outcome().verdict() == Verdict.WRONG;
            return aWrong == bWrong ? a.error() > b.error() : aWrong;
        }
    }

    /** The tolerance unless {@link #tolerance} is called. */
    public static final double DEFAULT_TOLERANCE = 1e-6;

    private final Graph graph;
    private List<Value> inputs;
    private double tolerance = DEFAULT_TOLERANCE;

    private GradientCheck(Value f) {
        graph = Graph.of(f);
        f.checkNotRecorded();
        inputs = graph.leaves();
    }

    /**
     * Creates a check of a function at the current values of its leaves, with respect to all of them.
     *
     * @param f the function's output
     * @return a check to configure and run
     */
    public static GradientCheck of(Value f) {
        Objects.requireNonNull(f, "f");
        return new GradientCheck(f);
    }

    /**
     * Restricts the check to some leaves.
     *
     * @param inputs leaves of the graph, not constants
     * @return this check
     * @throws IllegalArgumentException if one of them is not a leaf that the function depends on
     */
    public GradientCheck inputs(List<Value> inputs) {
        Objects.requireNonNull(inputs, "inputs");
        int[] indices = graph.indicesOf(inputs);
        for (int i = 0; i < indices.length; i++) {
            Value input = inputs.get(i);
            if (indices[i] < 0 || !input.isLeaf() || input.isConstant()) {
                throw new IllegalArgumentException("%s is %s; only leaves that the function depends on can be checked"
                        .formatted(
                                input,
                                indices[i] < 0
                                        ? "not in the function's graph"
                                        : input.isLeaf() ? "a constant" : "computed from other values"));
            }
        }
        this.inputs = ImmutableList.copyOf(inputs);
        return this;
    }

    /**
     * Sets the largest relative difference between gradient and difference quotient.
     *
     * @param tolerance a positive number, {@link #DEFAULT_TOLERANCE} unless set
     * @return this check
     * @throws IllegalArgumentException if the tolerance is not positive
     */
    public GradientCheck tolerance(double tolerance) {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("the tolerance must be a positive number, not " + tolerance);
        }
        this.tolerance = tolerance;
        return this;
    }

    /**
     * Runs the check.
     *
     * @return what it found
     */
    public Report run() {
        double[] gradients = gradients();
        int[] indices = graph.indicesOf(inputs);
        Nearby nearby = new Nearby(graph);
        double here = nearby.output();
        List<SlopeCheck.Result> results = new ArrayList<>();
        for (int i = 0; i < indices.length; i++) {
            int index = indices[i];
            results.add(SlopeCheck.of(
                    new Ladder.Point(at -> nearby.outputAt(index, at), inputs.get(i).data, here, nearby.ofOutput()),
                    gradients[i],
                    nearby.ofGradient(index),
                    tolerance));
        }
        // A chain of correct gates has a correct gradient: without a wrong gate, the gradient is wrong only beyond
        // doubt.
        Fault fault = results.stream().anyMatch(SlopeCheck.Result::isWrong) ? firstFault(nearby) : null;
        ImmutableList.Builder<Entry> entries = ImmutableList.builder();
        for (int i = 0; i < indices.length; i++) {
            SlopeCheck.Result result = results.get(i);
            if (fault == null) {
                result = nearby.isUnresolved(indices[i]) ? result.unsettled() : result.withoutCause();
            }
            entries.add(new Entry(
                    inputs.get(i),
                    gradients[i],
                    result.slope(),
                    result.uncertainty(),
                    result.step(),
                    result.outcome()));
        }
        return new Report(entries.build(), Optional.ofNullable(fault));
    }

    /** The contribution of one backward pass to each input; restores all leaves afterwards. */
    private double[] gradients() {
        List<Value> leaves = graph.leaves();
        double[] grads = leaves.stream().mapToDouble(Value::grad).toArray();
        int[] bits = leaves.stream().mapToInt(leaf -> leaf.bits).toArray();
        leaves.forEach(Value::zeroGrad);
        try {
            graph.backward();
            return inputs.stream().mapToDouble(Value::grad).toArray();
        } finally {
            for (int i = 0; i < grads.length; i++) {
                leaves.get(i).grad = grads[i];
                leaves.get(i).bits = bits[i];
            }
        }
    }

    private @Nullable Fault firstFault(Nearby nearby) {
        for (int i = 0; i < graph.size(); i++) {
            Value node = graph.node(i);
            double[] operands =
                    node.operands().stream().mapToDouble(Value::data).toArray();
            for (int k = 0; k < operands.length; k++) {
                if (node.isConstant() || node.operand(k).isConstant() || nearby.hidesJumps(i)) {
                    continue;
                }
                int position = k;
                double derivative = node.gate().derivative(k, operands, node.data);
                DoubleUnaryOperator gate = at -> {
                    double[] moved = operands.clone();
                    moved[position] = at;
                    return node.gate().forward(moved);
                };
                SlopeCheck.Result result =
                        SlopeCheck.of(new Ladder.Point(gate, operands[k], node.data, 0), derivative, 0, tolerance);
                if (result.isWrong()) {
                    return new Fault(node, k, derivative, result.slope());
                }
            }
        }
        return null;
    }
}
