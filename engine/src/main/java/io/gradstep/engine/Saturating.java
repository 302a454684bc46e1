package io.gradstep.engine;

import static io.gradstep.engine.KernelTables.EXP;
import static io.gradstep.engine.KernelTables.TANH;

/**
 * The two classic squashing functions, tanh and the logistic sigmoid.
 *
 * <p>Neither branches on its argument within the range that matters: activations are spread around every threshold one
 * could choose, and a mispredicted branch costs more than the few additions that a single formula takes. Both end in a
 * quotient whose rounding error is taken back by one exact remainder, so their error is hardly over half a unit.
 */
final class Saturating {

    /** From here on tanh rounds to 1. */
    private static final double TANH_ONE = 19.0625;

    private Saturating() {}

    static double tanh(double x) {
        double a = Math.abs(x);
        if (!(a < TANH_ONE)) {
            return !Double.isNaN(x) ? Math.copySign(1, x) : x;
        }
        // tanh(c + h) = (T + t) / (1 + T t) with c = j/8, T = tanh c, t = tanh h
        double shifted = a * 8 + ExpLog.ROUND;
        int j = ((int) Double.doubleToRawLongBits(shifted) & 255) << 1;
        double h = a - (shifted - ExpLog.ROUND) * 0.125;
        double tail = tanhLessArgument(h);
        double tHi = TANH[j];

        double sum = tHi + h;
        double low = ((tHi - sum) + h) + (TANH[j + 1] + tail);
        double numerator = sum + low;
        double numeratorLow = (sum - numerator) + low;

        double product = tHi * (h + tail);
        double denominator = 1 + product;
        double denominatorLow = (1 - denominator) + product;
        return Math.copySign(quotient(numerator, numeratorLow, denominator, denominatorLow), x);
    }

    /** tanh(h) - h for |h| up to 1/16, by Taylor's series. */
    private static double tanhLessArgument(double h) {
        double z = h * h;
        double z2 = z * z;
        double p = (-1.0 / 3 + z * (2.0 / 15))
                + z2 * ((-17.0 / 315 + z * (62.0 / 2835)) + z2 * (-1382.0 / 155925 + z * (21844.0 / 6081075)));
        return h * (z * p);
    }

    static double sigmoid(double x) {
        if (!(Math.abs(x) < ExpLog.EXP_SAFE)) {
            return x > 0 ? 1 : ExpLog.exp(x);
        }
        // e^-x = power + power * q
        double shifted = ExpLog.ROUND - x * ExpLog.PER_LN2;
        long k = Double.doubleToRawLongBits(shifted);
        double n = shifted - ExpLog.ROUND;
        double r = (-x - n * ExpLog.LN2_128_HI) - n * ExpLog.LN2_128_LO;
        int i = ((int) k & 127) << 1;
        double power = Double.longBitsToDouble(EXP[i + 1] + (k << 45));
        double q = Double.longBitsToDouble(EXP[i]) + ExpLog.expm1Small(r);

        // 1 + e^-x as denominator + denominatorLow; either summand may be the greater one
        double sum = 1 + power;
        double fromPower = sum - 1;
        double low = ((1 - (sum - fromPower)) + (power - fromPower)) + power * q;
        double denominator = sum + low;
        return quotient(1, 0, denominator, (sum - denominator) + low);
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
