package io.gradstep.engine.compile;

/** The memory that one evaluation at a time works in. */
class Room {
    private static final int SCRATCH_ROWS = 5;

    static final Room NONE = new Room(0, new int[0], 0);

    final double[] values;
    final double[] gradients;

    /** Which nodes a gradient has flowed into; where none has, nothing may be multiplied, for 0·∞ is NaN. */
    final boolean[] reached;

    /** An array for each number of operands that a gate wants to be given in an array of just that length. */
    final double[][] operands;

    /** Rows that a step may use while it runs. */
    final double[][] scratch;

    Room(int size, int[] operandCounts, int scratch) {
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
