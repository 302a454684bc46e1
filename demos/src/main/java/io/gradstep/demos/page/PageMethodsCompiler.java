package io.gradstep.demos.page;

import io.gradstep.engine.compile.bytecode.MethodsEvaluator;
import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.StepSequences;
import org.jspecify.annotations.Nullable;

/** The compiler to many methods of a page, which runs no bytecode. */
public final class PageMethodsCompiler {
    private PageMethodsCompiler() {}

    public static @Nullable StepSequences sequencesIn(Recording recording, int minSteps) {
        return null;
    }

    public static MethodsEvaluator.@Nullable Code compile(
            Recording recording, @Nullable StepSequences sequences, boolean checkpointed) {
        return null;
    }
}
