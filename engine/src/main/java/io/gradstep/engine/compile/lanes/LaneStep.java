package io.gradstep.engine.compile.lanes;

/** Some gates of a function, computed for a block of samples. */
interface LaneStep {
    /** Computes the gates' values in the first {@code n} lanes. */
    void forward(LaneWorkspace workspace, int n);

    /** Hands the gradients of the gates in the first {@code n} lanes to their operands. */
    void backward(LaneWorkspace workspace, int n);
}
