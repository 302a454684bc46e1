package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.recording.CommonSubexpressions;
import io.gradstep.engine.compile.recording.DotFusion;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.WorkspacePool;
import io.gradstep.engine.parallel.ParallelTasks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Computes the gradient of a function's first output for each of many samples, in lanes.
 *
 * <p>A gradient that differs between samples is that of a row of lanes, so parameters that are differentiated by become
 * rows too: the same number in each lane.
 */
public final class SampleGradients {
    private final LaneProgram program;
    private final int laneCount;
    private final int columnCount;

    /** The parameters that are rows: all or none. */
    private final int rowParameters;

    private final WorkspacePool<Lanes> pool;

    /**
     * Compiles.
     *
     * @param recording the function, whose gradient flows into the arguments to differentiate by only
     * @param byParameters whether these are the parameters, and not the inputs
     */
    public SampleGradients(Recording recording, boolean byParameters) {
        Recording fused = CommonSubexpressions.mergedIn(DotFusion.of(recording));
        this.program = LaneCompiler.compile(byParameters ? fused.ofInputsOnly() : fused, 1);
        this.laneCount = Batches.laneCount(program.rowCount());
        this.columnCount = byParameters ? recording.parameterCount : recording.inputCount;
        this.rowParameters = byParameters ? recording.parameterCount : 0;
        this.pool = new WorkspacePool<>(() -> new Lanes(program, laneCount, columnCount));
    }

    /** The memory of one piece of the work. */
    private static final class Lanes {
        final LaneWorkspace workspace;

        /** The gradients of the arguments in the lanes; null for one that none flow into. */
        final double[] @Nullable [] gradients;

        Lanes(LaneProgram program, int laneCount, int columnCount) {
            this.workspace = new LaneWorkspace(program, laneCount);
            this.gradients = new double[columnCount] @Nullable [];
            for (int j = 0; j < columnCount; j++) {
                gradients[j] = program.inputGradient(j, workspace);
            }
        }
    }

    /**
     * Computes the output and its gradient for each sample.
     *
     * @param parameters the parameters, which the samples share
     * @param samples a row of inputs for each sample
     * @param values receives the output for each sample
     * @param gradients receives a row for each sample
     * @param threads the most threads that may work on it
     */
    public void compute(double[] parameters, double[][] samples, double[] values, double[][] gradients, int threads) {
        int blocks = (samples.length + laneCount - 1) / laneCount;
        ParallelTasks.inRanges(blocks, threads, (first, end) -> {
            Lanes lanes = pool.take();
            prepare(parameters, lanes);
            for (int block = first; block < end; block++) {
                int from = block * laneCount;
                compute(samples, values, gradients, from, Math.min(laneCount, samples.length - from), lanes);
            }
            pool.giveBack(lanes);
        });
    }

    private void prepare(double[] parameters, Lanes lanes) {
        program.prepare(parameters, lanes.workspace);
        for (int k = 0; k < rowParameters; k++) {
            double[] row = program.input(k, lanes.workspace);
            if (row != null) {
                Arrays.fill(row, parameters[k]);
            }
        }
    }

    private void compute(double[][] samples, double[] values, double[][] gradients, int from, int n, Lanes lanes) {
        LaneWorkspace workspace = lanes.workspace;
        load(samples, from, n, workspace);
        program.forward(workspace, n);
        program.clearGradients(workspace, n);
        program.seed(0, 1, workspace, n);
        program.backward(workspace, n);
        System.arraycopy(program.output(0, workspace), 0, values, from, n);
        for (int l = 0; l < n; l++) {
            double[] gradient = gradients[from + l];
            for (int j = 0; j < columnCount; j++) {
                double[] row = lanes.gradients[j];
                gradient[j] = row == null ? 0 : row[l] + 0.0; // never −0
            }
        }
    }

    private void load(double[][] samples, int from, int n, LaneWorkspace workspace) {
        int inputCount = samples[from].length;
        for (int k = 0; k < inputCount; k++) {
            double[] row = program.input(rowParameters + k, workspace);
            for (int l = 0; row != null && l < n; l++) {
                row[l] = samples[from + l][k];
            }
        }
    }
}
