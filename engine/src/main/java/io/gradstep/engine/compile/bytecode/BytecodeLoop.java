package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.ManyPoints;

/** The superclass of the loops that {@link BytecodeCompiler} generates. */
abstract class BytecodeLoop implements ManyPoints {
    /** Has the same parameter as the evaluators, which need the lengths of operand arrays. */
    BytecodeLoop(@SuppressWarnings("unused") int[] operandCounts) {}
}
