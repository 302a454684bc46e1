package io.gradstep.engine;

import static io.gradstep.engine.BigReal.ONE;

import io.gradstep.engine.math.Kernels;
import java.math.BigInteger;

/**
 * The functions of {@link Kernels} from their series and continued fractions, in {@link BigReal}: about 90 digits, of
 * which at least 40 are right everywhere, by methods that share nothing with the kernels.
 */
public final class Reference {

    private static final int PI_BITS = 1700;

    /** pi/2 * 2^PI_BITS by Machin's formula, pi/4 = 4 atan(1/5) - atan(1/239). */
    private static final BigInteger HALF_PI = arcCotangent(5)
            .multiply(BigInteger.valueOf(4))
            .subtract(arcCotangent(239))
            .shiftRight(31);

    private static final BigReal PI = new BigReal(HALF_PI.shiftRight(PI_BITS - 400), -399);

    private static final BigReal LN2 = twiceArcTangent(ONE.over(3));

    private static final BigReal SQRT_HALF = ONE.timesPowerOfTwo(-1).squareRoot();

    private Reference() {}

    /** atan(1/n) * 2^(PI_BITS + 32). */
    private static BigInteger arcCotangent(int n) {
        BigInteger power = BigInteger.ONE.shiftLeft(PI_BITS + 32).divide(BigInteger.valueOf(n));
        BigInteger square = BigInteger.valueOf((long) n * n);
        BigInteger sum = power;
        for (int i = 3; power.signum() != 0; i += 2) {
            power = power.divide(square).negate();
            sum = sum.add(power.divide(BigInteger.valueOf(i)));
        }
        return sum;
    }

    /** 2 artanh(z) = log((1 + z) / (1 - z)). */
    private static BigReal twiceArcTangent(BigReal z) {
        BigReal square = z.squared();
        BigReal power = z;
        BigReal sum = z;
        for (int i = 3; power.top() > sum.top() - BigReal.BITS; i += 2) {
            power = power.times(square);
            sum = sum.plus(power.over(i));
        }
        return sum.timesPowerOfTwo(1);
    }

    static BigReal pi() {
        return PI;
    }

    public static BigReal exp(BigReal x) {
        if (x.signum() == 0) {
            return ONE;
        }
        int k = (int) Math.rint(Math.max(-1e8, Math.min(1e8, x.roughly())) / 0.6931471805599453);
        BigReal r = x.minus(LN2.times(k)).timesPowerOfTwo(-10);
        BigReal sum = ONE;
        BigReal term = ONE;
        for (int n = 1; term.signum() != 0 && term.top() > -BigReal.BITS; n++) {
            term = term.times(r).over(n);
            sum = sum.plus(term);
        }
        for (int i = 0; i < 10; i++) {
            sum = sum.squared();
        }
        return sum.timesPowerOfTwo(k);
    }

    public static BigReal log(BigReal x) {
        // x = 2^k m with m near 1, then one cubic step from the double: y + 2 (m - e^y) / (m + e^y), twice
        int k = x.top();
        BigReal m = x.timesPowerOfTwo(-k);
        if (m.roughly() < 0.75) {
            m = m.timesPowerOfTwo(1);
            k--;
        }
        BigReal z = m.minus(ONE).over(m.plus(ONE));
        if (z.signum() == 0) {
            return LN2.times(k);
        }
        if (z.top() < -20) {
            return twiceArcTangent(z).plus(LN2.times(k));
        }
        BigReal y = BigReal.of(StrictMath.log(m.roughly()));
        BigReal power = exp(y);
        y = y.plus(m.minus(power).over(m.plus(power)).timesPowerOfTwo(1));
        return y.plus(LN2.times(k));
    }

    public static BigReal logToBase(long base, BigReal x) {
        return log(x).over(log(BigReal.of(base)));
    }

    /** tanh(y/2) = x/(1 + √(1 + x²)), of which nothing cancels near 0. */
    public static BigReal asinh(BigReal x) {
        if (x.signum() < 0) {
            return asinh(x.negated()).negated();
        }
        BigReal root = x.squared().plus(ONE).squareRoot();
        return x.top() < 0 ? twiceArcTangent(x.over(root.plus(ONE))) : log(x.plus(root));
    }

    /** tanh(y/2) = √((x − 1)/(x + 1)), of which nothing cancels near 1; x is at least 1. */
    public static BigReal acosh(BigReal x) {
        BigReal square = x.minus(ONE).over(x.plus(ONE));
        return square.top() < -2
                ? twiceArcTangent(square.squareRoot())
                : log(x.plus(x.squared().minus(ONE).squareRoot()));
    }

    public static BigReal atanh(BigReal x) {
        return x.top() < 0
                ? twiceArcTangent(x).timesPowerOfTwo(-1)
                : log(x.plus(ONE).over(ONE.minus(x))).timesPowerOfTwo(-1);
    }

    /** For a positive x. */
    public static BigReal pow(BigReal x, BigReal y) {
        return exp(log(x).times(y));
    }

    public static BigReal sinh(BigReal x) {
        if (x.top() < -40) {
            // x + x³/6 + x⁵/120 + x⁷/5040
            BigReal z = x.squared();
            BigReal p = z.over(5040).plus(ONE.over(120)).times(z).plus(ONE.over(6));
            return x.plus(x.times(z).times(p));
        }
        return exp(x).minus(exp(x.negated())).timesPowerOfTwo(-1);
    }

