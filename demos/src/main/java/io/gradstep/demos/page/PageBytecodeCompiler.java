package io.gradstep.demos.page;

import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.Jacobian;
import io.gradstep.engine.compile.recording.ManyPoints;
import io.gradstep.engine.compile.recording.Recording;
import java.util.Optional;

/** The compiler to bytecode of a page, which runs none: every function is interpreted, or computed in lanes. */
public final class PageBytecodeCompiler {
    private PageBytecodeCompiler() {}

    public static Optional<Evaluator> compile(Recording recording) {
        return Optional.empty();
    }

    public static Optional<ManyPoints> compileLoop(Recording recording) {
        return Optional.empty();
    }

    public static Optional<Jacobian> compileJacobian(
            Recording recording, int rowCount, int firstColumn, int columnCount) {
        return Optional.empty();
    }

    public static boolean fits(Recording recording) {
        return false;
    }
}
