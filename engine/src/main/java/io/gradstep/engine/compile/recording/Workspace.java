package io.gradstep.engine.compile.recording;

/** The memory of one evaluation at a time. */
public class Workspace {
    /** The number of {@link #scratch} rows, if there are any. */
    public static final int SCRATCH_ROWS = 20;

    public static final Workspace NONE = new Workspace(0, new int[0], 0);

    public final double[] values;
    public final double[] gradients;

    /** The nodes that a gradient has flowed into; elsewhere nothing may be multiplied, because 0·∞ is NaN. */
    public final boolean[] reached;

    /** An array for each number of operands that some gate takes as an array of exactly that length. */
    public final double[][] operands;

    /** Rows that a step may use while it runs. */
    public final double[][] scratch;

    /** Copies of the matrices of parameters that are used several times, in the order of the tape's own numbers. */
    public double[][][] matrices = {};

    public Workspace(int size, int[] operandCounts, int scratch) {
        this.values = new double[size];
        this.gradients = new double[size];
        this.reached = new boolean[size];
        this.scratch = new double[scratch == 0 ? 0 : SCRATCH_ROWS][scratch];
        this.operands = new double[operandCounts.length][];
        for (int i = 0; i < operandCounts.length; i++) {
            operands[i] = new double[operandCounts[i]];
        }
    }
}
