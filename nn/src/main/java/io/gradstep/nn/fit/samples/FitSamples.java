package io.gradstep.nn.fit.samples;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.parallel.MergeTree;
import java.io.Serializable;

/**
 * The samples of a fit as a table of numbered rows, wherever they are: in memory, or on many machines.
 *
 * <p>A fit sees them through {@linkplain #reduce reductions} alone, whose order is fixed, so that the same rows give
 * the same bits wherever they are: a reduction computes each {@link FitSegment}, and merges the results of neighbours
 * as a {@link MergeTree} does.
 */
public interface FitSamples {
    /** {@return the number of rows, which are numbered from 0; at least 1} */
    long size();

    /** {@return the number of inputs of a row} */
    int inputCount();

    /** {@return whether the observed numbers have standard errors} */
    boolean hasErrors();

    /**
     * Reads a row.
     *
     * @param number its number
     * @return its inputs, behind them the observed number and, if there are errors, its standard error
     */
    double[] row(long number);

    /**
     * Runs a computation over all rows.
     *
     * @param <T> the type of its results
     * @param function what the computation needs of the formula; the same for many calls, so that it may be sent ahead
     * @param reduction the computation
     * @return the result of all segments
     */
    <T extends Serializable> T reduce(CompiledFunction function, Reduction<T> reduction);

    /**
     * A computation over rows, segment by segment.
     *
     * @param <T> the type of its results
     */
    interface Reduction<T extends Serializable> extends Serializable {
        /**
         * Computes the result of a segment.
         *
         * @param function the compiled function that was given with this computation
         * @param segment the rows
         * @return the result
         */
        T of(CompiledFunction function, FitSegment segment);

        /**
         * Merges the results of neighbouring rows.
         *
         * @param left the result of the rows before; may be changed
         * @param right the result of the rows behind them; may be changed
         * @return the result of both
         */
        T merge(T left, T right);
    }
}
