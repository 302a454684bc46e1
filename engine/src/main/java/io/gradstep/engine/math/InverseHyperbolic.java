package io.gradstep.engine.math;

/**
 * Inverse hyperbolic functions, by logarithms: log1p where the argument is so small that a logarithm would lose its
 * digits, log beyond, and log |x| + log 2 where the square would not change the sum.
 */
final class InverseHyperbolic {
    private static final double LOG_2 = 0.6931471805599453;

    /** From here on x² + 1 rounds to x². */
    private static final double SQUARE_DOMINATES = 0x1p28;

    private InverseHyperbolic() {}

    static double asinh(double x) {
        double a = Math.abs(x);
        double square = a * a;
        double result;
        if (a >= SQUARE_DOMINATES) {
            result = ExpLog.log(a) + LOG_2;
        } else if (a > 2) {
            result = ExpLog.log(2 * a + 1 / (Math.sqrt(square + 1) + a));
        } else {
            result = ExpLog.log1p(a + square / (1 + Math.sqrt(1 + square)));
        }
        return Math.copySign(result, x);
    }

    static double acosh(double x) {
        if (x >= SQUARE_DOMINATES) {
            return ExpLog.log(x) + LOG_2;
        }
        if (x > 2) {
            return ExpLog.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
        }
        double above = x - 1;
        return above < 0 ? Double.NaN : ExpLog.log1p(above + Math.sqrt(2 * above + above * above));
    }

    static double atanh(double x) {
        double a = Math.abs(x);
        double twice = 2 * a;
        double less = 1 - a;
        double odds = a < 0.5 ? twice + twice * a / less : twice / less;
        return a > 1 ? Double.NaN : Math.copySign(0.5 * ExpLog.log1p(odds), x);
    }
}
