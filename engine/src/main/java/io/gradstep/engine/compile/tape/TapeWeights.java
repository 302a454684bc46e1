package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.rows.RowLoops;
import java.util.Arrays;
import java.util.List;

/**
 * The weights that several matrices share, such as those of a layer at each position of a text. They are copied to rows
 * that HotSpot can vectorise loops over. When the last matrix of the sweep back is done, a product of two matrices
 * writes their gradient: to add to it at each matrix took eight times as many loads and stores.
 */
final class TapeWeights implements TapeStep {
    /** At most so many matrices are summed at a time. */
    private static final int TERMS = 16;

    /** The scratch rows after those of the values. */
    private static final int FACTORS = TERMS;

    private static final int SUMS = TERMS + 1;

    /** The required length of a scratch row, if no matrix has more rows or columns. */
    static final int MIN_SCRATCH = RowLoops.MAX_SUMS * TERMS;

    private final int[] weights;
    private final int inputCount;

    /** The matrices that a gradient flows through, in the order of the sweep back. */
    private final List<TapeMatrix> matrices;

    private final int copy;
    private final boolean active;

    /** Whether the loops go over the outputs, because there are more of them than inputs. */
    private final boolean high;

    TapeWeights(TapeMatrix first, List<TapeMatrix> matrices, int copy, boolean active) {
        this.weights = first.weights();
        this.inputCount = first.inputCount();
        this.matrices = matrices;
        this.copy = copy;
        this.active = active;
        this.high = weights.length > inputCount;
    }

    @Override
    public void forward(double[] p, double[] inputs, Workspace workspace) {
        double[][] rows = workspace.matrices[copy];
        double[][] columns = workspace.matrices[copy + 1];
        for (int i = 0; i < weights.length; i++) {
            System.arraycopy(p, weights[i], rows[i], 0, inputCount);
        }
        RowLoops.transpose(rows, weights.length, columns, inputCount);
    }

    @Override
    public void backward(double[] parameters, double[] gp, double[] inputGradient, Workspace workspace) {
        int lines = high ? inputCount : weights.length;
        for (int from = 0; active && from < matrices.size(); from += TERMS) {
            int terms = Math.min(TERMS, matrices.size() - from);
            for (int k = 0; k < terms; k++) {
                TapeMatrix matrix = matrices.get(from + k);
                if (high) {
                    System.arraycopy(workspace.gradients, matrix.y(), workspace.scratch[k], 0, weights.length);
                } else {
                    System.arraycopy(workspace.values, matrix.x(), workspace.scratch[k], 0, inputCount);
                }
            }
            for (int line = 0; line < lines; line += RowLoops.MAX_SUMS) {
                addLines(line, Math.min(RowLoops.MAX_SUMS, lines - line), from, terms, gp, workspace);
            }
        }
    }

    /** Adds the products of some matrices to the gradients of some rows of weights, or columns if these are longer. */
    private void addLines(int line, int sums, int from, int terms, double[] gp, Workspace workspace) {
        int n = high ? weights.length : inputCount;
        double[][] s = workspace.scratch;
        double[] c = s[FACTORS];
        double[] factors = high ? workspace.values : workspace.gradients;
        for (int k = 0; k < terms; k++) {
            TapeMatrix matrix = matrices.get(from + k);
            int at = (high ? matrix.x() : matrix.y()) + line;
            for (int r = 0; r < sums; r++) {
                c[r * TERMS + k] = factors[at + r];
            }
        }
        for (int r = 0; r < sums; r++) {
            if (from == 0) {
                Arrays.fill(s[SUMS + r], 0, n, 0);
            } else {
                read(gp, line + r, s[SUMS + r]);
            }
        }
        if (sums == RowLoops.MAX_SUMS) {
            RowLoops.combine3(s[SUMS], c, 0, s[SUMS + 1], c, TERMS, s[SUMS + 2], c, 2 * TERMS, s, terms, n, false);
        } else {
            for (int r = 0; r < sums; r++) {
                RowLoops.combine(s[SUMS + r], c, r * TERMS, s, terms, n, false);
            }
        }
        for (int r = 0; r < sums; r++) {
            write(gp, line + r, s[SUMS + r]);
        }
    }

    private void read(double[] gp, int line, double[] sums) {
        if (high) {
            for (int i = 0; i < weights.length; i++) {
                sums[i] = gp[weights[i] + line];
            }
        } else {
            System.arraycopy(gp, weights[line], sums, 0, inputCount);
        }
    }

    private void write(double[] gp, int line, double[] sums) {
        if (high) {
            for (int i = 0; i < weights.length; i++) {
                gp[weights[i] + line] = sums[i];
            }
        } else {
            System.arraycopy(sums, 0, gp, weights[line], inputCount);
        }
    }
}
