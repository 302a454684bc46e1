package io.gradstep.engine;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Evaluates a graph near its current values, in separate arrays: with one leaf moved, or with every gate's value one
 * bit up or down to estimate the rounding error of the output and the gradient (Monte Carlo arithmetic: Parker, 1997;
 * with fixed signs here).
 */
final class Nearby {
    private static final int PASSES = 8;
    private static final double BIT = 0x1p-52;

    /** Gates with more operands are sums or shares, which are resolved, and moving each operand would take too long. */
    private static final int MAX_OPERANDS = 3;

    /** The part of the period of a periodic function that the least step of a difference quotient may be. */
    private static final double MAX_PART_OF_PERIOD = 0.25;

    private final Graph graph;
    private final double[] values;
    private final double[][] operands;
    private final double output;
    private final double ofOutput;
    private final double[] ofGradient;

    /** The gates that change faster than the spacing of their operands resolves. */
    private final BitSet unresolved = new BitSet();

    Nearby(Graph graph) {
        this.graph = graph;
        int size = graph.size();
        values = new double[size];
        operands = new double[size][];
        for (int i = 0; i < size; i++) {
            operands[i] = new double[graph.operandCount(i)];
        }
        output = outputAt(-1, 0);
        double[] lost = new double[size];
        double[] gradients = gradients(lost);
        boolean finite = Arrays.stream(gradients).allMatch(Double::isFinite);
        findUnresolved();
        ofGradient = lost;
        double farthest = 0;
        for (int pass = 1; pass <= PASSES; pass++) {
            double off = compute(-1, 0, pass) - output;
            // This is beyond an edge of the function, but a NaN gradient here must not look like a slope.
            farthest = larger(farthest, Double.isNaN(off) && finite ? Double.POSITIVE_INFINITY : off);
            double[] moved = gradients(new double[size]);
            for (int i = 0; i < size; i++) {
                double apart = 2 * Math.abs(moved[i] - gradients[i]);
                ofGradient[i] = apart > ofGradient[i] ? apart : ofGradient[i]; // not NaN
            }
        }
        ofOutput = 2 * farthest;
    }

    private static double larger(double farthest, double moved) {
        return Double.isNaN(moved) ? farthest : Math.max(farthest, Math.abs(moved));
    }

    /**
     * Finds gates whose change between two adjacent doubles does not match their slopes, such as sin at 1e20, which has
     * many periods between one double and the next. Difference quotients of such a function are meaningless.
     */
    private void findUnresolved() {
        BitSet visited = Reach.ofPass(graph);
        for (int i = visited.nextSetBit(0); i >= 0; i = visited.nextSetBit(i + 1)) {
            boolean skipped = operands[i].length > MAX_OPERANDS || graph.node(i).is(Op.DETACH);
            for (int k = 0; k < operands[i].length && !skipped; k++) {
                if (!graph.node(graph.operandIndex(i, k)).isConstant() && isUnresolved(i, k)) {
                    unresolved.set(i);
                }
            }
        }
    }

    private boolean isUnresolved(int i, int k) {
        Gate gate = graph.node(i).gate();
        double[] moved = operands[i].clone();
        if (gate instanceof Op op && op.rule() == Rule.BLOCKS && jumps(op, k, moved, values[i])) {
            return true;
        }
        double at = moved[k];
        if (hasPoles(gate) && -at * SlopeCheck.LEAST_STEP > MAX_PART_OF_PERIOD) {
            return true;
        }
        double expected = gate.derivative(k, moved, values[i]) * Math.ulp(at);
        moved[k] = at + Math.ulp(at);
        double after = gate.forward(moved);
        moved[k] = at - Math.ulp(at);
        double before = gate.forward(moved);
        double allowed = Math.abs(expected) / 2 + 8 * Math.ulp(Math.max(Math.abs(before), Math.abs(after)));
        return Math.abs(after - values[i] - expected) > allowed && Math.abs(values[i] - before - expected) > allowed;
    }

