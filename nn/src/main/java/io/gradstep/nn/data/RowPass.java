package io.gradstep.nn.data;

import java.io.Serializable;
import java.util.Objects;

/**
 * A computation over all rows of a {@link RowSource}, a stretch of {@value #ROWS} rows at a time.
 *
 * <p>The results of neighbouring stretches are merged by pairs, level by level: the first with the second, the third
 * with the fourth, then these results. So the bits of the total do not depend on who computes a stretch, and a source
 * whose rows are on many machines sends the computation there.
 *
 * @param <T> the type of results, serializable where they come from other machines
 */
public interface RowPass<T> extends Serializable {
    /** The number of rows of a stretch, which only the last may not have: {@value}. */
    int ROWS = 2048;

    /**
     * Computes the result of a stretch.
     *
     * @param first the number of its first row
     * @param inputs the inputs of each row; the arrays are used again
     * @param targets as many arrays with the targets of each row
     * @return the result
     */
    T of(long first, double[][] inputs, double[][] targets);

    /**
     * Merges the results of neighbouring rows.
     *
     * @param left the result of the rows before; may be changed
     * @param right the result of the rows behind them; may be changed
     * @return the result of both
     */
    T merge(T left, T right);

    /**
     * Adds vectors, as many passes merge their results.
     *
     * @param left the result of the rows before, which is changed
     * @param right a vector of the same length
     * @return {@code left}
     */
    static double[] add(double[] left, double[] right) {
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
        for (int k = 0; k < left.length; k++) {
            left[k] += right[k];
        }
        return left;
    }
}
