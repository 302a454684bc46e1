package io.gradstep.engine.compile;

import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.Workspace;
import io.gradstep.engine.compile.recording.WorkspacePool;
import org.jspecify.annotations.Nullable;

/** An evaluator with a pool of its workspaces. */
final class SinglePoint {
    final Evaluator evaluator;

    /** Null if the evaluator needs no workspace. */
    private final @Nullable WorkspacePool<Workspace> workspaces;

    SinglePoint(Evaluator evaluator) {
        this.evaluator = evaluator;
        Workspace workspace = evaluator.workspace();
        this.workspaces = workspace == Workspace.NONE ? null : new WorkspacePool<>(evaluator::workspace);
        giveBack(workspace);
    }

    Workspace takeWorkspace() {
        return workspaces == null ? Workspace.NONE : workspaces.take();
    }

    void giveBack(Workspace workspace) {
        if (workspaces != null) {
            workspaces.giveBack(workspace);
        }
    }
}
