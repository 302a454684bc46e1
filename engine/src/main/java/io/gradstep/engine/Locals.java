package io.gradstep.engine;

/**
 * The local derivatives of gates of one and two operands, by their kind. They are those of {@link Op}; common gates are
 * tested for here, so that the compiler can inline them.
 */
final class Locals {
    // Static finals are compile-time constants to HotSpot; a field of an enum constant would be loaded each time.
    private static final int ADD = Op.ADD.kind;
    private static final int SUB = Op.SUB.kind;
    private static final int MUL = Op.MUL.kind;
    private static final int DIV = Op.DIV.kind;
    private static final int MAX = Op.MAX.kind;
    private static final int NEG = Op.NEG.kind;
    private static final int EXP = Op.EXP.kind;
    private static final int LOG = Op.LOG.kind;
    private static final int TANH = Op.TANH.kind;
    private static final int SIGMOID = Op.SIGMOID.kind;
    private static final int RELU = Op.RELU.kind;

    private Locals() {}

    /** The derivative of a gate of two operands in the left one. */
    static double left(int kind, double a, double b, double out) {
        if (kind == ADD) {
            return 1;
        }
        if (kind == MUL) {
            return b;
        }
        if (kind == SUB) {
            return Op.SUB.left(a, b, out);
        }
        if (kind == DIV) {
            return Op.DIV.left(a, b, out);
        }
        if (kind == MAX) {
            return Op.MAX.left(a, b, out);
        }
        return Op.byKind(kind).left(a, b, out);
    }

    /** The derivative of a gate of two operands in the right one. */
    static double right(int kind, double a, double b, double out) {
        if (kind == ADD) {
            return 1;
        }
        if (kind == MUL) {
            return a;
        }
        if (kind == SUB) {
            return Op.SUB.right(a, b, out);
        }
        if (kind == DIV) {
            return Op.DIV.right(a, b, out);
        }
        if (kind == MAX) {
            return Op.MAX.right(a, b, out);
        }
        return Op.byKind(kind).right(a, b, out);
    }

    /** The derivative of a gate of one operand. */
    static double slope(int kind, double a, double out) {
        if (kind == TANH) {
            return Op.TANH.slope(a, out);
        }
        if (kind == EXP) {
            return Op.EXP.slope(a, out);
        }
        if (kind == SIGMOID) {
            return Op.SIGMOID.slope(a, out);
        }
        if (kind == RELU) {
            return Op.RELU.slope(a, out);
        }
        if (kind == NEG) {
            return Op.NEG.slope(a, out);
        }
        if (kind == LOG) {
            return Op.LOG.slope(a, out);
        }
        return Op.byKind(kind).slope(a, out);
    }
}
