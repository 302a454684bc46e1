package io.gradstep.demos.page;

import io.gradstep.engine.Op;
import io.gradstep.engine.compile.rows.ElementLoops;
import org.jspecify.annotations.Nullable;

/** The loops of a page, which defines no class for each op. */
public final class PageLoopClasses {
    private PageLoopClasses() {}

    public static @Nullable Op ofClass() {
        return null;
    }

    public static ElementLoops define(Op op) {
        return ElementLoops.plain(op);
    }
}
