package io.gradstep.engine.compile.recording;

/** The memory that one evaluation at a time works in. */
public class Workspace {
    private static final int SCRATCH_ROWS = 5;

    public static final Workspace NONE = new Workspace(0, new int[0], 0);

    public final double[] values;
    public final double[] gradients;

    /** Which nodes a gradient has flowed into; where none has, nothing may be multiplied, for 0·∞ is NaN. */
    public final boolean[] reached;

    /** An array for each number of operands that a gate wants to be given in an array of just that length. */
    public final double[][] operands;

    /** Rows that a step may use while it runs. */
    public final double[][] scratch;

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
