package io.gradstep.engine.math;

import static io.gradstep.engine.math.KernelTables.EXP;
import static io.gradstep.engine.math.KernelTables.LOG;

/**
 * Exponential, logarithm and softplus.
 *
 * <p>Both are table driven: exp takes out a multiple of ln 2 / 128, log takes out one of 128 reciprocals, and a short
 * Taylor polynomial does the rest. The leading term is added last, and every product it depends on is exact because its
 * factors have few bits.
 */
final class ExpLog {

    /** Adding and subtracting it rounds to the nearest integer, which the sum's low bits then hold. */
    static final double ROUND = 0x1.8p52;

    /** 128 / ln 2. */
    static final double PER_LN2 = 0x1.71547652b82fep7;

    /** ln 2 / 128 in two parts; the first has 34 bits, so its product with any k that occurs is exact. */
    static final double LN2_128_HI = 0x1.62e42fef8p-8;

    static final double LN2_128_LO = 0x1.1cf79abc9e3b4p-43;

    /** ln 2 in two parts; the first is a multiple of 2^-42, as in the table of logarithms. */
    static final double LN2_HI = 0x1.62e42fefa38p-1;

    static final double LN2_LO = 0x1.ef35793c7673p-45;

    /** 1 / ln 2 and 1 / ln 10 in two parts; the first has 26 bits. */
    private static final double PER_LOG_2 = 0x1.715476p0;

    private static final double PER_LOG_2_REST = 0x1.4ae0bf85ddf44p-26;

    private static final double PER_LOG_10 = 0x1.bcb7b1p-2;

    private static final double PER_LOG_10_REST = 0x1.49b9438ca9aaep-28;

    /** Up to here the series of e^x - 1 is used, whose first term dominates. */
    private static final double EXPM1_SERIES = 0x1p-4;

    /** Up to here no table is needed for log(1 + x). */
    private static final double LOG_1P_SERIES = 0x1p-8;

    /** Below this magnitude exp(x), exp(-x) and all their intermediate results are normal numbers. */
    static final double EXP_SAFE = 700;

    /** Up to here three terms of the series for log(1 + e^x) are enough. */
    private static final double SOFTPLUS_TAIL = -16;

    /** From here on log(1 + e^x) rounds to x. */
    private static final double SOFTPLUS_LINEAR = 40;

    /** The bits where cell 0 of the table of logarithms begins. */
    static final long LOG_CELLS = 0x3fe5_f000_0000_0000L;

    /** Keeps sign, exponent and the leading 26 bits: products of two such numbers are exact. */
    private static final long LEADING_HALF = 0xffff_ffff_f800_0000L;

    /** Keeps the leading 32 bits: times an 11-bit number of the table of logarithms is exact. */
    private static final long LEADING_32 = 0xffff_ffff_ffe0_0000L;

    private ExpLog() {}

