package io.gradstep.engine;

import com.google.errorprone.annotations.CheckReturnValue;

/** The functions of one {@link Value}. */
@CheckReturnValue
abstract sealed class FunctionsOfOne extends FunctionsOfSeveral permits Value {
    /** {@return −this} */
    public Value neg() {
        return Value.unary(Op.NEG, self());
    }

    /** {@return the square, {@code x^2}} */
    public Value square() {
        return self().pow(2);
    }

    /** {@return 1 divided by this, {@code 1/x}} */
    public Value reciprocal() {
        return Value.constant(1).div(self());
    }

    /** {@return 2 raised to this, {@code 2^x}} */
    public Value exp2() {
        return Value.constant(2).pow(self());
    }

    /** {@return the absolute value; its slope at 0 is 0} */
    public Value abs() {
        return Value.unary(Op.ABS, self());
    }

    /** {@return the sign: −1, 0 or 1} */
    public Value sign() {
        return Value.unary(Op.SIGN, self());
    }

    /**
     * {@return the Heaviside step of this: 1 if it is positive, else 0; no gradient passes} Programs write {@code
     * step}.
     */
    public Value heaviside() {
        return Value.unary(Op.STEP, self());
    }

    /** {@return the greatest integer not above this; no gradient passes} */
    public Value floor() {
        return Value.unary(Op.FLOOR, self());
    }

    /** {@return the least integer not below this; no gradient passes} */
    public Value ceil() {
        return Value.unary(Op.CEIL, self());
    }

    /** {@return the nearest integer, the even one of two equally near; no gradient passes} */
    public Value round() {
        return Value.unary(Op.ROUND, self());
    }

    /** {@return the square root} */
    public Value sqrt() {
        return Value.unary(Op.SQRT, self());
    }

    /** {@return the cube root, of negative numbers too} */
    public Value cbrt() {
        return Value.unary(Op.CBRT, self());
    }

    /**
     * {@return a power of the cube root, for which {@link #pow} would have to round n/3, and of negative numbers too}
     *
     * @param n the power
     */
    public Value cbrtPow(int n) {
        return Value.binary(Op.CBRT_POW, Value.constant(n), self());
    }

    /** {@return e raised to this} */
    public Value exp() {
        return Value.unary(Op.EXP, self());
    }

    /** {@return the natural logarithm} */
    public Value log() {
        return Value.unary(Op.LOG, self());
    }

    /** {@return the logarithm to base 2} */
    public Value log2() {
        return Value.unary(Op.LOG2, self());
    }

    /** {@return the logarithm to base 10} */
    public Value log10() {
        return Value.unary(Op.LOG10, self());
    }

    /** {@return log(1 + this), accurate near 0} */
    public Value log1p() {
        return Value.unary(Op.LOG1P, self());
    }

    /** {@return e raised to this, minus 1, accurate near 0} */
    public Value expm1() {
        return Value.unary(Op.EXPM1, self());
    }

    /** {@return the sine of this angle in radians} */
    public Value sin() {
        return Value.unary(Op.SIN, self());
    }

    /** {@return the cosine of this angle in radians} */
    public Value cos() {
        return Value.unary(Op.COS, self());
    }

    /** {@return the tangent of this angle in radians} */
    public Value tan() {
        return Value.unary(Op.TAN, self());
    }

    /** {@return the angle in [−π/2, π/2] whose sine is this} */
    public Value asin() {
        return Value.unary(Op.ASIN, self());
    }

    /** {@return the angle in [0, π] whose cosine is this} */
    public Value acos() {
        return Value.unary(Op.ACOS, self());
    }

    /** {@return the angle in [−π/2, π/2] whose tangent is this} */
    public Value atan() {
        return Value.unary(Op.ATAN, self());
    }

    /** {@return the hyperbolic sine} */
    public Value sinh() {
        return Value.unary(Op.SINH, self());
    }

    /** {@return the hyperbolic cosine} */
    public Value cosh() {
        return Value.unary(Op.COSH, self());
    }

