package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.Workspace;

/** The superclass of the classes that {@link MethodsCompiler} generates: the code of a part of a large function. */
public abstract class MethodsPart {
    /** The gates with many operands among those of the part. */
    final WideGate[] wideGates;

    MethodsPart(WideGate[] wideGates) {
        this.wideGates = wideGates;
    }

    /** Computes the values of the part's nodes. */
    abstract void forward(double[] parameters, double[] inputs, Workspace workspace);

    /** Propagates the gradients of the part's nodes. */
    abstract void backward(
            double[] parameters,
            double[] inputs,
            double[] parameterGradient,
            double[] inputGradient,
            Workspace workspace);
}
