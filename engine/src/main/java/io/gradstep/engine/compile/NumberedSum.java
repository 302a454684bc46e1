package io.gradstep.engine.compile;

import io.gradstep.engine.compile.lanes.SumTree;
import java.util.Objects;

/**
 * A sum over numbered rows, and its gradient, whose bits are the same wherever its parts were computed: on one thread,
 * many, or many machines.
 *
 * <p>The order of all sums over samples is fixed here:
 *
 * <ol>
 *   <li>Rows 0 to 127 are the first <b>chunk</b>, rows 128 to 255 the second, and so on; the last one may be shorter.
 *   <li>A chunk adds up its rows from the first to the last. What a row contributes does not depend on the others. A
 *       parameter that a row uses more than once has such a sum for each use, and these are added in the function's
 *       order, which is the same for every chunk.
 *   <li>The sums of chunks 0 to 255 are added from left to right, and so are those of every 256 chunks after them; the
 *       sums of such <b>groups</b> are added in the same way, 256 at a time, level by level. So up to 32,768 rows are
 *       the chunks in order, and no sum has more than 256 terms.
 * </ol>
 *
 * <p>{@link CompiledFunction#sumGradient} does all of that. Who computes chunks elsewhere calls it for the rows of one
 * chunk, and adds the results here in the order of the chunks:
 *
 * <pre>{@code
 * Value w = Value.of(0, "w");
 * Value x = Value.of(0, "x");
 * CompiledFunction f =
 *         CompiledFunction.builder(w.mul(x).tanh()).parameters(List.of(w)).inputs(List.of(x)).build();
 * double[][] rows = new double[1000][1];
 * Arrays.setAll(rows, i -> new double[] {i / 7.0});
 * double[] parameters = {0.3};
 * double[] gradient = new double[1];
 *
 * NumberedSum sum = new NumberedSum(1);
 * for (int from = 0; from < rows.length; from += NumberedSum.CHUNK) {
 *     double[][] chunk = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + NumberedSum.CHUNK));
 *     double value = f.sumGradient(parameters, chunk, gradient, null, 1); // on any machine
 *     sum.add(value, gradient);
 * }
 * double total = sum.total(gradient);
 * System.out.println(total == f.sumGradient(parameters, rows, gradient, null, 4)); // true
 * }</pre>
 *
 * <p>A sum over a whole group may stand for its chunks: the totals of chunks 0 to 255, of chunks 256 to 511, and so on,
 * added to one more sum, give the same bits as all the chunks. Not thread-safe.
 */
public final class NumberedSum {
    /** The number of rows of a chunk: {@value}. */
    public static final int CHUNK = SumTree.CHUNK;

    /** The number of chunks of a group, and of groups of the next level: {@value}. */
    public static final int GROUP = SumTree.GROUP;

    private final int parameterCount;
    private final SumTree sums;
    private final double[][] next;

    /** Whether the last chunk has fewer rows than others, so that no more may follow. */
    private boolean ended;

    /**
     * Creates the sum of no rows, which is 0.
     *
     * @param parameterCount the length of the gradient, at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public NumberedSum(int parameterCount) {
        if (parameterCount < 0) {
            throw new IllegalArgumentException("the number of parameters must be at least 0, not " + parameterCount);
        }
        this.parameterCount = parameterCount;
        this.sums = new SumTree(parameterCount + 1);
        this.next = new double[1][parameterCount + 1];
    }

    /** Starts again from no rows. */
    public void clear() {
        sums.clear();
        ended = false;
    }

    /**
     * Adds the sum over the next chunk.
     *
     * @param value the sum over the chunk's rows
     * @param gradient its gradient
     * @throws IllegalArgumentException if the gradient has the wrong length
     */
    public void add(double value, double[] gradient) {
        check(gradient);
        System.arraycopy(gradient, 0, next[0], 0, parameterCount);
        next[0][parameterCount] = value;
        sums.add(next, 1, 1);
    }

    /**
     * Computes the sum over all rows so far; more may be added after that.
     *
     * @param gradient receives its gradient
     * @return the sum
     * @throws IllegalArgumentException if the gradient has the wrong length
     */
    public double total(double[] gradient) {
        check(gradient);
        sums.total(gradient);
        return sums.last();
    }

    /** The sums of the chunks so far, the gradient and behind it the value, to which those of some rows are added. */
    SumTree forNext(int rows) {
        if (ended) {
            throw new IllegalStateException(
                    "the last rows that were added end within a chunk: only the last call for a sum may have another"
                            + " number of rows than a multiple of " + CHUNK);
        }
        ended = rows % CHUNK != 0;
        return sums;
    }

    int parameterCount() {
        return parameterCount;
    }

    private void check(double[] gradient) {
        Objects.requireNonNull(gradient, "gradient");
        if (gradient.length != parameterCount) {
            throw new IllegalArgumentException(
                    "%d elements of a gradient for %d parameters".formatted(gradient.length, parameterCount));
        }
    }
}
