package io.gradstep.engine.parallel;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Merges results that come in order by pairs: the first with the second, the third with the fourth, then these results,
 * level by level; at the end what is left over joins from the last to the first.
 *
 * <p>So the total of each 2<sup>k</sup> results may be computed elsewhere by a tree of its own and added here in their
 * place: the bits are the same, and only the last of them may stand for fewer. Of n results about log₂ n are in memory.
 * Not thread-safe.
 *
 * @param <T> the type of results
 */
public final class MergeTree<T> {
    private final BinaryOperator<T> merge;

    /** For each level the result that waits for its neighbour; null for none. */
    private final List<@Nullable T> waiting = new ArrayList<>();

    /**
     * Creates a tree without results.
     *
     * @param merge merges the results of neighbours, the left one first
     */
    public MergeTree(BinaryOperator<T> merge) {
        this.merge = requireNonNull(merge, "merge");
    }

    /**
     * Adds the next result.
     *
     * @param next the result of the rows behind all others
     */
    public void add(T next) {
        T carried = requireNonNull(next, "next");
        for (int level = 0; ; level++) {
            if (level == waiting.size()) {
                waiting.add(carried);
                return;
            }
            T left = waiting.get(level);
            if (left == null) {
                waiting.set(level, carried);
                return;
            }
            waiting.set(level, null);
            carried = merge.apply(left, carried);
        }
    }

    /**
     * Merges what is left over. Nothing may be added after that.
     *
     * @return the result of all
     * @throws IllegalStateException if there are none
     */
    public T total() {
        T total = null;
        for (T left : waiting) {
            if (left != null) {
                total = total == null ? left : merge.apply(left, total);
            }
        }
        if (total == null) {
            throw new IllegalStateException("there are no results to merge");
        }
        return total;
    }
}
