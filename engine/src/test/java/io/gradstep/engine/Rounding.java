package io.gradstep.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Set;

/** The distance of a result from the exact one; decides whether ordinary rounding explains it. */
public final class Rounding {
    private static final Set<Op> NEVER_ZERO = Set.of(
            Op.MUL, Op.DIV, Op.POW, Op.EXP, Op.SECH, Op.SIGMOID, Op.SOFTPLUS, Op.NORM_PDF, Op.NORM_CDF, Op.SOFTMAX);

    private Rounding() {}

    /** Whether every result in a graph of finite operands is finite, and none is lost below the normal numbers. */
    public static boolean isOrdinary(Value output) {
        for (Value node : Graph.of(output).topologicalOrder()) {
            double size = Math.abs(node.data());
            if (!(size <= Double.MAX_VALUE) || (!node.isLeaf() && isLost(node, size))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLost(Value node, double size) {
        if (size != 0) {
            return size < Double.MIN_NORMAL;
        }
        return node.op() instanceof Op op
                && NEVER_ZERO.contains(op)
                && (op.arity() == Arity.UNARY || node.operands().stream().noneMatch(operand -> operand.data() == 0));
    }

    /** The error in units in the last place of the exact number, or of a greater one that it is a difference of. */
    static double ulps(double actual, String expected, double scale) {
        BigDecimal exact = new BigDecimal(expected);
        double nearest = exact.doubleValue();
        if (!Double.isFinite(actual) || Double.isInfinite(nearest)) {
            return actual == nearest ? 0 : Double.POSITIVE_INFINITY;
        }
        BigDecimal error =
                new BigDecimal(actual).subtract(exact, MathContext.DECIMAL64).abs();
        double ulp = Math.ulp(Math.max(Math.abs(nearest), scale));
        return error.divide(new BigDecimal(ulp), MathContext.DECIMAL32).doubleValue();
    }
}
