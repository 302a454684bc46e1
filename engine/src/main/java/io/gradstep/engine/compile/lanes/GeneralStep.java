package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;

/** A gate that takes its operands in an array, lane by lane. */
final class GeneralStep implements LaneStep {
    private final Gate gate;
    private final int out;
    private final int[] rows;

    /** The index of the array of {@link LaneWorkspace#operands} with the right length. */
    private final int array;

    /** Whether a gradient flows from this gate into each operand. */
    private final boolean[] active;

    GeneralStep(Gate gate, int out, int[] rows, int array, boolean[] active) {
        this.gate = gate;
        this.out = out;
        this.rows = rows;
        this.array = array;
        this.active = active;
    }

    @Override
    public void forward(LaneWorkspace workspace, int n) {
        double[] result = workspace.values[out];
        for (int l = 0; l < n; l++) {
            double[] operands = gather(workspace, l);
            result[l] = gate instanceof Op op ? op.value(operands) : gate.forward(operands);
        }
    }

    private double[] gather(LaneWorkspace workspace, int l) {
        double[] operands = workspace.operands[array];
        for (int k = 0; k < rows.length; k++) {
            operands[k] = workspace.values[rows[k]][l];
        }
        return operands;
    }

    @Override
    public void backward(LaneWorkspace workspace, int n) {
        double[] result = workspace.values[out];
        double[] upstream = workspace.gradients[out];
        for (int l = 0; l < n; l++) {
            double[] operands = gather(workspace, l);
            double[] locals = gate instanceof Op op
                    ? op.partials(operands, result[l])
                    : ((CustomOp) gate).derivatives(operands, result[l]);
            for (int k = 0; k < rows.length; k++) {
                if (active[k]) {
                    workspace.gradients[rows[k]][l] += upstream[l] * locals[k];
                }
            }
        }
    }
}
