package io.gradstep.engine.compile.lanes;

import com.google.common.primitives.Ints;
import io.gradstep.engine.compile.rows.RowLoops;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradients of shared numbers outside dense steps, as the lanes add to them: for each use of a number the sum of
 * upstream gradient times factor, lane after lane.
 *
 * <p>A sum in the order of the lanes waits for each addition to finish; so four of them run together.
 */
final class SharedTerms {
    private static final int NONE = -1;

    /**
     * The shared number of each term, the row whose gradient flows into it, and that of the factor or {@link #NONE}.
     */
    private final int[] shared;

    private final int[] upstream;
    private final int[] factor;

    private SharedTerms(List<Integer> shared, List<Integer> upstream, List<Integer> factor) {
        this.shared = Ints.toArray(shared);
        this.upstream = Ints.toArray(upstream);
        this.factor = Ints.toArray(factor);
    }

    /** Collects terms, in the order in which their sums are added up. */
    static final class Maker {
        private final List<Integer> shared = new ArrayList<>();
        private final List<Integer> upstream = new ArrayList<>();
        private final List<Integer> factor = new ArrayList<>();

        /** The gradient of a row flows into a shared number. */
        void add(int number, int upstreamRow) {
            add(number, upstreamRow, NONE);
        }

        /** The gradient of a row, times another row, flows into a shared number. */
        void add(int number, int upstreamRow, int factorRow) {
            shared.add(number);
            upstream.add(upstreamRow);
            factor.add(factorRow);
        }

        SharedTerms make() {
            return new SharedTerms(shared, upstream, factor);
        }
    }

    int count() {
        return shared.length;
    }

    /** Adds what the first {@code n} lanes contribute to the sums of the terms. */
    void add(LaneWorkspace workspace, int n) {
        for (int t = 0; t < shared.length; t += RowLoops.CHAINS) {
            for (int k = 0; k < RowLoops.CHAINS; k++) {
                int term = Math.min(t + k, shared.length - 1); // the last one again, in vain, takes no longer
                workspace.lefts[k] = workspace.gradients[upstream[term]];
                workspace.rights[k] = factor[term] == NONE ? workspace.ones : workspace.values[factor[term]];
            }
            RowLoops.dots(workspace.termSums, t, workspace.lefts, workspace.rights, n);
        }
    }

    /** Adds the sums to the gradients of the shared numbers. */
    void flush(LaneWorkspace workspace) {
        for (int t = 0; t < shared.length; t++) {
            workspace.sharedGradients[shared[t]] += workspace.termSums[t];
        }
    }
}
