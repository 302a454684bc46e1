package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.recording.CommonSubexpressions;
import io.gradstep.engine.compile.recording.DotFusion;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.WorkspacePool;
import io.gradstep.engine.compile.rows.RowLoops;
import io.gradstep.engine.parallel.ParallelTasks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Computes the sum of a function over samples, and its gradient with respect to the parameters.
 *
 * <p>The samples are cut into chunks, whose sums are added by a {@link SumTree}, and a chunk into blocks, which are
 * computed in lanes. A chunk sums its samples one after the other, whatever the blocks are: neither the width of a
 * block nor the number of threads shows in the result.
 */
public final class Batches {
    /** The rows of a block should stay in a core's second-level cache. */
    private static final int BLOCK_BYTES = 3 << 18;

    private static final int MAX_LANES = SumTree.CHUNK;
    private static final int MIN_LANES = 16;

    /** The most chunks for each thread whose sums wait to be added, and the memory that they should stay below. */
    private static final int CHUNKS_A_THREAD = 8;

    private static final int CHUNK_BYTES = 1 << 26;

    private final LaneProgram program;
    private final int parameterCount;
    private final int laneCount;
    private final WorkspacePool<LaneWorkspace> lanePool;
    private final WorkspacePool<Sums> sumPool;

    public Batches(Recording recording) {
        this.program = LaneCompiler.compile(CommonSubexpressions.mergedIn(DotFusion.of(recording)), 1);
        this.parameterCount = recording.parameterCount;
        this.laneCount = laneCount(program.rowCount());
        this.lanePool = new WorkspacePool<>(() -> new LaneWorkspace(program, 0));
        this.sumPool = new WorkspacePool<>(() -> new Sums(parameterCount));
    }

    /** The number of lanes to compute at a time. */
    static int laneCount(int rows) {
        int laneCount = BLOCK_BYTES / (2 * Double.BYTES * Math.max(1, rows));
        return Math.max(MIN_LANES, Math.min(MAX_LANES, laneCount & -MIN_LANES));
    }

    /** The sum of one call, and those of chunks that are not added yet: the gradient, and behind it the value. */
    private static final class Sums {
        final SumTree total;
        double[][] chunks = {};

        Sums(int parameterCount) {
            this.total = new SumTree(parameterCount + 1);
        }

        void reserve(int count, int parameterCount) {
            int known = chunks.length;
            if (count > known) {
                chunks = Arrays.copyOf(chunks, count);
                for (int k = known; k < count; k++) {
                    chunks[k] = new double[parameterCount + 1];
                }
            }
        }
    }

    /**
     * Computes the gradient of a sum over samples.
     *
     * @param parameters the parameters, which the samples share
     * @param samples a row of inputs for each sample
     * @param gradient receives ∂sum/∂parameter; may be the parameters
     * @param outputs receives a row of outputs for each sample; null if not needed
     * @param threads the most threads that may work on it
     * @return the sum of the first output
     */
    public double sum(
            double[] parameters, double[][] samples, double[] gradient, double @Nullable [][] outputs, int threads) {
        if (samples.length <= SumTree.CHUNK && gradient != parameters) {
            return chunk(parameters, samples, 0, gradient, outputs);
        }
        Sums sums = sumPool.take();
        sums.total.clear();
        add(parameters, samples, sums.total, sums, outputs, threads);
        sums.total.total(gradient);
        double sum = sums.total.last();
        sumPool.giveBack(sums);
        return sum;
    }

    /**
     * Adds the sums of chunks of samples to a sum of the gradient's elements and, behind them, the value.
     *
     * @param parameters the parameters, which the samples share
     * @param samples a row of inputs for each sample
     * @param total receives the sums of the chunks
     * @param outputs receives a row of outputs for each sample; null if not needed
     * @param threads the most threads that may work on it
     */
    public void add(
            double[] parameters, double[][] samples, SumTree total, double @Nullable [][] outputs, int threads) {
        Sums sums = sumPool.take();
        add(parameters, samples, total, sums, outputs, threads);
        sumPool.giveBack(sums);
    }

    private void add(
            double[] parameters,
            double[][] samples,
            SumTree total,
            Sums sums,
            double @Nullable [][] outputs,
            int threads) {
        int chunkCount = chunkCount(samples);
        int together = Math.min(chunkCount, chunksAtATime(threads));
        sums.reserve(together, parameterCount);
        double[][] chunks = sums.chunks;
        for (int first = 0; first < chunkCount; first += together) {
            int start = first;
            int n = Math.min(together, chunkCount - first);
            ParallelTasks.run(n, threads, k -> {
                chunks[k][parameterCount] = chunk(parameters, samples, start + k, chunks[k], outputs);
            });
            total.add(chunks, n, threads);
        }
    }

    private static int chunkCount(double[][] samples) {
        return (int) ((samples.length + SumTree.CHUNK - 1L) / SumTree.CHUNK);
    }

    private int chunksAtATime(int threads) {
        if (threads == 1) {
            return 1;
        }
        long fitting = CHUNK_BYTES / (Double.BYTES * (parameterCount + 1L));
        return (int) Math.max(threads, Math.min(CHUNKS_A_THREAD * (long) threads, fitting));
    }

    /**
     * Computes all outputs for samples.
     *
     * @param parameters the parameters, which the samples share
     * @param samples a row of inputs for each sample
     * @param outputs receives a row of outputs for each sample
     * @param threads the most threads that may work on it
     */
    public void values(double[] parameters, double[][] samples, double[][] outputs, int threads) {
        ParallelTasks.run(chunkCount(samples), threads, k -> chunk(parameters, samples, k, null, outputs));
    }

    /** Computes a chunk, and its sum, which it returns, and the sum's gradient unless that is null. */
    private double chunk(
            double[] parameters,
            double[][] samples,
            int chunk,
            double @Nullable [] gradient,
            double @Nullable [][] outputs) {
        int start = chunk * SumTree.CHUNK;
        int end = Math.min(samples.length, start + SumTree.CHUNK);
        LaneWorkspace workspace = takeWorkspace(Math.min(laneCount, end - start));
        program.prepare(parameters, workspace);
        double value = 0;
        for (int from = start; from < end; from += laneCount) {
            int n = Math.min(laneCount, end - from);
            program.load(workspace, samples, from, n);
            program.forward(workspace, n);
            if (outputs != null) {
                program.store(workspace, outputs, from, n);
            }
            if (gradient != null) {
                program.clearGradients(workspace, n);
                program.seed(0, 1, workspace, n);
                program.backward(workspace, n);
            }
            value = RowLoops.sum(value, workspace.values[program.outputRows[0]], n);
        }
        if (gradient != null) {
            Arrays.fill(gradient, 0);
            program.flush(workspace, gradient);
        }
        lanePool.giveBack(workspace);
        return value;
    }

    /** A workspace with at least so many lanes: small batches of a large function should not pay for many. */
    private LaneWorkspace takeWorkspace(int lanes) {
        LaneWorkspace workspace = lanePool.take();
        return workspace.laneCount >= lanes ? workspace : new LaneWorkspace(program, lanes);
    }
}
