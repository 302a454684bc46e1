package io.gradstep.demos.page;

import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.StepSequences;
import org.jspecify.annotations.Nullable;

/** The search for loops of a page, which has no use for any. */
public final class PageSequenceSearch {
    private PageSequenceSearch() {}

    public static @Nullable StepSequences find(Recording recording, int minSteps) {
        return null;
    }
}
