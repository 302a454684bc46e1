package io.gradstep.nn.fit;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.fit.samples.FitSamples.Reduction;
import io.gradstep.nn.fit.samples.FitSegment;
import java.util.Arrays;

/**
 * Finds order statistics of the residuals of samples that are not in memory: each pass over them counts the residuals
 * by the next bits of their place in the order of doubles.
 */
final class Selection {
    /** The number of bits that a pass decides: its counts take 16 KiB for each statistic, and six passes decide all. */
    private static final int BITS = 11;

    private Selection() {}

    /**
     * Finds residuals.
     *
     * @param ranks how many residuals come before each in ascending order
     * @return the residual of each rank
     */
    static double[] of(Deviations deviations, double[] at, long[] ranks) {
        long[] prefixes = new long[ranks.length];
        long[] before = new long[ranks.length];
        for (int decided = 0; decided < Long.SIZE; ) {
            int bits = Math.min(BITS, Long.SIZE - decided);
            long[][] counts = deviations.reduceValues(new Counting(at, prefixes.clone(), decided, bits));
            for (int r = 0; r < ranks.length; r++) {
                int next = 0;
                while (before[r] + counts[r][next] <= ranks[r]) {
                    before[r] += counts[r][next];
                    next++;
                }
                prefixes[r] = prefixes[r] << bits | next;
            }
            decided += bits;
        }
        return Arrays.stream(prefixes).mapToDouble(Selection::fromKey).toArray();
    }

    /** Maps doubles to numbers that have the same order without signs; −0 counts as 0. */
    private static long key(double number) {
        long bits = Double.doubleToLongBits(number + 0.0);
        return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
    }

    private static double fromKey(long key) {
        return Double.longBitsToDouble(key < 0 ? key & Long.MAX_VALUE : ~key);
    }

    /**
     * Counts, for each of some prefixes, the residuals that begin with it by the bits behind it.
     *
     * @param decided the number of bits of a prefix
     * @param bits the number of bits behind it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Counting(double[] at, long[] prefixes, int decided, int bits) implements Reduction<long[][]> {
        private static final long serialVersionUID = 1;

        @Override
        public long[][] of(CompiledFunction function, FitSegment segment) {
            long[][] counts = new long[prefixes.length][1 << bits];
            segment.compute(function, at, (first, rows) -> {
                for (int i = 0; i < rows.length; i++) {
                    long key = key(segment.observed(first + i) - rows[i][0]);
                    int next = (int) (key << decided >>> (Long.SIZE - bits));
                    for (int r = 0; r < prefixes.length; r++) {
                        if (decided == 0 || key >>> (Long.SIZE - decided) == prefixes[r]) {
                            counts[r][next]++;
                        }
                    }
                }
            });
            return counts;
        }

        @Override
        public long[][] merge(long[][] left, long[][] right) {
            for (int r = 0; r < left.length; r++) {
                for (int k = 0; k < left[r].length; k++) {
                    left[r][k] += right[r][k];
                }
            }
            return left;
        }
    }
}
