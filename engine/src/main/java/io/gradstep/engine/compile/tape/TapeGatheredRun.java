package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.rows.ElementLoops;

/**
 * Gates of one binary op side by side, over any operands.
 *
 * @param loops those of the op
 * @param recording the function
 * @param from the first gate
 * @param to after the last gate
 * @param reached whether a gradient flows through the gates
 */
record TapeGatheredRun(ElementLoops loops, Recording recording, int from, int to, boolean reached) implements TapeStep {
    @Override
    public void forward(double[] parameters, double[] inputs, Workspace workspace) {
        forward(workspace);
    }

    void forward(Workspace workspace) {
        loops.valueRun(workspace.values, recording, from, to);
    }

    @Override
    public void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Workspace workspace) {
        if (reached) {
            loops.slopeRun(workspace.values, workspace.gradients, recording, from, to);
        }
    }
}
