package io.gradstep.engine.compile.rows;

import io.gradstep.engine.Op;

/**
 * The choice between the branches of a {@link Op#WHERE}, for loops: without a jump, because conditions of many samples
 * are hard to predict, and a mispredicted jump takes longer than the whole choice.
 */
public final class Branches {
    private Branches() {}

    /** {@link Op#WHERE}'s value, to the bit. */
    public static double taken(double condition, double first, double second) {
        if (Double.isNaN(condition)) { // is easy to predict
            return condition;
        }
        long magnitude = Double.doubleToRawLongBits(condition) << 1;
        long holds = (magnitude | -magnitude) >> 63; // all ones but for ±0
        return Double.longBitsToDouble(
                (Double.doubleToRawLongBits(first) & holds) | (Double.doubleToRawLongBits(second) & ~holds));
    }
}
