package io.gradstep.engine;

/**
 * One kernel for each elementary function whose last bit must be the same everywhere.
 *
 * <p>Made of {@code + - * /}, of exact operations (rounding to an integer, absolute value, bits of a double) and of
 * {@link StrictMath} alone: no {@link Math#exp} and its kin, whose last bit differs between JVMs, and no fused
 * multiply-add. So the interpreter, the compilers and every JDK give the same bits.
 *
 * <p>Everywhere NaN gives NaN, and an odd function keeps the sign of zero.
 */
final class Kernels {

    private Kernels() {}

    static double exp(double x) {
        return ExpLog.exp(x);
    }

    static double log(double x) {
        return ExpLog.log(x);
    }

    static double tanh(double x) {
        return Saturating.tanh(x);
    }

    static double sigmoid(double x) {
        return Saturating.sigmoid(x);
    }

    static double sin(double x) {
        return SinCos.sin(x);
    }

    static double cos(double x) {
        return SinCos.cos(x);
    }

    static double softplus(double x) {
        return ExpLog.softplus(x);
    }

    static double erf(double x) {
        return Erf.erf(x);
    }

    static double erfc(double x) {
        return Erf.erfc(x);
    }

    static double gelu(double x) {
        return Erf.gelu(x);
    }

    static double geluDerivative(double x) {
        return Erf.geluDerivative(x);
    }

    /** As {@link StrictMath#pow}, but a NaN operand always gives NaN, so that pow(NaN, 0) hides nothing. */
    static double pow(double a, double b) {
        return Double.isNaN(a) ? a : StrictMath.pow(a, b);
    }

    static double logSumExp(double[] v, int n) {
        return ExpLog.logSumExp(v, n);
    }
}
