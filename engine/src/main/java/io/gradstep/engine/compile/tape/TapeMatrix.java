package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.rows.RowLoops;
import org.jspecify.annotations.Nullable;

/**
 * Dot gates over the same values at one point: a layer, as a product of a matrix and a vector. The weights of each gate
 * are consecutive parameters, read directly from the caller's array.
 *
 * <p>The forward pass processes the weights of four gates together, because a single sum would wait for each addition
 * to finish. Each sum adds its terms from left to right.
 */
final class TapeMatrix implements TapeStep {
    /** From this number of inputs it pays to copy a row so that HotSpot can vectorise a loop over it. */
    private static final int WIDE = 16;

    /** The first gate's index; the others follow. */
    private final int y;

    /** The index of the first input; the others follow. */
    private final int x;

    private final int inputCount;

    /** The parameter number of each gate's first weight. */
    private final int[] weights;

    /** The index of each gate's bias, or null if there are none. */
    private final int @Nullable [] biases;

    /** Whether a gradient flows through the gates, into the weights, and into the values that are multiplied. */
    private final boolean reached;

    private final boolean weightsActive;
    private final boolean inputsActive;

    /** Whether the gradients of the weights are overwritten instead of added to, because nothing else uses them. */
    private final boolean writing;

    TapeMatrix(
            int y,
            int x,
            int inputCount,
            int[] weights,
            int @Nullable [] biases,
            boolean reached,
            boolean weightsActive,
            boolean inputsActive,
            boolean writing) {
        this.y = y;
        this.x = x;
        this.inputCount = inputCount;
        this.weights = weights;
        this.biases = biases;
        this.reached = reached;
        this.weightsActive = weightsActive;
        this.inputsActive = inputsActive;
        this.writing = writing;
    }

    /** Whether a matrix with this number of inputs and unshared weights overwrites their gradients. */
    static boolean writesWeights(int inputCount) {
        return inputCount >= WIDE;
    }

    @Override
    public void forward(double[] p, double[] arguments, Workspace workspace) {
        double[] v = workspace.values;
        int i = 0;
        for (; i + 4 <= weights.length; i += 4) {
            four(p, v, i);
        }
        for (; i < weights.length; i++) {
            one(p, v, i);
        }
        if (biases != null) {
            for (i = 0; i < weights.length; i++) {
                v[y + i] += v[biases[i]];
            }
        }
    }

    private void one(double[] p, double[] v, int i) {
        int w = weights[i];
        double sum = p[w] * v[x];
        for (int j = 1; j < inputCount; j++) {
            sum += p[w + j] * v[x + j];
        }
        v[y + i] = sum;
    }

    private void four(double[] p, double[] v, int i) {
        int w0 = weights[i];
        int w1 = weights[i + 1];
        int w2 = weights[i + 2];
        int w3 = weights[i + 3];
        double a = v[x];
        double s0 = p[w0] * a;
        double s1 = p[w1] * a;
        double s2 = p[w2] * a;
        double s3 = p[w3] * a;
        for (int j = 1; j < inputCount; j++) {
            a = v[x + j];
            s0 += p[w0 + j] * a;
            s1 += p[w1 + j] * a;
            s2 += p[w2 + j] * a;
            s3 += p[w3 + j] * a;
        }
        v[y + i] = s0;
        v[y + i + 1] = s1;
        v[y + i + 2] = s2;
        v[y + i + 3] = s3;
    }

    @Override
    public void backward(double[] p, double[] gp, double[] inputGradient, Workspace workspace) {
        if (!reached) {
            return;
        }
        double[] g = workspace.gradients;
        if (biases != null) {
            for (int i = 0; i < biases.length; i++) {
                g[biases[i]] += g[y + i]; // never read if it is not active
            }
        }
        if (inputsActive) {
            pullBackInputs(p, workspace);
        }
        if (weightsActive) {
            if (writing) {
                setWeights(gp, workspace);
            } else {
                addWeights(gp, workspace);
            }
        }
    }

    private void pullBackInputs(double[] p, Workspace workspace) {
        double[] g = workspace.gradients;
        int i = 0;
        if (inputCount >= WIDE) {
            double[][] rows = workspace.scratch;
            double[] sums = rows[4];
            System.arraycopy(g, x, sums, 0, inputCount);
            for (; i + 4 <= weights.length; i += 4) {
                for (int r = 0; r < 4; r++) {
                    System.arraycopy(p, weights[i + r], rows[r], 0, inputCount);
                }
                RowLoops.combine(sums, g, y + i, rows, 4, inputCount, false);
            }
            System.arraycopy(sums, 0, g, x, inputCount);
        }
        for (; i < weights.length; i++) {
            double d = g[y + i];
            int w = weights[i];
            for (int j = 0; j < inputCount; j++) {
                g[x + j] += d * p[w + j];
            }
        }
    }

    private void setWeights(double[] gp, Workspace workspace) {
        double[] g = workspace.gradients;
        double[] row0 = workspace.scratch[0];
        double[] row1 = workspace.scratch[1];
        double[] values = workspace.scratch[4];
        System.arraycopy(workspace.values, x, values, 0, inputCount);
        int i = 0;
        for (; i + 2 <= weights.length; i += 2) {
            RowLoops.setMultiples(row0, g[y + i], row1, g[y + i + 1], values, inputCount);
            System.arraycopy(row0, 0, gp, weights[i], inputCount);
            System.arraycopy(row1, 0, gp, weights[i + 1], inputCount);
        }
        if (i < weights.length) {
            RowLoops.setMultiples(row0, g[y + i], row1, 0, values, inputCount);
            System.arraycopy(row0, 0, gp, weights[i], inputCount);
        }
    }

    private void addWeights(double[] gp, Workspace workspace) {
        double[] v = workspace.values;
        for (int i = 0; i < weights.length; i++) {
            double d = workspace.gradients[y + i];
            int w = weights[i];
            for (int j = 0; j < inputCount; j++) {
                gp[w + j] += d * v[x + j];
            }
        }
    }
}