    /** {@return the hyperbolic secant 1/cosh(this), whose square is the slope of tanh} */
    public Value sech() {
        return Value.unary(Op.SECH, self());
    }

    /** {@return the hyperbolic tangent} */
    public Value tanh() {
        return Value.unary(Op.TANH, self());
    }

    /** {@return the number whose {@link #sinh} is this} */
    public Value asinh() {
        return Value.unary(Op.ASINH, self());
    }

    /** {@return the number of at least 0 whose {@link #cosh} is this; NaN below 1} */
    public Value acosh() {
        return Value.unary(Op.ACOSH, self());
    }

    /** {@return the number whose {@link #tanh} is this; NaN outside [−1, 1]} */
    public Value atanh() {
        return Value.unary(Op.ATANH, self());
    }

    /** {@return the logistic function 1/(1 + e<sup>−this</sup>)} */
    public Value sigmoid() {
        return Value.unary(Op.SIGMOID, self());
    }

    /** {@return max(0, self()); its slope at 0 is 0} */
    public Value relu() {
        return Value.unary(Op.RELU, self());
    }

    /** {@return this if positive, else 0.01 · this} */
    public Value leakyRelu() {
        return Value.unary(Op.LEAKY_RELU, self());
    }

    /** {@return this · σ(this), also called swish} */
    public Value silu() {
        return Value.unary(Op.SILU, self());
    }

    /** {@return this if positive, else e<sup>this</sup> − 1: {@code relu(x) + expm1(min(x, 0))}} */
    public Value elu() {
        return relu().add(self().min(0).expm1());
    }

    /** {@return log(1 + e<sup>this</sup>)} */
    public Value softplus() {
        return Value.unary(Op.SOFTPLUS, self());
    }

    /** {@return the error function} */
    public Value erf() {
        return Value.unary(Op.ERF, self());
    }

    /** {@return 1 minus the error function, accurate where that is nearly 1} */
    public Value erfc() {
        return Value.unary(Op.ERFC, self());
    }

    /** {@return the standard normal density φ(this)} */
    public Value normPdf() {
        return Value.unary(Op.NORM_PDF, self());
    }

    /** {@return the standard normal distribution function Φ(this)} */
    public Value normCdf() {
        return Value.unary(Op.NORM_CDF, self());
    }

    /** {@return log Φ(this), accurate in both tails} */
    public Value logNormCdf() {
        return Value.unary(Op.LOG_NORM_CDF, self());
    }

    /**
     * {@return (−1)ⁿ/n! times a derivative of Mills' ratio, (1 − Φ(this))/φ(this), which is that of order 0}
     *
     * @param order n, how many times the ratio is differentiated
     * @throws IllegalArgumentException if the order is negative
     */
    public Value mills(int order) {
        return Value.binary(Op.MILLS, order("mills", order), self());
    }

    /** {@return log |Γ(this)|, the logarithm of the size of the gamma function} */
    public Value lgamma() {
        return Value.unary(Op.LGAMMA, self());
    }

    /** {@return the slope of {@link #lgamma}} */
    public Value digamma() {
        return Value.unary(Op.DIGAMMA, self());
    }

    /**
     * {@return a derivative of {@link #digamma}}
     *
     * @param order how many times it is differentiated
     * @throws IllegalArgumentException if the order is negative
     */
    public Value polygamma(int order) {
        return Value.binary(Op.POLYGAMMA, order("polygamma", order), self());
    }

    private static Value order(String function, int order) {
        if (order < 0) {
            throw new IllegalArgumentException(
                    "the order of %s is %d; it must not be negative".formatted(function, order));
        }
        return Value.constant(order);
    }

    /** {@return this · Φ(this), with the exact normal distribution function Φ} */
    public Value gelu() {
        return Value.unary(Op.GELU, self());
    }

    /** {@return 1 where this is NaN, else 0; no gradient passes} */
    public Value isNaN() {
        return Value.unary(Op.IS_NAN, self());
    }
}
