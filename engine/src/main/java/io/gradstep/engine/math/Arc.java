package io.gradstep.engine.math;

import static io.gradstep.engine.math.KernelTables.ATAN;

/**
 * Inverse tangent, sine and cosine.
 *
 * <p>The tangent's goes back to the nearest of a table of numbers with three bits after the leading one, by the
 * subtraction theorem, whose difference is exact. The others are a polynomial up to 1/2, and beyond it half an angle
 * whose sine is the root of (1 - x)/2, kept in two parts.
 */
final class Arc {

    /** Below this atan is its series alone. */
    private static final double SERIES_END = 0x1p-4;

    /** From here on atan is a right angle less the angle of 1/x. */
    private static final double TABLE_END = 32;

    /** The bits below the three that a number in the table keeps, and half of what they are worth. */
    private static final long DROPPED = 0x0001_ffff_ffff_ffffL;

    private static final long HALF_STEP = 0x0001_0000_0000_0000L;

    /** The bits of the table's first number, shifted so far that consecutive numbers differ by 1. */
    private static final long FIRST = 0x3fb0_0000_0000_0000L >> 49;

    private static final int RIGHT_ANGLE = ATAN.length - 2;

    private static final double HALF_PI = 1.5707963267948966;

    private static final double HALF_PI_REST = 6.123233995736766e-17;

    private static final double PI = 3.141592653589793;

    private static final double PI_REST = 1.2246467991473532e-16;

    private Arc() {}

    static double atan(double x) {
        double a = Math.abs(x);
        if (a < SERIES_END) {
            return Math.copySign(a + a * series(a * a), x);
        }
        int at = RIGHT_ANGLE;
        double t = -1 / a;
        if (a < TABLE_END) {
            double centre = centre(a);
            at = place(centre);
            t = (a - centre) / (1 + a * centre);
        }
        return Math.copySign(ATAN[at] + (t + (ATAN[at + 1] + t * shortSeries(t * t))), x);
    }

    /** The table's number that is nearest to a in [2^-4, 32). */
    private static double centre(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) + HALF_STEP & ~DROPPED);
    }

    /** Where its angle is in the table. */
    private static int place(double centre) {
        return (int) ((Double.doubleToRawLongBits(centre) >> 49) - FIRST) << 1;
    }

    static double atan2(double y, double x) {
        double a = Math.abs(y);
        double b = Math.abs(x);
        double ratio = a / b;
        if (!(ratio > 0x1p-60 && ratio < 0x1p60)) {
            return besideAxis(y, x, ratio);
        }
        if (!(b > 0x1p-400 && b < 0x1p400)) {
            int exponent = Math.getExponent(b);
            return atan2(Math.scalb(y, -exponent), Math.scalb(x, -exponent));
        }
        double angle = 0;
        double t = ratio;
        double rest;
        if (ratio < SERIES_END) {
            rest = ExpLog.lessProduct(a, ratio, b) / b + ratio * series(ratio * ratio);
        } else {
            int at = RIGHT_ANGLE;
            t = -b / a;
            if (ratio < TABLE_END) {
                double centre = centre(ratio);
                at = place(centre);
                double head = ExpLog.leadingHalf(b);
                t = ((a - centre * head) - centre * (b - head)) / (b + a * centre);
            }
            angle = ATAN[at];
            rest = ATAN[at + 1] + t * shortSeries(t * t);
        }
        if (x < 0) {
            double other = PI - angle;
            rest = ((PI - other) - angle) + (PI_REST - rest);
            angle = other;
            t = -t;
        }
        return Math.copySign(angle + (t + rest), y);
    }

    /** The angle of a point whose coordinates differ by more than 60 powers of two, or are 0, infinite or NaN. */
    private static double besideAxis(double y, double x, double ratio) {
        if (y == 0 || x == 0 || !(Math.abs(y) <= Double.MAX_VALUE && Math.abs(x) <= Double.MAX_VALUE)) {
            return StrictMath.atan2(y, x);
        }
        return Math.copySign(ratio >= 1 ? HALF_PI : x < 0 ? PI : ratio, y);
    }

    /** atan(t)/t - 1 by t² up to 2^-10. */
    private static double shortSeries(double z) {
        return z * ((-1.0 / 3 + z * (1.0 / 5)) + z * z * ((-1.0 / 7 + z * (1.0 / 9)) + z * z * (-1.0 / 11)));
    }

    /** atan(x)/x - 1 by x² up to 2^-8. */
    private static double series(double z) {
        double z2 = z * z;
        double p = (-1.0 / 3 + z * (1.0 / 5)) + z2 * (-1.0 / 7 + z * (1.0 / 9));
        return z * (p + z2 * z2 * (-1.0 / 11 + z * (1.0 / 13)));
    }

    static double asin(double x) {
        double a = Math.abs(x);
        if (a < 0.5) {
            return x + x * asinSeries(a * a);
        }
        double square = 0.5 - 0.5 * a;
        double root = Math.sqrt(square);
        double head = ExpLog.leadingHalf(root);
        double half = HALF_PI - 2 * head;
        double rest = ((HALF_PI - half) - 2 * head) + HALF_PI_REST;
        return Math.copySign(half + (rest - 2 * (below(square, root, head) + root * asinSeries(square))), x);
    }

    static double acos(double x) {
        double a = Math.abs(x);
        if (a < 0.5) {
            double angle = HALF_PI - x;
            return angle + (((HALF_PI - angle) - x) + (HALF_PI_REST - x * asinSeries(a * a)));
        }
        double square = 0.5 - 0.5 * a;
        double root = Math.sqrt(square);
        double head = ExpLog.leadingHalf(root);
        double rest = below(square, root, head) + root * asinSeries(square);
        if (x > 0) {
            return 2 * (head + rest);
        }
        double half = HALF_PI - head;
        return 2 * (half + (((HALF_PI - half) - head) + (HALF_PI_REST - rest)));
    }

    /** The square's root less its head, whose own square is exact. */
    private static double below(double square, double root, double head) {
        return (square - head * head) / Math.max(root + head, Double.MIN_NORMAL);
    }

    /**
     * asin(x)/x - 1 by x² up to 1/4, within 2^-59.8 (the polynomial of degree 12 whose greatest error is least, by
     * Remez' algorithm).
     */
    private static double asinSeries(double z) {
        double z2 = z * z;
        double z4 = z2 * z2;
        double p0 = (0x1.5555555555578p-3 + z * 0x1.333333332df83p-4)
                + z2 * (0x1.6db6db7225d96p-5 + z * 0x1.f1c71a8dd405cp-6);
        double p4 = (0x1.6e8bdfa4c15fcp-6 + z * 0x1.1c49e2d74fa14p-6)
                + z2 * (0x1.ca20cb9c1967ap-7 + z * 0x1.757b8d0bc38ap-7);
        double p8 = (0x1.61738e0816024p-7 + z * 0x1.e2c450d339975p-9)
                + z2 * (0x1.6490ff5089f31p-6 + z * -0x1.59523600a6c1fp-6);
        return z * (p0 + z4 * (p4 + z4 * (p8 + z4 * 0x1.0bafb1c7bd57ap-5)));
    }
}
