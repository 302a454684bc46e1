package io.gradstep.engine.math;

import static io.gradstep.engine.math.KernelTables.EXP;
import static io.gradstep.engine.math.KernelTables.LOG;

/**
 * Exponential, logarithm, softplus, log-sum-exp and softmax.
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

    private static final double SQRT_2 = 1.4142135623730951;

    /** Below this magnitude exp(x), exp(-x) and all their intermediate results are normal numbers. */
    static final double EXP_SAFE = 700;

    /** Up to here three terms of the series for log(1 + e^x) are enough. */
    private static final double SOFTPLUS_TAIL = -16;

    /** From here on log(1 + e^x) rounds to x. */
    private static final double SOFTPLUS_LINEAR = 40;

    /** exp of less than minus this is 0. */
    private static final double EXP_ZERO = 746;

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
            return !Double.isNaN(x) ? exp(x, 0, 0) : x;
        }
        double shifted = x * PER_LN2 + ROUND;
        long k = Double.doubleToRawLongBits(shifted);
        double n = shifted - ROUND;
        double r = (x - n * LN2_128_HI) - n * LN2_128_LO;
        int i = ((int) k & 127) << 1;
        double power = Double.longBitsToDouble(EXP[i + 1] + (k << 45));
        return power + power * (Double.longBitsToDouble(EXP[i]) + expm1Small(r));
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
        long fromFirstCell = bits - LOG_CELLS;
        int i = ((int) (fromFirstCell >> 45) & 127) * 3;
        double k = (int) (exponent + (fromFirstCell >> 52));
        long reducedBits = bits - (fromFirstCell & 0xfff0_0000_0000_0000L);
        double z = Double.longBitsToDouble(reducedBits);
        double zHi = Double.longBitsToDouble(reducedBits & LEADING_32);
        double r = LOG[i];
        // z r = 1 + uHi + uLo, and log x = k ln 2 - log r + log(1 + u): all of this but the last term is exact.
        double uHi = zHi * r - 1;
        double uLo = (z - zHi) * r;
        double head = (k * LN2_HI + LOG[i + 1]) + uHi;
        double sum = head + uLo;
        double rest = (head - sum) + uLo;
        return sum + (rest + ((k * LN2_LO + LOG[i + 2]) + log1pLessArgument(uHi + uLo)));
    }

    /** log x / log 2: the power of two nearest to x in ratio gives the integer part. */
    static double log2(double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return log(x);
        }
        double normal = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
        int exponent = Math.getExponent(normal);
        double fraction = Math.scalb(normal, -exponent);
        if (fraction > SQRT_2) {
            fraction *= 0.5;
            exponent++;
        }
        return (normal == x ? exponent : exponent - 54) + log(fraction) * Kernels.ONE_OVER_LOG_2;
    }

    /** log(1 + u) - u for |u| below 2^-7.7. */
    private static double log1pLessArgument(double u) {
        double u2 = u * u;
        return u2 * ((-0.5 + u * (1.0 / 3)) + u2 * ((-0.25 + u * 0.2) + u2 * (-1.0 / 6 + u * (1.0 / 7))));
    }

    /**
     * base + low + log(hi + lo) for a normal hi of at least 1; |low| and |lo| are at most half units of base and hi.
     */
    static double addLog(double base, double low, double hi, double lo) {
        long bits = Double.doubleToRawLongBits(hi);
        long fromFirstCell = bits - LOG_CELLS;
        int i = ((int) (fromFirstCell >> 45) & 127) * 3;
        int k = (int) (fromFirstCell >> 52);
        double z = Double.longBitsToDouble(bits - (fromFirstCell & 0xfff0_0000_0000_0000L));
        double zHi = Double.longBitsToDouble(Double.doubleToRawLongBits(z) & LEADING_32);
        double r = LOG[i];
        double uHi = zHi * r - 1;
        double uLo = (z - zHi) * r + Math.scalb(lo, -k) * r;
        double head = (k * LN2_HI + LOG[i + 1]) + uHi;
        double logHi = head + uLo;
        double logLo = ((head - logHi) + uLo) + ((k * LN2_LO + LOG[i + 2]) + log1pLessArgument(uHi + uLo));
        double sum = base + logHi;
        double fromLog = sum - base;
        double rest = (base - (sum - fromLog)) + (logHi - fromLog);
        return sum + (rest + (logLo + low));
    }

    static double softplus(double x) {
        if (!(x > SOFTPLUS_TAIL && x < SOFTPLUS_LINEAR)) {
            return x <= SOFTPLUS_TAIL ? softplusTail(x) : x;
        }
        double a = -Math.abs(x);
        int k = (int) Math.rint(a * PER_LN2);
        double r = (a - k * LN2_128_HI) - k * LN2_128_LO;
        double power = Math.scalb(powerOfTwoIn128ths(k), k >> 7);
        double rest = power * (relativeRest(k) + expm1Small(r));
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

    static void softmax(double[] v) {
        int argMax = argMax(v);
        double max = v[argMax];
        for (int i = 0; i < v.length; i++) {
            v[i] = powerBelow(v[i], max);
        }
        double greatest = v[argMax];
        v[argMax] = 0;
        double others = 0;
        double lost = 0;
        for (int i = 0; i < v.length; i++) {
            double sum = others + v[i];
            lost += roundedOff(others, v[i], sum);
            others = sum;
        }
        v[argMax] = greatest;
        double sum = 1 + (others + lost);
        for (int i = 0; i < v.length; i++) {
            v[i] /= sum;
        }
    }

    /** Powers are kept as hi + lo up to their quotient, which is rounded once, because products of shares follow. */
    static double softmaxOfFirst(double[] v) {
        int argMax = argMax(v);
        double max = v[argMax];
        if (!(max - v[0] < EXP_SAFE)) {
            return powerBelow(v[0], max) / (1 + sumBelow(v, argMax));
        }
        double others = 0;
        double lost = 0;
        for (int i = 0; i < v.length; i++) {
            double power = i != argMax ? leadingPower(v[i] - max) : 0;
            double sum = others + power;
            lost += roundedOff(others, power, sum) + power * restOfPower(v[i], max);
            others = sum;
        }
        double head = 1 + others;
        double rest = roundedOff(1, others, head) + lost;
        double sum = head + rest;
        double below = (head - sum) + rest;
        double leading = leadingPower(v[0] - max);
        double low = leading * restOfPower(v[0], max);
        double power = leading + low;
        double share = power / sum;
        return share + (lessProduct(power, share, sum) + ((leading - power) + low) - share * below) / sum;
    }

    /** The power of two in 128ths that is nearest to e^below, or 0. */
    private static double leadingPower(double below) {
        if (!(below > -EXP_SAFE)) {
            return Double.isNaN(below) ? below : 0;
        }
        int k = (int) Math.rint(below * PER_LN2);
        return Math.scalb(powerOfTwoIn128ths(k), k >> 7);
    }

    /** e^(x - max) / {@link #leadingPower} - 1. */
    private static double restOfPower(double x, double max) {
        double below = Math.max(x - max, -EXP_SAFE);
        int k = (int) Math.rint(below * PER_LN2);
        double low = below == x - max ? roundedOff(x, -max, below) : 0;
        return relativeRest(k) + expm1Small((below - k * LN2_128_HI) + (low - k * LN2_128_LO));
    }

    /** a - b c, almost without rounding. */
    private static double lessProduct(double a, double b, double c) {
        double bHi = leadingHalf(b);
        double cHi = leadingHalf(c);
        double bLo = b - bHi;
        double cLo = c - cHi;
        return (((a - bHi * cHi) - bHi * cLo) - bLo * cHi) - bLo * cLo;
    }

    /** The index of the first NaN, or else of the first of the greatest numbers. */
    private static int argMax(double[] v) {
        int argMax = 0;
        double max = v[0];
        for (int i = 1; i < v.length && !Double.isNaN(max); i++) {
            if (!(v[i] <= max)) {
                argMax = i;
                max = v[i];
            }
        }
        return argMax;
    }

    static double logSoftmaxOfFirst(double[] v) {
        int argMax = argMax(v);
        double max = v[argMax];
        double above = max - v[0];
        if (!(above <= Double.MAX_VALUE)) {
            return -above;
        }
        double others = sumBelow(v, argMax);
        double sum = 1 + others;
        return 0 - addLog(above, roundedOff(max, -v[0], above), sum, (1 - sum) + others);
    }

    /** Σ e^(v[i] - max) over all numbers but the greatest, summed without loss. */
    private static double sumBelow(double[] v, int argMax) {
        double max = v[argMax];
        double others = 0;
        double lost = 0;
        for (int i = 0; i < v.length; i++) {
            double power = powerBelow(v[i], max);
            double term = i != argMax ? power : 0;
            double sum = others + term;
            lost += roundedOff(others, term, sum);
            others = sum;
        }
        return others + lost;
    }

    /** a + b - sum, exactly, where sum is the rounded sum (Knuth). */
    private static double roundedOff(double a, double b, double sum) {
        double fromB = sum - a;
        return (a - (sum - fromB)) + (b - fromB);
    }

    /** e^(x - max), corrected for the rounding of the difference; 1 for the greatest number unless that is infinite. */
    private static double powerBelow(double x, double max) {
        double below = x - max;
        if (below > -EXP_ZERO) {
            return exp(below, roundedOff(x, -max, below));
        }
        return Double.isNaN(below) ? below : 0;
    }

    static double logSumExp(double[] v, int n) {
        int argMax = -1;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(v[i])) {
                return v[i];
            }
            if (v[i] > max) {
                max = v[i];
                argMax = i;
            }
        }
        if (Double.isInfinite(max)) {
            return max;
        }
        // The greatest term is exactly 1; the others are summed separately, so that small ones are not lost.
        double others = 0;
        double lost = 0;
        for (int i = 0; i < n; i++) {
            double below = v[i] - max;
            if (i != argMax && below > -EXP_ZERO) {
                double fromMax = below - v[i];
                double roundedOff = (v[i] - (below - fromMax)) - (max + fromMax);
                double term = exp(below);
                double sum = others + term;
                double fromTerm = sum - others;
                lost += ((others - (sum - fromTerm)) + (term - fromTerm)) + term * roundedOff;
                others = sum;
            }
        }
        double sum = 1 + others;
        double fromOthers = sum - 1;
        double low = ((1 - (sum - fromOthers)) + (others - fromOthers)) + lost;
        double hi = sum + low;
        return addLog(max, 0, hi, (sum - hi) + low);
    }
}
