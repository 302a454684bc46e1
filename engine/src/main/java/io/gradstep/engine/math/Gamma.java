package io.gradstep.engine.math;

/**
 * The logarithm of the gamma function and its derivatives.
 *
 * <p>Positive arguments: polynomials that have the roots as factors, which recurrences extend to 10, and Stirling's
 * series beyond. Sums of powers with Euler and Maclaurin's remainder give the polygamma functions. Negative arguments
 * are reflected: distances from the nearest pole are exact.
 */
final class Gamma {

    // Polynomials from the constant term on, each of whose constant terms is rounded off by what follows it.

    /** log gamma(1 + h) / h for h from -0.5 to 0.25. */
    private static final double[] LOG_NEAR_1 = {
        -0.5772156649015329,
        0.822467033424112,
        -0.40068563438650856,
        0.2705808084287598,
        -0.20738555103634568,
        0.16955717676951312,
        -0.1440498959353788,
        0.1255096943091163,
        -0.1113342927867528,
        0.10009798746047556,
        -0.09095511615756796,
        0.08340400151482477,
        -0.0768198203850808,
        0.07047665823688387,
        -0.07034679609389767,
        0.07066195235137479,
        -8.742436645263322e-05,
        0.07532092781717116,
        -0.48443180104399175,
        -0.8180415215250362,
        0.5589640023677733,
        4.270242814713993,
        5.667962733961473,
        2.8259184332984555,
    };

    private static final double LOG_NEAR_1_LO = 4.942915152430645e-18;

    /** log gamma(2 + h) / h for h from -0.25 to 1. */
    private static final double[] LOG_NEAR_2 = {
        0.42278433509846713,
        0.3224670334241132,
        -0.06735230105319824,
        0.02058080842778443,
        -0.007385551028655048,
        0.0028905103307088655,
        -0.0011927539126071803,
        0.0005096695281415468,
        -0.00022315474318102647,
        9.945740581694248e-05,
        -4.4926187794333574e-05,
        2.050835447111168e-05,
        -9.443043459414487e-06,
        4.376130894749656e-06,
        -2.021694233585643e-06,
        9.000759519832467e-07,
        -3.5848801270376994e-07,
        1.137052580027163e-07,
        -2.4307627660977444e-08,
        2.5371065066834012e-09,
    };

    private static final double LOG_NEAR_2_LO = 4.942915152430645e-18;

    /** log gamma(1.5 + h) for h from -0.25 to 0.25. */
    private static final double[] LOG_BETWEEN = {
        -0.12078223763524522,
        0.03648997397857653,
        0.4674011002723412,
        -0.13813277403905644,
        0.05871212641625274,
        -0.028952081888202162,
        0.01543548423584449,
        -0.008622603998497019,
        0.004965724690073649,
        -0.0029209667767086758,
        0.0017451753559473311,
        -0.0010550263952848467,
        0.0006410857430362344,
        -0.00039388382148089024,
        0.0002701384842477416,
        -0.0001692191649555669,
    };

    private static final double LOG_BETWEEN_LO = -4.1797047492946264e-18;

    /** digamma(1.5 + h) / (1.5 + h - root) for h from -0.5 to 0.5. */
    private static final double[] DIGAMMA = {
        0.9510558760318328,
        -0.4236274212814606,
        0.2405424842407739,
        -0.14840492305388006,
        0.09498872445498366,
        -0.06192213327556183,
        0.04076083381023946,
        -0.02697579665686472,
        0.017907252496345213,
        -0.011908220169786002,
        0.007926943794456376,
        -0.0052799364178857415,
        0.0035190141649363805,
        -0.0023455016279107115,
        0.0015565879761797945,
        -0.0010364227247828023,
        0.0007234757252061551,
        -0.00048606417050412354,
        0.00022695205071257896,
        -0.00014460384609240088,
        0.0002599100450715037,
        -0.00017837342400462423,
    };

    private static final double DIGAMMA_LO = 4.330743078649653e-17;

    /** The positive root of digamma, as hi and lo. */
    private static final double ROOT = 0x1.762d86356be3fp+0;

    private static final double ROOT_LO = 9.549995429965697e-17;

