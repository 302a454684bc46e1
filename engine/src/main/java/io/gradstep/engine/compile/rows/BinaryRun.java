package io.gradstep.engine.compile.rows;

/**
 * Gates of one binary op at consecutive indices. Each operand is consecutive too (stride 1), or the same for all gates
 * (stride 0).
 *
 * @param a the index of the first gate's left operand
 * @param aStride 1 or 0
 * @param b the index of the first gate's right operand
 * @param bStride 1 or 0
 * @param out the index of the first gate
 * @param count the number of gates
 * @param aActive whether a gradient is needed on the left
 * @param bActive whether a gradient is needed on the right
 */
public record BinaryRun(int a, int aStride, int b, int bStride, int out, int count, boolean aActive, boolean bActive) {

    /** Whether the right operand is the same for all gates, and the left ones differ from it and among themselves. */
    boolean sharesRightApart() {
        return aStride == 1 && bStride == 0 && (b < a || b >= a + count);
    }
}
