package io.gradstep.engine.compile;

import java.util.Arrays;

/** A shared number as a row, for a gate that wants rows. */
record BroadcastStep(int shared, int out, boolean active) implements LaneStep {
    @Override
    public void forward(LaneRoom room, int n) {
        Arrays.fill(room.values[out], 0, n, room.shared[shared]);
    }

    @Override
    public void backward(LaneRoom room, int n) {
        if (active) {
            room.sharedGradients[shared] += RowLoops.sum(room.gradients[out], n);
        }
    }
}
