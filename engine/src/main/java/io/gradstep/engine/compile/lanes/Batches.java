package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.recording.CommonSubexpressions;
import io.gradstep.engine.compile.recording.DotFusion;
import io.gradstep.engine.compile.recording.ParallelTasks;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.recording.WorkspacePool;
import io.gradstep.engine.compile.rows.RowLoops;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Computes the sum of a function over samples, and its gradient with respect to the parameters.
 *
 * <p>The samples are cut into blocks, which are computed in lanes, and the blocks into segments, each of which sums up
 * its own blocks; the segments are summed last. All of this depends on the number of samples alone, so that the result
 * does not depend on how many threads share the segments.
 */
public final class Batches {
    /** The rows of a block should stay in a core's second-level cache. */
    private static final int BLOCK_BYTES = 3 << 18;

    private static final int MAX_LANES = 128;
    private static final int MIN_LANES = 16;
    private static final int MAX_SEGMENTS = 16;

    private final LaneProgram program;
    private final int laneCount;
    private final WorkspacePool<LaneWorkspace> lanePool;
    private final WorkspacePool<Sums> sumPool;

    public Batches(Recording recording) {
        this.program = LaneCompiler.compile(CommonSubexpressions.mergedIn(DotFusion.of(recording)), 1);
        this.laneCount = laneCount(program.rowCount());
        this.lanePool = new WorkspacePool<>(() -> new LaneWorkspace(program, laneCount));
        this.sumPool = new WorkspacePool<>(() -> new Sums(program));
    }

    /** The number of lanes to compute at a time. */
    static int laneCount(int rows) {
        int laneCount = BLOCK_BYTES / (2 * Double.BYTES * Math.max(1, rows));
        return Math.max(MIN_LANES, Math.min(MAX_LANES, laneCount & -MIN_LANES));
    }

    /** The sums of the segments of one call, and the numbers that all lanes share. */
    private static final class Sums {
        final double[] values = new double[MAX_SEGMENTS];
        final double[][] sharedGradients = new double[MAX_SEGMENTS][];
        final double[] shared;
        final @Nullable Workspace sharedWorkspace;

        Sums(LaneProgram program) {
            this.shared = new double[program.sharedCount()];
            this.sharedWorkspace = program.sharedWorkspace();
        }

        void clear(int segmentCount) {
            Arrays.fill(values, 0);
            for (int s = 0; s < segmentCount; s++) {
                if (sharedGradients[s] == null) {
                    sharedGradients[s] = new double[shared.length];
                } else {
                    Arrays.fill(sharedGradients[s], 0);
                }
            }
        }

        /** Adds the segments up, into the first. */
        double total(int segmentCount) {
            double total = values[0];
            double[] gradient = sharedGradients[0];
            for (int s = 1; s < segmentCount; s++) {
                total += values[s];
                for (int k = 0; k < gradient.length; k++) {
                    gradient[k] += sharedGradients[s][k];
                }
            }
            return total;
        }
    }

    /**
     * Adds the gradient of a sum over samples to an array.
     *
     * @param parameters the parameters, which the samples share
     * @param samples a row of inputs for each sample
     * @param gradient receives ∂sum/∂parameter, added to its elements; null if not needed
     * @param outputs receives a row of outputs for each sample; null if not needed
     * @param threads the most threads that may work on it
     * @return the sum of the first output
     */
    public double sum(
            double[] parameters,
            double[][] samples,
            double @Nullable [] gradient,
            double @Nullable [][] outputs,
            int threads) {
        int blocks = (samples.length + laneCount - 1) / laneCount;
        int segmentCount = Math.min(blocks, MAX_SEGMENTS);
        Sums sums = sumPool.take();
        sums.clear(segmentCount);
        program.prepare(parameters, sums.shared, sums.sharedWorkspace);
        ParallelTasks.run(segmentCount, threads, segment -> {
            LaneWorkspace workspace = lanePool.take();
            System.arraycopy(sums.shared, 0, workspace.shared, 0, sums.shared.length);
            int end = (int) ((segment + 1L) * blocks / segmentCount);
            for (int block = (int) ((long) segment * blocks / segmentCount); block < end; block++) {
                int from = block * laneCount;
                int n = Math.min(laneCount, samples.length - from);
                sums.values[segment] += block(workspace, samples, from, n, gradient != null, outputs);
            }
            if (gradient != null) {
                program.flush(workspace, sums.sharedGradients[segment]);
            }
            lanePool.giveBack(workspace);
        });
        double total = sums.total(segmentCount);
        if (gradient != null) {
            program.pullBackShared(sums.sharedGradients[0], gradient, sums.sharedWorkspace);
        }
        sumPool.giveBack(sums);
        return total;
    }

    private double block(
            LaneWorkspace workspace,
            double[][] samples,
            int from,
            int n,
            boolean backward,
            double @Nullable [][] outputs) {
        program.load(workspace, samples, from, n);
        program.forward(workspace, n);
        if (backward) {
            program.clearGradients(workspace, n);
            program.seed(0, 1, workspace, n);
            program.backward(workspace, n);
        }
        if (outputs != null) {
            program.store(workspace, outputs, from, n);
        }
        return RowLoops.sum(workspace.values[program.outputRows[0]], n);
    }
}
