package io.gradstep.engine.compile;

import org.jspecify.annotations.Nullable;

/**
 * Dot gates over the same values at one point: a layer, as a product of a matrix and a vector. The weights of each gate
 * are parameters that follow one another, and are read where the caller has them.
 *
 * <p>Four or eight gates at a time go along their weights together, which keeps the processor busy where one sum would
 * wait for each addition to end. Each sum adds its terms from left to right.
 */
final class TapeMatrix implements TapeStep {
    /** The first gate's place; the others follow. */
    private final int y;

    /** Where the values that are multiplied begin; they follow one another. */
    private final int x;

    private final int inputs;

    /** Which parameter the first weight of each gate is. */
    private final int[] weights;

    /** The place of what is added at the end of each gate, or null if nothing is. */
    private final int @Nullable [] biases;

    /** Whether a gradient flows through the gates, into the weights, and into the values that are multiplied. */
    private final boolean reached;

    private final boolean weightsActive;
    private final boolean inputsActive;

    /** Whether nothing else uses the weights, so that their gradients are written and not added. */
    private final boolean owned;

    TapeMatrix(
            int y,
            int x,
            int inputs,
            int[] weights,
            int @Nullable [] biases,
            boolean reached,
            boolean weightsActive,
            boolean inputsActive,
            boolean owned) {
        this.y = y;
        this.x = x;
        this.inputs = inputs;
        this.weights = weights;
        this.biases = biases;
        this.reached = reached;
        this.weightsActive = weightsActive;
        this.inputsActive = inputsActive;
        this.owned = owned;
    }

    @Override
    public void forward(double[] p, double[] inputs, Room room) {
        double[] v = room.values;
        int i = 0;
        for (; i + 8 <= weights.length; i += 8) {
            eight(p, v, i);
        }
        for (; i < weights.length; i++) {
            v[y + i] = one(p, v, weights[i]);
        }
        if (biases != null) {
            for (i = 0; i < weights.length; i++) {
                v[y + i] += v[biases[i]];
            }
        }
    }

    private double one(double[] p, double[] v, int w) {
        double sum = p[w] * v[x];
        for (int j = 1; j < inputs; j++) {
            sum += p[w + j] * v[x + j];
        }
        return sum;
    }

    private void eight(double[] p, double[] v, int i) {
        int w0 = weights[i];
        int w1 = weights[i + 1];
        int w2 = weights[i + 2];
        int w3 = weights[i + 3];
        int w4 = weights[i + 4];
        int w5 = weights[i + 5];
        int w6 = weights[i + 6];
        int w7 = weights[i + 7];
        double a = v[x];
        double s0 = p[w0] * a;
        double s1 = p[w1] * a;
        double s2 = p[w2] * a;
        double s3 = p[w3] * a;
        double s4 = p[w4] * a;
        double s5 = p[w5] * a;
        double s6 = p[w6] * a;
        double s7 = p[w7] * a;
        for (int j = 1; j < inputs; j++) {
            a = v[x + j];
            s0 += p[w0 + j] * a;
            s1 += p[w1 + j] * a;
            s2 += p[w2 + j] * a;
            s3 += p[w3 + j] * a;
            s4 += p[w4 + j] * a;
            s5 += p[w5 + j] * a;
            s6 += p[w6 + j] * a;
            s7 += p[w7 + j] * a;
        }
        v[y + i] = s0;
        v[y + i + 1] = s1;
        v[y + i + 2] = s2;
        v[y + i + 3] = s3;
        v[y + i + 4] = s4;
        v[y + i + 5] = s5;
        v[y + i + 6] = s6;
        v[y + i + 7] = s7;
    }

    @Override
    public void backward(double[] p, double[] gp, double[] gx, Room room) {
        double[] v = room.values;
        double[] g = room.gradients;
        if (!reached) {
            return;
        }
        if (biases != null) {
            for (int i = 0; i < biases.length; i++) {
                g[biases[i]] += g[y + i]; // nobody looks at it where it is not active
            }
        }
        if (inputsActive) {
            pullBackInputs(p, g);
        }
        if (weightsActive) {
            for (int i = 0; i < weights.length; i++) {
                if (owned) {
                    setWeights(gp, weights[i], g[y + i], v);
                } else {
                    addWeights(gp, weights[i], g[y + i], v);
                }
            }
        }
    }

    private void pullBackInputs(double[] p, double[] g) {
        int i = 0;
        for (; i + 8 <= weights.length; i += 8) {
            eightInputs(p, g, i);
        }
        for (; i < weights.length; i++) {
            double d = g[y + i];
            int w = weights[i];
            for (int j = 0; j < inputs; j++) {
                g[x + j] += d * p[w + j];
            }
        }
    }

    private void eightInputs(double[] p, double[] g, int i) {
        int w0 = weights[i];
        int w1 = weights[i + 1];
        int w2 = weights[i + 2];
        int w3 = weights[i + 3];
        int w4 = weights[i + 4];
        int w5 = weights[i + 5];
        int w6 = weights[i + 6];
        int w7 = weights[i + 7];
        double d0 = g[y + i];
        double d1 = g[y + i + 1];
        double d2 = g[y + i + 2];
        double d3 = g[y + i + 3];
        double d4 = g[y + i + 4];
        double d5 = g[y + i + 5];
        double d6 = g[y + i + 6];
        double d7 = g[y + i + 7];
        for (int j = 0; j < inputs; j++) {
            g[x + j] = g[x + j]
                    + d0 * p[w0 + j]
                    + d1 * p[w1 + j]
                    + d2 * p[w2 + j]
                    + d3 * p[w3 + j]
                    + d4 * p[w4 + j]
                    + d5 * p[w5 + j]
                    + d6 * p[w6 + j]
                    + d7 * p[w7 + j];
        }
    }

    private void setWeights(double[] gp, int w, double d, double[] v) {
        for (int j = 0; j < inputs; j++) {
            gp[w + j] = 0.0 + d * v[x + j]; // no gradient is −0
        }
    }

    private void addWeights(double[] gp, int w, double d, double[] v) {
        for (int j = 0; j < inputs; j++) {
            gp[w + j] += d * v[x + j];
        }
    }
}
