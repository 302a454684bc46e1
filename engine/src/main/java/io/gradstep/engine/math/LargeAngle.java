package io.gradstep.engine.math;

/**
 * The reduction of angles that three parts of pi are not enough for: all of 2^17 and more, and those next to a multiple
 * of pi/32.
 *
 * <p>The method is Payne and Hanek's (1983): of the product of the angle with 1/(2 pi), only those bits are computed
 * that lie behind the binary point and matter. 192 of them leave more than 70 beyond the 60-odd that vanish where a
 * double comes closest to a multiple of pi/32.
 */
final class LargeAngle {
    /** The lower half of a word. */
    private static final long HALF = 0xffffffffL;

    /** 64 zeros, then the first 1408 bits of 1/(2 pi). */
    private static final long[] TURNS = {
        0x0000000000000000L, 0x28be60db9391054aL, 0x7f09d5f47d4d3770L, 0x36d8a5664f10e410L,
        0x7f9458eaf7aef158L, 0x6dc91b8e909374b8L, 0x01924bba82746487L, 0x3f877ac72c4a69cfL,
        0xba208d7d4baed121L, 0x3a671c09ad17df90L, 0x4e64758e60d4ce7dL, 0x272117e2ef7e4a0eL,
        0xc7fe25fff7816603L, 0xfbcbc462d6829b47L, 0xdb4d9fb3c9f2c26dL, 0xd3d18fd9a797fa8bL,
        0x5d49eeb1faf97c5eL, 0xcf41ce7de294a4baL, 0x9afed7ec47e35742L, 0x1580cc11bf1edaeaL,
        0xfc33ef0826bd0d87L, 0x6a78e45857b986c2L, 0x19666157c5281a10L,
    };

    private static final double TWO_PI = 0x1.921fb54442d18p2;

    private static final double TWO_PI_LOW = 0x1.1a62633145c07p-52;

    /** A function of the angle i pi/32 + h + hLow. */
    interface Near {
        double of(int i, double h, double hLow);
    }

    private LargeAngle() {}

    /** The function at x, for |x| of at least 2^-56. Infinity and NaN give NaN. */
    static double reduce(double x, Near function) {
        int power = Math.getExponent(x) - 52;
        if (power > 971) {
            return Double.NaN;
        }
        long mantissa = (Double.doubleToRawLongBits(x) & ((1L << 52) - 1)) | (1L << 52);

        // The fraction of the product: three words behind the binary point, the first one the highest.
        int start = power + 64;
        long word = word(start + 128);
        long third = mantissa * word;
        long carry = highProduct(mantissa, word);
        word = word(start + 64);
        long second = mantissa * word + carry;
        carry = highProduct(mantissa, word) + (Long.compareUnsigned(second, carry) < 0 ? 1 : 0);
        long first = mantissa * word(start) + carry;

        // Less the nearest 64th, and made positive.
        int nearest = (int) ((first + (1L << 57)) >>> 58);
        first -= (long) nearest << 58;
        boolean negative = first < 0;
        if (negative) {
            third = -third;
            second = ~second + (third == 0 ? 1 : 0);
            first = ~first + (third == 0 && second == 0 ? 1 : 0);
        }

        int shift = Long.numberOfLeadingZeros(first);
        if (shift == 64) {
            first = second;
            second = third;
            third = 0;
            shift += Long.numberOfLeadingZeros(first);
        }
        long high = shifted(first, second, shift & 63);
        long low = shifted(second, third, shift & 63);

        // 53 bits and 53 more, in turns; then in radians.
        double head = high >>> 11;
        double tail = (((high & 0x7ff) << 42) | (low >>> 22)) * 0x1p-53;
        double headHalf = ExpLog.leadingHalf(head);
        double piHalf = ExpLog.leadingHalf(TWO_PI);
        double product = head * TWO_PI;
        double rounding = ((headHalf * piHalf - product) + headHalf * (TWO_PI - piHalf) + (head - headHalf) * piHalf)
                + (head - headHalf) * (TWO_PI - piHalf);
        double rest = rounding + (head * TWO_PI_LOW + tail * TWO_PI);
        double scale = Math.scalb(negative == x < 0 ? 1.0 : -1.0, -53 - shift);
        double h = product + rest;
        double hLow = (product - h) + rest;
        return function.of(x < 0 ? -nearest : nearest, h * scale, hLow * scale);
    }

    /** 64 bits of the table, from a bit on. */
    private static long word(int start) {
        return shifted(TURNS[start >> 6], TURNS[(start >> 6) + 1], start & 63);
    }

    private static long shifted(long high, long low, int shift) {
        return shift == 0 ? high : (high << shift) | (low >>> (64 - shift));
    }

    /**
     * The high word of the product of two unsigned words, by halves as on paper. {@code Math.unsignedMultiplyHigh} came
     * after Java 17, and {@code Math.multiplyHigh} does not exist in a page.
     */
    private static long highProduct(long a, long b) {
        long aLow = a & HALF;
        long aHigh = a >>> 32;
        long bLow = b & HALF;
        long bHigh = b >>> 32;
        long carry = ((aLow * bLow) >>> 32) + ((aHigh * bLow) & HALF) + ((aLow * bHigh) & HALF);
        return aHigh * bHigh + ((aHigh * bLow) >>> 32) + ((aLow * bHigh) >>> 32) + (carry >>> 32);
    }
}
