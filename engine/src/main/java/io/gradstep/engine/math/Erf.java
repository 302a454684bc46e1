package io.gradstep.engine.math;

import static io.gradstep.engine.math.KernelTables.ERFC;

/**
 * The error function, its complement, and the Gaussian error linear unit built on them.
 *
 * <p>Three ranges of |x|: Maclaurin's series near 0; up to 2 the Taylor series around the nearest sixteenth, whose
 * coefficients follow from one recurrence; beyond, exp(-x²) with the square split exactly, times a rational function.
 */
final class Erf {

    private static final double SERIES_END = 3.5 / 16;
    private static final double CELLS_END = 32.5 / 16;
    private static final int FIRST_CELL = 4;
    private static final int TERMS = 11;

    /** From here on erfc, and x erfc(-x) too, is 0 in double precision. */
    private static final double TAIL_END = 28;

    /** erf rounds to 1. */
    private static final double ERF_ONE = 6;

    /** 2/sqrt(pi) less 1: the 1 is added last. */
    private static final double TWO_OVER_SQRT_PI_LESS_1 = 0x1.06eba8214db69p-3;

    private static final double TWO_OVER_SQRT_PI = 1 + TWO_OVER_SQRT_PI_LESS_1;

    /** sqrt(1/2) as hi and lo. */
    private static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;

    private static final double SQRT_HALF_LO = -0x1.bdd3413b26456p-55;

    /** 1/sqrt(2 pi). */
    private static final double NORMAL_PEAK = 0x1.9884533d43651p-2;

    /** Beyond this magnitude gelu is its limit, x or -0. */
    private static final double GELU_END = 40;

    /** Maclaurin coefficients of erf(x)/x - 1 in x², from the constant term on. */
    private static final double[] SERIES = series();

    /** Taylor coefficients of erf around each cell's centre, from the linear term on. */
    private static final double[] CELLS = cells();

    /**
     * Numerator and denominator, from the highest power, of log(x e^(x² + 0.5625) erfc(x)) in 1/x², for x below and
     * above 1/0.35. The coefficients are those of s_erf.c in Sun's fdlibm 5.3 (1993).
     */
    private static final double[] NEAR_NUMERATOR = {
        -9.814329344169145, -81.2874355063066, -184.60509290671104,
        -162.39666946257347, -62.375332450326006, -10.558626225323291,
        -0.6938585727071818, -0.009864944034847148,
    };

    private static final double[] NEAR_DENOMINATOR = {
        -0.0604244152148581,
        6.570249770319282,
        108.63500554177944,
        429.00814002756783,
        645.3872717332679,
        434.56587747522923,
        137.65775414351904,
        19.651271667439257,
        1,
    };

    private static final double[] FAR_NUMERATOR = {
        -483.5191916086514, -1025.0951316110772, -637.5664433683896,
        -160.63638485582192, -17.757954917754752, -0.799283237680523,
        -0.0098649429247001,
    };

    private static final double[] FAR_DENOMINATOR = {
        -22.44095244658582,
        474.52854120695537,
        2553.0504064331644,
        3199.8582195085955,
        1536.729586084437,
        325.7925129965739,
        30.33806074348246,
        1,
    };

    private Erf() {}

    private static double[] series() {
        double[] c = new double[11];
        c[0] = TWO_OVER_SQRT_PI_LESS_1;
        double factorial = 1;
        for (int n = 1; n < c.length; n++) {
            factorial *= -n;
            c[n] = TWO_OVER_SQRT_PI / (factorial * (2 * n + 1));
        }
        return c;
    }

    private static double[] cells() {
        int count = ERFC.length / 3;
        double[] table = new double[count * TERMS];
        for (int cell = 0; cell < count; cell++) {
            // f(h) = exp(-2 c h - h²) solves f' = -2 (c + h) f, hence (n + 1) f[n+1] = -2 c f[n] - 2 f[n-1].
            double c = (FIRST_CELL + cell) / 16.0;
            double before = 0;
            double f = 1;
            for (int n = 0; n < TERMS; n++) {
                table[cell * TERMS + n] = ERFC[3 * cell + 2] * (f / (n + 1));
                double next = (-2 * c * f - 2 * before) / (n + 1);
                before = f;
                f = next;
            }
        }
        return table;
    }

    static double erf(double x) {
        double a = Math.abs(x);
        if (a < SERIES_END) {
            return x + x * erfRatioLessOne(x * x);
        }
        if (a < CELLS_END) {
            int cell = (int) Math.rint(a * 16) - FIRST_CELL;
            double complement = ERFC[3 * cell];
            double atCentre = 1 - complement;
            double low = ((1 - atCentre) - complement) - ERFC[3 * cell + 1];
            return Math.copySign(atCentre + (low + erfFromCentre(cell, centred(a, cell))), x);
        }
        if (a < ERF_ONE) {
            return Math.copySign(1 - tail(a, 0, 1), x);
        }
        return !Double.isNaN(x) ? Math.copySign(1, x) : x;
    }

    static double erfc(double x) {
        return erfc(x, 0);
    }

    /** erfc(x + low) for a low part of at most a unit in the last place of x. */
    private static double erfc(double x, double low) {
        double a = Math.abs(x);
        if (a < SERIES_END) {
            double sum = 1 - x;
            double rest = (1 - sum) - x;
            return sum + (rest - (low + x * erfRatioLessOne(x * x)));
        }
        if (x < 0) {
            return 1 + erf(a);
        }
        if (a < CELLS_END) {
            int cell = (int) Math.rint(a * 16) - FIRST_CELL;
            return ERFC[3 * cell] + (ERFC[3 * cell + 1] - erfFromCentre(cell, centred(a, cell) + low));
        }
        return !Double.isNaN(x) ? tail(x, low, 1) : x;
    }

