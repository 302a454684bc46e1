package io.gradstep.nn.module;

import io.gradstep.engine.parallel.ParallelTasks;
import io.gradstep.nn.arguments.ArgumentChecks;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * Compiled functions of sequences: one for each length, recorded and compiled when a sequence of that length first
 * comes.
 *
 * <p>Thread-safe: one length is recorded at a time, because graphs of the same parameters must not be walked at once.
 */
public final class CompiledFamily {
    /** At most this many numbers of gradients are kept at a time: 128 megabytes. */
    private static final int MAX_NUMBERS = 1 << 24;

    /** This many numbers are added up by one task: their sums stay in the cache. */
    private static final int SUMS = 1 << 13;

    private final IntFunction<LookupFunction> code;
    private final Map<Integer, LookupFunction> functions = new ConcurrentHashMap<>();
    private final Object recording = new Object();

    /** The gradients of the sequences of the last sum, for the next one: to make and clear them took 15 % of a step. */
    private final AtomicReference<double[][]> spare = new AtomicReference<>(new double[0][]);

    private CompiledFamily(IntFunction<LookupFunction> code) {
        this.code = code;
    }

    /**
     * Makes a family; nothing is recorded yet.
     *
     * @param code records and compiles the function of a length
     * @return a new family
     */
    public static CompiledFamily of(IntFunction<LookupFunction> code) {
        return new CompiledFamily(Objects.requireNonNull(code, "code"));
    }

    /**
     * {@return the function of a length, always the same object}
     *
     * @param length of the sequence
     */
    public LookupFunction of(int length) {
        LookupFunction known = functions.get(length);
        if (known != null) {
            return known;
        }
        synchronized (recording) {
            LookupFunction first = functions.get(length);
            if (first != null) {
                return first;
            }
            LookupFunction recorded = code.apply(length);
            functions.put(length, recorded);
            return recorded;
        }
    }

    /** The arguments of one sequence. */
    public static final class Sequence {
        private final int length;
        private final int[] rows;
        private final double[] inputs;

        private Sequence(int length, int[] rows, double[] inputs) {
            this.length = length;
            this.rows = rows;
            this.inputs = inputs;
        }

        /**
         * Makes the arguments of a sequence.
         *
         * @param length which function to take
         * @param rows the index of each row in its table; copied
         * @param inputs one number per other input; copied
         * @return the arguments
         */
        public static Sequence of(int length, int[] rows, double... inputs) {
            Objects.requireNonNull(rows, "rows");
            Objects.requireNonNull(inputs, "inputs");
            return new Sequence(length, rows.clone(), inputs.clone());
        }

        /** {@return the length, which says which function to take} */
        public int length() {
            return length;
        }

        /** {@return a copy of the indices of the rows} */
        public int[] rows() {
            return rows.clone();
        }

        /** {@return a copy of the other inputs} */
        public double[] inputs() {
            return inputs.clone();
        }
    }

    /**
     * Computes the sum of the first outputs over sequences of any lengths, and its gradient. The result does not depend
     * on the number of threads, to the last bit.
     *
     * @param parameters one number per parameter
     * @param sequences the arguments of each
     * @param gradient receives ∂sum/∂parameter for each parameter; not {@code parameters} itself
     * @param values receives the output of each sequence
     * @param threads the most threads that may work on it: this one and some of the common pool
     * @throws IllegalArgumentException if an array has the wrong length, or {@code threads} is less than 1
     * @throws IndexOutOfBoundsException if a table has no such row
     */
    public void sumGradient(
            double[] parameters, List<Sequence> sequences, double[] gradient, double[] values, int threads) {
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(sequences, "sequences");
        Objects.requireNonNull(gradient, "gradient");
        Objects.requireNonNull(values, "values");
        ArgumentChecks.positive("threads", threads);
        ArgumentChecks.inputs(values.length, sequences.size());
        if (sequences.size() == 1) {
            values[0] = gradient(parameters, sequences.get(0), gradient);
            return;
        }
        Arrays.fill(gradient, 0);
        int atOnce = Math.max(1, Math.min(sequences.size(), MAX_NUMBERS / Math.max(1, parameters.length)));
        double[][] parts = room(atOnce, gradient.length);
        for (int from = 0; from < sequences.size(); from += atOnce) {
            int first = from;
            int count = Math.min(atOnce, sequences.size() - from);
            ParallelTasks.run(
                    count, threads, i -> values[first + i] = gradient(parameters, sequences.get(first + i), parts[i]));
            ParallelTasks.run(
                    (gradient.length + SUMS - 1) / SUMS, threads, piece -> add(parts, count, gradient, piece * SUMS));
        }
        spare.set(parts);
    }

    /** Returns arrays of any numbers, at least so many. */
    private double[][] room(int count, int length) {
        double[][] kept = spare.getAndSet(new double[0][]);
        if (kept.length >= count && kept[0].length == length) {
            return kept;
        }
        return new double[count][length];
    }

    private double gradient(double[] parameters, Sequence sequence, double[] gradient) {
        return of(sequence.length).gradient(parameters, sequence.rows, sequence.inputs, gradient);
    }

    private static void add(double[][] parts, int count, double[] sums, int from) {
        int to = Math.min(sums.length, from + SUMS);
        for (int part = 0; part < count; part++) {
            double[] gradient = parts[part];
            for (int i = from; i < to; i++) {
                sums[i] += gradient[i];
            }
        }
    }
}
