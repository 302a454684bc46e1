package io.gradstep.engine.math;

import static io.gradstep.engine.math.KernelTables.EXP;
import static io.gradstep.engine.math.KernelTables.TANH;

/**
 * The two classic saturating functions, tanh and the logistic sigmoid.
 *
 * <p>Neither branches on its argument in the usual range: activations are spread around any threshold, and a
 * mispredicted branch costs more than the few extra additions of a single formula. Both end in a quotient whose
 * rounding error is corrected with one exact remainder, so their error is barely over half a unit.
 */
final class Saturating {

    /** From here on tanh rounds to 1. */
    private static final double TANH_ONE = 19.0625;

    /** The greatest number below {@link #TANH_ONE}. */
    static final double TANH_LARGEST = Math.nextDown(TANH_ONE);

    static final long TANH_LARGEST_BITS = Double.doubleToRawLongBits(TANH_LARGEST);

    /** From here on e^-|x| squared no longer counts, and e^|x| + 1 may not fit a double exactly. */
    private static final double SIGMOID_FAR = 36.5;

    private static final int CENTRE_MASK = 255;
    static final int SIGNED_MASK = 511;

    /**
     * Four numbers for each multiple c of 1/8: tanh c as hi and lo, 1 - tanh² c as a power of two or 0 and the rest.
     */
    private static final double[] CENTRES = centres();

    /** The same for negative multiples, too, from the end of the table. */
    static final double[] SIGNED_CENTRES = signedCentres();

    private Saturating() {}

    private static double[] centres() {
        // Longer than necessary, so that every masked index is in bounds and the compiler omits the check.
        double[] table = new double[4 * (CENTRE_MASK + 1)];
        for (int j = 0; j < TANH.length; j += 2) {
            double hi = TANH[j];
            double lo = TANH[j + 1];
            double slope = ((1 - hi) - lo) * (1 + hi);
            double near = slope > 0.75 ? 1 : slope > 0.35 ? 0.5 : slope > 0.15 ? 0.25 : 0;
            table[2 * j] = hi;
            table[2 * j + 1] = lo;
            table[2 * j + 2] = near;
            // slope - near would lose the digits that the two share
            table[2 * j + 3] = near == 0 ? slope : (1 - near) - hi * hi;
        }
        return table;
    }

    private static double[] signedCentres() {
        double[] table = new double[4 * (SIGNED_MASK + 1)];
        System.arraycopy(CENTRES, 0, table, 0, 2 * TANH.length);
        for (int j = 1; j < TANH.length / 2; j++) {
            int negative = 4 * (SIGNED_MASK + 1 - j);
            table[negative] = -table[4 * j];
            table[negative + 1] = -table[4 * j + 1];
            table[negative + 2] = table[4 * j + 2];
            table[negative + 3] = table[4 * j + 3];
        }
        return table;
    }

    static double tanh(double x) {
        double a = Math.abs(x);
        if (!(a < TANH_ONE)) {
            return !Double.isNaN(x) ? Math.copySign(1, x) : x;
        }
        // tanh(c + h) = T + G t / (1 + T t) with c = j/8, T = tanh c, G = 1 - T², t = tanh h; the greater part of G t,
        // g h with a power of two g near G, is exact and taken out of the quotient, so that only small terms are
        // rounded.
        double shifted = a * 8 + ExpLog.ROUND;
        int j = ((int) Double.doubleToRawLongBits(shifted) & CENTRE_MASK) << 2;
        double h = a - (shifted - ExpLog.ROUND) * 0.125;
        double beyond = tanhLessArgument(h);
        double centre = CENTRES[j];
        double near = CENTRES[j + 2];
        double slopeRest = CENTRES[j + 3];
        double step = near * h;
        double sum = centre + step;
        double rest = ((centre - sum) + step) + CENTRES[j + 1];
        double product = centre * (h + beyond);
        double correction = slopeRest * h + ((near + slopeRest) * beyond - step * product);
        return Math.copySign(sum + (rest + correction / (1 + product)), x);
    }

