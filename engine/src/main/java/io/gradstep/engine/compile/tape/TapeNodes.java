package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Interpreter;
import io.gradstep.engine.compile.recording.Workspace;

/** Nodes that are interpreted one by one. */
record TapeNodes(Interpreter interpreter, int from, int to) implements TapeStep {
    @Override
    public void forward(double[] parameters, double[] inputs, Workspace workspace) {
        interpreter.forward(from, to, parameters, inputs, workspace);
    }

    @Override
    public void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Workspace workspace) {
        interpreter.pullBack(from, to, parameterGradient, inputGradient, workspace);
    }
}
