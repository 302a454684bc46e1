package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.CustomOp;
import io.gradstep.engine.Gate;
import io.gradstep.engine.Op;
import io.gradstep.engine.compile.recording.Workspace;

/**
 * A gate with more operands than fit into a generated method, computed by a loop over the slots of its operands: the
 * same steps as the {@link io.gradstep.engine.compile.recording.Interpreter}, in the same order.
 */
final class WideGate {
    private final Gate gate;

    /** The slots of the operands' values. */
    private final int[] values;

    /** The slots of the operands' gradients, {@link StraightLineCode#NONE} for one that takes none. */
    private final int[] gradients;

    /** Whether the gradient of an operand has received nothing before. */
    private final boolean[] first;

    /** The slot of the gate's value. */
    private final int value;

    /** The slot of the gate's gradient, NONE if that is 1. */
    private final int gradient;

    /** The index of the array of the operands' number in {@link Workspace#operands}, if the gate takes one. */
    private final int operandArray;

    WideGate(Gate gate, int[] values, int[] gradients, boolean[] first, int value, int gradient, int operandArray) {
        this.gate = gate;
        this.values = values;
        this.gradients = gradients;
        this.first = first;
        this.value = value;
        this.gradient = gradient;
        this.operandArray = operandArray;
    }

    void forward(Workspace workspace) {
        workspace.values[value] = value(workspace);
    }

    private double value(Workspace workspace) {
        double[] v = workspace.values;
        if (gate == Op.SUM) {
            double sum = v[values[0]];
            for (int k = 1; k < values.length; k++) {
                sum += v[values[k]];
            }
            return sum;
        }
        if (gate == Op.DOT) {
            double sum = v[values[0]] * v[values[1]];
            int k = 2;
            for (; k + 1 < values.length; k += 2) {
                sum += v[values[k]] * v[values[k + 1]];
            }
            return k < values.length ? sum + v[values[k]] : sum;
        }
        double[] operands = gather(workspace);
        return gate instanceof Op op ? op.value(operands) : gate.forward(operands);
    }

    private double[] gather(Workspace workspace) {
        double[] operands = workspace.operands[operandArray];
        for (int k = 0; k < values.length; k++) {
            operands[k] = workspace.values[values[k]];
        }
        return operands;
    }

    void backward(Workspace workspace) {
        double[] v = workspace.values;
        double upstream = gradient == StraightLineCode.NONE ? 1 : workspace.gradients[gradient];
        if (gate == Op.SUM) {
            for (int k = 0; k < values.length; k++) {
                accumulate(k, upstream, workspace);
            }
        } else if (gate == Op.DOT) {
            int k = 0;
            for (; k + 1 < values.length; k += 2) {
                accumulate(k, upstream * v[values[k + 1]], workspace);
                accumulate(k + 1, upstream * v[values[k]], workspace);
            }
            if (k < values.length) {
                accumulate(k, upstream, workspace);
            }
        } else {
            double[] operands = gather(workspace);
            double[] locals = gate instanceof CustomOp op
                    ? op.derivatives(operands, v[value])
                    : ((Op) gate).partials(operands, v[value]);
            for (int k = 0; k < values.length; k++) {
                accumulate(k, upstream * locals[k], workspace);
            }
        }
    }

    private void accumulate(int k, double contribution, Workspace workspace) {
        if (gradients[k] != StraightLineCode.NONE) {
            workspace.gradients[gradients[k]] =
                    first[k] ? contribution : workspace.gradients[gradients[k]] + contribution;
        }
    }
}
