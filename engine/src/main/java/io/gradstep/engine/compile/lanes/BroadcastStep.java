package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.rows.RowLoops;
import java.util.Arrays;

/** A shared number as a row, for a gate that takes rows. */
record BroadcastStep(int shared, int out, boolean active) implements LaneStep {
    @Override
    public void forward(LaneWorkspace workspace, int n) {
        Arrays.fill(workspace.values[out], 0, n, workspace.shared[shared]);
    }

    @Override
    public void backward(LaneWorkspace workspace, int n) {
        if (active) {
            workspace.sharedGradients[shared] += RowLoops.sum(workspace.gradients[out], n);
        }
    }
}
