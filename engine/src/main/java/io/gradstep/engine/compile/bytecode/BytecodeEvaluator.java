package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.Workspace;

/** The superclass of the evaluators that {@link BytecodeCompiler} generates. */
public abstract class BytecodeEvaluator implements Evaluator {
    private final int[] operandCounts;

    BytecodeEvaluator(int[] operandCounts) {
        this.operandCounts = operandCounts;
    }

    @Override
    public final Workspace workspace() {
        return operandCounts.length == 0 ? Workspace.NONE : new Workspace(0, operandCounts, 0);
    }

    /** Serves functions with one output; a class with more overrides it. */
    @Override
    public void evaluate(double[] parameters, double[] inputs, double[] outputs, Workspace workspace) {
        outputs[0] = value(parameters, inputs, workspace);
    }
}