    static double leadingHalf(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & LEADING_HALF);
    }

    /** e^r - 1 for |r| up to ln 2 / 256. */
    static double expm1Small(double r) {
        double r2 = r * r;
        return r + r2 * (0.5 + r * (1.0 / 6) + r2 * (1.0 / 24 + r * (1.0 / 120)));
    }

    static double exp(double x) {
        if (!(Math.abs(x) < EXP_SAFE)) {
            return expAtTheEdge(x);
        }
        double shifted = x * PER_LN2 + ROUND;
        long k = Double.doubleToRawLongBits(shifted);
        double n = shifted - ROUND;
        double r = (x - n * LN2_128_HI) - n * LN2_128_LO;
        int i = ((int) k & 127) << 1;
        double power = Double.longBitsToDouble(EXP[i + 1] + (k << 45));
        return power + power * (Double.longBitsToDouble(EXP[i]) + expm1Small(r));
    }

    /** e^x for large numbers and NaN. Far tails of bell curves are common, so that 0 is not left to the last line. */
    private static double expAtTheEdge(double x) {
        if (x < -746) {
            return 0;
        }
        return Double.isNaN(x) ? x : exp(x, 0, 0);
    }

    /** e^(x + low) for any x that is not NaN and a low part below 0.001 in magnitude, rounded once. */
    static double exp(double x, double low) {
        if (!(Math.abs(x) < EXP_SAFE)) {
            return exp(x, low, 0);
        }
        double shifted = x * PER_LN2 + ROUND;
        long k = Double.doubleToRawLongBits(shifted);
        double n = shifted - ROUND;
        double r = (x - n * LN2_128_HI) + (low - n * LN2_128_LO);
        int i = ((int) k & 127) << 1;
        double power = Double.longBitsToDouble(EXP[i + 1] + (k << 45));
        return power + power * (Double.longBitsToDouble(EXP[i]) + expm1Small(r));
    }

    /** e^(x + low) 2^scale for any x that is not NaN and a low part below 0.001 in magnitude, rounded once. */
    static double exp(double x, double low, int scale) {
        // Beyond ±746 the result has over- or underflowed; the bound keeps k small.
        double bounded = Math.max(-800, Math.min(800, x));
        int k = (int) Math.rint(bounded * PER_LN2);
        double r = (bounded - k * LN2_128_HI) + (low - k * LN2_128_LO);
        double power = powerOfTwoIn128ths(k);
        return Math.scalb(power + power * (relativeRest(k) + expm1Small(r)), (k >> 7) + scale);
    }

    /** 2^((k mod 128)/128), to the nearest double. */
    static double powerOfTwoIn128ths(int k) {
        int i = k & 127;
        return Double.longBitsToDouble(EXP[2 * i + 1] + ((long) i << 45));
    }

    /** The relative rounding error of {@link #powerOfTwoIn128ths}. */
    static double relativeRest(int k) {
        return Double.longBitsToDouble(EXP[2 * (k & 127)]);
    }

    static double expm1(double x) {
        double a = Math.abs(x);
        if (a < EXPM1_SERIES) {
            double x2 = x * x;
            double q = (0.5 + x * (1.0 / 6))
                    + x2 * ((1.0 / 24 + x * (1.0 / 120)) + x2 * (1.0 / 720 + x * (1.0 / 5040)))
                    + x2 * x2 * x2 * (1.0 / 40320 + x * (1.0 / 362880));
            return Math.copySign(x + x2 * q, x);
        }
        if (!(a < EXP_SAFE)) {
            return exp(x) - 1;
        }
        double shifted = x * PER_LN2 + ROUND;
        long k = Double.doubleToRawLongBits(shifted);
        double n = shifted - ROUND;
        double r = (x - n * LN2_128_HI) - n * LN2_128_LO;
        int i = ((int) k & 127) << 1;
        double power = Double.longBitsToDouble(EXP[i + 1] + (k << 45));
        double less = power - 1;
        double rest = power * (Double.longBitsToDouble(EXP[i]) + expm1Small(r));
        return less + (roundedOff(power, -1, less) + rest);
    }

    static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long exponent = 0;
        if (bits < 0x0010_0000_0000_0000L || bits >= 0x7ff0_0000_0000_0000L) {
            if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
                return x == 0 ? Double.NEGATIVE_INFINITY : x < 0 ? Double.NaN : x;
            }
            bits = Double.doubleToRawLongBits(x * 0x1p54);
            exponent = -54;
        }
        double sum = logSum(bits, exponent);
        return sum + logRest(bits, exponent, sum);
    }

    /**
     * log(2^exponent times the number of these bits), rounded, but for its small terms: log x = k ln 2 - log r +
     * log(1 + u), where z r = 1 + uHi + uLo, is exact except for the last term.
     */
    private static double logSum(long bits, long exponent) {
        long fromFirstCell = bits - LOG_CELLS;
        int i = ((int) (fromFirstCell >> 45) & 127) * 3;
        double k = (int) (exponent + (fromFirstCell >> 52));
        long reducedBits = bits - (fromFirstCell & 0xfff0_0000_0000_0000L);
        double z = Double.longBitsToDouble(reducedBits);
        double zHi = Double.longBitsToDouble(reducedBits & LEADING_32);
        double r = LOG[i];
        return ((k * LN2_HI + LOG[i + 1]) + (zHi * r - 1)) + (z - zHi) * r;
    }

    /** The logarithm less the rounded sum. The compiler shares the common terms. */
    private static double logRest(long bits, long exponent, double sum) {
        long fromFirstCell = bits - LOG_CELLS;
        int i = ((int) (fromFirstCell >> 45) & 127) * 3;
        double k = (int) (exponent + (fromFirstCell >> 52));
        long reducedBits = bits - (fromFirstCell & 0xfff0_0000_0000_0000L);
        double z = Double.longBitsToDouble(reducedBits);
        double zHi = Double.longBitsToDouble(reducedBits & LEADING_32);
        double r = LOG[i];
        double uHi = zHi * r - 1;
        double uLo = (z - zHi) * r;
        double rest = (((k * LN2_HI + LOG[i + 1]) + uHi) - sum) + uLo;
        return rest + ((k * LN2_LO + LOG[i + 2]) + log1pLessArgument(uHi + uLo));
    }

    /** log x / log 2, exact for powers of two. */
    static double log2(double x) {
        return log(x, PER_LOG_2, PER_LOG_2_REST);
    }

    /** log x / log 10, exact for powers of ten. */
    static double log10(double x) {
        return log(x, PER_LOG_10, PER_LOG_10_REST);
    }

    /** log x times a factor in two parts, of which the first has 26 bits; rounded once. */
    private static double log(double x, double factor, double factorRest) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return log(x);
        }
        boolean isNormal = x >= Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(isNormal ? x : x * 0x1p54);
        long exponent = isNormal ? 0 : -54;
        double sum = logSum(bits, exponent);
        double rest = logRest(bits, exponent, sum);
        double head = leadingHalf(sum);
        return head * factor + (head * factorRest + ((sum - head) + rest) * (factor + factorRest));
    }

    /** log(1 + x). */
    static double log1p(double x) {
        if (Math.abs(x) < LOG_1P_SERIES) {
            return x + log1pLessArgument(x);
        }
        if (!(x > -1 && x < 0x1p53)) {
            return x == -1 ? Double.NEGATIVE_INFINITY : log(x);
        }
        double argument = 1 + x;
        long bits = Double.doubleToRawLongBits(argument);
        double sum = logSum(bits, 0);
        return sum + (logRest(bits, 0, sum) + roundedOff(1, x, argument) / argument);
    }

    /** log(1 + u) - u for |u| below 2^-7.7. */
    private static double log1pLessArgument(double u) {
        double u2 = u * u;
        return u2 * ((-0.5 + u * (1.0 / 3)) + u2 * ((-0.25 + u * 0.2) + u2 * (-1.0 / 6 + u * (1.0 / 7))));
    }

    /** base + low + log(hi + lo) for a normal hi; |low| and |lo| are at most half units of base and hi. */
    static double addLog(double base, double low, double hi, double lo) {
        long bits = Double.doubleToRawLongBits(hi);
        double log = logSum(bits, 0);
        double sum = base + log;
        return sum + (roundedOff(base, log, sum) + (logRest(bits, 0, log) + lo / hi + low));
    }

    static double softplus(double x) {
        if (!(x > SOFTPLUS_TAIL && x < SOFTPLUS_LINEAR)) {
            return x <= SOFTPLUS_TAIL ? softplusTail(x) : x;
        }
        double a = -Math.abs(x);
        double shifted = a * PER_LN2 + ROUND;
        long k = Double.doubleToRawLongBits(shifted);
        double n = shifted - ROUND;
        double r = (a - n * LN2_128_HI) - n * LN2_128_LO;
        int i = ((int) k & 127) << 1;
        double power = Double.longBitsToDouble(EXP[i + 1] + (k << 45));
        double rest = power * (Double.longBitsToDouble(EXP[i]) + expm1Small(r));
        // 1 + e^-|x| as hi + lo
        double sum = 1 + power;
        double low = ((1 - sum) + power) + rest;
        double hi = sum + low;
        double lo = (sum - hi) + low;
        return addLog(Math.max(x, 0), 0, hi, lo);
    }

    private static double softplusTail(double x) {
        // log(1 + p) = p exp(-p/2 + 5 p²/24 - ...) with p = e^x
        double p = exp(x);
        return exp(x, p * (-0.5 + p * (5.0 / 24)), 0);
    }

    /** a + b - sum, exactly, where sum is the rounded sum (Knuth). */
    static double roundedOff(double a, double b, double sum) {
        double fromB = sum - a;
        return (a - (sum - fromB)) + (b - fromB);
    }

    /** a - b c, almost without rounding. */
    static double lessProduct(double a, double b, double c) {
        double bHi = leadingHalf(b);
        double cHi = leadingHalf(c);
        double bLo = b - bHi;
        double cLo = c - cHi;
        return (((a - bHi * cHi) - bHi * cLo) - bLo * cHi) - bLo * cLo;
    }
}
