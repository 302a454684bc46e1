package io.gradstep.nn.fit.samples;

import com.google.common.primitives.Longs;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.nn.fit.samples.FitSamples.Reduction;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The numbers of the first rows of a kind.
 *
 * @param arguments those of the function
 * @param condition whether a row is of that kind
 * @param from the number of the first row to look at
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FirstRows(double[] arguments, Condition condition, long from) implements Reduction<long[]> {
    private static final long serialVersionUID = 1;

    /** The most rows to find. */
    public static final int MOST = 256;

    /** Decides about a row. */
    @FunctionalInterface
    public interface Condition extends Serializable {
        /** Returns whether a row is of the kind, by what the function gives for it and the observed number. */
        boolean holds(double[] computed, double observed);
    }

    @Override
    public long[] of(CompiledFunction function, FitSegment segment) {
        long[] found = new long[MOST];
        int[] count = {0};
        if (segment.first() + segment.size() > from) {
            segment.compute(function, arguments, (first, rows) -> {
                for (int i = 0; i < rows.length; i++) {
                    long number = segment.first() + first + i;
                    if (number >= from && count[0] < MOST && condition.holds(rows[i], segment.observed(first + i))) {
                        found[count[0]++] = number;
                    }
                }
            });
        }
        return Arrays.copyOf(found, count[0]);
    }

    @Override
    public long[] merge(long[] left, long[] right) {
        long[] both = Longs.concat(left, right);
        return both.length > MOST ? Arrays.copyOf(both, MOST) : both;
    }
}
