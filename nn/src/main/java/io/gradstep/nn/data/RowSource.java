package io.gradstep.nn.data;

import io.gradstep.engine.parallel.MergeTree;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

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

    /** {@return the {@link #inputCount()} different names of the inputs, unmodifiable; x1, x2, … by default} */
    default List<String> inputNames() {
        return Tables.numbered("x", inputCount());
    }

    /** {@return the {@link #outputCount()} different names of the targets, unmodifiable; y1, y2, … by default} */
    default List<String> targetNames() {
        return Tables.numbered("y", outputCount());
    }

    /** {@return the names of the classes, unmodifiable; empty for regression; 0, 1, … by default} */
    default List<String> classNames() {
        return IntStream.range(0, classes().orElse(0))
                .mapToObj(Integer::toString)
                .toList();
    }

    /**
     * Runs a computation over all rows. A source whose rows are elsewhere sends it there; by default the rows are read
     * here.
     *
     * @param <T> the type of its results
     * @param pass the computation
     * @return the result of all rows
     * @throws java.io.UncheckedIOException if a row cannot be read; the message says which
     */
    default <T> T reduce(RowPass<T> pass) {
        Objects.requireNonNull(pass, "pass");
        MergeTree<T> tree = new MergeTree<>(pass::merge);
        int most = (int) Math.min(RowPass.ROWS, rowCount());
        double[][] inputs = new double[most][inputCount()];
        double[][] targets = new double[most][outputCount()];
        for (long from = 0; from < rowCount(); from += most) {
            int count = (int) Math.min(most, rowCount() - from);
            if (count < most) {
                inputs = Arrays.copyOf(inputs, count);
                targets = Arrays.copyOf(targets, count);
            }
            read(from, from + count, inputs, targets);
            tree.add(pass.of(from, inputs, targets));
        }
        return tree.total();
    }

    /** {@return the numbers of samples, inputs and outputs or classes, in one line} */
    default String summary() {
        String result = classes().isEmpty()
                ? Tables.count(outputCount(), "output")
                : classes().getAsInt() + " classes";
        return Tables.count(rowCount(), "sample") + ", " + Tables.count(inputCount(), "input") + ", " + result;
    }
}
