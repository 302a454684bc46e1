package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.rows.MatrixLoops;
import io.gradstep.engine.compile.rows.RowLoops;
import java.util.Arrays;

/**
 * Dot gates over the same rows, each with shared weights: a layer, as a product of matrices.
 *
 * <p>Forward and the gradients of the rows run along the lanes. The gradients of the weights, sums over the lanes, run
 * along the wider side of the matrix of weights instead, for which the other factor is transposed first, so that no
 * loop has to sum its own row; each is summed lane after lane. The gradients of the biases are summed by
 * {@link SharedTerms}.
 */
final class DenseStep implements LaneStep {
    static final int NONE = -1;

    /** With fewer lanes the loops run along inputs or outputs. */
    private static final int NARROW = 8;

    final int number;

    /** The rows that are computed. */
    final int[] y;

    /** The rows that are multiplied. */
    final int[] x;

    /** The indices of the weights among the shared numbers: a row for each output, a column for each input. */
    private final int[][] weights;

    /** The index of the shared number that is added at the end of each sum, or {@link #NONE}. */
    private final int[] biases;

    /** Whether the weights of each output follow one another. */
    private final boolean sideBySide;

    /** Where they do. */
    private final int[] firsts;

    /** Whether no row is multiplied twice. */
    private final boolean distinct;

    boolean weightsActive;

    /** Whether a gradient flows into each x. */
    final boolean[] active;

    /** Whether this is the first step to write the gradient of each x. */
    final boolean[] first;

    /** Makes a step that no gradient flows through yet. */
    DenseStep(int number, int[] y, int[] x, int[][] weights, int[] biases) {
        this.number = number;
        this.y = y;
        this.x = x;
        this.weights = weights;
        this.biases = biases;
        this.sideBySide = Arrays.stream(weights).allMatch(DenseStep::followOneAnother);
        this.distinct = Arrays.stream(x).distinct().count() == x.length;
        this.firsts = Arrays.stream(weights).mapToInt(w -> w[0]).toArray();
        this.active = new boolean[x.length];
        this.first = new boolean[x.length];
    }

    private static boolean followOneAnother(int[] numbers) {
        for (int k = 1; k < numbers.length; k++) {
            if (numbers[k] != numbers[0] + k) {
                return false;
            }
        }
        return true;
    }

    /** Whether a few lanes are computed one by one: rows that occur twice would read gradients before they are set. */
    private boolean isNarrow(int n) {
        return n < NARROW && sideBySide && distinct;
    }

    /** Whether the gradients of the weights run along the inputs, and not along the outputs. */
    private boolean alongInputs() {
        return x.length >= y.length;
    }

    double[][] newWeightGradients() {
        if (!weightsActive) {
            return new double[0][];
        }
        return alongInputs() ? new double[y.length][x.length] : new double[x.length][y.length];
    }

    int turnedWidth() {
        return alongInputs() ? x.length : y.length;
    }

    @Override
    public void forward(LaneWorkspace workspace, int n) {
        if (isNarrow(n)) {
            for (int l = 0; l < n; l++) {
                forwardOne(workspace, l);
            }
        } else {
            forwardRows(workspace, n);
        }
        for (int i = 0; i < y.length; i++) {
            if (biases[i] != NONE) {
                RowLoops.addConstant(workspace.values[y[i]], workspace.shared[biases[i]], n);
            }
        }
    }

    private void forwardOne(LaneWorkspace workspace, int l) {
        double[] inputs = workspace.inputs;
        double[] outputs = workspace.outputs;
        for (int j = 0; j < x.length; j++) {
            inputs[j] = workspace.values[x[j]][l];
        }
        MatrixLoops.multiply(workspace.shared, firsts, inputs, 0, x.length, outputs, 0);
        for (int i = 0; i < y.length; i++) {
            workspace.values[y[i]][l] = outputs[i];
        }
    }

    private void forwardRows(LaneWorkspace workspace, int n) {
        for (int j = 0; j < x.length; j++) {
            workspace.rows[j] = workspace.values[x[j]];
        }
        for (int i = 0; i < y.length; i += RowLoops.MAX_SUMS) {
            int sums = Math.min(RowLoops.MAX_SUMS, y.length - i);
            for (int s = 0; s < sums; s++) {
                workspace.sums[s] = workspace.values[y[i + s]];
                int[] w = weights[i + s];
                if (sideBySide) {
                    workspace.coefficients[s] = workspace.shared;
                    workspace.firsts[s] = w[0];
                    continue;
                }
                double[] c = workspace.gather(s);
                for (int j = 0; j < w.length; j++) {
                    c[j] = workspace.shared[w[j]];
                }
            }
            workspace.combine(sums, x.length, n, true);
        }
    }

