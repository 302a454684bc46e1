package io.gradstep.demos.page;

import io.gradstep.engine.compile.recording.WorkspacePool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The {@link WorkspacePool} of a page, which has one thread.
 *
 * @param <R> the type of workspace
 */
public final class PageWorkspacePool<R> {
    private final Deque<R> unused = new ArrayDeque<>();
    private final Supplier<R> maker;

    public PageWorkspacePool(Supplier<R> maker) {
        this.maker = maker;
    }

    public R take() {
        return unused.isEmpty() ? maker.get() : unused.pop();
    }

    public void giveBack(R workspace) {
        unused.push(workspace);
    }
}
