package io.gradstep.engine.math;

import static io.gradstep.engine.math.KernelTables.EXP;

/**
 * Hyperbolic sine, cosine and secant, from half the sum or the difference of e^|x| and e^-|x|, each as a power of two
 * in 128ths, which is added exactly, and a small rest.
 *
 * <p>Near 0, where the difference would lose digits, the sine is its Taylor series.
 */
final class Hyperbolic {

    /** Up to here the first term of the series dominates, so that the rounding of the others is negligible. */
    private static final double SERIES_END = 0.3;

    private Hyperbolic() {}

    static double cosh(double x) {
        double a = Math.abs(x);
        if (!(a < ExpLog.EXP_SAFE)) {
            return far(a);
        }
        double shifted = a * ExpLog.PER_LN2 + ExpLog.ROUND;
        long k = Double.doubleToRawLongBits(shifted);
        double r = reduced(a, shifted - ExpLog.ROUND);
        double up = power(k);
        double down = power(-k);
        double even = coshLessOne(r);
        double odd = r + sinhLessArgument(r);
        double upRest = up * (relativeRest(k) + (even + odd));
        double downRest = down * (relativeRest(-k) + (even - odd));
        double sum = up + down;
        return 0.5 * (sum + (((up - sum) + down) + (upRest + downRest)));
    }

    static double sech(double x) {
        double a = Math.abs(x);
        if (!(a < ExpLog.EXP_SAFE)) {
            return Double.isNaN(x) ? x : ExpLog.exp(-a, 0, 1);
        }
        double shifted = a * ExpLog.PER_LN2 + ExpLog.ROUND;
        long k = Double.doubleToRawLongBits(shifted);
        double r = reduced(a, shifted - ExpLog.ROUND);
        double up = power(k);
        double down = power(-k);
        double even = coshLessOne(r);
        double odd = r + sinhLessArgument(r);
        double upRest = up * (relativeRest(k) + (even + odd));
        double downRest = down * (relativeRest(-k) + (even - odd));
        double sum = up + down;
        double rest = ((up - sum) + down) + (upRest + downRest);
        double twiceCosh = sum + rest;
        return Saturating.quotient(2, 0, twiceCosh, (sum - twiceCosh) + rest);
    }

    static double sinh(double x) {
        double a = Math.abs(x);
        if (!(a < ExpLog.EXP_SAFE)) {
            return Math.copySign(far(a), x);
        }
        if (a < SERIES_END) {
            return x + series(x);
        }
        double shifted = a * ExpLog.PER_LN2 + ExpLog.ROUND;
        long k = Double.doubleToRawLongBits(shifted);
        double r = reduced(a, shifted - ExpLog.ROUND);
        double up = power(k);
        double down = power(-k);
        double even = coshLessOne(r);
        double odd = r + sinhLessArgument(r);
        double upRest = up * (relativeRest(k) + (even + odd));
        double downRest = down * (relativeRest(-k) + (even - odd));
        double difference = up - down;
        return Math.copySign(0.5 * (difference + (((up - difference) - down) + (upRest - downRest))), x);
    }

    /** e^a / 2, which overflows later than e^a does. */
    private static double far(double a) {
        return Double.isNaN(a) ? a : ExpLog.exp(a, 0, -1);
    }

    /** a less the multiple n of ln 2 / 128. */
    private static double reduced(double a, double n) {
        return (a - n * ExpLog.LN2_128_HI) - n * ExpLog.LN2_128_LO;
    }

    /** 2^(k/128) to the nearest double. */
    private static double power(long k) {
        return Double.longBitsToDouble(EXP[(((int) k & 127) << 1) + 1] + (k << 45));
    }

    /** The relative rounding error of {@link #power}. */
    private static double relativeRest(long k) {
        return Double.longBitsToDouble(EXP[((int) k & 127) << 1]);
    }

    /** For |r| up to ln 2 / 256, as {@link #sinhLessArgument}. */
    private static double coshLessOne(double r) {
        double z = r * r;
        return z * (0.5 + z * (1.0 / 24));
    }

    private static double sinhLessArgument(double r) {
        double z = r * r;
        return r * (z * (1.0 / 6 + z * (1.0 / 120)));
    }

    /** sinh x - x for |x| up to 0.3. */
    private static double series(double x) {
        double z = x * x;
        double z2 = z * z;
        double p = (1.0 / 6 + z * (1.0 / 120))
                + z2 * ((1.0 / 5040 + z * (1.0 / 362880)) + z2 * (1.0 / 39916800 + z * (1.0 / 6227020800.0)));
        return x * (z * p);
    }
}
