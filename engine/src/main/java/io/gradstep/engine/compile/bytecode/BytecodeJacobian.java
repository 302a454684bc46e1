package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.Jacobian;
import io.gradstep.engine.compile.recording.Workspace;

/** The superclass of the Jacobians that {@link BytecodeCompiler} generates. */
abstract class BytecodeJacobian implements Jacobian {
    private final int[] operandCounts;

    BytecodeJacobian(int[] operandCounts) {
        this.operandCounts = operandCounts;
    }

    @Override
    public final Workspace workspace() {
        return operandCounts.length == 0 ? Workspace.NONE : new Workspace(0, operandCounts, 0);
    }
}
