package io.gradstep.engine.math;

/**
 * The lower tail of the normal distribution in terms of Mills' ratio R(x), which is (1 - Φ(x)) / φ(x), and its
 * derivatives. R and what it is differentiated into are integrals of positive functions, so that none of them cancels.
 */
final class Mills {

    /** From here on the continued fraction is used. */
    private static final double FRACTION_BEGIN = 0.5;

    /**
     * The continued fraction needs terms up to the order whose root is greater than that of n by this, divided by x.
     */
    private static final double TERMS = 17;

    /** For greater orders, the function is 0 in double precision at all x above -0.5. */
    private static final double LAST_ORDER = 340;

    /** sqrt(pi / 2), which is R(0). */
    private static final double AT_ZERO = 1.2533141373155003;

    /** sqrt(2 pi), and its logarithm. */
    private static final double ROOT_TWO_PI = 2.5066282746310007;

    private static final double LOG_ROOT_TWO_PI = 0.9189385332046728;

    private static final double LOG_ROOT_TWO_PI_REST = -3.8782941580672414e-17;

    /** Below this magnitude the normal density is not 0. */
    private static final double BELL_END = 40;

    private Mills() {}

    /** The n-th derivative of R, times (-1)^n / n!: the integral of u^n / n! e^(-x u - u²/2) over all positive u. */
    static double ratio(double n, double x) {
        if (!(n >= 0 && n <= Double.MAX_VALUE && n == Math.rint(n)) || Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x > -FRACTION_BEGIN && n > LAST_ORDER) {
            return 0;
        }
        if (x >= FRACTION_BEGIN) {
            double ratio = 1;
            double step = step(n, x);
            for (double k = n; k >= 0 && ratio > 0; k--) {
                ratio *= step;
                step = 1 / (x + k * step);
            }
            return ratio;
        }
        return x > -FRACTION_BEGIN ? series(n, x) : growing(n, x);
    }

    /** The n-th of the functions by the one before, of which the first is 1, by a continued fraction for x > 0. */
    private static double step(double n, double x) {
        double root = TERMS / x;
        double k = n + 20 + Math.rint(root * (root + 2 * Math.sqrt(n)));
        double step = 2 / (x + Math.sqrt(x * x + 4 * (k + 1))); // what it would be if k were the same from here on
        for (; k > n; k--) {
            step = 1 / (x + k * step);
        }
        return step;
    }

    /** Taylor's series around 0. */
    private static double series(double n, double x) {
        double before = 1;
        double atZero = AT_ZERO;
        for (double k = 1; k <= n && atZero > 0; k++) {
            double next = before / k;
            before = atZero;
            atZero = next;
        }
        // Two series of alternate terms: each coefficient follows from the last but one.
        double even = atZero;
        double odd = -(n + 1) * x * (before / (n + 1));
        double sum = odd;
        double square = x * x;
        for (double k = 2; Math.abs(even) + Math.abs(odd) > 0x1p-60 * atZero; k += 2) {
            even *= square * (n + k - 1) / (k * (k - 1));
            odd *= square * (n + k) / (k * (k + 1));
            sum += even + odd;
        }
        return atZero + sum;
    }

    /** For negative x, where every step of the recurrence adds. */
    private static double growing(double n, double x) {
        double head = ExpLog.leadingHalf(x);
        double power = ExpLog.exp(0.5 * head * head, 0.5 * ((x - head) * (x + head)), 0);
        double before = 1;
        double ratio = x > -BELL_END ? ROOT_TWO_PI * Erf.normCdf(-x) * power : Double.POSITIVE_INFINITY;
        for (double k = 1; k <= n && ratio > 0 && ratio < Double.POSITIVE_INFINITY; k++) {
            double next = (before - x * ratio) / k;
            before = ratio;
            ratio = next;
        }
        return ratio;
    }

    /** log Φ(x). */
    static double logNormCdf(double x) {
        if (x > 0) {
            return ExpLog.log1p(-Erf.normCdf(-x));
        }
        if (x > -1) {
            return ExpLog.log(Erf.normCdf(x));
        }
        double head = ExpLog.leadingHalf(x);
        double square = 0.5 * x * x;
        double squareRest = (0.5 * head * head - square) + 0.5 * ((x - head) * (x + head));
        double sum = square + LOG_ROOT_TWO_PI;
        double log = ExpLog.log(step(0, -x));
        double result = log - sum;
        double rest = ExpLog.roundedOff(square, LOG_ROOT_TWO_PI, sum) + (squareRest + LOG_ROOT_TWO_PI_REST);
        return x > -1e100 ? result + (ExpLog.roundedOff(log, -sum, result) - rest) : result;
    }

    /** The derivative of {@link #logNormCdf}, φ(x) / Φ(x). */
    static double logNormCdfSlope(double x) {
        return x > -1 ? Erf.normPdf(x) / Erf.normCdf(x) : -x + step(1, -x);
    }
}