    @Override
    public void backward(LaneWorkspace workspace, int n) {
        if (!isNarrow(n)) {
            pullBackRows(workspace, n);
        } else if (anyActive()) {
            for (int l = 0; l < n; l++) {
                pullBackOne(workspace, l);
            }
        }
        if (weightsActive) {
            pullBackWeights(workspace, n);
        }
    }

    private boolean anyActive() {
        for (boolean each : active) {
            if (each) {
                return true;
            }
        }
        return false;
    }

    private void pullBackOne(LaneWorkspace workspace, int l) {
        double[] inputs = workspace.inputs;
        double[] outputs = workspace.outputs;
        for (int i = 0; i < y.length; i++) {
            outputs[i] = workspace.gradients[y[i]][l];
        }
        for (int j = 0; j < x.length; j++) {
            inputs[j] = active[j] && !first[j] ? workspace.gradients[x[j]][l] : -0.0; // adding any d to it gives d
        }
        MatrixLoops.pullBack(workspace.shared, firsts, outputs, 0, inputs, x.length, workspace.weightRows);
        for (int j = 0; j < x.length; j++) {
            if (active[j]) {
                workspace.gradients[x[j]][l] = inputs[j];
            }
        }
    }

    private void pullBackRows(LaneWorkspace workspace, int n) {
        for (int i = 0; i < y.length; i++) {
            workspace.rows[i] = workspace.gradients[y[i]];
        }
        int sums = 0;
        boolean set = false;
        for (int j = 0; j < x.length; j++) {
            if (!active[j]) {
                continue;
            }
            if (sums == RowLoops.MAX_SUMS || first[j] != set) {
                workspace.combine(sums, y.length, n, set);
                sums = 0;
                set = first[j];
            }
            workspace.sums[sums] = workspace.gradients[x[j]];
            double[] c = workspace.gather(sums);
            for (int i = 0; i < y.length; i++) {
                c[i] = workspace.shared[weights[i][j]];
            }
            sums++;
        }
        workspace.combine(sums, y.length, n, set);
    }

    private void pullBackWeights(LaneWorkspace workspace, int n) {
        double[][] turned = workspace.turned;
        int[] along = alongInputs() ? x : y;
        double[][] source = alongInputs() ? workspace.values : workspace.gradients;
        for (int j = 0; j < along.length; j++) {
            workspace.rows[j] = source[along[j]];
        }
        RowLoops.transpose(workspace.rows, along.length, turned, n);
        int[] across = alongInputs() ? y : x;
        double[][] coefficients = alongInputs() ? workspace.gradients : workspace.values;
        double[][] totals = workspace.weightGradients[number];
        for (int i = 0; i < across.length; i += RowLoops.MAX_SUMS) {
            int sums = Math.min(RowLoops.MAX_SUMS, across.length - i);
            for (int s = 0; s < sums; s++) {
                workspace.sums[s] = totals[i + s];
                workspace.coefficients[s] = coefficients[across[i + s]];
                workspace.firsts[s] = 0;
            }
            RowLoops.combine(
                    workspace.sums,
                    workspace.coefficients,
                    workspace.firsts,
                    sums,
                    turned,
                    n,
                    along.length,
                    workspace.fresh);
        }
    }

    /** Adds the gradients of the weights, summed up over blocks, to the shared gradients. */
    void flush(LaneWorkspace workspace) {
        double[][] sums = workspace.weightGradients[number];
        for (int s = 0; s < sums.length; s++) {
            double[] row = sums[s];
            if (sideBySide && alongInputs()) {
                int w = firsts[s];
                for (int k = 0; k < row.length; k++) {
                    workspace.sharedGradients[w + k] += row[k];
                }
                continue;
            }
            for (int k = 0; k < row.length; k++) {
                int weight = alongInputs() ? weights[s][k] : weights[k][s];
                workspace.sharedGradients[weight] += row[k];
            }
        }
    }
}
