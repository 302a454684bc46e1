package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.rows.RowLoops;
import java.util.Arrays;

/** The memory for one block of samples: a row of lanes, one per sample, for each value and each gradient. */
final class LaneWorkspace {
    final double[][] values;
    final double[][] gradients;

    /** The numbers that all lanes share, and the gradients that all lanes add to. */
    final double[] shared;

    final double[] sharedGradients;

    /** Scratch: a row for each lane, with workspace for the rows of one dense step side by side. */
    final double[][] turned;

    /** Scratch: the rows of some combinations; the sums, and where the coefficients of each are. */
    final double[][] rows;

    final double[][] sums = new double[RowLoops.MOST_SUMS][];
    final double[][] coefficients = new double[RowLoops.MOST_SUMS][];
    final int[] firsts = new int[RowLoops.MOST_SUMS];

    /** Scratch: coefficients that do not follow one another elsewhere. */
    final double[][] gathered;

    /** The gradients of the weights of each dense step, summed over the lanes so far. */
    final double[][][] weightGradients;

    /** An array for each number of operands that some gate takes as an array of exactly that length. */
    final double[][] operands;

    LaneWorkspace(LaneProgram program, int laneCount) {
        this.values = new double[program.rowCount()][laneCount];
        this.gradients = new double[program.rowCount()][];
        for (int row = 0; row < program.rowCount(); row++) {
            gradients[row] = new double[program.gradientRows[row] ? laneCount : 0];
        }
        this.shared = new double[program.sharedCount()];
        this.sharedGradients = new double[program.sharedCount()];
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
        this.gathered = new double[RowLoops.MOST_SUMS][longest];
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
