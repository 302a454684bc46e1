package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares the gradient of a function with difference quotients of its values.
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * GradientCheck.Report report = GradientCheck.of(x.mul(x).log()).run();
 * System.out.println(report.verdict()); // RIGHT
 * System.out.println(report.worst().orElseThrow().input().name()); // x
 * }</pre>
 *
 * <p>There are three verdicts. A gradient is right or wrong where the quotients settle: over steps on the function's own
 * scale, extrapolated to step 0, with an estimate of their error that is far below what they are to decide. Where they
 * do not settle, for one of the reasons that {@link Outcome} lists, it is undecided. At a kink, where the slopes to the
 * left and to the right differ, any slope between the two is right. If an input is wrong, the gates are checked one by
 * one, and the first whose local derivative is wrong is named.
 *
 * <p>Difference quotients see no more than values: a function that does something else on a scale that its rounding
 * hides is out of their sight.
 *
 * <p>Work: one backward pass, which leaves the gradients of the leaves as they were and those of the interior nodes as
 * {@link Value#backward()} does, and for each input about 9 forward passes where all is well, some 50 otherwise. The
 * values of the graph are not touched.
 */
public final class GradientCheck {

    /** The three ways in which a check can end. */
    public enum Verdict {
        /** The gradient is what the values of the function say. */
        RIGHT,
        /** The gradient contradicts the values of the function. */
        WRONG,
        /** The values of the function do not tell. */
        UNDECIDED
    }

    /** How a comparison came out, and why if it is undecided. */
    public enum Outcome {
        /** The gradient equals the difference quotient to within the tolerance. */
        AGREES(Verdict.RIGHT, "it agrees"),
        /** The function has a corner here, and the gradient is one of the slopes between those of its two sides. */
        KINK(Verdict.RIGHT, "the output has a kink here, and the gradient is one of its two slopes or between them"),
        /** The gradient is wrong. */
        DISAGREES(Verdict.WRONG, "it disagrees"),
        /** The function is not finite at the input, or on one side of it. */
        EDGE(Verdict.UNDECIDED, "the output is not finite here, or not on both sides"),
        /** The function jumps at the input, or rises there without bound. */
        JUMP(Verdict.UNDECIDED, "the output jumps here, or its slope has no bound"),
        /** The function has a corner, where a gradient that is NaN or infinite cannot be compared with either slope. */
        NO_NUMBER(Verdict.UNDECIDED, "the output has a kink here, and the gradient is not finite"),
        /** The function changes by less than its values are rounded by. */
        ROUNDING(Verdict.UNDECIDED, "the output is rounded by as much as it changes"),
        /** The difference quotients go on changing as the step shrinks, up to where rounding ends that. */
        UNSETTLED(Verdict.UNDECIDED, "the difference quotients do not settle as the step shrinks");

        private final Verdict verdict;
        private final String reason;

        Outcome(Verdict verdict, String reason) {
            this.verdict = verdict;
            this.reason = reason;
        }

        /**
         * Returns which of the three verdicts it is.
         *
         * @return the verdict
         */
        public Verdict verdict() {
            return verdict;
        }

        /**
         * Returns the outcome in words.
         *
         * @return a sentence without a full stop
         */
        public String reason() {
            return reason;
        }
    }

    /**
     * The comparison of one input.
     *
     * @param input with respect to what
     * @param gradient what the backward pass gave
     * @param difference the extrapolated difference quotient, NaN if the function is not finite around the input
     * @param uncertainty how far off the difference quotient may be, NaN as it is
     * @param step the smallest step that it was taken from, NaN as it is
     * @param outcome how the two compare
     */
    public record Entry(
            Value input, double gradient, double difference, double uncertainty, double step, Outcome outcome) {
        /**
         * Returns how far gradient and difference are apart, in relation to the larger of them.
         *
         * @return 0 for equal ones, at most 2, NaN if one of them is
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
     * @param derivative what the gate said
     * @param difference the difference quotient of the gate's forward function
     */
    public record Fault(Value node, int operand, double derivative, double difference) {}

    /**
     * What a check found.
     *
     * @param entries one an input, in the order of the inputs
     * @param fault the first gate in topological order that is wrong, if an input disagrees and a gate is to blame
     */
    public record Report(ImmutableList<Entry> entries, Optional<Fault> fault) {
        /**
         * Returns the verdict on the whole gradient.
         *
         * @return wrong if an input's is, else undecided if an input's is, else right
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

        /**
         * Tells whether no input's gradient is wrong.
         *
         * @return false only if one is wrong; true also if it is undecided
         */
        public boolean passed() {
            return verdict() != Verdict.WRONG;
        }

        /**
         * Returns the input whose gradient and difference are farthest apart, wrong ones before others.
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

    /** How far gradient and difference may be apart unless {@link #tolerance} is called. */
    public static final double DEFAULT_TOLERANCE = 1e-6;

    private final Graph graph;
    private List<Value> inputs;
    private double tolerance = DEFAULT_TOLERANCE;

    private GradientCheck(Value f) {
        graph = Graph.of(f);
        inputs = graph.leaves();
    }

    /**
     * Prepares to check a function at the present values of its leaves, with respect to all of them.
     *
     * @param f the function's output
     * @return a check to be adjusted and run
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
                throw new IllegalArgumentException("%s is %s; a check moves leaves that the function depends on"
                        .formatted(
                                input,
                                indices[i] < 0
                                        ? "not in the function's graph"
                                        : input.isLeaf() ? "a constant" : "computed from others"));
            }
        }
        this.inputs = ImmutableList.copyOf(inputs);
        return this;
    }

    /**
     * Sets how far gradient and difference may be apart, in relation to the larger of them.
     *
     * @param tolerance a positive number, {@link #DEFAULT_TOLERANCE} unless set
     * @return this check
     * @throws IllegalArgumentException if the tolerance is not positive
     */
    public GradientCheck tolerance(double tolerance) {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("a tolerance is a positive number, but was given as " + tolerance);
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
        // A chain of right gates has a right gradient: without a wrong one, it takes more to call the gradient wrong.
        Fault fault = results.stream().anyMatch(SlopeCheck.Result::isWrong) ? firstFault() : null;
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

    /** What one backward pass adds to each input, with all leaves put back afterwards. */
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

    private @Nullable Fault firstFault() {
        for (Value node : graph.topologicalOrder()) {
            double[] operands =
                    node.operands().stream().mapToDouble(Value::data).toArray();
            for (int k = 0; k < operands.length; k++) {
                if (node.operand(k).isConstant()) {
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
