package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Workspace;

/** Some nodes of a function, computed together at one point. */
interface TapeStep {
    /** Computes the nodes' values. */
    void forward(double[] parameters, double[] inputs, Workspace workspace);

    /** Propagates the nodes' gradients to their operands, or to the gradients of the arguments. */
    void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Workspace workspace);
}
