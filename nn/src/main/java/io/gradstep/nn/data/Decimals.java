package io.gradstep.nn.data;

import java.math.BigInteger;

/**
 * Decimal numbers of at most 19 digits, correctly rounded: the same doubles as {@link Double#parseDouble} in a fraction
 * of its time.
 *
 * <p>Digits below 2⁵³ and powers of ten up to 10²² are exact as doubles, so that their product or quotient is the
 * number correctly rounded (W. D. Clinger, How to Read Floating Point Numbers Accurately, 1990). Others are multiplied
 * by the first 128 bits of a power of five, which suffices (D. Lemire, Number Parsing at a Gigabyte per Second, 2021;
 * N. Mushtak and D. Lemire, Fast Number Parsing Without Fallback, 2023).
 */
final class Decimals {
    /** Unsigned longs hold all numbers of so many digits. */
    private static final int MOST_DIGITS = 19;

    /** Digits below this are exact as doubles. */
    private static final long EXACT = 1L << 53;

    /** The most digits of an exponent; more leave the range that is computed here. */
    private static final int MOST_EXPONENT_DIGITS = 4;

    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private Decimals() {}

    /**
     * Parses digits with an optional minus, decimal point and exponent.
     *
     * @return NaN for any other text, and for more digits or a larger exponent than the fast way takes
     */
    static double parse(String text, int from, int to) {
        int start = from < to && text.charAt(from) == '-' ? from + 1 : from;
        long digits = 0;
        int count = 0; // from the first that is not 0
        int point = -1;
        int i = start;
        for (; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
                count += count > 0 || digit > 0 ? 1 : 0;
            } else if (digit == '.' - '0' && point < 0) {
                point = i;
            } else {
                break;
            }
        }
        boolean none = i - start == (point < 0 ? 0 : 1);
        if (none || count > MOST_DIGITS) {
            return Double.NaN;
        }
        int power = point < 0 ? 0 : point + 1 - i;
        if (i < to) {
            int exponent = exponent(text, i, to);
            if (exponent == Integer.MAX_VALUE) {
                return Double.NaN;
            }
            power += exponent;
        }
        double number = number(digits, power);
        return start == from ? number : -number;
    }

    /** Returns the number behind an e; the largest integer if there is none. */
    private static int exponent(String text, int from, int to) {
        boolean isSigned = from + 1 < to && (text.charAt(from + 1) == '-' || text.charAt(from + 1) == '+');
        int start = from + (isSigned ? 2 : 1);
        if ((text.charAt(from) | 0x20) != 'e' || start == to || to - start > MOST_EXPONENT_DIGITS) {
            return Integer.MAX_VALUE;
        }
        int exponent = 0;
        for (int i = start; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MAX_VALUE;
            }
            exponent = 10 * exponent + digit;
        }
        return isSigned && text.charAt(from + 1) == '-' ? -exponent : exponent;
    }

    private static double number(long digits, int power) {
        boolean exact = digits >= 0 && digits < EXACT;
        if (exact && power <= 0 && power > -POWERS_OF_TEN.length) {
            return digits / POWERS_OF_TEN[-power];
        }
        if (exact && power > 0 && power < POWERS_OF_TEN.length) {
            return digits * POWERS_OF_TEN[power];
        }
        if (digits == 0) {
            return 0;
        }
        return Math.abs(power) <= PowersOfFive.LARGEST ? product(digits, power) : Double.NaN;
    }

    /** Multiplies 64 bits by a power of ten, and rounds to 53: names as in the papers. */
    private static double product(long digits, int power) {
        int zeros = Long.numberOfLeadingZeros(digits);
        long w = digits << zeros;
        long factor = PowersOfFive.HIGH[power + PowersOfFive.LARGEST];
        long high = unsignedHigh(w, factor);
        long low = w * factor;
        if ((high & 0x1FF) == 0x1FF) { // only then can the other half of the power reach the bits that count
            long more = unsignedHigh(w, PowersOfFive.LOW[power + PowersOfFive.LARGEST]);
            low += more;
            high += Long.compareUnsigned(low, more) < 0 ? 1 : 0;
        }
        int upper = (int) (high >>> 63);
        long mantissa = high >>> (upper + 9);
        // 217706/2¹⁶ is log₂ 10 but for 2·10⁻⁶: the whole part of its product is right for these powers.
        long exponent = ((217706L * power) >> 16) + 63 + upper - zeros + Double.MAX_EXPONENT;
        // Half-way between two doubles, to which only these powers lead, the even one is the nearest.
        if (low >= 0 && low <= 1 && power >= -4 && power <= 23 && (mantissa & 3) == 1) {
            mantissa -= mantissa << (upper + 9) == high ? 1 : 0;
        }
        mantissa = (mantissa + (mantissa & 1)) >>> 1;
        if (mantissa == EXACT) {
            mantissa >>>= 1;
            exponent++;
        }
        return Double.longBitsToDouble(exponent << 52 | (mantissa & ((1L << 52) - 1)));
    }

    private static long unsignedHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }

    /**
     * The first 128 bits of powers of five from −60 to 60, with the highest bit set. Those of negative powers never
     * end; as in the papers, the first of these are rounded up, all others down.
     */
    private static final class PowersOfFive {
        static final int LARGEST = 60;
        private static final int ROUNDED_UP = 27;
        static final long[] HIGH = new long[2 * LARGEST + 1];
        static final long[] LOW = new long[2 * LARGEST + 1];

        static {
            BigInteger five = BigInteger.valueOf(5);
            for (int power = 0; power <= LARGEST; power++) {
                BigInteger whole = five.pow(power);
                keep(LARGEST + power, whole.shiftLeft(128).shiftRight(whole.bitLength()));
                if (power > 0) {
                    BigInteger down =
                            BigInteger.ONE.shiftLeft(127 + whole.bitLength()).divide(whole);
                    keep(LARGEST - power, power <= ROUNDED_UP ? down.add(BigInteger.ONE) : down);
                }
            }
        }

        private PowersOfFive() {}

        private static void keep(int place, BigInteger bits) {
            HIGH[place] = bits.shiftRight(64).longValue();
            LOW[place] = bits.longValue();
        }
    }
}
