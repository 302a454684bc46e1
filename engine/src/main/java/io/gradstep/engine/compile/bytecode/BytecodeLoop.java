package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.ManyPoints;

/** What the classes of loops that {@link BytecodeCompiler} writes have in common. */
abstract class BytecodeLoop implements ManyPoints {
    /** As the other classes it writes, which want to know the lengths of operand arrays. */
    BytecodeLoop(@SuppressWarnings("unused") int[] operandCounts) {}
}
