package io.gradstep.engine;

import java.math.BigInteger;

/**
 * A binary floating-point number of 320 bits, for references: mantissa * 2^exponent, truncated after every operation.
 */
public record BigReal(BigInteger mantissa, int exponent) {

    static final int BITS = 320;
    public static final BigReal ZERO = new BigReal(BigInteger.ZERO, 0);
    public static final BigReal ONE = of(1);

    public static BigReal of(long n) {
        return new BigReal(BigInteger.valueOf(n), 0);
    }

    /** Exactly x, which must be finite. */
    public static BigReal of(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int biased = (int) (bits >> 52) & 0x7ff;
        if (biased == 0x7ff) {
            throw new IllegalArgumentException("not finite: " + x);
        }
        long fraction = bits & 0xf_ffff_ffff_ffffL;
        long magnitude = biased == 0 ? fraction : fraction | 0x10_0000_0000_0000L;
        return new BigReal(BigInteger.valueOf(bits < 0 ? -magnitude : magnitude), Math.max(biased, 1) - 1075);
    }

    public BigReal plus(BigReal that) {
        if (signum() == 0) {
            return that;
        }
        if (that.signum() == 0) {
            return this;
        }
        boolean thisIsHigher = top() >= that.top();
        BigReal high = thisIsHigher ? this : that;
        BigReal low = thisIsHigher ? that : this;
        if (high.top() - low.top() > 3 * BITS) {
            return high;
        }
        int shared = Math.min(high.exponent, low.exponent);
        return truncated(
                high.mantissa.shiftLeft(high.exponent - shared).add(low.mantissa.shiftLeft(low.exponent - shared)),
                shared);
    }

    public BigReal minus(BigReal that) {
        return plus(that.negated());
    }

    BigReal negated() {
        return new BigReal(mantissa.negate(), exponent);
    }

    BigReal abs() {
        return signum() < 0 ? negated() : this;
    }

    public BigReal times(BigReal that) {
        return truncated(mantissa.multiply(that.mantissa), exponent + that.exponent);
    }

    public BigReal times(long n) {
        return truncated(mantissa.multiply(BigInteger.valueOf(n)), exponent);
    }

    public BigReal over(BigReal that) {
        int shift = Math.max(0, BITS + 2 + that.mantissa.bitLength() - mantissa.bitLength());
        return truncated(mantissa.shiftLeft(shift).divide(that.mantissa), exponent - shift - that.exponent);
    }

    BigReal over(long n) {
        return over(of(n));
    }

    BigReal squared() {
        return times(this);
    }

    BigReal timesPowerOfTwo(int n) {
        return new BigReal(mantissa, exponent + n);
    }

    /** For a number that is not negative. */
    BigReal squareRoot() {
        int shift = Math.max(0, 2 * BITS - mantissa.bitLength());
        shift += (exponent - shift) & 1;
        return truncated(mantissa.shiftLeft(shift).sqrt(), (exponent - shift) / 2);
    }

    int signum() {
        return mantissa.signum();
    }

    /** The magnitude is in [2^(top-1), 2^top). */
    int top() {
        return mantissa.abs().bitLength() + exponent;
    }

    /** To within two units in the last place; for choosing a reduction, never for a result. */
    public double roughly() {
        int shift = mantissa.bitLength() - 60;
        return shift <= 0
                ? Math.scalb((double) mantissa.longValueExact(), exponent)
                : Math.scalb((double) mantissa.shiftRight(shift).longValueExact(), exponent + shift);
    }

    /**
     * |computed - this| in units in the last place of this. An infinity stands for 2^1024, where doubles end, and for
     * all that is greater.
     */
    public double ulpsTo(double computed) {
        if (Double.isNaN(computed)) {
            return Double.POSITIVE_INFINITY;
        }
        if (Double.isInfinite(computed) && top() > 1024 && (computed > 0) == (signum() > 0)) {
            return 0;
        }
        BigReal other = Double.isInfinite(computed)
                ? new BigReal(BigInteger.valueOf(computed > 0 ? 1 : -1), 1024)
                : of(computed);
        int ulp = signum() == 0 ? -1074 : Math.max(Math.min(top(), 1024) - 53, -1074);
        return minus(other).abs().timesPowerOfTwo(-ulp).roughly();
    }

    private static BigReal truncated(BigInteger mantissa, int exponent) {
        int excess = mantissa.bitLength() - BITS;
        return excess > 0
                ? new BigReal(mantissa.shiftRight(excess), exponent + excess)
                : new BigReal(mantissa, exponent);
    }
}
