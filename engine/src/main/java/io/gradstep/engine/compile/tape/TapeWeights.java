package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.rows.RowLoops;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of weights that several matrices share, such as those of a layer at each position of a text: when the
 * last of them in the sweep is done, a product of two matrices writes it. To add to it at each one took eight times as
 * many loads and stores.
 */
final class TapeWeights implements TapeStep {
    /** At most so many matrices are summed at a time. */
    private static final int TERMS = 16;

    /** The scratch rows after those of the values. */
    private static final int FACTORS = TERMS;

    private static final int SUMS = TERMS + 1;

    /** The required length of a scratch row. */
    static final int MIN_SCRATCH = RowLoops.MAX_SUMS * TERMS;

    /** The matrices in the order of the sweep back. */
    private final List<TapeMatrix> matrices;

    TapeWeights(List<TapeMatrix> matrices) {
        this.matrices = matrices;
    }

    @Override
    public void forward(double[] parameters, double[] inputs, Workspace workspace) {
        // The matrices have their own steps.
    }

    @Override
    public void backward(double[] parameters, double[] gp, double[] inputGradient, Workspace workspace) {
        TapeMatrix first = matrices.get(0);
        int rows = first.weights().length;
        int n = first.inputCount();
        for (int from = 0; from < matrices.size(); from += TERMS) {
            int terms = Math.min(TERMS, matrices.size() - from);
            for (int k = 0; k < terms; k++) {
                System.arraycopy(workspace.values, matrices.get(from + k).x(), workspace.scratch[k], 0, n);
            }
            for (int i = 0; i < rows; i += RowLoops.MAX_SUMS) {
                addRows(i, Math.min(RowLoops.MAX_SUMS, rows - i), from, terms, gp, workspace);
            }
        }
    }

    private void addRows(int i, int sums, int from, int terms, double[] gp, Workspace workspace) {
        TapeMatrix first = matrices.get(0);
        int n = first.inputCount();
        double[][] s = workspace.scratch;
        double[] c = s[FACTORS];
        for (int k = 0; k < terms; k++) {
            int y = matrices.get(from + k).y() + i;
            for (int r = 0; r < sums; r++) {
                c[r * TERMS + k] = workspace.gradients[y + r];
            }
        }
        for (int r = 0; r < sums; r++) {
            if (from == 0) {
                Arrays.fill(s[SUMS + r], 0, n, 0);
            } else {
                System.arraycopy(gp, first.weights()[i + r], s[SUMS + r], 0, n);
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
            System.arraycopy(s[SUMS + r], 0, gp, first.weights()[i + r], n);
        }
    }
}
