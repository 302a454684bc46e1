package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number that remembers how it was computed: a node of a computation graph.
 *
 * <p>Arithmetic on Values records a graph while it computes, one new node per operation; {@link #backward()} then walks
 * the graph from the output to the leaves and leaves ∂output/∂node in every node's {@link #grad()}. What each gate
 * computes, and its local derivatives, are in {@link Op}.
 *
 * <pre>{@code
 * Value x = Value.of(-2, "x");
 * Value y = Value.of(5, "y");
 * Value z = Value.of(-4, "z");
 * Value f = x.add(y).mul(z);
 * f.backward();
 * System.out.println(f.data()); // -12.0
 * System.out.println(x.grad()); // -4.0
 * System.out.println(z.grad()); // 3.0
 * }</pre>
 *
 * <p>A <b>leaf</b> is a given number, every other node is <b>interior</b>. A <b>constant</b> takes no gradient, as does
 * anything computed from constants alone; it costs no backward work.
 *
 * <p>A node that is NaN or infinite is allowed; {@link Graph#firstNonFinite()} finds the first. With the system
 * property {@code gradstep.throwOnNonFinite=true} creating one throws an {@link ArithmeticException} instead.
 *
 * <p>Equality is identity. Use a graph from one thread at a time; graphs that share no nodes are independent, and two
 * that share leaves must not run backward at the same time.
 */
@CheckReturnValue
public sealed class Value permits NamedValue, NaryValue, DotValue {
    // A node is 48 bytes on Java 17. The names and lists of operands that few nodes have are in subclasses.

    /** Whether creating a node that is NaN or infinite throws; a constant, so that it costs nothing when it is off. */
    private static final boolean THROW_ON_NON_FINITE = Boolean.getBoolean("gradstep.throwOnNonFinite");

    /** The low bits of {@link #bits} hold the kind of node: 0 for a leaf, else the op's {@link Op#kind}. */
    static final int KIND = 0xff;

    /** The kind of a node whose gate is a {@link CustomOp}. */
    static final int CUSTOM = 0xff;

    /** Set in {@link #bits} of a node that takes a gradient. */
    static final int NEEDS_GRAD = 0x100;

    /** Set in {@link #bits} of a node whose gradient has been computed. */
    static final int HAS_GRAD = 0x200;

    /** Set in {@link #bits} of an interior node that takes a gradient: the nodes that a backward pass goes through. */
    static final int TRACKED = NEEDS_GRAD << 2;

    /** Set in {@link #bits} of a node with any number of operands: cheaper to test than the object's class. */
    static final int NARY = 0x800;

    /** Set in {@link #bits} of a tracked node that some gate uses, in any graph. */
    static final int USED = 0x1000;

    /** Set in {@link #bits} of a tracked node with several uses: the nodes whose uses a backward pass has to count. */
    static final int REUSED = USED << 1;

    /** Set in {@link #bits} of a tracked node below which there may be another with several uses. */
    static final int SHARED = USED << 2;

    /** Set in {@link #bits} of a where, and of every node above one. */
    static final int CONDITIONAL = 0x20000;

    /** Set in {@link #bits} of an input of code that is being recorded, and of every node above one. */
    static final int RECORDED = 0x40000;

    /** The bits that a gate has if one of its operands has them. */
    private static final int INHERITED = SHARED | CONDITIONAL | RECORDED;

    double data;
    double grad;
    final @Nullable Value left;
    final @Nullable Value right;
    int bits;

    /** Scratch of a pass over the graph, 0 outside: the number of consumers not yet processed, or an index. */
    int pending;

    /** Scratch of a pass over the graph, null outside: the node below this one on the pass's stack. */
    @Nullable
    Value next;

    Value(double data, int bits, @Nullable Value left, @Nullable Value right) {
        if (THROW_ON_NON_FINITE && !Double.isFinite(data)) {
            throw new ArithmeticException("a node was computed as " + data + ", and gradstep.throwOnNonFinite is set");
        }
        this.data = data;
        this.bits = bits;
        this.left = left;
        this.right = right;
    }

    /**
     * {@return a new leaf: an input or a parameter, which takes a gradient}
     *
     * @param data its value
     */
    public static Value of(double data) {
        return new Value(data, NEEDS_GRAD, null, null);
    }

    /**
     * {@return a new leaf with a name}
     *
     * @param data its value
     * @param name its name in messages and pictures
     * @throws IllegalArgumentException if the name is blank
     */
    public static Value of(double data, String name) {
        return new NamedValue(data, NEEDS_GRAD, null, null, name);
    }

    /**
     * {@return a new constant: a number that takes no gradient}
     *
     * @param data its value
     */
    public static Value constant(double data) {
        return new Value(data, 0, null, null);
    }

    /**
     * {@return a new leaf that stands for any number: nothing that depends on it tells its own number} Java code that
     * computes with it can then be recorded once, for all numbers, because it can't decide anything by one number.
     * {@link io.gradstep.engine.compile.CompiledFunction#record} makes these.
     */
    public static Value recorded() {
        return new Value(1, NEEDS_GRAD | RECORDED, null, null);
    }

    static Value unary(Op op, Value a) {
        return new Value(op.value(a.data), op.kind | consumer(use(a)), a, null);
    }

    static Value binary(Op op, Value x, Value y) {
        // Java's own message about null names y, like the parameter of each method.
        return new Value(op.value(x.data, y.data), op.kind | consumer(use(x) | use(y)), x, y);
    }

    /** Records that one more gate uses an operand, and returns the operand's previous bits. */
    static int use(Value operand) {
        int bits = operand.bits;
        if ((bits & TRACKED) != 0) { // others are never written to: threads may share them
            operand.bits = bits | USED | ((bits & USED) << 1); // used before: REUSED
        }
        return bits;
    }

    /** The bits of a gate, from the union of its operands' bits when it {@linkplain #use used} them. */
    static int consumer(int operandBits) {
        int needsGrad = operandBits & NEEDS_GRAD;
        int inherited = (operandBits | (operandBits << 2)) & INHERITED; // the shifted USED is SHARED
        return needsGrad | (needsGrad << 2) | inherited; // the second is TRACKED
    }

    /**
     * Records that an operand is in a list, which any number of gates may use; otherwise like {@link #use} for an
     * operand that is already in use.
     */
    static int useInList(Value operand) {
        int bits = operand.bits;
        if ((bits & TRACKED) != 0) {
            bits |= USED | REUSED;
            operand.bits = bits;
        }
        return bits;
    }

    /**
     * {@return this + y}
     *
     * @param y the other operand
     */
    public Value add(Value y) {
        return binary(Op.ADD, this, y);
    }

    /**
     * {@return this + y for a constant y}
     *
     * @param y the other operand
     */
    public Value add(double y) {
        return add(constant(y));
    }

    /**
     * {@return this − y}
     *
     * @param y the other operand
     */
    public Value sub(Value y) {
        return binary(Op.SUB, this, y);
    }

    /**
     * {@return this − y for a constant y}
     *
     * @param y the other operand
     */
    public Value sub(double y) {
        return sub(constant(y));
    }

    /**
     * {@return this · y}
     *
     * @param y the other operand
     */
    public Value mul(Value y) {
        return binary(Op.MUL, this, y);
    }

    /**
     * {@return this · y for a constant y}
     *
     * @param y the other operand
     */
    public Value mul(double y) {
        return mul(constant(y));
    }

    /**
     * {@return this / y; a zero y gives ±∞ or NaN as IEEE 754 says}
     *
     * @param y the denominator
     */
    public Value div(Value y) {
        return binary(Op.DIV, this, y);
    }

    /**
     * {@return this / y for a constant y}
     *
     * @param y the denominator
     */
    public Value div(double y) {
        return div(constant(y));
    }

    /**
     * {@return this raised to y}
     *
     * @param y the exponent
     */
    public Value pow(Value y) {
        return binary(Op.POW, this, y);
    }

    /**
     * {@return this raised to a constant y}
     *
     * @param y the exponent
     */
    public Value pow(double y) {
        return pow(constant(y));
    }

    /**
     * {@return the larger of this and y; this where they are equal}
     *
     * @param y the other operand
     */
    public Value max(Value y) {
        return binary(Op.MAX, this, y);
    }

    /**
     * {@return the larger of this and a constant y; this where they are equal}
     *
     * @param y the other operand
     */
    public Value max(double y) {
        return max(constant(y));
    }

    /**
     * {@return the smaller of this and y; this where they are equal}
     *
     * @param y the other operand
     */
    public Value min(Value y) {
        return binary(Op.MIN, this, y);
    }

    /**
     * {@return the smaller of this and a constant y; this where they are equal}
     *
     * @param y the other operand
     */
    public Value min(double y) {
        return min(constant(y));
    }

    /** {@return −this} */
    public Value neg() {
        return unary(Op.NEG, this);
    }

    /**
     * {@return 1 where this is less than y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value lessThan(Value y) {
        return binary(Op.LESS_THAN, this, y);
    }

    /**
     * {@return 1 where this is less than a constant y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value lessThan(double y) {
        return lessThan(constant(y));
    }

    /**
     * {@return 1 where this is greater than y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value greaterThan(Value y) {
        return binary(Op.GREATER_THAN, this, y);
    }

    /**
     * {@return 1 where this is greater than a constant y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value greaterThan(double y) {
        return greaterThan(constant(y));
    }

    /**
     * {@return 1 where this is at most y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value atMost(Value y) {
        return binary(Op.AT_MOST, this, y);
    }

    /**
     * {@return 1 where this is at most a constant y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value atMost(double y) {
        return atMost(constant(y));
    }

    /**
     * {@return 1 where this is at least y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value atLeast(Value y) {
        return binary(Op.AT_LEAST, this, y);
    }

    /**
     * {@return 1 where this is at least a constant y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value atLeast(double y) {
        return atLeast(constant(y));
    }

    /**
     * {@return 1 where this equals y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value equalTo(Value y) {
        return binary(Op.EQUAL_TO, this, y);
    }

    /**
     * {@return 1 where this equals a constant y, else 0; no gradient passes}
     *
     * @param y the other operand
     */
    public Value equalTo(double y) {
        return equalTo(constant(y));
    }

    /** {@return 1 where this is NaN, else 0; no gradient passes} */
    public Value isNaN() {
        return unary(Op.IS_NAN, this);
    }

    /**
     * {@return a where the condition holds, else b, decided anew whenever the graph is computed}
     *
     * <p>The branch taken receives the whole gradient. The other one receives nothing, even where it is NaN or infinite,
     * as in {@code Value.where(x.greaterThan(0), x.mul(x.log()), Value.constant(0))} at 0.
     *
     * @param condition a comparison, or any number: 0 does not hold, others do; where it is NaN, so is the result
     * @param a the result where the condition holds
     * @param b the result where it does not
     */
    public static Value where(Value condition, Value a, Value b) {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        return NaryValue.branches(condition, a, b);
    }

    /**
     * {@return the angle in [−π, π] of the point (y, this), as {@link Math#atan2} has it}
     *
     * @param y the width; this is the height
     */
    public Value atan2(Value y) {
        return binary(Op.ATAN2, this, y);
    }

    /**
     * {@return √(this² + y²), the length of a vector of two components; no square overflows}
     *
     * @param y the other component
     */
    public Value hypot(Value y) {
        return binary(Op.HYPOT, this, y);
    }

    /**
     * {@return this · log y, which is 0 where this is 0}
     *
     * @param y whose logarithm is taken
     */
    public Value xlogy(Value y) {
        return binary(Op.XLOGY, this, y);
    }

    /**
     * {@return what is left of this after the whole multiples of y, {@code x - y*floor(x/y)}, which has the sign of y}
     * The quotient is rounded: next to a multiple of y, this may be counted as either side of it.
     *
     * @param y the divisor
     */
    public Value mod(Value y) {
        return sub(y.mul(div(y).floor()));
    }

    /**
     * {@return what is left of this after the whole multiples of a constant y, which has the sign of y}
     *
     * @param y the divisor
     */
    public Value mod(double y) {
        return mod(constant(y));
    }

    /**
     * {@return this where it is between two bounds, else the nearer bound: {@code min(max(x, low), high)}} The gradient
     * passes to this between the bounds and on them, elsewhere to the bound.
     *
     * @param low the least result
     * @param high the greatest result
     */
    public Value clamp(Value low, Value high) {
        Objects.requireNonNull(low, "low");
        Objects.requireNonNull(high, "high");
        return max(low).min(high);
    }

    /**
     * {@return this where it is between two constant bounds, else the nearer bound} The gradient passes between the
     * bounds and on them.
     *
     * @param low the least result, −∞ for none
     * @param high the greatest result, ∞ for none
     * @throws IllegalArgumentException if {@code low} is greater than {@code high}, or one of them is NaN
     */
    public Value clamp(double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "the bounds of a clamp are %s and %s; the first must not be greater than the second"
                            .formatted(low, high));
        }
        return clamp(constant(low), constant(high));
    }

    /**
     * {@return Huber's loss of this difference: half its square up to a threshold, beyond it a line of the same slope;
     * {@code min(abs(x), t)^2/2 + t*relu(abs(x) - t)}}
     *
     * @param threshold the magnitude from which on the loss is linear, which must be greater than 0 and finite
     */
    public Value huber(Value threshold) {
        Objects.requireNonNull(threshold, "threshold");
        Value size = abs();
        return size.min(threshold)
                .square()
                .div(2)
                .add(threshold.mul(size.sub(threshold).relu()));
    }

    /**
     * {@return Huber's loss of this difference with a constant threshold}
     *
     * @param threshold the magnitude from which on the loss is linear, greater than 0 and finite
     * @throws IllegalArgumentException if the threshold is not
     */
    public Value huber(double threshold) {
        if (!(threshold > 0 && threshold <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "the threshold of Huber's loss is %s; it must be greater than 0 and finite".formatted(threshold));
        }
        return huber(constant(threshold));
    }

    /** {@return the square, {@code x^2}} */
    public Value square() {
        return pow(2);
    }

    /** {@return 1 divided by this, {@code 1/x}} */
    public Value reciprocal() {
        return constant(1).div(this);
    }

    /** {@return 2 raised to this, {@code 2^x}} */
    public Value exp2() {
        return constant(2).pow(this);
    }

    /** {@return the absolute value; its slope at 0 is 0} */
    public Value abs() {
        return unary(Op.ABS, this);
    }

    /** {@return the sign: −1, 0 or 1} */
    public Value sign() {
        return unary(Op.SIGN, this);
    }

    /**
     * {@return the Heaviside step of this: 1 if it is positive, else 0; no gradient passes} Programs write {@code
     * step}.
     */
    public Value heaviside() {
        return unary(Op.STEP, this);
    }

    /** {@return the greatest integer not above this; no gradient passes} */
    public Value floor() {
        return unary(Op.FLOOR, this);
    }

    /** {@return the least integer not below this; no gradient passes} */
    public Value ceil() {
        return unary(Op.CEIL, this);
    }

    /** {@return the nearest integer, the even one of two equally near; no gradient passes} */
    public Value round() {
        return unary(Op.ROUND, this);
    }

    /** {@return the square root} */
    public Value sqrt() {
        return unary(Op.SQRT, this);
    }

    /** {@return the cube root, of negative numbers too} */
    public Value cbrt() {
        return unary(Op.CBRT, this);
    }

    /** {@return e raised to this} */
    public Value exp() {
        return unary(Op.EXP, this);
    }

    /** {@return the natural logarithm} */
    public Value log() {
        return unary(Op.LOG, this);
    }

    /** {@return the logarithm to base 2} */
    public Value log2() {
        return unary(Op.LOG2, this);
    }

    /** {@return the logarithm to base 10} */
    public Value log10() {
        return unary(Op.LOG10, this);
    }

    /** {@return log(1 + this), accurate near 0} */
    public Value log1p() {
        return unary(Op.LOG1P, this);
    }

    /** {@return e raised to this, minus 1, accurate near 0} */
    public Value expm1() {
        return unary(Op.EXPM1, this);
    }

    /** {@return the sine of this angle in radians} */
    public Value sin() {
        return unary(Op.SIN, this);
    }

    /** {@return the cosine of this angle in radians} */
    public Value cos() {
        return unary(Op.COS, this);
    }

    /** {@return the tangent of this angle in radians} */
    public Value tan() {
        return unary(Op.TAN, this);
    }

    /** {@return the angle in [−π/2, π/2] whose sine is this} */
    public Value asin() {
        return unary(Op.ASIN, this);
    }

    /** {@return the angle in [0, π] whose cosine is this} */
    public Value acos() {
        return unary(Op.ACOS, this);
    }

    /** {@return the angle in [−π/2, π/2] whose tangent is this} */
    public Value atan() {
        return unary(Op.ATAN, this);
    }

    /** {@return the hyperbolic sine} */
    public Value sinh() {
        return unary(Op.SINH, this);
    }

    /** {@return the hyperbolic cosine} */
    public Value cosh() {
        return unary(Op.COSH, this);
    }

    /** {@return the hyperbolic secant 1/cosh(this), whose square is the slope of tanh} */
    public Value sech() {
        return unary(Op.SECH, this);
    }

    /** {@return the hyperbolic tangent} */
    public Value tanh() {
        return unary(Op.TANH, this);
    }

    /** {@return the number whose {@link #sinh} is this} */
    public Value asinh() {
        return unary(Op.ASINH, this);
    }

    /** {@return the number of at least 0 whose {@link #cosh} is this; NaN below 1} */
    public Value acosh() {
        return unary(Op.ACOSH, this);
    }

    /** {@return the number whose {@link #tanh} is this; NaN outside [−1, 1]} */
    public Value atanh() {
        return unary(Op.ATANH, this);
    }

    /** {@return the logistic function 1/(1 + e<sup>−this</sup>)} */
    public Value sigmoid() {
        return unary(Op.SIGMOID, this);
    }

    /** {@return max(0, this); its slope at 0 is 0} */
    public Value relu() {
        return unary(Op.RELU, this);
    }

    /** {@return this if positive, else 0.01 · this} */
    public Value leakyRelu() {
        return unary(Op.LEAKY_RELU, this);
    }

    /** {@return this · σ(this), also called swish} */
    public Value silu() {
        return unary(Op.SILU, this);
    }

    /** {@return this if positive, else e<sup>this</sup> − 1: {@code relu(x) + expm1(min(x, 0))}} */
    public Value elu() {
        return relu().add(min(0).expm1());
    }

    /** {@return log(1 + e<sup>this</sup>)} */
    public Value softplus() {
        return unary(Op.SOFTPLUS, this);
    }

    /** {@return the error function} */
    public Value erf() {
        return unary(Op.ERF, this);
    }

    /** {@return 1 minus the error function, accurate where that is nearly 1} */
    public Value erfc() {
        return unary(Op.ERFC, this);
    }

    /** {@return the standard normal density φ(this)} */
    public Value normPdf() {
        return unary(Op.NORM_PDF, this);
    }

    /** {@return the standard normal distribution function Φ(this)} */
    public Value normCdf() {
        return unary(Op.NORM_CDF, this);
    }

    /** {@return log Φ(this), accurate in both tails} */
    public Value logNormCdf() {
        return unary(Op.LOG_NORM_CDF, this);
    }

    /**
     * {@return (−1)ⁿ/n! times a derivative of Mills' ratio, (1 − Φ(this))/φ(this), which is that of order 0}
     *
     * @param order n, how many times the ratio is differentiated
     * @throws IllegalArgumentException if the order is negative
     */
    public Value mills(int order) {
        return binary(Op.MILLS, order("mills", order), this);
    }

    /** {@return log |Γ(this)|, the logarithm of the size of the gamma function} */
    public Value lgamma() {
        return unary(Op.LGAMMA, this);
    }

    /** {@return the slope of {@link #lgamma}} */
    public Value digamma() {
        return unary(Op.DIGAMMA, this);
    }

    /**
     * {@return a derivative of {@link #digamma}}
     *
     * @param order how many times it is differentiated
     * @throws IllegalArgumentException if the order is negative
     */
    public Value polygamma(int order) {
        return binary(Op.POLYGAMMA, order("polygamma", order), this);
    }

    private static Value order(String function, int order) {
        if (order < 0) {
            throw new IllegalArgumentException(
                    "the order of %s is %d; it must not be negative".formatted(function, order));
        }
        return constant(order);
    }

    /** {@return this · Φ(this), with the exact normal distribution function Φ} */
    public Value gelu() {
        return unary(Op.GELU, this);
    }

    /**
     * {@return the sum of one or more values as a single node, added from left to right}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value sum(List<Value> values) {
        Objects.requireNonNull(values, "values");
        return Op.SUM.apply(values);
    }

    /**
     * {@return the mean of one or more values: their {@link #sum} divided by their number}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value mean(List<Value> values) {
        return sum(values).div(values.size());
    }

    /**
     * {@return the largest of one or more values, the first of those that are equal, as a chain of {@link #max(Value)}}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value max(List<Value> values) {
        return chain(Op.MAX, values);
    }

    /**
     * {@return the smallest of one or more values, the first of those that are equal, as a chain of
     * {@link #min(Value)}}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value min(List<Value> values) {
        return chain(Op.MIN, values);
    }

    private static Value chain(Op op, List<Value> values) {
        Objects.requireNonNull(values, "values");
        return values.stream()
                .reduce((a, b) -> binary(op, a, b))
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s takes at least 1 operand, but was given 0".formatted(op.functionName())));
    }

    /**
     * {@return √(v₁² + v₂² + …), the length of a vector, as a single node; no square overflows, slopes 0 at the origin}
     *
     * @param values the components
     * @throws IllegalArgumentException if there are none
     */
    public static Value norm(List<Value> values) {
        Objects.requireNonNull(values, "values");
        return Op.NORM.apply(values);
    }

    /**
     * {@return log Σ exp of one or more values as a single node; nothing overflows on the way}
     *
     * @param values the operands
     * @throws IllegalArgumentException if there are none
     */
    public static Value logSumExp(List<Value> values) {
        Objects.requireNonNull(values, "values");
        return Op.LOG_SUM_EXP.apply(values);
    }

    /**
     * {@return the first value's share e<sup>v₁</sup>/Σ e<sup>vᵢ</sup> as a single node; nothing overflows on the way}
     *
     * @param values the operands; the order of those after the first does not matter
     * @throws IllegalArgumentException if there are none
     */
    public static Value softmax(List<Value> values) {
        Objects.requireNonNull(values, "values");
        return Op.SOFTMAX.apply(values);
    }

    /**
     * {@return the logarithm of the first value's share, v₁ − log Σ e<sup>vᵢ</sup>, as a single node that keeps its
     * digits near 0, too} Minus this is the cross-entropy of a sample whose right class has the first of the logits.
     *
     * @param values the operands; the order of those after the first does not matter
     * @throws IllegalArgumentException if there are none
     */
    public static Value logSoftmax(List<Value> values) {
        Objects.requireNonNull(values, "values");
        return Op.LOG_SOFTMAX.apply(values);
    }

    /**
     * {@return w₁·x₁ + w₂·x₂ + … as a single node, added from left to right, whose operands are w₁, x₁, w₂, x₂, …}
     * Lists that are {@link Operands} are kept, others are copied.
     *
     * @param weights one or more weights
     * @param inputs as many inputs
     * @throws IllegalArgumentException if the lists are empty or differ in length
     */
    public static Value dot(List<Value> weights, List<Value> inputs) {
        return DotValue.of(weights, inputs, null);
    }

    /**
     * {@return w₁·x₁ + w₂·x₂ + … + bias as a single node, added from left to right, whose operands are w₁, x₁, w₂, x₂,
     * …, bias} Lists that are {@link Operands} are kept, others are copied.
     *
     * @param weights one or more weights
     * @param inputs as many inputs
     * @param bias what is added last
     * @throws IllegalArgumentException if the lists are empty or differ in length
     */
    public static Value dot(List<Value> weights, List<Value> inputs, Value bias) {
        return DotValue.of(weights, inputs, Objects.requireNonNull(bias, "bias"));
    }

    /**
     * {@return the value, given or computed by the forward pass, possibly infinite or NaN}
     *
     * @throws IllegalStateException if this depends on an input of code that is being {@linkplain #recorded()
     *     recorded}
     */
    public double data() {
        checkNotRecorded();
        return data;
    }

    /** Refuses to let recorded code decide by a number. */
    void checkNotRecorded() {
        if ((bits & RECORDED) != 0) {
            throw new IllegalStateException(
                    ("%s depends on an input of code that is recorded for all numbers, so it has "
                                    + "none that the code could decide by; write Value.where(condition, a, b), max or min")
                            .formatted(this));
        }
    }

    /**
     * Sets a leaf's value. Values computed from it are out of date until {@link Graph#forward()}.
     *
     * @param data the new value
     * @throws IllegalStateException if this is not a leaf, or is a constant or {@linkplain #recorded() recorded}
     */
    public void setData(double data) {
        checkNotRecorded();
        if (!isLeaf() || isConstant()) {
            throw new IllegalStateException("only a leaf's data can be set, but %s is %s"
                    .formatted(this, isLeaf() ? "a constant" : "computed from its operands"));
        }
        this.data = data;
    }

    /**
     * {@return ∂output/∂this of the last backward pass, or for a leaf the sum over all passes since {@link
     * #zeroGrad()}; 0 before any}
     *
     * @throws IllegalStateException if this is {@linkplain #recorded() recorded}
     */
    public double grad() {
        checkNotRecorded();
        return grad;
    }

    /** {@return whether a backward pass has reached this node, so that {@link #grad()} means something} */
    public boolean hasGrad() {
        return (bits & HAS_GRAD) != 0;
    }

    /** Resets the gradient of this node alone. */
    public void zeroGrad() {
        grad = 0;
        bits &= ~HAS_GRAD;
    }

    /**
     * Computes the gradient of this output with respect to every node that it depends on, with seed 1.
     *
     * <p>Gradients of interior nodes are cleared first, those of leaves accumulate: a second call doubles the gradients
     * of the leaves and does not change those of interior nodes. Time and memory are linear in the number of nodes;
     * nothing is allocated.
     */
    public void backward() {
        backward(1);
    }

    /**
     * Computes gradients as {@link #backward()} does, starting from a given gradient of the output.
     *
     * @param seed the gradient of this output itself
     */
    public void backward(double seed) {
        Backward.run(this, seed);
    }

    /** {@return whether this is a leaf, which has no operands} */
    public boolean isLeaf() {
        return (bits & KIND) == 0;
    }

    /** {@return whether this node takes no gradient: a constant leaf, or computed from constants alone} */
    public boolean isConstant() {
        return (bits & NEEDS_GRAD) == 0;
    }

    /**
     * {@return the operation that computed this value}
     *
     * @throws IllegalStateException if this is a leaf, which no gate computed
     */
    public Gate op() {
        if (isLeaf()) {
            throw new IllegalStateException(this + " is a leaf: no op computed it; ask isLeaf() first");
        }
        return gate();
    }

    /** Whether a where computed this. */
    boolean isWhere() {
        return (bits & KIND) == Op.WHERE.kind;
    }

    /** The gate of an interior node. */
    Gate gate() {
        return Op.byKind(bits & KIND);
    }

    /** {@return the number of operands, counting one that is used twice as two; 0 for a leaf} */
    public int operandCount() {
        return left == null ? 0 : right == null ? 1 : 2;
    }

    /**
     * {@return an operand}
     *
     * @param i which, from 0
     * @throws IndexOutOfBoundsException if there is no such operand
     */
    public Value operand(int i) {
        Value operand = i == 0 ? left : i == 1 ? right : null;
        if (operand == null) {
            throw new IndexOutOfBoundsException("there is no operand %d: %s has %d".formatted(i, this, operandCount()));
        }
        return operand;
    }

    /** {@return the operands in order, with repetitions; empty for a leaf} */
    public List<Value> operands() {
        if (left == null) {
            return ImmutableList.of();
        }
        return right == null ? ImmutableList.of(left) : ImmutableList.of(left, right);
    }

    /** {@return the name, or null if there is none} */
    public @Nullable String name() {
        return null;
    }

    /**
     * {@return a new node with a name and the same value, op and operands, without a gradient} Use it instead of this
     * node, which nothing should use any more.
     *
     * <pre>{@code
     * Value x = Value.of(3, "x");
     * Value q = x.mul(x).named("q");
     * System.out.println(q.name()); // q
     * }</pre>
     *
     * @param name its name in messages and pictures
     * @throws IllegalArgumentException if the name is blank
     */
    public Value named(String name) {
        if (left == null) {
            return new NamedValue(data, bits & ~HAS_GRAD, null, null, name);
        }
        int operandBits = right == null ? use(left) : use(left) | use(right); // this node may also be in use
        return new NamedValue(data, (bits & KIND) | consumer(operandBits), left, right, name);
    }

    /** The bits of a copy of this n-ary node, which no gate uses yet. */
    int copiedBits() {
        return bits & ~(HAS_GRAD | USED | REUSED);
    }

    /** Returns name, value and gradient in one line, without walking the graph. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Value(");
        if (name() != null) {
            text.append(name()).append(": ");
        }
        text.append("data=").append(data);
        if (hasGrad()) {
            text.append(", grad=").append(grad);
        }
        if (!isLeaf()) {
            text.append(", op=").append(gate().symbol());
        } else if (isConstant()) {
            text.append(", constant");
        }
        return text.append(')').toString();
    }
}