    /**
     * Whether a flat gate has a jump within the least step of a difference quotient: many of them look like a slope.
     */
    private static boolean jumps(Op op, int k, double[] operands, double value) {
        double[] moved = operands.clone();
        double step = SlopeCheck.LEAST_STEP * operands[k];
        moved[k] = operands[k] + step;
        double after = op.forward(moved);
        moved[k] = operands[k] - step;
        return after != value || op.forward(moved) != value;
    }

    /** Whether a gate repeats itself below 0, with poles at the integers, so that whole steps would see no poles. */
    private static boolean hasPoles(Gate gate) {
        return gate == Op.LGAMMA || gate == Op.DIGAMMA || gate == Op.POLYGAMMA;
    }

    /** Whether a gate has more jumps or poles than the values resolve, so that they cannot show that it is wrong. */
    boolean hidesJumps(int node) {
        return unresolved.get(node)
                && graph.node(node).gate() instanceof Op op
                && (op.rule() == Rule.BLOCKS || hasPoles(op));
    }

    /** Whether a gate that is {@linkplain #findUnresolved() unresolved} is on a path from a leaf to the output. */
    boolean isUnresolved(int leaf) {
        if (unresolved.isEmpty()) {
            return false;
        }
        BitSet reached = new BitSet();
        reached.set(leaf);
        for (int i = leaf + 1; i < values.length; i++) {
            boolean skipped = graph.node(i).is(Op.DETACH);
            for (int k = 0; k < operands[i].length && !skipped && !reached.get(i); k++) {
                reached.set(i, reached.get(graph.operandIndex(i, k)));
            }
            if (reached.get(i) && unresolved.get(i)) {
                return true;
            }
        }
        return false;
    }

    /** The output at the current values. */
    double output() {
        return output;
    }

    /** The error bound of the output. */
    double ofOutput() {
        return ofOutput;
    }

    /** The error bound of the gradient with respect to a node. */
    double ofGradient(int index) {
        return ofGradient[index];
    }

    /** The output with one leaf moved. */
    double outputAt(int index, double data) {
        return compute(index, data, 0);
    }

    private double compute(int index, double data, int pass) {
        for (int i = 0; i < values.length; i++) {
            Value node = graph.node(i);
            if (node.isLeaf() || node.is(Op.DETACH)) { // the gradient takes what is detached as fixed
                values[i] = i == index ? data : node.data;
                continue;
            }
            for (int k = 0; k < operands[i].length; k++) {
                operands[i][k] = values[graph.operandIndex(i, k)];
            }
            double value = node.gate().forward(operands[i]);
            values[i] = pass == 0 ? value : value + (value * BIT + Double.MIN_VALUE) * sign(i, pass);
        }
        return values[values.length - 1];
    }

    /** A pseudorandom sign for each gate and pass, so that rounding errors that cancel in one pass show in another. */
    private static int sign(int i, int pass) {
        int mixed = (i * 0x9E3779B9) >>> (Integer.SIZE - PASSES);
        return ((mixed >>> (pass - 1)) & 1) == 0 ? -1 : 1;
    }

    /**
     * Applies the chain rule to the values that were computed last.
     *
     * @param lost is filled with the rounding error of each gradient's sum of contributions
     */
    private double[] gradients(double[] lost) {
        double[] gradients = new double[values.length];
        gradients[values.length - 1] = 1;
        BitSet reached = Reach.ofGradient(graph, i -> values[i]);
        for (int i = values.length - 1; i >= 0; i--) {
            Value node = graph.node(i);
            if (node.isLeaf() || node.isConstant() || !reached.get(i)) {
                continue;
            }
            double[] locals = PullBack.locals(node.gate(), operands[i], values[i]);
            for (int k = 0; k < locals.length; k++) {
                int operand = graph.operandIndex(i, k);
                if (!graph.node(operand).isConstant() && node.gate().passes(locals[k])) {
                    double contribution = gradients[i] * locals[k];
                    gradients[operand] += contribution;
                    double rounded = BIT * Math.abs(contribution) + Math.abs(lost[i] * locals[k]);
                    lost[operand] += Double.isNaN(rounded) ? 0 : rounded;
                }
            }
        }
        return gradients;
    }
}
