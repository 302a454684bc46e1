package io.gradstep.engine.math;

/**
 * Elementary functions whose results are the same to the last bit everywhere.
 *
 * <p>They use only {@code + - * /}, exact operations (rounding to an integer, absolute value, the bits of a double) and
 * {@link StrictMath}: no functions such as {@link Math#exp}, whose last bit differs between JVMs, and no fused
 * multiply-add. So the interpreter, the compilers and every JDK give the same bits.
 *
 * <p>Each kernel states its largest observed error, in units in the last place of the true result (0.5 is the least
 * possible), which tests check. NaN always gives NaN, and an odd function keeps the sign of zero. The times are those
 * of one call in a loop over mixed arguments on JDK 17, compared with {@link Math}.
 */
public final class Kernels {

    /** 1/ln 2, correctly rounded. */
    public static final double ONE_OVER_LOG_2 = 1.4426950408889634;

    private Kernels() {}

    /** Error 0.51, subnormal results 0.75. 2.7 ns; {@code Math.exp} takes 4.1, {@code StrictMath.exp} 6.0. */
    public static double exp(double x) {
        return ExpLog.exp(x);
    }

    /** {@link #exp(double)} of n numbers, to the same bits: out[to + i] = e^x[from + i]. */
    public static void expRow(double[] x, int from, double[] out, int to, int n) {
        ExpRows.OF_THREAD.get().compute(x, from, out, to, n);
    }

    /** Error 0.51. 5.0 ns; {@code Math.log} takes 5.7, {@code StrictMath.log} 8.6. */
    public static double log(double x) {
        return ExpLog.log(x);
    }

    /** log x / log 2, exact for powers of two. Error 0.51. 7.5 ns. */
    public static double log2(double x) {
        return ExpLog.log2(x);
    }

    /**
     * log x / log 10, exact for powers of ten. Error 0.51. 7.5 ns; {@code StrictMath.log10}, whose error is 1.8, takes
     * 19.
     */
    public static double log10(double x) {
        return ExpLog.log10(x);
    }

    /** log(1 + x), to relative accuracy near 0. Error 0.52. 8.5 ns; {@code StrictMath.log1p} takes 17. */
    public static double log1p(double x) {
        return ExpLog.log1p(x);
    }

    /** e^x - 1, to relative accuracy near 0. Error 0.58. 5.1 ns; {@code StrictMath.expm1} takes 18. */
    public static double expm1(double x) {
        return ExpLog.expm1(x);
    }

    /** NaN outside [-1, 1]. Error 0.63. 8.2 ns; {@code StrictMath.asin} takes 165, on JDK 25 7.2. */
    public static double asin(double x) {
        return Arc.asin(x);
    }

    /** NaN outside [-1, 1]. Error 0.6. 7.8 ns; {@code StrictMath.acos} takes 163, on JDK 25 6.6. */
    public static double acos(double x) {
        return Arc.acos(x);
    }

    /** The angle in [-pi/2, pi/2] whose tangent is x. Error 0.56. 5.7 ns; {@code StrictMath.atan} takes 13. */
    public static double atan(double x) {
        return Arc.atan(x);
    }

    /**
     * The angle in [-pi, pi] of the point (x, y); zeros and infinities as {@link StrictMath#atan2} has them. Error 0.6.
     * Less than half as long as that.
     */
    public static double atan2(double y, double x) {
        return Arc.atan2(y, x);
    }

    /** The cube root. Error 0.501. */
    public static double cbrt(double x) {
        return Root.cube(x);
    }

    /**
     * The cube root of x to the power of n, which is odd in x for odd n; NaN unless n is an integer. Error 0.51,
     * subnormal results 0.75.
     */
    public static double cbrtPow(double n, double x) {
        return Power.ofCubeRoot(n, x);
    }

    /** The root of a² + b², where no square overflows; NaN if either is. Error 0.501. */
    public static double hypot(double a, double b) {
        return Root.ofSquares(a, b);
    }

    /** Error 1.9. */
    public static double asinh(double x) {
        return InverseHyperbolic.asinh(x);
    }

    /** NaN below 1. Error 1.9. */
    public static double acosh(double x) {
        return InverseHyperbolic.acosh(x);
    }

    /** NaN outside [-1, 1]. Error 1.9. */
    public static double atanh(double x) {
        return InverseHyperbolic.atanh(x);
    }

    /** Error 0.56. 6.5 ns; {@code Math.tanh} takes 16.5. */
    public static double tanh(double x) {
        return Saturating.tanh(x);
    }

    /**
     * {@link #tanh(double)} of n numbers, to the same bits: out[to + i] = tanh x[from + i].
     */
    public static void tanhRow(double[] x, int from, double[] out, int to, int n) {
        TanhRows.OF_THREAD.get().compute(x, from, out, to, n);
    }

