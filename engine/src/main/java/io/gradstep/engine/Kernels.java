package io.gradstep.engine;

/** The functions behind the ops, with the same bits on every Java virtual machine. */
final class Kernels {
    private Kernels() {}

    private static final double ROOT_HALF = Math.sqrt(0.5);

    static double exp(double x) {
        return StrictMath.exp(x);
    }

    static double log(double x) {
        return StrictMath.log(x);
    }

    static double sin(double x) {
        return StrictMath.sin(x);
    }

    static double cos(double x) {
        return StrictMath.cos(x);
    }

    static double tanh(double x) {
        return StrictMath.tanh(x);
    }

    static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    static double softplus(double x) {
        return (x > 0 ? x : 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** x to the power of y; unlike in IEEE 754, a NaN operand always gives NaN. */
    static double pow(double x, double y) {
        return Double.isNaN(x) ? x : StrictMath.pow(x, y);
    }

    static double erf(double x) {
        double a = Math.abs(x);
        return a < 2 ? series(x) : Math.copySign(1 - tail(a), x);
    }

    static double erfc(double x) {
        return x < 2 ? 1 - erf(x) : tail(x);
    }

    /** 2/√π·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!! (Abramowitz and Stegun 7.1.6). */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    /** e^(−x²)/√π·1/(x + ½/(x + 1/(x + 1½/…))) for x ≥ 2 (Abramowitz and Stegun 7.1.14). */
    private static double tail(double x) {
        double fraction = x;
        for (int n = 100; n > 0; n--) {
            fraction = x + 0.5 * n / fraction;
        }
        return StrictMath.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
    }

    static double gelu(double x) {
        return x < -40 ? -0.0 * Math.signum(-x) : 0.5 * x * erfc(-x * ROOT_HALF);
    }

    static double geluDerivative(double x) {
        double density = StrictMath.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
        return 0.5 * erfc(-x * ROOT_HALF) + (density == 0 ? 0 : x * density);
    }

    static double logSumExp(double[] v, int n) {
        double max = v[0];
        for (int i = 1; i < n; i++) {
            max = Math.max(max, v[i]);
        }
        if (Double.isInfinite(max) || Double.isNaN(max)) {
            return max;
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += StrictMath.exp(v[i] - max);
        }
        return max + StrictMath.log(sum);
    }
}
