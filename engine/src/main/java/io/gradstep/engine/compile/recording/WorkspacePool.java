package io.gradstep.engine.compile.recording;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the workspaces of past evaluations for later ones, so that evaluations allocate nothing: a few slots, each with
 * at most one workspace, which a thread takes out while it uses it. A custom op may therefore call the function it is
 * part of.
 *
 * @param <R> the type of workspace
 */
public final class WorkspacePool<R> {
    private static final int SLOTS = 16;

    private final AtomicReferenceArray<@Nullable R> slots = new AtomicReferenceArray<>(SLOTS);
    private final Supplier<R> maker;

    public WorkspacePool(Supplier<R> maker) {
        this.maker = maker;
    }

    public R take() {
        int start = home();
        for (int i = 0; i < SLOTS; i++) {
            int slot = (start + i) & (SLOTS - 1);
            if (slots.get(slot) != null) {
                R workspace = slots.getAndSet(slot, null);
                if (workspace != null) {
                    return workspace;
                }
            }
        }
        return maker.get();
    }

    /** Returns a workspace to the pool; surplus ones are left to the garbage collector. */
    public void giveBack(R workspace) {
        int start = home();
        for (int i = 0; i < SLOTS; i++) {
            int slot = (start + i) & (SLOTS - 1);
            if (slots.get(slot) == null && slots.compareAndSet(slot, null, workspace)) {
                return;
            }
        }
    }

    /** The slot where a thread looks first, so that threads rarely contend. */
    @SuppressWarnings("deprecation") // Thread.threadId() came after 17
    private static int home() {
        return (int) Thread.currentThread().getId() & (SLOTS - 1);
    }
}
