package io.gradstep.engine.compile.lanes;

import io.gradstep.engine.compile.rows.ElementLoops;

/** A gate with one or two operands, lane by lane. */
final class ElementStep implements LaneStep {
    private final ElementLoops loops;
    private final int out;
    private final int a;

    /** The second operand, or −1. */
    private final int b;

    private final boolean aActive;
    private final boolean bActive;

    /** Whether this is the first step to write the gradient of the only operand. */
    private final boolean first;

    ElementStep(ElementLoops loops, int out, int a, int b, boolean aActive, boolean bActive, boolean first) {
        this.loops = loops;
        this.out = out;
        this.a = a;
        this.b = b;
        this.aActive = aActive;
        this.bActive = bActive;
        this.first = first;
    }

    @Override
    public void forward(LaneWorkspace workspace, int n) {
        double[][] v = workspace.values;
        if (b < 0) {
            loops.value(v[a], v[out], n);
        } else {
            loops.value(v[a], v[b], v[out], n);
        }
    }

    @Override
    public void backward(LaneWorkspace workspace, int n) {
        double[][] v = workspace.values;
        double[][] g = workspace.gradients;
        if (b < 0) {
            if (aActive) {
                loops.slope(v[a], v[out], g[out], g[a], n, first);
            }
            return;
        }
        if (aActive) {
            loops.left(v[a], v[b], v[out], g[out], g[a], n);
        }
        if (bActive) {
            loops.right(v[a], v[b], v[out], g[out], g[b], n);
        }
    }
}
