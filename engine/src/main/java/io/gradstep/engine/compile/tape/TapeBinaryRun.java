package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.rows.BinaryRun;
import io.gradstep.engine.compile.rows.ElementLoops;

/** A run of binary gates as one step of the tape. */
record TapeBinaryRun(ElementLoops loops, BinaryRun run) implements TapeStep {
    @Override
    public void forward(double[] parameters, double[] inputs, Workspace workspace) {
        loops.valueRun(workspace.values, run);
    }

    @Override
    public void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Workspace workspace) {
        if (run.aActive() || run.bActive()) {
            loops.slopeRun(workspace.values, workspace.gradients, run);
        }
    }
}