    /** 1/(1 + e^-x). Error 0.51, subnormal results 0.75. 5.8 ns; {@code 1 / (1 + Math.exp(-x))} takes 5.3. */
    public static double sigmoid(double x) {
        return Saturating.sigmoid(x);
    }

    /** The slope of tanh where tanh is near 1: 1/cosh(x)² for |x| of at least 1.25. Error 4. */
    public static double sechSquared(double x) {
        return Saturating.sechSquared(x);
    }

    /** The slope of sigmoid where that is near 1: e^-x/(1 + e^-x)² for x of at least 1. Error 4. */
    public static double sigmoidSlope(double x) {
        return Saturating.sigmoidSlope(x);
    }

    /** x times the sigmoid of x, to relative accuracy on both sides; -0 at -∞. Error 2. */
    public static double silu(double x) {
        return Saturating.silu(x);
    }

    /**
     * The slope of {@link #silu}; 1 and -0 at ±∞. Within 4 units in the last place of the sigmoid, which is greater
     * near the root at -1.2785.
     */
    public static double siluSlope(double x) {
        return Saturating.siluSlope(x);
    }

    /** 1/cosh(x). Error 0.52, subnormal results 0.75. */
    public static double sech(double x) {
        return Hyperbolic.sech(x);
    }

    /** 1/(1 + x²), to relative accuracy even where the square overflows. Error 1.8. */
    public static double atanSlope(double x) {
        double slope = 1 / (1 + x * x);
        return slope == 0 ? 1 / x / x : slope;
    }

    /** u/(u² + v²), the slope of the angle of a point; no square overflows. */
    public static double overSquares(double u, double v) {
        double greater = Math.max(Math.abs(u), Math.abs(v));
        double most = Math.min(greater, Double.MAX_VALUE);
        double p = Math.min(Math.max(u, -most), most) / most;
        double q = Math.min(Math.max(v, -most), most) / most;
        return p / greater / (p * p + q * q);
    }

    /**
     * u/sqrt(u² + v²), the slope of a length, 0 at (0, 0); without the root itself: where that overflows or is
     * subnormal, the quotient keeps its digits.
     */
    public static double shareOfLength(double u, double v) {
        double greater = Math.max(Math.abs(u), Math.abs(v));
        if (greater == 0) {
            return 0;
        }
        if (greater == Double.POSITIVE_INFINITY) {
            return shareOfLength(signOfInfinity(u), signOfInfinity(v));
        }
        double p = u / greater;
        double q = v / greater;
        return p / Math.sqrt(p * p + q * q);
    }

    private static double signOfInfinity(double x) {
        return Double.isInfinite(x) ? Math.signum(x) : 0;
    }

    /**
     * The square root of the sum of all squares, none of which over- or underflows. Error 1, for any number of
     * operands.
     */
    public static double norm(double[] v) {
        return Length.of(v);
    }

    /**
     * Divides numbers by their {@link #norm}, for zeros 0. Infinite ones share it equally, and the others get 0; all
     * are NaN if one is. Error 1.5.
     */
    public static void toUnitLength(double[] v) {
        Length.divide(v);
    }

    /** Error 0.53. 6.9 ns; {@code Math.sin} takes 7.0, {@code StrictMath.sin} 10.8. */
    public static double sin(double x) {
        return SinCos.sin(x);
    }

    /** Error and time as those of {@link #sin}. */
    public static double cos(double x) {
        return SinCos.cos(x);
    }

    /** Error 0.52. 2 times as long as {@link #sin}, 0.6 times as long as {@code StrictMath.tan}. */
    public static double tan(double x) {
        return SinCos.tan(x);
    }

    /** log(1 + e^x), to relative accuracy on the negative side too. Error 0.51, subnormal results 0.75. */
    public static double softplus(double x) {
        return ExpLog.softplus(x);
    }

    /** Error 0.8. */
    public static double erf(double x) {
        return Erf.erf(x);
    }

    /** 2/sqrt(pi) e^(-x²), to relative accuracy until it underflows at 27.3. Error 0.72, subnormal results 0.75. */
    public static double erfDerivative(double x) {
        return Erf.erfDerivative(x);
    }

    /** 1 - erf(x), to relative accuracy until it underflows at 27.2. Error 0.9. */
    public static double erfc(double x) {
        return Erf.erfc(x);
    }

    /** Normal density, to relative accuracy until it underflows at 38.6. Error 1.8. */
    public static double normPdf(double x) {
        return Erf.normPdf(x);
    }

    /** -x times the normal density. Error 2.3. */
    public static double normPdfSlope(double x) {
        return Erf.normPdfSlope(x);
    }

    /** Normal distribution function, to relative accuracy until it underflows at -38.5. Error 1.2. */
    public static double normCdf(double x) {
        return Erf.normCdf(x);
    }

