package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.rows.RowLoops;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The memory for one block of samples: a row of lanes, one per sample, for each value and each gradient. */
final class LaneWorkspace {
    final int laneCount;

    final double[][] values;
    final double[][] gradients;

    /** The numbers that all lanes share, and what they are computed with. */
    final double[] shared;

    final @Nullable Workspace sharedWorkspace;

    /** The gradients of the shared numbers: what has been flushed. */
    final double[] sharedGradients;

    /** The sums over lanes of the program's {@link SharedTerms}, and a few more that are computed in vain. */
    final double[] termSums;

    /** Scratch: the rows of some terms. */
    final double[][] lefts = new double[RowLoops.CHAINS][];

    final double[][] rights = new double[RowLoops.CHAINS][];

    final double[] ones;

    /** Scratch: a row for each lane, with workspace for the rows of one dense step side by side. */
    final double[][] turned;

    /** Scratch: the rows of some combinations; the sums, and where the coefficients of each are. */
    final double[][] rows;

    final double[][] sums = new double[RowLoops.MAX_SUMS][];
    final double[][] coefficients = new double[RowLoops.MAX_SUMS][];
    final int[] firsts = new int[RowLoops.MAX_SUMS];

    /** Scratch: coefficients that do not follow one another elsewhere. */
    final double[][] gathered;

    /** Scratch: one lane of a dense step, and four rows of its weights. */
    final double[] inputs;

    final double[] outputs;
    final double[][] weightRows;

    /** The gradients of the weights of each dense step, summed over the lanes so far. */
    final double[][][] weightGradients;

    /** Whether there are no such sums yet: they are overwritten. */
    boolean fresh = true;

    /** An array for each number of operands that some gate takes as an array of exactly that length. */
    final double[][] operands;

    LaneWorkspace(LaneProgram program, int laneCount) {
        this.laneCount = laneCount;
        this.values = new double[program.rowCount()][laneCount];
        this.gradients = new double[program.rowCount()][];
        for (int row = 0; row < program.rowCount(); row++) {
            gradients[row] = new double[program.gradientRows[row] ? laneCount : 0];
        }
        this.shared = new double[program.sharedCount()];
        this.sharedWorkspace = program.sharedWorkspace();
        this.sharedGradients = new double[program.sharedCount()];
        this.termSums = new double[program.sharedTerms.count() + RowLoops.CHAINS];
        this.ones = new double[laneCount];
        Arrays.fill(ones, 1);
        int widest = 0;
        int longest = 0;
        this.weightGradients = new double[program.dense.length][][];
        for (DenseStep step : program.dense) {
            weightGradients[step.number] = step.newWeightGradients();
            widest = Math.max(widest, step.turnedWidth());
            longest = Math.max(longest, Math.max(step.x.length, step.y.length));
        }
        this.turned = new double[laneCount][widest];
        this.rows = new double[longest][];
        this.inputs = new double[longest];
        this.outputs = new double[longest];
        this.weightRows = new double[4][longest];
        this.gathered = new double[RowLoops.MAX_SUMS][longest];
        int[] lengths = program.operandLengths;
        this.operands = new double[lengths.length][];
        Arrays.setAll(operands, i -> new double[lengths[i]]);
    }

    /** Returns an array for the coefficients of a sum. */
    double[] gather(int sum) {
        coefficients[sum] = gathered[sum];
        firsts[sum] = 0;
        return gathered[sum];
    }

    /** Computes the first sums over the rows, which are {@code terms}. */
    void combine(int sumCount, int terms, int n, boolean set) {
        RowLoops.combine(sums, coefficients, firsts, sumCount, rows, terms, n, set);
    }
}
