package io.gradstep.engine;

/**
 * A graph computed near its present values, in arrays of its own: with one leaf moved, or with every gate's value one bit
 * up or down, which shows how far rounding can carry the output and the gradient (Monte Carlo arithmetic: Parker, 1997;
 * the signs here are the same each time).
 */
final class Nearby {
    private static final int PASSES = 3;
    private static final double BIT = 0x1p-52;

    private final Graph graph;
    private final double[] values;
    private final double[][] operands;
    private final double output;
    private final double ofOutput;
    private final double[] ofGradient;

    Nearby(Graph graph) {
        this.graph = graph;
        int size = graph.size();
        values = new double[size];
        operands = new double[size][];
        for (int i = 0; i < size; i++) {
            operands[i] = new double[graph.operandCount(i)];
        }
        output = outputAt(-1, 0);
        double[] gradients = gradients();
        ofGradient = new double[size];
        double farthest = 0;
        for (int pass = 1; pass <= PASSES; pass++) {
            farthest = larger(farthest, compute(-1, 0, pass) - output);
            double[] moved = gradients();
            for (int i = 0; i < size; i++) {
                ofGradient[i] = larger(ofGradient[i], 2 * (moved[i] - gradients[i]));
            }
        }
        ofOutput = 2 * farthest;
    }

    private static double larger(double farthest, double moved) {
        return Double.isFinite(moved) ? Math.max(farthest, Math.abs(moved)) : farthest;
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
    double ofGradient(int place) {
        return ofGradient[place];
    }

    /** The output with one leaf moved. */
    double outputAt(int place, double data) {
        return compute(place, data, 0);
    }

    private double compute(int place, double data, int pass) {
        for (int i = 0; i < values.length; i++) {
            Value node = graph.node(i);
            if (node.isLeaf()) {
                values[i] = i == place ? data : node.data;
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

    private static int sign(int i, int pass) {
        int mixed = (i + 1) * 0x9E3779B9 + pass * 0x85EBCA6B;
        return ((mixed ^ (mixed >>> 15)) * 0x2C1B3C6D) < 0 ? -1 : 1;
    }

    /** The chain rule for the values that were computed last. */
    private double[] gradients() {
        double[] gradients = new double[values.length];
        gradients[values.length - 1] = 1;
        for (int i = values.length - 1; i >= 0; i--) {
            Value node = graph.node(i);
            if (node.isLeaf() || node.isConstant()) {
                continue;
            }
            double[] locals = PullBack.locals(node.gate(), operands[i], values[i]);
            for (int k = 0; k < locals.length; k++) {
                if (!graph.node(graph.operandIndex(i, k)).isConstant()) {
                    gradients[graph.operandIndex(i, k)] += gradients[i] * locals[k];
                }
            }
        }
        return gradients;
    }
}