    /** tanh(h) - h for |h| up to 1/16, by Taylor's series. */
    static double tanhLessArgument(double h) {
        double z = h * h;
        double z2 = z * z;
        double p = (-1.0 / 3 + z * (2.0 / 15))
                + z2 * ((-17.0 / 315 + z * (62.0 / 2835)) + z2 * (-1382.0 / 155925 + z * (21844.0 / 6081075)));
        return h * (z * p);
    }

    /** Below this the sigmoid of x rounds to e^x. */
    private static final double SILU_TAIL = -37;

    /** Above this x less its silu is nothing, and its slope 1. */
    private static final double SILU_LINEAR = 45;

    static double sigmoid(double x) {
        if (!(Math.abs(x) < SIGMOID_FAR)) {
            return sigmoidFar(x);
        }
        // e^-x = power + rest, in the steps of ExpLog.exp: HotSpot computes them once for the value and the slope
        double minus = -x;
        double shifted = minus * ExpLog.PER_LN2 + ExpLog.ROUND;
        long k = Double.doubleToRawLongBits(shifted);
        double n = shifted - ExpLog.ROUND;
        double r = (minus - n * ExpLog.LN2_128_HI) - n * ExpLog.LN2_128_LO;
        int i = ((int) k & 127) << 1;
        double power = Double.longBitsToDouble(EXP[i + 1] + (k << 45));
        double rest = power * (Double.longBitsToDouble(EXP[i]) + ExpLog.expm1Small(r));

        // 1 + e^-x = dHead + dRest, and the quotient is a head with which dHead's product is exact, plus a correction
        double sum = 1 + power;
        double dHead = ExpLog.leadingHalf(sum);
        double dRest = ((1 - dHead) + power) + rest;
        double reciprocal = 1 / (sum + rest);
        double head = ExpLog.leadingHalf(reciprocal);
        return head + ((1 - head * dHead) - head * dRest) * reciprocal;
    }

    static double sechSquared(double x) {
        // 4 e^-2|x| / (1 + e^-2|x|)²
        double far = -2 * Math.abs(x);
        if (!(far > -ExpLog.EXP_SAFE)) {
            return Double.isNaN(x) ? x : ExpLog.exp(far, 0, 2);
        }
        double power = ExpLog.exp(far);
        return 4 * power / ((1 + power) * (1 + power));
    }

    static double sigmoidSlope(double x) {
        double power = ExpLog.exp(-x);
        return power / ((1 + power) * (1 + power));
    }

    static double silu(double x) {
        return x < SILU_TAIL ? siluTail(x, x) : x * sigmoid(x);
    }

    static double siluSlope(double x) {
        if (x < SILU_TAIL) {
            return siluTail(x, 1 + x);
        }
        double share = sigmoid(x);
        return x > SILU_LINEAR ? 1 : share + x * (share < 0.75 ? share * (1 - share) : sigmoidSlope(x));
    }

    /** factor·e^x, scaled by 2^64 until they are multiplied: the power alone would lose digits to underflow. */
    private static double siluTail(double x, double factor) {
        return x < -800 ? -0.0 : 0x1p-64 * (factor * ExpLog.exp(x, 0, 64));
    }

    private static double sigmoidFar(double x) {
        if (x > 0) {
            return 1 - ExpLog.exp(-x);
        }
        // e^x / (1 + e^x) = e^(x - log(1 + e^x)), where that logarithm is e^x to the last bit
        return Double.isNaN(x) ? x : ExpLog.exp(x, -ExpLog.exp(x), 0);
    }

    /** (n + nLow) / (d + dLow), where the low parts are at most half a unit in the last place of the high ones. */
    static double quotient(double n, double nLow, double d, double dLow) {
        double reciprocal = 1 / d;
        double head = ExpLog.leadingHalf(n * reciprocal);
        double dHead = ExpLog.leadingHalf(d);
        double remainder = ((n - head * dHead) - head * (d - dHead)) + (nLow - head * dLow);
        return head + remainder * reciprocal;
    }
}
