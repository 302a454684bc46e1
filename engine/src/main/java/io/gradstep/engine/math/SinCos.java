package io.gradstep.engine.math;

import static io.gradstep.engine.math.KernelTables.SINE;

/**
 * Sine, cosine and tangent: subtracts the nearest multiple of pi/32, looks up its sine and cosine in a table, and adds
 * the rest with short Taylor polynomials by the addition theorem.
 *
 * <p>One formula serves the whole circle, so no branch depends on the quadrant.
 */
final class SinCos {

    /**
     * Up to here the multiple has at most 21 bits and the three-part reduction is accurate; beyond, {@link LargeAngle}.
     */
    private static final double LIMIT = 0x1p17;

    /** Below this sin x is x to the last bit, and a reduced argument this small needs more of pi than three parts. */
    private static final double TINY = 0x1p-28;

    private static final double PER_PI = 0x1.45f306dc9c883p3;

    /** pi/32 in three parts; the first two have 32 bits, so their products with the multiple are exact. */
    private static final double PI_32_A = 0x1.921fb544p-4;

    private static final double PI_32_B = 0x1.0b4611a6p-38;

    private static final double PI_32_C = 0x1.3198a2e037073p-73;

    /**
     * Four numbers for each of the 64 points c of the circle: sin c as hi and lo, cos c as a power of two and the rest.
     */
    private static final double[] CIRCLE = circle();

    /** A quarter of the circle, in 64ths. */
    private static final int QUARTER = 16;

    private SinCos() {}

    private static double[] circle() {
        double[] table = new double[64 * 4];
        for (int i = 0; i < 64; i++) {
            double cosine = sine(i + 16, 0);
            double size = Math.abs(cosine);
            double near = Math.copySign(size > 0.75 ? 1 : size > 0.35 ? 0.5 : 0, cosine);
            table[4 * i] = sine(i, 0);
            table[4 * i + 1] = sine(i, 1);
            table[4 * i + 2] = near;
            table[4 * i + 3] = (cosine - near) + sine(i + 16, 1);
        }
        return table;
    }

    /** The high (part 0) or low (part 1) part of sin(i pi/32), from the first quarter's. */
    private static double sine(int i, int part) {
        int half = i & 31;
        double value = SINE[2 * (half <= 16 ? half : 32 - half) + part];
        return (i & 32) == 0 ? value : -value;
    }

    static double sin(double x) {
        double shifted = x * PER_PI + ExpLog.ROUND;
        double n = shifted - ExpLog.ROUND;
        double h = reduced(x, n);
        if (Math.abs(x) < LIMIT && Math.abs(h) >= TINY) {
            return sinNear((int) Double.doubleToRawLongBits(shifted), h, reducedLow(x, n, h));
        }
        return Math.abs(x) < TINY ? x : LargeAngle.reduce(x, SinCos::sinNear);
    }

    static double cos(double x) {
        double shifted = x * PER_PI + ExpLog.ROUND;
        double n = shifted - ExpLog.ROUND;
        double h = reduced(x, n);
        if (Math.abs(x) < LIMIT && Math.abs(h) >= TINY) {
            return cosNear((int) Double.doubleToRawLongBits(shifted), h, reducedLow(x, n, h));
        }
        return Math.abs(x) < TINY ? 1 : LargeAngle.reduce(x, SinCos::cosNear);
    }

    static double tan(double x) {
        double shifted = x * PER_PI + ExpLog.ROUND;
        double n = shifted - ExpLog.ROUND;
        double h = reduced(x, n);
        if (Math.abs(x) < LIMIT && Math.abs(h) >= TINY) {
            return tanNear((int) Double.doubleToRawLongBits(shifted), h, reducedLow(x, n, h));
        }
        return Math.abs(x) < TINY ? x : LargeAngle.reduce(x, SinCos::tanNear);
    }

    /** x - n pi/32, rounded. */
    private static double reduced(double x, double n) {
        double t = x - n * PI_32_A;
        double w = n * PI_32_B;
        double head = t - w;
        return head + (((t - head) - w) - n * PI_32_C);
    }

    /** The rounding error of {@link #reduced}. The compiler shares the common terms. */
    private static double reducedLow(double x, double n, double h) {
        double t = x - n * PI_32_A;
        double w = n * PI_32_B;
        double head = t - w;
        return (head - h) + (((t - head) - w) - n * PI_32_C);
    }

    /** sin(i pi/32 + h + hLow) for |h| up to pi/64. */
    private static double sinNear(int i, double h, double hLow) {
        double head = head(i, h);
        return head + tail(i, h, hLow, head);
    }

    private static double cosNear(int i, double h, double hLow) {
        return sinNear(i + QUARTER, h, hLow);
    }

    /** Sine by cosine: the leading half of the quotient, whose products are exact, and what the remainder adds. */
    private static double tanNear(int i, double h, double hLow) {
        double sineHead = head(i, h);
        double sineTail = tail(i, h, hLow, sineHead);
        double cosineHead = head(i + QUARTER, h);
        double cosineTail = tail(i + QUARTER, h, hLow, cosineHead);
        double sine = sineHead + sineTail;
        double cosine = cosineHead + cosineTail;
        double quotient = ExpLog.leadingHalf(sine / cosine);
        double divisor = ExpLog.leadingHalf(cosine);
        double lows = ((sineHead - sine) + sineTail) - quotient * ((cosineHead - cosine) + cosineTail);
        return quotient + (((sine - quotient * divisor) - quotient * (cosine - divisor)) + lows) / cosine;
    }

    /** The largest terms of sin(i pi/32 + h). */
    private static double head(int i, double h) {
        int at = (i & 63) << 2;
        return CIRCLE[at] + CIRCLE[at + 2] * h;
    }

    /** sin(i pi/32 + h + hLow) less its head. */
    private static double tail(int i, double h, double hLow, double head) {
        int at = (i & 63) << 2;
        double sine = CIRCLE[at];
        double near = CIRCLE[at + 2];
        double cosineRest = CIRCLE[at + 3];
        double z = h * h;
        double sinLess = h * z * ((-1.0 / 6 + z * (1.0 / 120)) + z * z * (-1.0 / 5040 + z * (1.0 / 362880)));
        double cosLess = z * ((-0.5 + z * (1.0 / 24)) + z * z * (-1.0 / 720 + z * (1.0 / 40320)));
        double rest = (sine - head) + near * h;
        double low = (CIRCLE[at + 1] + sine * cosLess) + (cosineRest * h + (near + cosineRest) * (sinLess + hLow));
        return rest + low;
    }
}
