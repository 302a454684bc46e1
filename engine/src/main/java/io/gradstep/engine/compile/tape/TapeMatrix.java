package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.rows.MatrixLoops;
import io.gradstep.engine.compile.rows.RowLoops;
import org.jspecify.annotations.Nullable;

/**
 * Dot gates over the same values at one point: a layer, as a product of a matrix and a vector. The weights of each gate
 * are consecutive parameters, read directly from the caller's array.
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

    private final boolean inputsActive;
    private Weights gradients;

    /** The number of the copy of the weights in the workspace, after which comes the transposed one; −1 for none. */
    private int copy = -1;

    /** The part of a matrix in the gradient of its weights. */
    enum Weights {
        /** None: they take no gradient, or a {@link TapeWeights} computes it. */
        LEFT,
        /** The matrix adds to it. */
        ADDED,
        /** The matrix overwrites it, because nothing else uses the weights. */
        WRITTEN
    }

    TapeMatrix(
            int y,
            int x,
            int inputCount,
            int[] weights,
            int @Nullable [] biases,
            boolean reached,
            boolean inputsActive,
            Weights gradients) {
        this.y = y;
        this.x = x;
        this.inputCount = inputCount;
        this.weights = weights;
        this.biases = biases;
        this.reached = reached;
        this.inputsActive = inputsActive;
        this.gradients = gradients;
    }

    int y() {
        return y;
    }

    int x() {
        return x;
    }

    int inputCount() {
        return inputCount;
    }

    /** The parameter number of each gate's first weight; not to be changed. */
    int[] weights() {
        return weights;
    }

    boolean isReached() {
        return reached;
    }

    /** Leaves the gradient of the weights to another step, which also copies them, before the first sweep. */
    void share(int copy) {
        this.gradients = Weights.LEFT;
        this.copy = copy;
    }

    /** Overwrites the gradient of the weights from now on. */
    void write() {
        this.gradients = Weights.WRITTEN;
    }

    /** Whether a matrix with this number of inputs and unshared weights overwrites their gradients. */
    static boolean writesWeights(int inputCount) {
        return inputCount >= WIDE;
    }

    @Override
    public void forward(double[] p, double[] arguments, Workspace workspace) {
        double[] v = workspace.values;
        if (copy >= 0) {
            double[] out = workspace.scratch[0];
            RowLoops.combine(out, v, x, workspace.matrices[copy + 1], inputCount, weights.length, true);
            System.arraycopy(out, 0, v, y, weights.length);
        } else {
            MatrixLoops.multiply(p, weights, v, x, inputCount, v, y);
        }
        if (biases != null) {
            for (int i = 0; i < weights.length; i++) {
                v[y + i] += v[biases[i]];
            }
        }
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
        if (gradients == Weights.WRITTEN) {
            setWeights(gp, workspace);
        } else if (gradients == Weights.ADDED) {
            addWeights(gp, workspace);
        }
    }

    private void pullBackInputs(double[] p, Workspace workspace) {
        double[] g = workspace.gradients;
        double[] sums = workspace.scratch[4];
        if (copy >= 0) {
            System.arraycopy(g, x, sums, 0, inputCount);
            RowLoops.combine(sums, g, y, workspace.matrices[copy], weights.length, inputCount, false);
            System.arraycopy(sums, 0, g, x, inputCount);
            return;
        }
        if (inputCount >= WIDE) {
            System.arraycopy(g, x, sums, 0, inputCount);
            MatrixLoops.pullBack(p, weights, g, y, sums, inputCount, workspace.scratch);
            System.arraycopy(sums, 0, g, x, inputCount);
            return;
        }
        for (int i = 0; i < weights.length; i++) {
            double d = g[y + i];
            int w = weights[i];
            for (int j = 0; j < inputCount; j++) {
                g[x + j] += d * p[w + j];
            }
        }
    }

    private void setWeights(double[] gp, Workspace workspace) {
        double[] g = workspace.gradients;
        double[][] rows = workspace.scratch;
        double[] values = rows[4];
        System.arraycopy(workspace.values, x, values, 0, inputCount);
        int i = 0;
        for (; i + 4 <= weights.length; i += 4) {
            RowLoops.setMultiples(rows, g, y + i, values, inputCount);
            for (int r = 0; r < 4; r++) {
                System.arraycopy(rows[r], 0, gp, weights[i + r], inputCount);
            }
        }
        for (; i < weights.length; i++) {
            RowLoops.setMultiple(rows[0], g[y + i], values, inputCount);
            System.arraycopy(rows[0], 0, gp, weights[i], inputCount);
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
