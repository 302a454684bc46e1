package io.gradstep.engine.math;

import static io.gradstep.engine.math.KernelTables.LOG;

/**
 * A power as e^(y log x), with the logarithm and its product with y in two doubles each.
 *
 * <p>The logarithm must be accurate to about 2^-68, because an absolute error of y log x, which may be 745, becomes a
 * relative error of the result. As in {@link ExpLog} a table gives log x = k ln 2 - log r + log(1 + u); here u is split
 * so that the square of its leading part is exact, and the first two terms of log(1 + u) are summed without loss.
 */
final class Power {

    /** An exponent of at least this magnitude gives 0, 1 or infinity for every base. */
    private static final double HUGE = 0x1p64;

    /** From here on all integers are even. */
    private static final double EVEN = 0x1p53;

    /** Far beyond the logarithms of the greatest and the least double. */
    private static final double EXPONENT_END = 800;

    /** Scaling by this power of two keeps a factor of y from over- or underflowing before it is multiplied. */
    private static final int SCALE = 128;

    private static final long MIN_NORMAL_BITS = 0x0010_0000_0000_0000L;
    private static final long INFINITY_BITS = 0x7ff0_0000_0000_0000L;

    /** Half of what is cut off, and what is kept, so that 23 bits are left, to the nearest. */
    private static final long HALF_A_UNIT = 1L << 29;

    private static final long LEADING_23 = -1L << 30;

    private Power() {}

    static double pow(double x, double y) {
        if (y == 2) {
            return x * x;
        }
        return pow(x, y, 0, 0);
    }

    /** x^(y + yLow) 2^scale, for a low part that is at most what y was rounded by. */
    private static double pow(double x, double y, double yLow, int scale) {
        long bits = Double.doubleToRawLongBits(x);
        if (bits >= MIN_NORMAL_BITS && bits < INFINITY_BITS && Math.abs(y) < HUGE) {
            return pow(bits, 0, y, yLow, scale);
        }
        return unusual(x, y, yLow, scale);
    }

    /** Takes n/3 unrounded. */
    static double ofCubeRoot(double n, double x) {
        if (n != Math.rint(n) || Double.isInfinite(n)) {
            return Double.NaN;
        }
        double third = n / 3;
        double power = pow(Math.abs(x), third, ExpLog.lessProduct(n, third, 3) / 3, 0);
        return isOdd(n) ? Math.copySign(power, x) : power;
    }

    static double slope(double x, double y) {
        if (y == 0 && !Double.isNaN(x)) {
            return 0;
        }
        double less = y - 1;
        double fromY = less - y;
        double low = Double.isInfinite(y) ? 0 : (y - (less - fromY)) - (1 + fromY);
        double power = less == 2 ? x * x : pow(x, less, low, 0);
        double size = Math.abs(power);
        if ((size >= Double.MIN_NORMAL && size <= Double.MAX_VALUE) || Double.isNaN(power)) {
            return y * power;
        }
        int scale = size < 1 ? SCALE : -SCALE;
        return Math.scalb(y * pow(x, less, low, scale), -scale);
    }

    /** x^y log x, for the power x^y. */
    static double slopeByExponent(double x, double y, double power) {
        double log = ExpLog.log(x);
        double size = Math.abs(power);
        if ((size >= Double.MIN_NORMAL && size <= Double.MAX_VALUE) || !(Math.abs(log) <= Double.MAX_VALUE)) {
            return power * (x == 0 && y >= 0 ? 0 : log);
        }
        int scale = size < 1 ? SCALE : -SCALE;
        return Math.scalb(pow(x, y, 0, scale) * log, -scale);
    }

    /** (z 2^exponent)^(y + yLow) 2^scale for the bits of a positive normal number z and |y| up to 2^64. */
    private static double pow(long bits, int exponent, double y, double yLow, int scale) {
        long fromFirstCell = bits - ExpLog.LOG_CELLS;
        int i = ((int) (fromFirstCell >> 45) & 127) * 3;
        double k = (int) (exponent + (fromFirstCell >> 52));
        long reducedBits = bits - (fromFirstCell & 0xfff0_0000_0000_0000L);
        double z = Double.longBitsToDouble(reducedBits);
        double zHi = Double.longBitsToDouble((reducedBits + HALF_A_UNIT) & LEADING_23);
        double r = LOG[i];

        // z r = 1 + uHi + uLo; head, uLo and the square of uHi, which has 26 bits, are exact, and so is each rest.
        double uHi = zHi * r - 1;
        double uLo = (z - zHi) * r;
        double head = (k * ExpLog.LN2_HI + LOG[i + 1]) + uHi;
        double sum = head + uLo;
        double sumRest = (head - sum) + uLo;
        double square = 0.5 * uHi * uHi;
        double twoTerms = sum - square;
        double squareRest = (sum - twoTerms) - square;
        double small = (k * ExpLog.LN2_LO + LOG[i + 2]) + (fromCube(uHi + uLo) - uLo * (uHi + 0.5 * uLo));
        double more = (sumRest + squareRest) + small;
        double log = twoTerms + more;
        double logRest = (twoTerms - log) + more;

        double logHead = ExpLog.leadingHalf(log);
        double yHead = ExpLog.leadingHalf(y);
        double product = yHead * logHead;
        double productRest = (y - yHead) * logHead + y * ((log - logHead) + logRest) + yLow * log;
        if (Math.abs(product) > EXPONENT_END) {
            return product > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        return scale == 0 ? ExpLog.exp(product, productRest) : ExpLog.exp(product, productRest, scale);
    }

    /** log(1 + u) less its first two terms, for |u| below 2^-7.7. */
    private static double fromCube(double u) {
        double u2 = u * u;
        double p = (1.0 / 3 - u * 0.25) + u2 * ((0.2 - u * (1.0 / 6)) + u2 * ((1.0 / 7 - u * 0.125) + u2 * (1.0 / 9)));
        return u * u2 * p;
    }

    /** Any x that is not positive and normal, or any y of 2^64 or more. */
    private static double unusual(double x, double y, double yLow, int scale) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        if (y == 0) {
            return 1;
        }
        double size = Math.abs(x);
        if (Double.isInfinite(y)) {
            return size == 1 ? Double.NaN : growing(size > 1, y);
        }
        boolean isWhole = y == Math.rint(y);
        if (x < 0 && size < Double.POSITIVE_INFINITY && !isWhole) {
            return Double.NaN;
        }
        double power = size == 0 || size == Double.POSITIVE_INFINITY
                ? growing(size > 0, y)
                : powOfSize(size, Math.max(-HUGE, Math.min(HUGE, y)), yLow, scale);
        boolean isNegative = Double.doubleToRawLongBits(x) < 0;
        return isNegative && isWhole && isOdd(y) ? -power : power;
    }

    /** Whether a whole number is odd. */
    private static boolean isOdd(double n) {
        return Math.abs(n) < EVEN && ((long) n & 1) != 0;
    }

    /** Infinity to a positive power, or 0 to a negative one; else 0. */
    private static double growing(boolean isLarge, double y) {
        return isLarge == y > 0 ? Double.POSITIVE_INFINITY : 0;
    }

    private static double powOfSize(double size, double y, double yLow, int scale) {
        return size < Double.MIN_NORMAL
                ? pow(Double.doubleToRawLongBits(size * 0x1p54), -54, y, yLow, scale)
                : pow(Double.doubleToRawLongBits(size), 0, y, yLow, scale);
    }
}
