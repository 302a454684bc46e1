package io.gradstep.nn.fit.samples;

import static java.util.Objects.requireNonNull;

import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.compile.NumberedSum;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive rows of {@link FitSamples} that are computed together: 16 chunks of a {@link NumberedSum}, fewer only at
 * the end.
 */
public final class FitSegment {
    /** The number of rows of a segment: {@value}. */
    public static final int ROWS = 16 * NumberedSum.CHUNK;

    /** The number of rows computed at a time. */
    private static final int BLOCK = NumberedSum.CHUNK;

    private final long first;
    private final double[][] inputs;
    private final double[] observed;
    private final double @Nullable [] errors;
    private final double @Nullable [][] inputErrors;
    private final int from;
    private final int size;

    /**
     * Creates a segment, which keeps the arrays.
     *
     * @param first the number of its first row
     * @param inputs the inputs of rows
     * @param observed the observed number of each
     * @param errors its standard error; null if there are none
     * @param from the place of the first row in these arrays
     * @param size the number of rows, from 1 to {@link #ROWS}
     */
    public FitSegment(
            long first, double[][] inputs, double[] observed, double @Nullable [] errors, int from, int size) {
        this(first, inputs, observed, errors, null, from, size);
    }

    FitSegment(
            long first,
            double[][] inputs,
            double[] observed,
            double @Nullable [] errors,
            double @Nullable [][] inputErrors,
            int from,
            int size) {
        this.first = first;
        this.inputs = requireNonNull(inputs, "inputs");
        this.observed = requireNonNull(observed, "observed");
        this.errors = errors;
        this.inputErrors = inputErrors;
        this.from = from;
        this.size = size;
    }

    /** Reads computed rows. */
    @FunctionalInterface
    public interface BlockReader {
        /**
         * Reads rows.
         *
         * @param first the place of the first in the segment
         * @param rows what the function gives for each
         */
        void read(int first, double[][] rows);
    }

    /** Moves the inputs of some rows. */
    @FunctionalInterface
    public interface Move {
        /** Returns the inputs to compute a block of rows at. */
        double[][] of(int first, int count);
    }

    /** Computes all rows in order, some at a time; the arrays are used again. */
    public void compute(CompiledFunction function, double[] arguments, BlockReader reader) {
        compute(function, arguments, this::inputs, reader);
    }

    /** Computes all rows at other inputs. */
    public void compute(CompiledFunction function, double[] arguments, Move move, BlockReader reader) {
        double[][] room = new double[Math.min(size, BLOCK)][function.outputCount()];
        for (int start = 0; start < size; start += BLOCK) {
            int count = Math.min(BLOCK, size - start);
            double[][] rows = count == room.length ? room : Arrays.copyOf(room, count);
            function.values(arguments, move.of(start, count), rows, 1);
            reader.read(start, rows);
        }
    }

    public long first() {
        return first;
    }

    public int size() {
        return size;
    }

    /** Returns the inputs of some rows. */
    public double[][] inputs(int start, int count) {
        return Arrays.copyOfRange(inputs, from + start, from + start + count);
    }

    /** Returns the standard error of each input of a row. */
    public double[] inputErrors(int i) {
        return inputErrors == null ? new double[inputs[from + i].length] : inputErrors[from + i];
    }

    public double observed(int i) {
        return observed[from + i];
    }

    /** Returns the reciprocal of the standard error, 1 for none. */
    public double weight(int i) {
        return errors == null ? 1 : 1 / errors[from + i];
    }
}
