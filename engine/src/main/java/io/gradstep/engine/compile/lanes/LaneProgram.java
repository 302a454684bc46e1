package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.rows.RowLoops;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded function as steps over rows of lanes, one lane per sample. Nodes that depend on parameters alone are
 * shared by the lanes and computed once.
 */
final class LaneProgram {
    private final LaneStep[] steps;
    final DenseStep[] dense;
    final SharedTerms sharedTerms;

    /** Whether each row has a gradient. */
    final boolean[] gradientRows;

    final int[] operandLengths;

    /** The row of each output. */
    final int[] outputRows;

    /** The row that each input fills, or −1. */
    private final int[] inputRows;

    /** The rows of gradients that steps only add to. */
    private final int[] cleared;

    private final SharedNumbers shared;

    LaneProgram(
            List<LaneStep> steps,
            List<DenseStep> dense,
            SharedTerms sharedTerms,
            boolean[] gradientRows,
            int[] operandLengths,
            int[] outputRows,
            int[] inputRows,
            int[] cleared,
            SharedNumbers shared) {
        this.steps = steps.toArray(LaneStep[]::new);
        this.dense = dense.toArray(DenseStep[]::new);
        this.sharedTerms = sharedTerms;
        this.gradientRows = gradientRows;
        this.operandLengths = operandLengths;
        this.outputRows = outputRows;
        this.inputRows = inputRows;
        this.cleared = cleared;
        this.shared = shared;
    }

    int rowCount() {
        return gradientRows.length;
    }

    int sharedCount() {
        return shared.count();
    }

    @Nullable
    Workspace sharedWorkspace() {
        return shared.workspace();
    }

    /** Computes the numbers that all lanes share, and starts the sums of their gradients. */
    void prepare(double[] parameters, LaneWorkspace workspace) {
        workspace.fresh = true;
        Arrays.fill(workspace.termSums, 0);
        shared.compute(parameters, workspace.shared, workspace.sharedWorkspace);
    }

    /** Puts {@code n} samples, rows of inputs, into the lanes. */
    void load(LaneWorkspace workspace, double[][] samples, int from, int n) {
        for (int l = 0; l < n; l++) {
            double[] sample = samples[from + l];
            for (int k = 0; k < inputRows.length; k++) {
                if (inputRows[k] >= 0) {
                    workspace.values[inputRows[k]][l] = sample[k];
                }
            }
        }
    }

    void forward(LaneWorkspace workspace, int n) {
        for (LaneStep step : steps) {
            step.forward(workspace, n);
        }
    }

    /** Clears the gradients; then the caller adds seeds to those of the output rows. */
    void clearGradients(LaneWorkspace workspace, int n) {
        for (int row : cleared) {
            Arrays.fill(workspace.gradients[row], 0, n, 0);
        }
    }

    /** Adds a seed to the gradient of an output, if it has one. */
    void seed(int output, double seed, LaneWorkspace workspace, int n) {
        int row = outputRows[output];
        if (gradientRows[row]) {
            RowLoops.addConstant(workspace.gradients[row], seed, n);
        }
    }

    /** The values of an input in the lanes, to be written before {@link #forward}; null if nothing depends on it. */
    double @Nullable [] input(int k, LaneWorkspace workspace) {
        return inputRows[k] < 0 ? null : workspace.values[inputRows[k]];
    }

    /** Takes the values of an input in the lanes from a row that nothing writes to, if anything depends on it. */
    void setInput(int k, double[] row, LaneWorkspace workspace) {
        if (inputRows[k] >= 0) {
            workspace.values[inputRows[k]] = row;
        }
    }

    /** The gradients of an input in the lanes, after {@link #backward}; null if none flow into it. */
    double @Nullable [] inputGradient(int k, LaneWorkspace workspace) {
        return inputRows[k] < 0 || !gradientRows[inputRows[k]] ? null : workspace.gradients[inputRows[k]];
    }

    /** The values of an output in the lanes. */
    double[] output(int k, LaneWorkspace workspace) {
        return workspace.values[outputRows[k]];
    }

    /** The gradients of an output in the lanes, to which seeds are added; null if none flow from it. */
    double @Nullable [] outputGradient(int k, LaneWorkspace workspace) {
        return gradientRows[outputRows[k]] ? workspace.gradients[outputRows[k]] : null;
    }

    /** Writes the outputs of {@code n} samples. */
    void store(LaneWorkspace workspace, double[][] outputs, int from, int n) {
        double[][] values = workspace.values;
        int k = 0;
        for (; k + 3 < outputRows.length; k += 4) { // four at a time, which share a line of the cache
            double[] a = values[outputRows[k]];
            double[] b = values[outputRows[k + 1]];
            double[] c = values[outputRows[k + 2]];
            double[] d = values[outputRows[k + 3]];
            for (int l = 0; l < n; l++) {
                double[] output = outputs[from + l];
                output[k] = a[l];
                output[k + 1] = b[l];
                output[k + 2] = c[l];
                output[k + 3] = d[l];
            }
        }
        for (; k < outputRows.length; k++) {
            double[] row = values[outputRows[k]];
            for (int l = 0; l < n; l++) {
                outputs[from + l][k] = row[l];
            }
        }
    }

    void backward(LaneWorkspace workspace, int n) {
        for (int s = steps.length - 1; s >= 0; s--) {
            steps[s].backward(workspace, n);
        }
        sharedTerms.add(workspace, n);
        workspace.fresh = false;
    }

    /**
     * Adds the gradients of the parameters, summed over all lanes since {@link #prepare}, to an array.
     */
    void flush(LaneWorkspace workspace, double[] parameterGradient) {
        Arrays.fill(workspace.sharedGradients, 0);
        for (DenseStep step : dense) {
            step.flush(workspace);
        }
        sharedTerms.flush(workspace);
        shared.pullBack(workspace.sharedGradients, parameterGradient, workspace.sharedWorkspace);
    }
}
