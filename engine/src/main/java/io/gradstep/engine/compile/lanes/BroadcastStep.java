package io.gradstep.engine.compile.lanes;

import java.util.Arrays;

/** A shared number as a row, for a gate that takes rows; the row's gradient is summed by {@link SharedTerms}. */
record BroadcastStep(int shared, int out) implements LaneStep {
    @Override
    public void forward(LaneWorkspace workspace, int n) {
        Arrays.fill(workspace.values[out], 0, n, workspace.shared[shared]);
    }

    @Override
    public void backward(LaneWorkspace workspace, int n) {}
}
