package io.gradstep.engine.compile.lanes;

import com.google.common.primitives.Booleans;
import com.google.common.primitives.Ints;
import io.gradstep.engine.compile.rows.RowLoops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sum of terms, each a row, a shared number, or a product of two of them; handles the cases that {@link DenseStep}
 * does not. The gradients of the shared numbers are summed by {@link SharedTerms}.
 */
final class LinearStep implements LaneStep {
    private static final int NONE = -1;

    private final int out;

    /** The rows of each term, {@link #NONE} where there is no first or no second one. */
    private final int[] firstRow;

    private final int[] secondRow;

    /** The shared number of each term, or {@link #NONE}. */
    private final int[] shared;

    /** Whether a gradient flows into the first row of each term, and into its second row. */
    private final boolean[] firstActive;

    private final boolean[] secondActive;

    private LinearStep(Maker maker) {
        this.out = maker.out;
        this.firstRow = Ints.toArray(maker.firstRow);
        this.secondRow = Ints.toArray(maker.secondRow);
        this.shared = Ints.toArray(maker.shared);
        this.firstActive = Booleans.toArray(maker.firstActive);
        this.secondActive = Booleans.toArray(maker.secondActive);
    }

    /** Collects terms. */
    static final class Maker {
        private final int out;
        private final List<Integer> firstRow = new ArrayList<>();
        private final List<Integer> secondRow = new ArrayList<>();
        private final List<Integer> shared = new ArrayList<>();
        private final List<Boolean> firstActive = new ArrayList<>();
        private final List<Boolean> secondActive = new ArrayList<>();

        Maker(int out) {
            this.out = out;
        }

        void addRow(int row, boolean active) {
            add(row, active, NONE, false, NONE);
        }

        void addShared(int number) {
            add(NONE, false, NONE, false, number);
        }

        void addScaled(int number, int row, boolean rowActive) {
            add(row, rowActive, NONE, false, number);
        }

        void addProduct(int a, boolean aActive, int b, boolean bActive) {
            add(a, aActive, b, bActive, NONE);
        }

        private void add(int a, boolean aActive, int b, boolean bActive, int number) {
            firstRow.add(a);
            secondRow.add(b);
            shared.add(number);
            firstActive.add(aActive);
            secondActive.add(bActive);
        }

        LinearStep make() {
            return new LinearStep(this);
        }
    }

    @Override
    public void forward(LaneWorkspace workspace, int n) {
        double[] sum = workspace.values[out];
        Arrays.fill(sum, 0, n, -0.0); // adding any x to it gives x
        for (int t = 0; t < shared.length; t++) {
            int a = firstRow[t];
            int b = secondRow[t];
            int c = shared[t];
            if (a == NONE) {
                RowLoops.addConstant(sum, workspace.shared[c], n);
            } else if (b != NONE) {
                RowLoops.addProduct(sum, workspace.values[a], workspace.values[b], n);
            } else if (c != NONE) {
                RowLoops.addScaled(sum, workspace.shared[c], workspace.values[a], n);
            } else {
                RowLoops.add(sum, workspace.values[a], n);
            }
        }
    }

    @Override
    public void backward(LaneWorkspace workspace, int n) {
        double[] upstream = workspace.gradients[out];
        for (int t = 0; t < shared.length; t++) {
            int a = firstRow[t];
            int b = secondRow[t];
            int c = shared[t];
            if (a == NONE) {
                continue;
            }
            if (b != NONE) {
                if (firstActive[t]) {
                    RowLoops.addProduct(workspace.gradients[a], upstream, workspace.values[b], n);
                }
                if (secondActive[t]) {
                    RowLoops.addProduct(workspace.gradients[b], upstream, workspace.values[a], n);
                }
            } else if (firstActive[t]) {
                if (c != NONE) {
                    RowLoops.addScaled(workspace.gradients[a], workspace.shared[c], upstream, n);
                } else {
                    RowLoops.add(workspace.gradients[a], upstream, n);
                }
            }
        }
    }
}