    /** Logarithm of the normal distribution function, to relative accuracy in both tails. Error 1.4. */
    public static double logNormCdf(double x) {
        return Mills.logNormCdf(x);
    }

    /** The derivative of {@link #logNormCdf}: normal density by distribution function. Error 2. */
    public static double logNormCdfSlope(double x) {
        return Mills.logNormCdfSlope(x);
    }

    /**
     * (-1)^n / n! times the n-th derivative of Mills' ratio (1 - Φ(x)) / φ(x); NaN unless n is an integer of at least
     * 0. Error 4 for n up to 3, then n + 2, but 2 e^sqrt(n) from 0 to 0.5, where a series alternates.
     */
    public static double mills(double n, double x) {
        return Mills.ratio(n, x);
    }

    /** x times the normal distribution function of x, to relative accuracy on both sides; -0 at -∞. Error 1.6. */
    public static double gelu(double x) {
        return Erf.gelu(x);
    }

    /**
     * Normal distribution function plus x times the density; 1 and -0 at ±∞. Within 4 units in the last place of the
     * greater term, which is less near the root at -0.7518.
     */
    public static double geluDerivative(double x) {
        return Erf.geluDerivative(x);
    }

    /**
     * log |gamma(x)|; infinity at 0, at negative integers and at ±∞. Error 1.4; for negative x, 2.4 units of the
     * greatest of log |sin(pi x)|, log gamma(1 - x) and 1.
     */
    public static double lgamma(double x) {
        return Gamma.logGamma(x);
    }

    /**
     * The derivative of {@link #lgamma}; ∓∞ at ±0, NaN at negative integers and at -∞. Error 2.4; for negative x, 2
     * units of the greater of pi cot(pi x) and digamma(1 - x).
     */
    public static double digamma(double x) {
        return Gamma.digamma(x);
    }

    /**
     * The n-th derivative of {@link #digamma}, which digamma itself is for n = 0. At negative integers infinity for an
     * odd n, else NaN; NaN for -∞ and unless n is an integer of at least 0. Error 2.5; for negative x and an even n,
     * 2.5 units of the term of the nearest pole; for n above 170, n log n.
     */
    public static double polygamma(double n, double x) {
        return Gamma.polygamma(n, x);
    }

    /**
     * a^b, exactly a·a for a square. Zeros, infinities and signs are those of {@link StrictMath#pow}, but a NaN operand
     * always gives NaN, so that pow(NaN, 0) does not hide it. Error 0.51, subnormal results 0.75; powers that a double
     * can hold are exact. 15 ns, and 3 for a square; {@code Math.pow} takes 11, {@code StrictMath.pow}, whose error is
     * 0.8 and hundreds for bases near 1, 90.
     */
    public static double pow(double a, double b) {
        return Power.pow(a, b);
    }

    /**
     * b a^(b-1), 0 for b = 0 unless a is NaN. Uses b - 1 unrounded; no factor over- or underflows before the product
     * does. Error 1.5.
     */
    public static double powSlope(double a, double b) {
        return Power.slope(a, b);
    }

    /**
     * a^b log a, given a^b; 0 for a = 0 and b >= 0, NaN for a < 0. The power may over- or underflow where the product
     * does not. Error 2.6.
     */
    public static double powSlopeByExponent(double a, double b, double power) {
        return Power.slopeByExponent(a, b, power);
    }

    /** Error 0.52. 5.4 ns; {@code StrictMath.sinh}, whose error is 1.8, takes 18. */
    public static double sinh(double x) {
        return Hyperbolic.sinh(x);
    }

    /** Error 0.51. 4.5 ns; {@code StrictMath.cosh}, whose error is 2.2, takes 15. */
    public static double cosh(double x) {
        return Hyperbolic.cosh(x);
    }

    /**
     * log(e^v[0] + ... + e^v[n-1]), -∞ for none. The error is at most half a unit in the last place plus 2^-53, for any
     * n. Linear in n, allocates nothing.
     */
    public static double logSumExp(double[] v, int n) {
        return Softmax.logSumExp(v, n);
    }

    /**
     * Replaces numbers by e^v[i] / (e^v[0] + e^v[1] + ...), each to relative accuracy: error 2, plus one for each term
     * that the greatest does not dominate. NaN for the greatest if that is infinite, and for all if one is NaN.
     */
    public static void softmax(double[] v) {
        Softmax.softmax(v);
    }

    /** The number that {@link #softmax} puts in place of v[0], but with an error of 0.51; allocates nothing. */
    public static double softmaxOfFirst(double[] v) {
        return Softmax.softmaxOfFirst(v);
    }

    /** The logarithm of {@link #softmaxOfFirst}, to relative accuracy even near 0. Error 1. */
    public static double logSoftmaxOfFirst(double[] v) {
        return Softmax.logSoftmaxOfFirst(v);
    }
}