    /** Stirling's series of log gamma: B[2k] / (2k (2k - 1)), from k = 1 on. */
    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400,
    };

    /** That of digamma: -B[2k] / (2k), from k = 1 on. */
    private static final double[] STIRLING_SLOPE = {
        -1.0 / 12, 1.0 / 120, -1.0 / 252, 1.0 / 240, -1.0 / 132, 691.0 / 32760, -1.0 / 12, 3617.0 / 8160,
    };

    /** Euler and Maclaurin's: B[2k] / (2k)!, from k = 1 on. */
    private static final double[] REMAINDER = {
        1.0 / 12,
        -1.0 / 720,
        1.0 / 30240,
        -1.0 / 1209600,
        1.0 / 47900160,
        -691.0 / 1307674368000.0,
        1.0 / 74724249600.0,
        -3617.0 / 10670622842880000.0,
        43867.0 / 5109094217170944000.0,
        -174611.0 / 802857662698291200000.0,
    };

    /** From here on the series are used. */
    private static final double FAR = 10;

    /** From here on all doubles are integers. */
    private static final double WHOLE = 0x1p52;

    private static final double LOG_PI = 1.1447298858494002;

    /** Half of log(2 pi). */
    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

    /** Factorials of at most this number are finite. */
    private static final int LAST_FACTORIAL = 170;

    /** Factorials, correctly rounded. */
    private static final double[] FACTORIALS = factorials();

    private Gamma() {}

    private static double[] factorials() {
        double[] table = new double[LAST_FACTORIAL + 1];
        double hi = 1;
        double lo = 0;
        for (int n = 0; n <= LAST_FACTORIAL; n++) {
            double head = ExpLog.leadingHalf(hi) * Math.max(n, 1);
            double rest = (hi - ExpLog.leadingHalf(hi)) * Math.max(n, 1) + lo * Math.max(n, 1);
            hi = head + rest;
            lo = (head - hi) + rest;
            table[n] = hi;
        }
        return table;
    }

    /** log |gamma(x)|; infinity at the poles. */
    static double logGamma(double x) {
        if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
            return Math.abs(x);
        }
        if (x > 0.5) {
            return logOfPositive(x);
        }
        if (x > -0.5) {
            return logOfPositive(1 + x) - ExpLog.log(Math.abs(x));
        }
        double distance = Math.abs(x - Math.rint(x));
        double y = 1 - x;
        double low = ExpLog.roundedOff(1, -x, y); // times the slope, roughly
        double log = ExpLog.log(SinCos.sin(Math.PI * distance));
        return LOG_PI - log - (logOfPositive(y) + low * (ExpLog.log(y) - 0.5 / y));
    }

    /** For x of at least 0.5. */
    private static double logOfPositive(double x) {
        if (x < 1.25) {
            return product(x - 1, 0, LOG_NEAR_1, LOG_NEAR_1_LO, x - 1);
        }
        if (x < 1.75) {
            return product(1, 0, LOG_BETWEEN, LOG_BETWEEN_LO, x - 1.5);
        }
        if (x < FAR) {
            double product = 1;
            double near = x;
            while (near >= 3) {
                near--;
                product *= near;
            }
            double log = product(near - 2, 0, LOG_NEAR_2, LOG_NEAR_2_LO, near - 2);
            return product == 1 ? log : ExpLog.log(product) + log;
        }
        // (x - 1/2) (log x - 1) + (log(2 pi) - 1) / 2 + ..., with the logarithm less 1 as head and rest
        double log = ExpLog.log(x);
        double head = ExpLog.leadingHalf(log - 1);
        double rest = (log - 1 - head) + ExpLog.addLog(-log, 0, x, 0);
        double less = x - 0.5;
        double lessHead = ExpLog.leadingHalf(less);
        double product = lessHead * head;
        double z = 1 / x;
        double more = (less - lessHead) * head + less * rest;
        return product + (more + (HALF_LOG_TWO_PI - 0.5 + z * polynomial(STIRLING, z * z)));
    }

    /** The derivative of {@link #logGamma}; NaN at negative integers. */
    static double digamma(double x) {
        if ((x < 0 && x > -1e-3) || x == 0) {
            return digammaOfPositive(1 + x) - 1 / x;
        }
        if (x > 0 || Double.isNaN(x)) {
            return digammaOfPositive(x);
        }
        double above = x - Math.rint(x);
        if (x <= -WHOLE || above == 0) {
            return Double.NaN;
        }
        // The cotangent of pi x is the tangent of what is left to half of pi.
        double cotangent = Math.abs(above) <= 0.25
                ? 1 / SinCos.tan(Math.PI * above)
                : Math.copySign(SinCos.tan(Math.PI * (0.5 - Math.abs(above))), above);
        double y = 1 - x;
        double low = x > -1 ? (1 - y) - x : 0; // which counts near the root
        return digammaOfPositive(y) + low * (1 / y + 0.5 / (y * y)) - Math.PI * cotangent;
    }

    private static double digammaOfPositive(double x) {
        if (x >= FAR) {
            double z = 1 / x;
            return ExpLog.log(x) + (z * z * polynomial(STIRLING_SLOPE, z * z) - 0.5 * z);
        }
        if (x < 1) {
            return nearRoot(1 + x) - 1 / x;
        }
        double near = x - (Math.floor(x) - 1);
        double sum = nearRoot(near);
        for (; near < x; near++) {
            sum += 1 / near;
        }
        return sum;
    }

    /** For x from 1 to 2. */
    private static double nearRoot(double x) {
        return product(x - ROOT, -ROOT_LO, DIGAMMA, DIGAMMA_LO, x - 1.5);
    }

    /** The n-th derivative of {@link #digamma}; NaN unless n is an integer of at least 0. */
    static double polygamma(double n, double x) {
        if (n == 0) {
            return digamma(x);
        }
        if (!(n > 0 && n <= Double.MAX_VALUE && n == Math.rint(n) && x > Double.NEGATIVE_INFINITY)) {
            return Double.NaN;
        }
        boolean isOdd = n < 2 * WHOLE && ((long) n & 1) != 0;
        if (x == 0) {
            return isOdd ? Double.POSITIVE_INFINITY : -1 / x;
        }
        if (x > 0) {
            return isOdd ? zeta(n, x) : -zeta(n, x);
        }
        // The sum over all x + k with k >= 0 is that over all integers k, less that over those below.
        double distance = Math.abs(x - Math.rint(x));
        if (x <= -WHOLE || distance == 0) {
            return isOdd ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        double near = zeta(n, distance);
        if (isOdd) {
            return near + (zeta(n, 1 - distance) - zeta(n, 1 - x));
        }
        double both = distance == 0.5 ? 0 : near < Double.POSITIVE_INFINITY ? near - zeta(n, 1 - distance) : near;
        return -((x > Math.rint(x) ? both : -both) + zeta(n, 1 - x));
    }

    /** n! times Hurwitz's zeta function: the sum of n! (x + k)^-(n + 1) over all k from 0 on, for n and x above 0. */
    private static double zeta(double n, double x) {
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double s = n + 1;
        boolean isExact = n <= LAST_FACTORIAL;
        int exponent = Math.getExponent(x);
        // In units of a power of two near x, or of x, so that no power over- or underflows before the product does.
        double end = Math.min(Math.max(Math.ceil(s + FAR - x), 0), Math.ceil(x * ExpLog.expm1(48 / s)) + 1);
        double sum = 0;
        double y = x + end;
        if (y >= s + FAR) {
            sum = power(x, end, s, isExact) * remainder(s, y);
        }
        for (double k = end - 1; k >= 0; k--) {
            sum += power(x, k, s, isExact);
        }
        if (!isExact) {
            return ExpLog.exp(logGamma(s) - s * ExpLog.log(x)) * sum;
        }
        double factorial = FACTORIALS[(int) n];
        int order = Math.getExponent(factorial) + 1;
        return Math.scalb(Math.scalb(factorial, -order) * sum, (int) (order - exponent * s));
    }

    /** (x + k)^-s in units of a power of two near x, or of x; corrected for the rounding of the sum. */
    private static double power(double x, double k, double s, boolean inPowersOfTwo) {
        double y = x + k;
        double fromK = y - x;
        double low = (x - (y - fromK)) + (k - fromK);
        double size = inPowersOfTwo ? Math.scalb(y, -Math.getExponent(x)) : y / x;
        double power = s == 2 ? 1 / (size * size) : Power.pow(size, -s);
        return low == 0 ? power : power - power * (s * (low / y));
    }

    /** The sum over all k from 0 on of (y + k)^-s, divided by y^-s, for y of at least s and 12. */
    private static double remainder(double s, double y) {
        double z = 1 / y;
        double factor = s * z;
        double sum = 0.5;
        for (int k = 0; k < REMAINDER.length; k++) {
            sum += REMAINDER[k] * factor;
            factor *= (s + 2 * k + 1) * z * ((s + 2 * k + 2) * z);
        }
        return y / (s - 1) + sum;
    }

    /** (x + low) p(h), where the polynomial's constant term is to be increased by a low part. */
    private static double product(double x, double low, double[] p, double constantLow, double h) {
        double others = 0;
        for (int i = p.length - 1; i > 0; i--) {
            others = (others + p[i]) * h;
        }
        double y = p[0] + others;
        double yLow = ((p[0] - y) + others) + constantLow;
        double xHead = ExpLog.leadingHalf(x);
        double yHead = ExpLog.leadingHalf(y);
        return xHead * yHead + ((xHead * (y - yHead) + (x - xHead) * y) + (x * yLow + low * y));
    }

    private static double polynomial(double[] coefficients, double x) {
        double p = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            p = p * x + coefficients[i];
        }
        return p;
    }
}
