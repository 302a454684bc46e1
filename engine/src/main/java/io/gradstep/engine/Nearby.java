package io.gradstep.engine;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A graph computed near its present values, in arrays of its own: with one leaf moved, or with every gate's value one bit
 * up or down, which shows how far rounding can carry the output and the gradient (Monte Carlo arithmetic: Parker, 1997;
 * the signs here are the same each time).
 */
final class Nearby {
    private static final int PASSES = 8;
    private static final double BIT = 0x1p-52;

    /** Of more operands, each is a summand or has a share, and resolved; to move each of many would take too long. */
    private static final int MAX_OPERANDS = 3;

    private final Graph graph;
    private final double[] values;
    private final double[][] operands;
    private final double output;
    private final double ofOutput;
    private final double[] ofGradient;

    /** The gates whose operands are too coarse for them. */
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
            // Past an edge of the function: but a gradient that is NaN is told from one where the function has a slope.
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
     * Looks for gates that change more, or otherwise, between two doubles than their slopes say: sin at 1e20, where there
     * are many periods between one double and the next. Of such a function no difference quotient tells anything.
     */
    private void findUnresolved() {
        for (int i = 0; i < values.length; i++) {
            for (int k = 0; k < operands[i].length && operands[i].length <= MAX_OPERANDS; k++) {
                if (!graph.node(graph.operandIndex(i, k)).isConstant() && isUnresolved(i, k)) {
                    unresolved.set(i);
                }
            }
        }
    }

    private boolean isUnresolved(int i, int k) {
        Gate gate = graph.node(i).gate();
        double[] moved = operands[i].clone();
        double at = moved[k];
        double expected = gate.derivative(k, moved, values[i]) * Math.ulp(at);
        moved[k] = at + Math.ulp(at);
        double after = gate.forward(moved);
        moved[k] = at - Math.ulp(at);
        double before = gate.forward(moved);
        double allowed = Math.abs(expected) / 2 + 8 * Math.ulp(Math.max(Math.abs(before), Math.abs(after)));
        return Math.abs(after - values[i] - expected) > allowed && Math.abs(values[i] - before - expected) > allowed;
    }

    /** Whether a gate that is {@linkplain #findUnresolved() unresolved} is on the way from a leaf to the output. */
    boolean isUnresolved(int leaf) {
        if (unresolved.isEmpty()) {
            return false;
        }
        BitSet reached = new BitSet();
        reached.set(leaf);
        for (int i = leaf + 1; i < values.length; i++) {
            for (int k = 0; k < operands[i].length && !reached.get(i); k++) {
                reached.set(i, reached.get(graph.operandIndex(i, k)));
            }
            if (reached.get(i) && unresolved.get(i)) {
                return true;
            }
        }
        return false;
    }

    /** The output as it is. */
    double output() {
        return output;
    }

    /** How far off the output may be. */
    double ofOutput() {
        return ofOutput;
    }

    /** How far off the gradient with respect to a node may be. */
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
            if (node.isLeaf()) {
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

    /** One bit of a number that hardly any two gates near each other share: so rounding that cancels in a pass shows in another. */
    private static int sign(int i, int pass) {
        int mixed = (i * 0x9E3779B9) >>> (Integer.SIZE - PASSES);
        return ((mixed >>> (pass - 1)) & 1) == 0 ? -1 : 1;
    }

    /**
     * The chain rule for the values that were computed last.
     *
     * @param lost to be filled with how much of each gradient may be lost where contributions are added up
     */
    private double[] gradients(double[] lost) {
        double[] gradients = new double[values.length];
        gradients[values.length - 1] = 1;
        for (int i = values.length - 1; i >= 0; i--) {
            Value node = graph.node(i);
            if (node.isLeaf() || node.isConstant()) {
                continue;
            }
            double[] locals = PullBack.locals(node.gate(), operands[i], values[i]);
            for (int k = 0; k < locals.length; k++) {
                int operand = graph.operandIndex(i, k);
                if (!graph.node(operand).isConstant()) {
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
