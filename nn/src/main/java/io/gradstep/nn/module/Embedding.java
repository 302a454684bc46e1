package io.gradstep.nn.module;

import com.google.common.collect.ImmutableList;
import io.gradstep.engine.Operands;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.random.RandomStream;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/**
 * A table with a trainable vector for each of a number of tokens, as PyTorch's {@code Embedding}.
 *
 * <p>{@link #row} is the vector of a known token. In a function that is compiled for any tokens, use a
 * {@link RowArgument}.
 */
public final class Embedding implements Parameterized {
    private final Matrix matrix;

    private Embedding(Matrix matrix) {
        this.matrix = matrix;
    }

    /**
     * Makes a table of normal numbers with standard deviation 1, as PyTorch does.
     *
     * @param rowCount how many tokens there are
     * @param size the length of each vector
     * @param seed of the random numbers
     * @return a new table
     * @throws IllegalArgumentException if a size is less than 1, or there would be 2³¹ numbers or more
     */
    public static Embedding of(int rowCount, int size, long seed) {
        RandomStream random = new RandomStream(seed);
        return of(rowCount, size, random::gaussian);
    }

    /**
     * Makes a table of given numbers.
     *
     * @param rowCount how many tokens there are
     * @param size the length of each vector
     * @param numbers gives the numbers, row by row
     * @return a new table
     * @throws IllegalArgumentException if a size is less than 1, or there would be 2³¹ numbers or more
     */
    public static Embedding of(int rowCount, int size, DoubleSupplier numbers) {
        Objects.requireNonNull(numbers, "numbers");
        ArgumentChecks.positive("the number of rows", rowCount);
        ArgumentChecks.positive("the size of a row", size);
        if ((long) rowCount * size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a table of %d rows of %d would have %d numbers; the limit is 2³¹ - 1"
                    .formatted(rowCount, size, (long) rowCount * size));
        }
        return new Embedding(Matrix.of("weight", rowCount, size, numbers));
    }

    /**
     * Returns the vector of a token: the parameters themselves.
     *
     * @param token from 0
     * @return the row
     * @throws IndexOutOfBoundsException if there is no such token
     */
    public Operands row(int token) {
        return matrix.rows().get(token);
    }

    /** {@return the number of tokens, at least 1} */
    public int rowCount() {
        return matrix.rows().size();
    }

    /** {@return the length of each vector, at least 1} */
    public int size() {
        return matrix.rows().get(0).size();
    }

    /** {@return an immutable list of the single tensor {@code weight}} */
    @Override
    public List<ParameterTensor> tensors() {
        return ImmutableList.of(matrix.tensor());
    }

    @Override
    public String toString() {
        return "Embedding(%d × %d)".formatted(rowCount(), size());
    }
}
