package io.gradstep.nn.data;

import java.util.OptionalInt;

/**
 * A table of numbered rows, each with the inputs and the targets of a sample, that is read a stretch at a time: a
 * {@link Dataset}, or a file or a part of a table elsewhere that is larger than the memory.
 *
 * <p>A row has the same numbers whenever it is read.
 */
public interface RowSource {
    /** {@return the number of rows, which are numbered from 0; at least 1} */
    long rowCount();

    /** {@return the number of inputs of a row, at least 1} */
    int inputCount();

    /** {@return the number of targets of a row, at least 1; for classification 1, the index of the class} */
    int outputCount();

    /** {@return the number of classes, at least 2; empty for regression} */
    OptionalInt classes();

    /**
     * Reads rows.
     *
     * @param from the number of the first row
     * @param to the number behind the last row; not more than {@link Integer#MAX_VALUE} rows behind {@code from}
     * @param inputs receives an array for each row, {@code inputs[0]} for row {@code from}: its first
     *     {@link #inputCount} elements are overwritten
     * @param targets receives the same of the targets, {@link #outputCount} for each row
     * @throws IndexOutOfBoundsException if there are no such rows, or the arrays are too short
     * @throws java.io.UncheckedIOException if a row cannot be read; the message says which
     */
    void read(long from, long to, double[][] inputs, double[][] targets);
}
