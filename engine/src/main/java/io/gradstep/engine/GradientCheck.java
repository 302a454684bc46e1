package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the gradient of a function with central differences of its values.
 *
 * <pre>{@code
 * Value x = Value.of(3, "x");
 * GradientCheck.Report report = GradientCheck.of(x.mul(x).log()).run();
 * System.out.println(report.passed()); // true
 * System.out.println(report.worst().orElseThrow().input().name()); // x
 * }</pre>
 *
 * <p>The step is chosen for each input: of steps from 10⁻² to 10⁻⁷ of the input's size the one whose difference
 * quotient changes least when the step shrinks. At a kink, where the slopes to the left and to the right differ, any
 * slope between the two is right; at a jump and outside the domain of f nothing can be compared. If an input disagrees, the gates are
 * checked one by one, and the first whose local derivative is wrong is named.
 *
 * <p>Work: about 14 forward passes an input (28 with the five-point stencil) and one backward pass, which leaves the
 * gradients of the leaves as they were and those of the interior nodes as {@link Value#backward()} does. The values of
 * the graph are not touched.
 */
public final class GradientCheck {

    /** How a comparison came out. */
    public enum Outcome {
        /** The gradient equals the difference quotient to within the tolerance. */
        AGREES,
        /** The function has a corner here, and the gradient is one of the slopes between those of its two sides. */
        KINK,
        /** The function jumps at the input, or is not finite there or next to it: there is no slope to compare with. */
        EDGE,
        /** The gradient is wrong. */
        DISAGREES
    }

    /**
     * The comparison of one input.
     *
     * @param input with respect to what
     * @param gradient what the backward pass gave
     * @param difference the central difference quotient, NaN at an edge
     * @param step by how much the input was moved
     * @param outcome how the two compare
     */
    public record Entry(Value input, double gradient, double difference, double step, Outcome outcome) {
        /**
         * Returns how far gradient and difference are apart, in relation to the larger of them and 1.
         *
         * @return 0 for equal ones, NaN if one of them is
         */
        public double error() {
            return relativeError(gradient, difference);
        }
    }

    /**
     * A gate whose local derivative is wrong.
     *
     * @param node the gate's node
     * @param operand which operand, from 0
     * @param derivative what the gate said
     * @param difference the central difference quotient of the gate's forward function
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
         * Tells whether no input disagrees.
         *
         * @return whether the gradient is right as far as can be seen
         */
        public boolean passed() {
            return entries.stream().noneMatch(entry -> entry.outcome() == Outcome.DISAGREES);
        }

        /**
         * Returns the input whose gradient and difference are farthest apart, disagreeing ones before others.
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
            boolean aDisagrees = a.outcome() == Outcome.DISAGREES;
            boolean bDisagrees = b.outcome() == Outcome.DISAGREES;
            return aDisagrees == bDisagrees ? a.error() > b.error() : aDisagrees;
        }
    }

    /** How far gradient and difference may be apart unless {@link #tolerance} is called. */
    public static final double DEFAULT_TOLERANCE = 1e-6;

    private final Graph graph;
    private List<Value> inputs;
    private double tolerance = DEFAULT_TOLERANCE;
    private boolean fivePoint;

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
        int[] places = graph.placesOf(inputs);
        for (int i = 0; i < places.length; i++) {
            Value input = inputs.get(i);
            if (places[i] < 0 || !input.isLeaf() || input.isConstant()) {
                throw new IllegalArgumentException("%s is %s; a check moves leaves that the function depends on"
                        .formatted(
                                input,
                                places[i] < 0
                                        ? "not in the function's graph"
                                        : input.isLeaf() ? "a constant" : "computed from others"));
            }
        }
        this.inputs = ImmutableList.copyOf(inputs);
        return this;
    }

    /**
     * Sets how far gradient and difference may be apart, in relation to the larger of them and 1.
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
     * Takes difference quotients over five points, whose error falls with the fourth power of the step and not the
     * second: for tolerances down to about 10⁻¹¹.
     *
     * @return this check
     */
    public GradientCheck fivePoint() {
        fivePoint = true;
        return this;
    }

    /**
     * Runs the check.
     *
     * @return what it found
     */
    public Report run() {
        double[] gradients = gradients();
        int[] places = graph.placesOf(inputs);
        Evaluation evaluation = new Evaluation(graph);
        ImmutableList.Builder<Entry> entries = ImmutableList.builder();
        boolean disagrees = false;
        for (int i = 0; i < places.length; i++) {
            int place = places[i];
            Value input = inputs.get(i);
            DifferenceQuotient quotient =
                    DifferenceQuotient.of(input.data, fivePoint, at -> evaluation.outputAt(place, at));
            Outcome outcome = compare(gradients[i], quotient);
            disagrees |= outcome == Outcome.DISAGREES;
            entries.add(new Entry(input, gradients[i], quotient.slope(), quotient.step(), outcome));
        }
        return new Report(entries.build(), disagrees ? Optional.ofNullable(firstFault()) : Optional.empty());
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

    private Outcome compare(double derivative, DifferenceQuotient quotient) {
        if (quotient.isEdge()) {
            return Outcome.EDGE;
        }
        if (relativeError(derivative, quotient.slope()) <= tolerance) {
            return Outcome.AGREES;
        }
        return quotient.isKinkWith(derivative, tolerance) ? Outcome.KINK : Outcome.DISAGREES;
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
                DifferenceQuotient quotient = DifferenceQuotient.of(operands[k], fivePoint, at -> {
                    double[] moved = operands.clone();
                    moved[position] = at;
                    return node.gate().forward(moved);
                });
                double derivative = node.gate().derivative(k, operands, node.data);
                if (compare(derivative, quotient) == Outcome.DISAGREES) {
                    return new Fault(node, k, derivative, quotient.slope());
                }
            }
        }
        return null;
    }

    private static double relativeError(double a, double b) {
        return a == b ? 0 : Math.abs(a - b) / Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
    }

    /** Forward passes over a graph in arrays of their own, with one leaf moved. */
    private static final class Evaluation {
        private final Graph graph;
        private final double[] values;
        private final double[][] operands;

        Evaluation(Graph graph) {
            this.graph = graph;
            values = graph.topologicalOrder().stream().mapToDouble(Value::data).toArray();
            operands = new double[graph.size()][];
            for (int i = 0; i < operands.length; i++) {
                operands[i] = new double[graph.operandCount(i)];
            }
        }

        double outputAt(int place, double data) {
            for (int i = 0; i < values.length; i++) {
                Value node = graph.node(i);
                if (node.isLeaf()) {
                    values[i] = i == place ? data : node.data;
                    continue;
                }
                for (int k = 0; k < operands[i].length; k++) {
                    operands[i][k] = values[graph.operandIndex(i, k)];
                }
                values[i] = node.gate().forward(operands[i]);
            }
            return values[values.length - 1];
        }
    }
}
