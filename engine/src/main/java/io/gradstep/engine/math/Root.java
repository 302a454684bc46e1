package io.gradstep.engine.math;

/** The cube root, and the root of two squares. */
final class Root {
    /** Makes a third of the bits of a double a start for its cube root, 3 % off at most. */
    private static final long START = 0x2a9f7800L << 32;

    // r^(-1/3) for r from 0.9093 to 1.0990, interpolated at Chebyshev's points: error 2^-23.9.
    private static final double C0 = 1.872484363796396;
    private static final double C1 = -1.8712515831277428;
    private static final double C2 = 1.6010760073303671;
    private static final double C3 = -0.7450045061497411;
    private static final double C4 = 0.14269570526994485;

    /** Of it or less, the smaller side only rounds the longer one. */
    private static final double FAR = 0x1p-60;

    /** Between these no square overflows or loses bits. */
    private static final double SMALL = 0x1p-400;

    private static final double LARGE = 0x1p500;
    private static final double SCALE = 0x1p600;

    private Root() {}

    /** A start from the bits; a polynomial, for 23 bits of the root; two terms of the series about those. */
    static double cube(double x) {
        double a = Math.abs(x);
        if (!(a > 0 && a < Double.POSITIVE_INFINITY)) {
            return x;
        }
        double scale = 1;
        if (a < Double.MIN_NORMAL) {
            a *= 0x1p54;
            scale = 0x1p-18;
        } else if (a > LARGE) {
            a *= 0x1p-54;
            scale = 0x1p18;
        }
        double t = Double.longBitsToDouble(Double.doubleToRawLongBits(a) / 3 + START);
        double r = t * t * (t / a);
        double r2 = r * r;
        t = ExpLog.leadingHalf(t * ((C0 + C1 * r) + r2 * ((C2 + C3 * r) + C4 * r2)));
        double square = t * t; // exact
        double part = ExpLog.lessProduct(a, square, t) / (3 * (square * t));
        return Math.copySign((t + t * (part - part * part)) * scale, x);
    }

    /**
     * The squares, their sum and the square of its root are exact, in two parts each, for a step of Newton's method.
     */
    static double ofSquares(double a, double b) {
        double x = Math.max(Math.abs(a), Math.abs(b));
        double y = Math.min(Math.abs(a), Math.abs(b));
        if (!(y > FAR * x && x < Double.POSITIVE_INFINITY)) {
            return x + y;
        }
        double scale = x > LARGE ? 1 / SCALE : x < SMALL ? SCALE : 1;
        x *= scale;
        y *= scale;
        double xSquare = x * x;
        double ySquare = y * y;
        double sum = xSquare + ySquare;
        double lost = ExpLog.roundedOff(xSquare, ySquare, sum)
                - (ExpLog.lessProduct(xSquare, x, x) + ExpLog.lessProduct(ySquare, y, y));
        double root = Math.sqrt(sum);
        return (root + (ExpLog.lessProduct(sum, root, root) + lost) / (2 * root)) / scale;
    }
}