    public static BigReal cosh(BigReal x) {
        return exp(x).plus(exp(x.negated())).timesPowerOfTwo(-1);
    }

    public static BigReal sech(BigReal x) {
        return ONE.over(cosh(x));
    }

    public static BigReal sechSquared(BigReal x) {
        return sech(x).squared();
    }

    public static BigReal tanh(BigReal x) {
        if (x.top() < -40) {
            // x - x³/3 + 2 x⁵/15 - 17 x⁷/315
            BigReal z = x.squared();
            BigReal p =
                    z.times(-17).over(315).plus(BigReal.of(2).over(15)).times(z).minus(ONE.over(3));
            return x.plus(x.times(z).times(p));
        }
        BigReal power = exp(x.timesPowerOfTwo(1));
        return power.minus(ONE).over(power.plus(ONE));
    }

    public static BigReal sigmoid(BigReal x) {
        return ONE.over(ONE.plus(exp(x.negated())));
    }

    public static BigReal sigmoidSlope(BigReal x) {
        return sigmoid(x).times(sigmoid(x.negated()));
    }

    public static BigReal atanSlope(BigReal x) {
        return ONE.over(ONE.plus(x.squared()));
    }

    public static BigReal softplus(BigReal x) {
        if (x.signum() > 0) {
            return x.plus(softplus(x.negated()));
        }
        BigReal power = exp(x);
        // log(1 + p) = 2 artanh(p / (2 + p)), which keeps a small p's digits
        return x.roughly() < -10 ? twiceArcTangent(power.over(power.plus(BigReal.of(2)))) : log(ONE.plus(power));
    }

    public static BigReal sin(BigReal x) {
        return sinOfQuarter(x, 0);
    }

    public static BigReal cos(BigReal x) {
        return sinOfQuarter(x, 1);
    }

    public static BigReal tan(BigReal x) {
        return sin(x).over(cos(x));
    }

    /** sin(x + quarters pi/2). */
    private static BigReal sinOfQuarter(BigReal x, int quarters) {
        if (x.top() < -BigReal.BITS) {
            return quarters == 0 ? x : ONE;
        }
        int scale = 500 + Math.max(0, x.top());
        BigInteger scaled = x.mantissa().shiftLeft(x.exponent() + scale);
        BigInteger[] parts = scaled.divideAndRemainder(HALF_PI.shiftRight(PI_BITS - scale));
        int n = parts[0].intValue() + quarters & 3;
        BigReal r = new BigReal(parts[1], -scale);
        if (x.exponent() + scale < 0) {
            throw new IllegalArgumentException("too small an argument: " + x);
        }
        BigReal z = r.squared().negated();
        BigReal term = (n & 1) == 0 ? r : ONE;
        BigReal sum = term;
        for (int i = (n & 1) == 0 ? 2 : 1; term.signum() != 0 && term.top() > sum.top() - BigReal.BITS; i += 2) {
            term = term.times(z).over((long) i * (i + 1));
            sum = sum.plus(term);
        }
        return (n & 2) == 0 ? sum : sum.negated();
    }

    public static BigReal erf(BigReal x) {
        if (x.roughly() > 6) {
            return ONE.minus(erfc(x));
        }
        if (x.roughly() < -6) {
            return erf(x.negated()).negated();
        }
        return erfSeries(x);
    }

    static BigReal erfSeries(BigReal x) {
        // 2/sqrt(pi) exp(-x²) (x + 2 x³/3 + 4 x⁵/15 + ...)
        BigReal z = x.squared().timesPowerOfTwo(1);
        BigReal term = x;
        BigReal sum = x;
        for (int n = 3; term.signum() != 0 && term.top() > sum.top() - BigReal.BITS; n += 2) {
            term = term.times(z).over(n);
            sum = sum.plus(term);
        }
        return sum.timesPowerOfTwo(1).times(exp(x.squared().negated())).over(PI.squareRoot());
    }

    public static BigReal erfDerivative(BigReal x) {
        return exp(x.squared().negated()).timesPowerOfTwo(1).over(PI.squareRoot());
    }

    public static BigReal erfc(BigReal x) {
        if (x.roughly() < 6) {
            return ONE.minus(erf(x));
        }
        // exp(-x²)/sqrt(pi) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...))))
        BigReal fraction = x;
        for (int n = 120; n > 0; n--) {
            fraction = x.plus(BigReal.of(n).timesPowerOfTwo(-1).over(fraction));
        }
        return exp(x.squared().negated()).over(PI.squareRoot().times(fraction));
    }

    public static BigReal gelu(BigReal x) {
        return x.times(normCdf(x));
    }

    public static BigReal geluDerivative(BigReal x) {
        return normCdf(x).plus(x.times(normPdf(x)));
    }

    public static BigReal normPdf(BigReal x) {
        return exp(x.squared().timesPowerOfTwo(-1).negated())
                .over(PI.timesPowerOfTwo(1).squareRoot());
    }

    public static BigReal normPdfSlope(BigReal x) {
        return x.negated().times(normPdf(x));
    }

    public static BigReal normCdf(BigReal x) {
        return erfc(x.negated().times(SQRT_HALF)).timesPowerOfTwo(-1);
    }
}
