package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.rows.ElementLoops;

/**
 * Gates of one unary op side by side, over values side by side.
 *
 * @param loops those of the op
 * @param a the first operand
 * @param out the first gate
 * @param count the number of gates
 * @param active whether a gradient is needed in the operands
 * @param alone whether nothing else uses the operands, so that their gradients need not be cleared
 */
record TapeRun(ElementLoops loops, int a, int out, int count, boolean active, boolean alone) implements TapeStep {
    @Override
    public void forward(double[] parameters, double[] inputs, Workspace workspace) {
        loops.valueRun(workspace.values, a, out, count);
    }

    @Override
    public void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Workspace workspace) {
        if (active) {
            loops.slopeRun(workspace.values, workspace.gradients, a, out, count, alone);
        }
    }
}
