package io.gradstep.engine.math;

/** A function of many numbers, computed block by block with scratch rows that one thread uses at a time. */
abstract class BlockwiseRows {
    /** The numbers that are computed at a time; their rows stay in the first-level cache. */
    static final int BLOCK = 128;

    final void compute(double[] x, int from, double[] out, int to, int n) {
        for (int done = 0; done < n; done += BLOCK) {
            computeBlock(x, from + done, out, to + done, Math.min(BLOCK, n - done));
        }
    }

    /** Computes at most {@link #BLOCK} numbers. */
    abstract void computeBlock(double[] x, int from, double[] out, int to, int n);
}
