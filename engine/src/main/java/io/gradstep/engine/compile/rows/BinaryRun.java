package io.gradstep.engine.compile.rows;

/**
 * Gates of one binary op side by side. Each of their operands is side by side too (a stride of 1), or the same for all (a
 * stride of 0).
 *
 * @param a the index of the first gate's left operand
 * @param aStride 1 or 0
 * @param b the index of the first gate's right operand
 * @param bStride 1 or 0
 * @param out the index of the first gate
 * @param count the number of gates
 * @param aActive whether a gradient is wanted on the left
 * @param bActive whether a gradient is wanted on the right
 */
public record BinaryRun(int a, int aStride, int b, int bStride, int out, int count, boolean aActive, boolean bActive) {}
