package io.gradstep.nn.fit;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.fit.samples.FitSamples.Reduction;
import io.gradstep.nn.fit.samples.FitSegment;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the k-th smallest residual of samples that are not in memory: each pass over them counts the residuals by the
 * next bits of their place in the order of doubles.
 */
final class Selection {
    /** The number of bits that a pass decides: its counts take 16 KiB, and six passes decide all. */
    private static final int BITS = 11;

    private final Deviations deviations;
    private final double[] at;

    /** The counts below a prefix, which several residuals to be found share. */
    private final Map<Count, long[]> known = new HashMap<>();

    Selection(Deviations deviations, double[] at) {
        this.deviations = deviations;
        this.at = at;
    }

    /** Returns the residual that has so many before it in ascending order. */
    double get(long rank) {
        long prefix = 0;
        long before = 0;
        for (int decided = 0; decided < Long.SIZE; ) {
            int bits = Math.min(BITS, Long.SIZE - decided);
            Count count = new Count(prefix, decided, bits);
            long[] counts = known.computeIfAbsent(
                    count, each -> deviations.reduceValues(new Counting(at, each.prefix(), each.decided(), bits)));
            int next = 0;
            while (before + counts[next] <= rank) {
                before += counts[next];
                next++;
            }
            prefix = prefix << bits | next;
            decided += bits;
        }
        return fromKey(prefix);
    }

    private record Count(long prefix, int decided, int bits) {}

    /** Maps doubles to numbers that have the same order without signs; −0 counts as 0. */
    private static long key(double number) {
        long bits = Double.doubleToLongBits(number + 0.0);
        return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
    }

    private static double fromKey(long key) {
        return Double.longBitsToDouble(key < 0 ? key & Long.MAX_VALUE : ~key);
    }

    /**
     * Counts the residuals that begin with a prefix by the bits behind it.
     *
     * @param decided the number of bits of the prefix
     * @param bits the number of bits behind it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Counting(double[] at, long prefix, int decided, int bits) implements Reduction<long[]> {
        private static final long serialVersionUID = 1;

        @Override
        public long[] of(CompiledFunction function, FitSegment segment) {
            long[] counts = new long[1 << bits];
            segment.compute(function, at, (first, rows) -> {
                for (int i = 0; i < rows.length; i++) {
                    long key = key(segment.observed(first + i) - rows[i][0]);
                    if (decided == 0 || key >>> (Long.SIZE - decided) == prefix) {
                        counts[(int) (key << decided >>> (Long.SIZE - bits))]++;
                    }
                }
            });
            return counts;
        }

        @Override
        public long[] merge(long[] left, long[] right) {
            for (int k = 0; k < left.length; k++) {
                left[k] += right[k];
            }
            return left;
        }
    }
}
