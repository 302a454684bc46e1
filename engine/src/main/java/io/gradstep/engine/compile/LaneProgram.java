package io.gradstep.engine.compile;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded function as steps over rows of lanes, one lane a sample. What depends on parameters alone is shared by the
 * lanes and computed once.
 */
final class LaneProgram {
    private final LaneStep[] steps;
    final DenseStep[] dense;

    /** Whether each row has a gradient. */
    final boolean[] gradientRows;

    final int[] operandLengths;

    /** The row of each output. */
    final int[] outputRows;

    /** Which row each input fills, or −1. */
    private final int[] inputRows;

    /** The rows of gradients that steps only add to. */
    private final int[] cleared;

    private final SharedNumbers shared;

    LaneProgram(
            List<LaneStep> steps,
            List<DenseStep> dense,
            boolean[] gradientRows,
            int[] operandLengths,
            int[] outputRows,
            int[] inputRows,
            int[] cleared,
            SharedNumbers shared) {
        this.steps = steps.toArray(LaneStep[]::new);
        this.dense = dense.toArray(DenseStep[]::new);
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
    Room sharedRoom() {
        return shared.room();
    }

    /** Computes what all lanes share. */
    void prepare(double[] parameters, double[] numbers, @Nullable Room room) {
        shared.compute(parameters, numbers, room);
    }

    /** Puts {@code n} samples, rows of inputs, into the lanes. */
    void load(LaneRoom room, double[][] samples, int from, int n) {
        for (int l = 0; l < n; l++) {
            double[] sample = samples[from + l];
            for (int k = 0; k < inputRows.length; k++) {
                if (inputRows[k] >= 0) {
                    room.values[inputRows[k]][l] = sample[k];
                }
            }
        }
    }

    void forward(LaneRoom room, int n) {
        for (LaneStep step : steps) {
            step.forward(room, n);
        }
    }

    /** Clears the gradients; then the caller adds seeds to those of the output rows. */
    void clearGradients(LaneRoom room, int n) {
        for (int row : cleared) {
            Arrays.fill(room.gradients[row], 0, n, 0);
        }
    }

    /** Adds a seed to the gradient of an output, if it has one. */
    void seed(int output, double seed, LaneRoom room, int n) {
        int row = outputRows[output];
        if (gradientRows[row]) {
            RowLoops.addConstant(room.gradients[row], seed, n);
        }
    }

    /** The values of an input in the lanes, to be written before {@link #forward}; null if nothing depends on it. */
    double @Nullable [] input(int k, LaneRoom room) {
        return inputRows[k] < 0 ? null : room.values[inputRows[k]];
    }

    /** The gradients of an input in the lanes, after {@link #backward}; null if none flow into it. */
    double @Nullable [] inputGradient(int k, LaneRoom room) {
        return inputRows[k] < 0 || !gradientRows[inputRows[k]] ? null : room.gradients[inputRows[k]];
    }

    /** The values of an output in the lanes. */
    double[] output(int k, LaneRoom room) {
        return room.values[outputRows[k]];
    }

    /** The gradients of an output in the lanes, to which seeds are added; null if none flow from it. */
    double @Nullable [] outputGradient(int k, LaneRoom room) {
        return gradientRows[outputRows[k]] ? room.gradients[outputRows[k]] : null;
    }

    /** Writes the outputs of {@code n} samples. */
    void store(LaneRoom room, double[][] outputs, int from, int n) {
        for (int k = 0; k < outputRows.length; k++) {
            double[] row = room.values[outputRows[k]];
            for (int l = 0; l < n; l++) {
                outputs[from + l][k] = row[l];
            }
        }
    }

    void backward(LaneRoom room, int n) {
        for (int s = steps.length - 1; s >= 0; s--) {
            steps[s].backward(room, n);
        }
    }

    /** Adds what the backward passes since the last flush have summed up to gradients of what is shared. */
    void flush(LaneRoom room, double[] sharedGradient) {
        for (DenseStep step : dense) {
            step.flush(room);
        }
        for (int s = 0; s < sharedGradient.length; s++) {
            sharedGradient[s] += room.sharedGradients[s];
        }
        Arrays.fill(room.sharedGradients, 0);
    }

    /** Adds to the gradient of the parameters what the gradients of what is shared come to. */
    void pullBackShared(double[] sharedGradient, double[] parameterGradient, @Nullable Room room) {
        shared.pullBack(sharedGradient, parameterGradient, room);
    }
}
