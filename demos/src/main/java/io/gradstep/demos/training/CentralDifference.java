package io.gradstep.demos.training;

import io.gradstep.engine.Gate;
import io.gradstep.engine.Value;
import java.util.function.DoubleSupplier;

/** Central differences, to be shown beside gradients. */
final class CentralDifference {
    /** The step, relative to numbers above 1: near the cube root of the precision. */
    private static final double NUDGE = 6e-6;

    private CentralDifference() {}

    private static double nudge(double here) {
        return NUDGE * Math.max(1, Math.abs(here));
    }

    /** That of a loss by a leaf, which stays as it is. */
    static double of(Value leaf, DoubleSupplier loss) {
        double here = leaf.data();
        double above = here + nudge(here);
        double below = here - nudge(here);
        leaf.setData(above);
        double more = loss.getAsDouble();
        leaf.setData(below);
        double less = loss.getAsDouble();
        leaf.setData(here);
        return (more - less) / (above - below);
    }

    /** That of one gate by one of its operands. */
    static double of(Gate gate, double[] operands, int slot) {
        double[] moved = operands.clone();
        double here = operands[slot];
        double above = here + nudge(here);
        double below = here - nudge(here);
        moved[slot] = above;
        double more = gate.forward(moved);
        moved[slot] = below;
        return (more - gate.forward(moved)) / (above - below);
    }
}