    /** erf(x)/x - 1 for z = x² and |x| below 3.5/16. */
    private static double erfRatioLessOne(double z) {
        return polynomial(SERIES, 0, SERIES.length, z);
    }

    private static double centred(double a, int cell) {
        return a - (FIRST_CELL + cell) * 0.0625;
    }

    /** erf(c + h) - erf(c) for the centre c of a cell and |h| up to 1/32. */
    private static double erfFromCentre(int cell, double h) {
        return h * polynomial(CELLS, cell * TERMS, TERMS, h);
    }

    private static double polynomial(double[] coefficients, int from, int count, double x) {
        double p = 0;
        for (int i = from + count - 1; i >= from; i--) {
            p = p * x + coefficients[i];
        }
        return p;
    }

    private static double horner(double[] highestFirst, double x) {
        double p = 0;
        for (double c : highestFirst) {
            p = p * x + c;
        }
        return p;
    }

    /** weight * erfc(x + low) for x of at least 2, rounded only at the end even where erfc alone underflows. */
    private static double tail(double x, double low, double weight) {
        if (x >= TAIL_END) {
            return weight * 0.0;
        }
        double z = 1 / (x * x);
        double correction = x < 1 / 0.35
                ? horner(NEAR_NUMERATOR, z) / horner(NEAR_DENOMINATOR, z)
                : horner(FAR_NUMERATOR, z) / horner(FAR_DENOMINATOR, z);
        // erfc x = e^(hi + lo) / x, with x² split so that hi is exact
        double head = ExpLog.leadingHalf(x);
        double hi = -head * head - 0.5625;
        double lo = correction - ((x - head) * (x + head) + 2 * x * low);
        int k = (int) Math.rint((hi + lo) * ExpLog.PER_LN2);
        double r = (hi - k * ExpLog.LN2_128_HI) + (lo - k * ExpLog.LN2_128_LO);
        double power = ExpLog.powerOfTwoIn128ths(k);
        double rest = power * (ExpLog.relativeRest(k) + ExpLog.expm1Small(r));
        double numerator = power + rest;
        double quotient = Saturating.quotient(numerator, (power - numerator) + rest, x, low);
        return Math.scalb(weight * quotient, k >> 7);
    }

    static double erfDerivative(double x) {
        if (!(Math.abs(x) < TAIL_END)) {
            return Double.isNaN(x) ? x : 0;
        }
        // 2/sqrt(pi) e^(hi + lo), with x² split so that hi is exact
        double head = ExpLog.leadingHalf(x);
        double hi = -head * head;
        double lo = -(x - head) * (x + head);
        int k = (int) Math.rint(hi * ExpLog.PER_LN2);
        double r = (hi - k * ExpLog.LN2_128_HI) + (lo - k * ExpLog.LN2_128_LO);
        double power = ExpLog.powerOfTwoIn128ths(k);
        double rest = power * (ExpLog.relativeRest(k) + ExpLog.expm1Small(r));
        return Math.scalb(power + (power * TWO_OVER_SQRT_PI_LESS_1 + rest * TWO_OVER_SQRT_PI), k >> 7);
    }

    static double normPdf(double x) {
        return Math.abs(x) < GELU_END ? 0x1p-64 * scaledNormPdf(x) : Double.isNaN(x) ? x : 0;
    }

    static double normPdfSlope(double x) {
        return Math.abs(x) < GELU_END ? 0x1p-64 * (-x * scaledNormPdf(x)) : Double.isNaN(x) ? x : x > 0 ? -0.0 : 0;
    }

    /**
     * 2^64 times the normal density of |x| below {@link #GELU_END}: large enough to be multiplied by x without
     * underflow.
     */
    private static double scaledNormPdf(double x) {
        double head = ExpLog.leadingHalf(x);
        return NORMAL_PEAK * ExpLog.exp(-0.5 * (head * head), -0.5 * ((x - head) * (x + head)), 64);
    }

    static double normCdf(double x) {
        if (!(Math.abs(x) < GELU_END)) {
            return x > 0 ? 1 : x < 0 ? 0 : x;
        }
        double y = -x * SQRT_HALF;
        double low = timesSqrtHalfLow(-x, y);
        return y >= CELLS_END ? tail(y, low, 0.5) : 0.5 * erfc(y, low);
    }

    static double gelu(double x) {
        if (!(Math.abs(x) < GELU_END)) {
            return x > 0 || Double.isNaN(x) ? x : -0.0;
        }
        double y = -x * SQRT_HALF;
        double low = timesSqrtHalfLow(-x, y);
        return y >= CELLS_END ? tail(y, low, 0.5 * x) : x * (0.5 * erfc(y, low));
    }

    static double geluDerivative(double x) {
        if (!(Math.abs(x) < GELU_END)) {
            return x > 0 ? 1 : x < 0 ? -0.0 : x;
        }
        double y = -x * SQRT_HALF;
        double low = timesSqrtHalfLow(-x, y);
        // Both terms are scaled by 2^64 until they are added, otherwise the negative tail would lose digits to
        // underflow.
        double probability = y >= CELLS_END ? tail(y, low, 0x1p63) : 0x1p63 * erfc(y, low);
        return 0x1p-64 * (probability + x * scaledNormPdf(x));
    }

    /** x sqrt(1/2) - y, where y is the rounded product. */
    private static double timesSqrtHalfLow(double x, double y) {
        double xHi = ExpLog.leadingHalf(x);
        double xLo = x - xHi;
        double hi = ExpLog.leadingHalf(SQRT_HALF);
        double lo = SQRT_HALF - hi;
        return (((xHi * hi - y) + xHi * lo + xLo * hi) + xLo * lo) + x * SQRT_HALF_LO;
    }
}
