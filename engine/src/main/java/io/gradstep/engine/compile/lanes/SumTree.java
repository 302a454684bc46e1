package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.parallel.ParallelTasks;
import java.util.Arrays;

/**
 * The sums of vectors that come in order: {@link #GROUP} of them are added from left to right, and so are {@link
 * #GROUP} such sums, level by level.
 *
 * <p>An element's bits depend on nothing but the vectors and their order, so that elements can be added on any thread.
 * Not thread-safe otherwise.
 */
public final class SumTree {
    /** The number of samples that are summed up before anything else is added. */
    public static final int CHUNK = 128;

    /** The number of sums that make one of the next level. */
    public static final int GROUP = 256;

    /** The fewest elements that are worth a thread's while. */
    private static final int PIECE = 4096;

    private final int width;

    /** The sum of the vectors of each level that do not make a full group yet. */
    private double[][] levels = {};

    private long count;

    /** Creates the sum of no vectors, whose elements are 0. */
    public SumTree(int width) {
        this.width = width;
    }

    /** Starts again from no vectors. */
    public void clear() {
        count = 0;
    }

    /** Adds the next vectors: the first {@code n} of some. */
    public void add(double[][] vectors, int n, int threads) {
        grow(count + n);
        int pieces = threads == 1 ? 1 : width / PIECE;
        if (pieces <= 1) {
            add(vectors, n, 0, width);
        } else {
            ParallelTasks.run(
                    pieces,
                    threads,
                    p -> add(vectors, n, (int) ((long) p * width / pieces), (int) ((p + 1L) * width / pieces)));
        }
        count += n;
    }

    private void grow(long vectors) {
        int needed = 0;
        for (long sums = vectors; sums > 0; sums /= GROUP) {
            needed++;
        }
        if (needed > levels.length) {
            int known = levels.length;
            levels = Arrays.copyOf(levels, needed);
            Arrays.setAll(levels, level -> level < known ? levels[level] : new double[width]);
        }
    }

    private void add(double[][] vectors, int n, int from, int to) {
        for (int k = 0; k < n; k++) {
            double[] sum = vectors[k];
            long number = count + k;
            for (int level = 0; ; level++) {
                if (number % GROUP == 0) {
                    System.arraycopy(sum, from, levels[level], from, to - from);
                } else {
                    add(sum, levels[level], from, to);
                }
                if ((number + 1) % GROUP != 0) {
                    break;
                }
                sum = levels[level];
                number /= GROUP;
            }
        }
    }

    private static void add(double[] from, double[] to, int start, int end) {
        for (int i = start; i < end; i++) {
            to[i] += from[i];
        }
    }

    /** Writes the first elements of the sum to an array, as many as it has. */
    public void total(double[] total) {
        Arrays.fill(total, 0);
        addTo(total, 0, total.length);
    }

    /** The last element of the sum. */
    public double last() {
        double[] total = new double[1];
        addTo(total, width - 1, width);
        return total[0];
    }

    /** Adds what is not in a full group, from the lowest level on: there it is the last of the next level's terms. */
    private void addTo(double[] total, int from, int to) {
        boolean first = true;
        long sums = count;
        for (int level = 0; sums > 0; level++) {
            if (sums % GROUP > 0) {
                double[] sum = levels[level];
                for (int i = from; i < to; i++) {
                    total[i - from] = first ? sum[i] : sum[i] + total[i - from];
                }
                first = false;
            }
            sums /= GROUP;
        }
    }
}
