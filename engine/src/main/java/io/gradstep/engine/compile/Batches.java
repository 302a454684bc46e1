package io.gradstep.engine.compile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of a function over samples, with the gradient of the sum with respect to the parameters.
 *
 * <p>The samples are cut into blocks, which are computed in lanes, and the blocks into segments, each of which sums up
 * its own blocks; the segments are summed last. All of this depends on the number of samples alone, so that the result
 * does not depend on how many threads share the segments.
 */
final class Batches {
    /** The rows of a block should stay in a core's second-level cache. */
    private static final int BLOCK_BYTES = 3 << 18;

    private static final int MOST_LANES = 128;
    private static final int FEWEST_LANES = 16;
    private static final int MOST_SEGMENTS = 16;

    private final LaneProgram program;
    private final int lanes;
    private final Rooms<LaneRoom> laneRooms;
    private final Rooms<Sums> sumRooms;

    Batches(Recording recording) {
        this.program = LaneCompiler.compile(CommonSubexpressions.mergedIn(DotFusion.of(recording)), 1);
        this.lanes = lanes(program.rowCount());
        this.laneRooms = new Rooms<>(() -> new LaneRoom(program, lanes));
        this.sumRooms = new Rooms<>(() -> new Sums(program));
    }

    /** How many lanes to compute at a time. */
    static int lanes(int rows) {
        int lanes = BLOCK_BYTES / (2 * Double.BYTES * Math.max(1, rows));
        return Math.max(FEWEST_LANES, Math.min(MOST_LANES, lanes & -FEWEST_LANES));
    }

    /** What the segments of one call come to, and what all lanes share. */
    private static final class Sums {
        final double[] values = new double[MOST_SEGMENTS];
        final double[][] sharedGradients = new double[MOST_SEGMENTS][];
        final double[] shared;
        final @Nullable Room sharedRoom;

        Sums(LaneProgram program) {
            this.shared = new double[program.sharedCount()];
            this.sharedRoom = program.sharedRoom();
        }

        void clear(int segments) {
            Arrays.fill(values, 0);
            for (int s = 0; s < segments; s++) {
                if (sharedGradients[s] == null) {
                    sharedGradients[s] = new double[shared.length];
                } else {
                    Arrays.fill(sharedGradients[s], 0);
                }
            }
        }

        /** Adds the segments up, into the first. */
        double total(int segments) {
            double total = values[0];
            double[] gradient = sharedGradients[0];
            for (int s = 1; s < segments; s++) {
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
     * @param parameters what the samples share
     * @param samples a row of inputs each
     * @param gradient what ∂sum/∂parameter is added to; null if it is not wanted
     * @param outputs what is written: a row of outputs for each sample; null if they are not wanted
     * @param threads how many may work on it
     * @return the sum of the first output
     */
    double sum(
            double[] parameters,
            double[][] samples,
            double @Nullable [] gradient,
            double @Nullable [][] outputs,
            int threads) {
        int blocks = (samples.length + lanes - 1) / lanes;
        int segments = Math.min(blocks, MOST_SEGMENTS);
        Sums sums = sumRooms.take();
        sums.clear(segments);
        program.prepare(parameters, sums.shared, sums.sharedRoom);
        SharedWork.run(segments, threads, segment -> {
            LaneRoom room = laneRooms.take();
            System.arraycopy(sums.shared, 0, room.shared, 0, sums.shared.length);
            int end = (int) ((segment + 1L) * blocks / segments);
            for (int block = (int) ((long) segment * blocks / segments); block < end; block++) {
                int from = block * lanes;
                int n = Math.min(lanes, samples.length - from);
                sums.values[segment] += block(room, samples, from, n, gradient != null, outputs);
            }
            if (gradient != null) {
                program.flush(room, sums.sharedGradients[segment]);
            }
            laneRooms.giveBack(room);
        });
        double total = sums.total(segments);
        if (gradient != null) {
            program.pullBackShared(sums.sharedGradients[0], gradient, sums.sharedRoom);
        }
        sumRooms.giveBack(sums);
        return total;
    }

    private double block(
            LaneRoom room, double[][] samples, int from, int n, boolean backward, double @Nullable [][] outputs) {
        program.load(room, samples, from, n);
        program.forward(room, n);
        if (backward) {
            program.clearGradients(room, n);
            program.seed(0, 1, room, n);
            program.backward(room, n);
        }
        if (outputs != null) {
            program.store(room, outputs, from, n);
        }
        return RowLoops.sum(room.values[program.outputRows[0]], n);
    }
}
