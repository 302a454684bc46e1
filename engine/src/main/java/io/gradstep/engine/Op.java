package io.gradstep.engine;

import static io.gradstep.engine.Slopes.END_OF_SIGMOID;
import static io.gradstep.engine.Slopes.FOUR_ROOT_PI;
import static io.gradstep.engine.Slopes.LEAK;
import static io.gradstep.engine.Slopes.MAX_SHARES;
import static io.gradstep.engine.Slopes.NORMAL_PEAK;
import static io.gradstep.engine.Slopes.ONE_OVER_LOG_10;
import static io.gradstep.engine.Slopes.TWO_OVER_ROOT_PI;
import static io.gradstep.engine.Slopes.addUp;
import static io.gradstep.engine.Slopes.flatOrder;
import static io.gradstep.engine.Slopes.logNormCdfSlope;
import static io.gradstep.engine.Slopes.nextOrder;
import static io.gradstep.engine.Slopes.oneAtZero;
import static io.gradstep.engine.Slopes.oneLessSquare;
import static io.gradstep.engine.Slopes.otherShares;
import static io.gradstep.engine.Slopes.othersByFirst;
import static io.gradstep.engine.Slopes.share;
import static io.gradstep.engine.Slopes.shareOfLength;
import static io.gradstep.engine.Slopes.withinBell;
import static io.gradstep.engine.Slopes.withinFinite;
import static io.gradstep.engine.math.Kernels.ONE_OVER_LOG_2;

import io.gradstep.engine.math.Kernels;
import io.gradstep.engine.text.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The built-in gates, with everything known about each: its notation, its forward value, its local derivatives as
 * numbers and as graphs, and the rule a student should remember.
 *
 * <p>The parser, the printer, the pictures, the compiler and the tests are driven by {@link #values()}.
 *
 * <p>Conventions at kinks and edges, the same on every path: {@code max} and {@code min} pass the whole gradient to
 * their first operand on a tie (by {@code ==}); the slopes of {@code relu}, {@code abs} and {@code step} at 0 are 0;
 * ∂x⁰/∂x = 0; ∂xⁿ/∂n at x = 0 is 0 for n ≥ 0 and −∞ for n &lt; 0, and NaN for x &lt; 0; elsewhere IEEE 754 decides, so
 * that {@code sqrt}, {@code cbrt} and {@code log} have an infinite slope at 0. A NaN operand gives a NaN value, except
 * in {@code isNaN} and in a branch that {@code where} does not take, and NaN wherever a local derivative depends on
 * that operand, kinks included.
 *
 * <p>Read {@link Graph#backward()} next: ten lines that apply these derivatives to a whole graph.
 *
 * <p>The results are the same to the last bit on every machine: kernels are plain arithmetic or {@link StrictMath}.
 *
 * <h2>How to add an op</h2>
 *
 * <ol>
 *   <li>A constant here: the names, the rule, the numeric functions of its arity, and the local derivatives as graphs
 *       that lose no digits when they are differentiated again. Programs, pictures, traces, compiled functions and
 *       gradient checks then know it.
 *   <li>The method of its name in {@link Value}, {@code FunctionsOfOne} or {@code FunctionsOfSeveral}, which Value
 *       inherits from; {@code ValueTest} asks for it.
 *   <li>An op of one operand is an activation: how Java and PyTorch write it, in {@code ActivationCode} of the command
 *       line. {@code JavaExportTest} asks for it, {@code TorchTest} compares.
 *   <li>Where JavaScript's {@code Math} has no such function, an entry in {@code ops.js}, the table of the pages; all
 *       else is derived from the constant. {@code OpTableTest} asks for it, and compares.
 *   <li>Its definition in {@code derivatives.py}, which writes the numbers that {@code OpAccuracyTest} asks for.
 *   <li>If it was known as a function of other languages, what {@code Elsewhere} advises in its place goes;
 *       {@code ElsewhereTest} says so.
 * </ol>
 *
 * <p>The numeric functions are declared for all arities and throw for a wrong one. Views typed by arity, as in
 * {@code ADD.binary().value(a, b)}, would let the compiler check that; but HotSpot does not treat fields of objects as
 * constants, so gates would no longer be inlined where nodes are created: 12 to 16 % slower for a small eager function,
 * 13 to 17 % for a network in which every operation is a node.
 */
public enum Op implements Gate {
    /** a + b. */
    ADD(
            Operator.infix(10, "+", "+"),
            "+",
            "add",
            Rule.DISTRIBUTES,
            "A + gate distributes: it hands the upstream gradient unchanged to every operand.") {
        @Override
        public double value(double a, double b) {
            return a + b;
        }

        @Override
        public double left(double a, double b, double out) {
            return 1;
        }

        @Override
        public double right(double a, double b, double out) {
            return 1;
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return Value.constant(1);
        }

        @Override
        Value right(Value a, Value b, Value out) {
            return Value.constant(1);
        }
    },

    /** a − b. */
    SUB(
            Operator.infix(10, "-", "−", "–"),
            "−",
            "sub",
            Rule.DISTRIBUTES,
            "A − gate distributes: it hands the upstream gradient to its first operand, and negated to its second.") {
        @Override
        public double value(double a, double b) {
            return a - b;
        }

        @Override
        public double left(double a, double b, double out) {
            return 1;
        }

        @Override
        public double right(double a, double b, double out) {
            return -1;
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return Value.constant(1);
        }

        @Override
        Value right(Value a, Value b, Value out) {
            return Value.constant(-1);
        }
    },

    /** a · b. */
    MUL(
            Operator.infix(20, "*", "·", "×", "⋅"),
            "×",
            "mul",
            Rule.SWAPS,
            "A × gate swaps: each operand receives the upstream gradient times the other operand.") {
        @Override
        public double value(double a, double b) {
            return a * b;
        }

        @Override
        public double left(double a, double b, double out) {
            return b;
        }

        @Override
        public double right(double a, double b, double out) {
            return a;
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return b;
        }

        @Override
        Value right(Value a, Value b, Value out) {
            return a;
        }
    },

    /** a / b. */
    DIV(
            Operator.infix(20, "/", "/", "÷"),
            "÷",
            "div",
            Rule.SCALES,
            "A ÷ gate scales: the numerator receives the upstream gradient divided by the denominator, "
                    + "the denominator that times minus the quotient.") {
        @Override
        public double value(double a, double b) {
            return a / b;
        }

        @Override
        public double left(double a, double b, double out) {
            return 1 / b;
        }

        @Override
        public double right(double a, double b, double out) {
            return -out / b;
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return Value.constant(1).div(b);
        }

        @Override
        Value right(Value a, Value b, Value out) {
            return out.neg().div(b);
        }
    },

    /** −a. */
    NEG(
            Operator.prefix(30, "-", "−", "–"),
            "−",
            "neg",
            Rule.SCALES,
            "A negation scales by −1: the gradient passes with its sign turned.") {
        @Override
        public double value(double a) {
            return -a;
        }

        @Override
        public double slope(double a, double out) {
            return -1;
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(-1);
        }
    },

    /** a raised to b; NaN for a negative a and a fractional b, and where either operand is NaN. */
    POW(
            Operator.infixRight(40, "^", "^", "**"),
            "^",
            "pow",
            Rule.SCALES,
            "A power scales: the base receives the upstream gradient times n·xⁿ⁻¹, the exponent that times xⁿ·log x.") {
        @Override
        public double value(double a, double b) {
            return Kernels.pow(a, b);
        }

        @Override
        public double left(double a, double b, double out) {
            return Kernels.powSlope(a, b);
        }

        @Override
        public double right(double a, double b, double out) {
            return Kernels.powSlopeByExponent(a, b, out);
        }

        @Override
        Value left(Value a, Value b, Value out) {
            if (!(b.isLeaf() && b.isConstant())) {
                // The base is x, but −1 where x and n are both 0: there n·xⁿ⁻¹ would be 0·∞. A difference keeps −0.
                return b.mul(a.sub(oneAtZero(a).mul(oneAtZero(b))).pow(b.sub(1)));
            }
            double n = b.data();
            if (n == 0) {
                return out.mul(0); // NaN where x is
            }
            return n == 1 ? a.pow(0) : n == 2 ? b.mul(a) : b.mul(a.pow(n - 1));
        }

        @Override
        Value right(Value a, Value b, Value out) {
            // The logarithm is that of x, but for x = 0 that of 1 where n = 0, of e where n ≥ 1, and of 1/e between.
            // All make xⁿ·log x 0, and the derivative by x that of the other slope by n, or its limit −∞.
            Value belowOne = b.heaviside().mul(Value.constant(1).sub(b).heaviside());
            Value atZero = Value.constant(1)
                    .sub(b.neg().heaviside())
                    .add(b.heaviside().mul(Math.E - 1))
                    .sub(belowOne.mul(Math.E - 1 / Math.E));
            return out.mul(a.add(oneAtZero(a).mul(atZero)).log());
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            Value a = v.get(0);
            Value b = v.get(1);
            if (i == 1) {
                return out.mul(a.log());
            }
            if (!(b.isLeaf() && b.isConstant())) {
                return b.mul(a.pow(b.sub(1)));
            }
            double n = b.data();
            return n == 0 || n == 1 ? Value.constant(n) : left(a, b, out);
        }
    },

    /** a·log b, which is 0 where a is 0, and so is its slope by b there; NaN where either is NaN. */
    XLOGY(
            "xlogy",
            Arity.BINARY,
            Rule.SCALES,
            "An xlogy gate scales: the factor receives the upstream gradient times log y, the other operand x/y.") {
        @Override
        public double value(double a, double b) {
            return a == 0 ? flat(b) : a * Kernels.log(b);
        }

        @Override
        public double left(double a, double b, double out) {
            return Kernels.log(b);
        }

        @Override
        public double right(double a, double b, double out) {
            return a == 0 ? flat(b) : a / b;
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return b.log();
        }

        @Override
        Value right(Value a, Value b, Value out) {
            return a.div(b.add(oneAtZero(a).mul(oneAtZero(b))));
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return i == 0 ? v.get(1).log() : v.get(0).div(v.get(1));
        }
    },

    /** The larger of a and b; a where they are equal. */
    MAX(
            "max",
            Arity.BINARY,
            Rule.ROUTES,
            "A max gate routes: the larger operand receives the whole upstream gradient and the other nothing; "
                    + "on a tie the first operand does.") {
        @Override
        public double value(double a, double b) {
            return a >= b ? a : b > a ? b : Double.NaN;
        }

        @Override
        public double left(double a, double b, double out) {
            return a >= b ? 1 : b > a ? 0 : Double.NaN;
        }

        @Override
        public double right(double a, double b, double out) {
            return a >= b ? 0 : b > a ? 1 : Double.NaN;
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return Value.constant(1).sub(b.greaterThan(a));
        }

        @Override
        Value right(Value a, Value b, Value out) {
            return b.greaterThan(a);
        }
    },

    /** The smaller of a and b; a where they are equal. */
    MIN(
            "min",
            Arity.BINARY,
            Rule.ROUTES,
            "A min gate routes: the smaller operand receives the whole upstream gradient and the other nothing; "
                    + "on a tie the first operand does.") {
        @Override
        public double value(double a, double b) {
            return a <= b ? a : b < a ? b : Double.NaN;
        }

        @Override
        public double left(double a, double b, double out) {
            return a <= b ? 1 : b < a ? 0 : Double.NaN;
        }

        @Override
        public double right(double a, double b, double out) {
            return a <= b ? 0 : b < a ? 1 : Double.NaN;
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return Value.constant(1).sub(a.greaterThan(b));
        }

        @Override
        Value right(Value a, Value b, Value out) {
            return a.greaterThan(b);
        }
    },

    /** 1 for a &lt; b, else 0. */
    LESS_THAN(Operator.comparison("<", "<"), "<", "lessThan", Rule.BLOCKS, comparison("<")) {
        @Override
        public double value(double a, double b) {
            return truth(a < b, a >= b);
        }

        @Override
        public double choose(double a, double b, double x, double y) {
            return a < b ? x : a >= b ? y : Double.NaN;
        }
    },

    /** 1 for a &gt; b, else 0. */
    GREATER_THAN(Operator.comparison(">", ">"), ">", "greaterThan", Rule.BLOCKS, comparison(">")) {
        @Override
        public double value(double a, double b) {
            return truth(a > b, a <= b);
        }

        @Override
        public double choose(double a, double b, double x, double y) {
            return a > b ? x : a <= b ? y : Double.NaN;
        }
    },

    /** 1 for a ≤ b, else 0. */
    AT_MOST(Operator.comparison("<=", "≤"), "≤", "atMost", Rule.BLOCKS, comparison("≤")) {
        @Override
        public double value(double a, double b) {
            return truth(a <= b, a > b);
        }

        @Override
        public double choose(double a, double b, double x, double y) {
            return a <= b ? x : a > b ? y : Double.NaN;
        }
    },

    /** 1 for a ≥ b, else 0. */
    AT_LEAST(Operator.comparison(">=", "≥"), "≥", "atLeast", Rule.BLOCKS, comparison("≥")) {
        @Override
        public double value(double a, double b) {
            return truth(a >= b, a < b);
        }

        @Override
        public double choose(double a, double b, double x, double y) {
            return a >= b ? x : a < b ? y : Double.NaN;
        }
    },

    /** 1 for a = b, else 0. */
    EQUAL_TO(Operator.comparison("==", "=="), "==", "equalTo", Rule.BLOCKS, comparison("==")) {
        @Override
        public double value(double a, double b) {
            return truth(a == b, a < b || a > b);
        }

        @Override
        public double choose(double a, double b, double x, double y) {
            return a == b ? x : a < b || a > b ? y : Double.NaN;
        }
    },

    /** 1 for NaN, else 0: the one op that gives a number for NaN. */
    IS_NAN("isNaN", Arity.UNARY, Rule.BLOCKS, "An isNaN gate blocks: its graph is flat, so no gradient passes.") {
        @Override
        public double value(double a) {
            return Double.isNaN(a) ? 1 : 0;
        }
    },

    /** b where a holds, which every number but 0 does, else c; NaN where a is NaN. */
    WHERE(
            "where",
            Arity.TERNARY,
            Rule.ROUTES,
            "A where gate routes: the branch taken receives the whole upstream gradient; the other branch and the "
                    + "condition receive nothing, even where their own derivatives are infinite or NaN.") {
        @Override
        public double value(double a, double b, double c) {
            return a == 0 ? c : Double.isNaN(a) ? a : b;
        }

        @Override
        public double value(double[] v) {
            return value(v[0], v[1], v[2]);
        }

        @Override
        public double partial(int i, double[] v, double out) {
            return i == 0 ? 0 : i == 1 ? value(v[0], 1, 0) : value(v[0], 0, 1);
        }

        @Override
        Value partial(int i, List<Value> v, Value out) {
            return i == 0
                    ? Value.constant(0)
                    : Value.where(v.get(0), Value.constant(i == 1 ? 1 : 0), Value.constant(i == 1 ? 0 : 1));
        }
    },

    /**
     * The angle in [−π, π] of the point (b, a), whose height is a. At (0, 0), where IEEE 754 gives ±0 or ±π, its slopes
     * are NaN.
     */
    ATAN2(
            "atan2",
            Arity.BINARY,
            Rule.SCALES,
            "An atan2 gate scales: the height receives the upstream gradient times x/r², the width that times −y/r², "
                    + "where r is the distance from the origin.") {
        @Override
        public double value(double a, double b) {
            return Kernels.atan2(a, b);
        }

        @Override
        public double left(double a, double b, double out) {
            return Kernels.overSquares(b, a);
        }

        @Override
        public double right(double a, double b, double out) {
            return -Kernels.overSquares(a, b);
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return overSquares(b, a);
        }

        @Override
        Value right(Value a, Value b, Value out) {
            return overSquares(a, b).neg();
        }

        private Value overSquares(Value u, Value v) {
            Value greater = u.abs().max(v.abs());
            Value p = withinFinite(u).div(withinFinite(greater));
            Value q = withinFinite(v).div(withinFinite(greater));
            return p.div(greater).div(p.pow(2).add(q.pow(2)));
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            Value squares = v.get(0).pow(2).add(v.get(1).pow(2));
            return i == 0 ? v.get(1).div(squares) : v.get(0).neg().div(squares);
        }
    },

    /** √(a² + b²), where no square overflows; as |a| has, slopes 0 at (0, 0). */
    HYPOT(
            "hypot",
            Arity.BINARY,
            Rule.SCALES,
            "A hypot gate scales: each operand receives the upstream gradient times its share x/out of the length.") {
        @Override
        public double value(double a, double b) {
            return Kernels.hypot(a, b);
        }

        @Override
        public double left(double a, double b, double out) {
            return Kernels.shareOfLength(a, b);
        }

        @Override
        public double right(double a, double b, double out) {
            return Kernels.shareOfLength(b, a);
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return shareOfLength(a, b);
        }

        @Override
        Value right(Value a, Value b, Value out) {
            return shareOfLength(b, a);
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return v.get(i).div(out);
        }
    },

    /** |a|, with slope 0 at 0. */
    ABS(
            "|·|",
            "abs",
            Arity.UNARY,
            Rule.SCALES,
            "An absolute value scales by the operand's sign: the gradient passes, or turns its sign, or stops at 0.") {
        @Override
        public double value(double a) {
            return Math.abs(a);
        }

        @Override
        public double slope(double a, double out) {
            return Math.signum(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.sign();
        }
    },

    /** −1, 0 or 1 as a is negative, zero (whose sign is kept) or positive. */
    SIGN("sign", Arity.UNARY, Rule.BLOCKS, "A sign gate blocks: its graph is flat, so no gradient passes.") {
        @Override
        public double value(double a) {
            return Math.signum(a);
        }
    },

    /** 1 for a &gt; 0, else 0. */
    STEP("step", Arity.UNARY, Rule.BLOCKS, "A step gate blocks: its graph is flat, so no gradient passes.") {
        @Override
        public double value(double a) {
            return a > 0 ? 1 : flat(a);
        }
    },

    /** The greatest integer not above a. */
    FLOOR("floor", Arity.UNARY, Rule.BLOCKS, "A floor gate blocks: its graph is flat between its jumps.") {
        @Override
        public double value(double a) {
            return Math.floor(a);
        }
    },

    /** The least integer not below a. */
    CEIL("ceil", Arity.UNARY, Rule.BLOCKS, "A ceil gate blocks: its graph is flat between its jumps.") {
        @Override
        public double value(double a) {
            return Math.ceil(a);
        }
    },

    /** The integer nearest to a; of two equally near, the even one. */
    ROUND("round", Arity.UNARY, Rule.BLOCKS, "A round gate blocks: its graph is flat between its jumps.") {
        @Override
        public double value(double a) {
            return Math.rint(a);
        }
    },

    /** a, as a number that takes no gradient. */
    DETACH(
            "detach",
            Arity.UNARY,
            Rule.BLOCKS,
            "A detach gate blocks: its value passes, but no gradient does, as if it were a constant.") {
        @Override
        public double value(double a) {
            return a;
        }

        @Override
        public double slope(double a, double out) {
            return 0; // also where a is NaN: nothing passes
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(0);
        }

        @Override
        public boolean passes(double local) {
            return false;
        }
    },

    /** √a; NaN for a &lt; 0, and an infinite slope at 0. */
    SQRT("√", "sqrt", Arity.UNARY, Rule.SCALES, "A square root scales by 1/(2√x): small operands make steep slopes.") {
        @Override
        public double value(double a) {
            return Math.sqrt(a);
        }

        @Override
        public double slope(double a, double out) {
            return 0.5 / out;
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(0.5).div(out);
        }
    },

    /** The cube root, which has the operand's sign; its slope at 0 is infinite. */
    CBRT("∛", "cbrt", Arity.UNARY, Rule.SCALES, "A cube root scales by 1/(3·out²): small operands make steep slopes.") {
        @Override
        public double value(double a) {
            return Kernels.cbrt(a);
        }

        @Override
        public double slope(double a, double out) {
            return 1 / (3 * out * out);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.cbrtPow(-2).div(3); // rounded once where powers of the root would multiply its error
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return Value.constant(1).div(out.pow(2).mul(3));
        }
    },

    /**
     * The cube root of b to the power of a, which is negative for an odd power of a negative number; NaN for a power
     * that is not an integer. No gradient passes to the power.
     */
    CBRT_POW("cbrtPow", Arity.BINARY, Rule.SCALES, "A power of a cube root scales by n/3 times that of order n − 3.") {
        @Override
        public double value(double a, double b) {
            return Kernels.cbrtPow(a, b);
        }

        @Override
        public double left(double a, double b, double out) {
            return flat(out);
        }

        @Override
        public double right(double a, double b, double out) {
            return a == 0 ? flat(out) : a / 3 * Kernels.cbrtPow(a - 3, b);
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return flatOrder(out);
        }

        @Override
        Value right(Value a, Value b, Value out) {
            if (a.isLeaf() && a.isConstant()) {
                double n = a.data();
                return n == 0
                        ? flatOrder(out)
                        : CBRT_POW.apply(Value.constant(n - 3), b).mul(n / 3);
            }
            Value n = a.detach();
            return Value.where(n, CBRT_POW.apply(n.sub(3), b).mul(n.div(3)), flatOrder(out));
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return i == 0
                    ? Value.constant(0)
                    : v.get(0).div(3).mul(CBRT_POW.apply(v.get(0).sub(3), v.get(1)));
        }
    },

    /** e<sup>a</sup>. */
    EXP("exp", Arity.UNARY, Rule.SCALES, "An exp gate scales by its own output: eˣ is its own derivative.") {
        @Override
        public double value(double a) {
            return Kernels.exp(a);
        }

        @Override
        boolean row(double[] x, int from, double[] out, int to, int n) {
            Kernels.expRow(x, from, out, to, n);
            return true;
        }

        @Override
        public double slope(double a, double out) {
            return out;
        }

        @Override
        Value slope(Value a, Value out) {
            return out;
        }
    },

    /** The natural logarithm; −∞ at 0 and NaN for a &lt; 0. */
    LOG("log", Arity.UNARY, Rule.SCALES, "A log gate scales by 1/x: the smaller the operand, the steeper.") {
        @Override
        public double value(double a) {
            return Kernels.log(a);
        }

        @Override
        public double slope(double a, double out) {
            return 1 / a;
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(1).div(a);
        }
    },

    /** The logarithm to base 2, exact for powers of 2. */
    LOG2("log2", Arity.UNARY, Rule.SCALES, "A log2 gate scales by 1/(x·log 2).") {
        @Override
        public double value(double a) {
            return Kernels.log2(a);
        }

        @Override
        public double slope(double a, double out) {
            return ONE_OVER_LOG_2 / a;
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(ONE_OVER_LOG_2).div(a);
        }

        @Override
        Value expand(List<Value> v) {
            return v.get(0).log().mul(ONE_OVER_LOG_2);
        }
    },

    /** The logarithm to base 10, exact for powers of 10. */
    LOG10("log10", Arity.UNARY, Rule.SCALES, "A log10 gate scales by 1/(x·log 10).") {
        @Override
        public double value(double a) {
            return Kernels.log10(a);
        }

        @Override
        public double slope(double a, double out) {
            return ONE_OVER_LOG_10 / a;
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(ONE_OVER_LOG_10).div(a);
        }

        @Override
        Value expand(List<Value> v) {
            return v.get(0).log().mul(ONE_OVER_LOG_10);
        }
    },

    /** log(1 + a), accurate for small a. */
    LOG1P("log1p", Arity.UNARY, Rule.SCALES, "A log1p gate scales by 1/(1 + x).") {
        @Override
        public double value(double a) {
            return Kernels.log1p(a);
        }

        @Override
        public double slope(double a, double out) {
            return 1 / (1 + a);
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(1).div(a.add(1));
        }
    },

    /** e<sup>a</sup> − 1, accurate for small a. */
    EXPM1("expm1", Arity.UNARY, Rule.SCALES, "An expm1 gate scales by eˣ, as exp does.") {
        @Override
        public double value(double a) {
            return Kernels.expm1(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.exp(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.exp();
        }
    },

    /** The sine of a, in radians. */
    SIN("sin", Arity.UNARY, Rule.SCALES, "A sin gate scales by the cosine of its operand.") {
        @Override
        public double value(double a) {
            return Kernels.sin(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.cos(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.cos();
        }
    },

    /** The cosine of a, in radians. */
    COS("cos", Arity.UNARY, Rule.SCALES, "A cos gate scales by minus the sine of its operand.") {
        @Override
        public double value(double a) {
            return Kernels.cos(a);
        }

        @Override
        public double slope(double a, double out) {
            return -Kernels.sin(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.sin().neg();
        }
    },

    /** The tangent of a, in radians. */
    TAN("tan", Arity.UNARY, Rule.SCALES, "A tan gate scales by 1 + out², which grows without bound at its poles.") {
        @Override
        public double value(double a) {
            return Kernels.tan(a);
        }

        @Override
        public double slope(double a, double out) {
            return 1 + out * out;
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(1).add(out.pow(2));
        }

        @Override
        Value expand(List<Value> v) {
            return v.get(0).sin().div(v.get(0).cos());
        }
    },

    /** The angle in [−π/2, π/2] whose sine is a; NaN outside [−1, 1]. */
    ASIN("asin", Arity.UNARY, Rule.SCALES, "An asin gate scales by 1/√(1 − x²), which is infinite at ±1.") {
        @Override
        public double value(double a) {
            return Kernels.asin(a);
        }

        @Override
        public double slope(double a, double out) {
            return 1 / Math.sqrt((1 - a) * (1 + a));
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(1).div(oneLessSquare(a).sqrt());
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return Value.constant(1).div(Value.constant(1).sub(v.get(0).pow(2)).sqrt());
        }
    },

    /** The angle in [0, π] whose cosine is a; NaN outside [−1, 1]. */
    ACOS("acos", Arity.UNARY, Rule.SCALES, "An acos gate scales by −1/√(1 − x²), which is infinite at ±1.") {
        @Override
        public double value(double a) {
            return Kernels.acos(a);
        }

        @Override
        public double slope(double a, double out) {
            return -1 / Math.sqrt((1 - a) * (1 + a));
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(-1).div(oneLessSquare(a).sqrt());
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return Value.constant(-1).div(Value.constant(1).sub(v.get(0).pow(2)).sqrt());
        }
    },

    /** The angle in [−π/2, π/2] whose tangent is a. */
    ATAN("atan", Arity.UNARY, Rule.SCALES, "An atan gate scales by 1/(1 + x²): far from 0 little passes.") {
        @Override
        public double value(double a) {
            return Kernels.atan(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.atanSlope(a);
        }

        @Override
        Value slope(Value a, Value out) {
            // 1/(1 + a²) as r²/(c² + r²), with r = 1/|a| and c = ±1 beyond ±1, and 1 and a within: no square overflows.
            Value c = Value.constant(-1).max(Value.constant(1).min(a));
            Value square = Value.constant(1).div(a.abs().max(1)).pow(2);
            return square.div(c.pow(2).add(square));
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return Value.constant(1).div(v.get(0).pow(2).add(1));
        }
    },

    /** (e<sup>a</sup> − e<sup>−a</sup>)/2. */
    SINH("sinh", Arity.UNARY, Rule.SCALES, "A sinh gate scales by the hyperbolic cosine of its operand.") {
        @Override
        public double value(double a) {
            return Kernels.sinh(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.cosh(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.cosh();
        }

        @Override
        Value expand(List<Value> v) {
            Value a = v.get(0);
            return a.expm1().sub(a.neg().expm1()).div(2); // with exp, nothing would be left near 0
        }
    },

    /** (e<sup>a</sup> + e<sup>−a</sup>)/2. */
    COSH("cosh", Arity.UNARY, Rule.SCALES, "A cosh gate scales by the hyperbolic sine of its operand.") {
        @Override
        public double value(double a) {
            return Kernels.cosh(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.sinh(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.sinh();
        }

        @Override
        Value expand(List<Value> v) {
            Value a = v.get(0);
            return a.exp().add(a.neg().exp()).div(2);
        }
    },

    /** The hyperbolic secant 2/(e<sup>a</sup> + e<sup>−a</sup>), in [0, 1]; its square is the slope of tanh. */
    SECH("sech", Arity.UNARY, Rule.SCALES, "A sech gate scales by −out·tanh x: far from 0 little passes.") {
        @Override
        public double value(double a) {
            return Kernels.sech(a);
        }

        @Override
        public double slope(double a, double out) {
            return -out * Kernels.tanh(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return out.neg().mul(a.tanh());
        }

        @Override
        Value expand(List<Value> v) {
            Value a = v.get(0);
            return Value.constant(2).div(a.exp().add(a.neg().exp()));
        }
    },

    /** The hyperbolic tangent, in [−1, 1]. */
    TANH(
            "tanh",
            Arity.UNARY,
            Rule.SCALES,
            "A tanh gate scales by 1 − out²: near 0 the gradient passes, where tanh saturates it vanishes.") {
        @Override
        public double value(double a) {
            return Kernels.tanh(a);
        }

        @Override
        boolean row(double[] x, int from, double[] out, int to, int n) {
            Kernels.tanhRow(x, from, out, to, n);
            return true;
        }

        @Override
        public double slope(double a, double out) {
            return Math.abs(out) < plainBelow() ? plainSlope(out) : Kernels.sechSquared(a);
        }

        @Override
        public double plainSlope(double out) {
            return 1 - out * out;
        }

        @Override
        public double plainBelow() {
            return 0.86;
        }

        @Override
        Value slope(Value a, Value out) {
            return a.sech().pow(2); // 1 − out² has no digits left where out is nearly 1
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return Value.constant(1).sub(out.pow(2));
        }

        @Override
        Value expand(List<Value> v) {
            Value e = v.get(0).mul(2).expm1(); // as with sinh
            return e.div(e.add(2));
        }
    },

    /** The number whose sinh is a. */
    ASINH("asinh", Arity.UNARY, Rule.SCALES, "An asinh gate scales by 1/√(x² + 1): far from 0 little passes.") {
        @Override
        public double value(double a) {
            return Kernels.asinh(a);
        }

        @Override
        public double slope(double a, double out) {
            return 1 / HYPOT.value(1, a);
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(1).div(a.hypot(Value.constant(1)));
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return Value.constant(1).div(v.get(0).pow(2).add(1).sqrt());
        }
    },

    /** The number of at least 0 whose cosh is a; NaN for a &lt; 1. */
    ACOSH("acosh", Arity.UNARY, Rule.SCALES, "An acosh gate scales by 1/√(x² − 1), which is infinite at 1.") {
        @Override
        public double value(double a) {
            return Kernels.acosh(a);
        }

        @Override
        public double slope(double a, double out) {
            return 1 / Math.sqrt(a - 1) / Math.sqrt(a + 1);
        }

        @Override
        Value slope(Value a, Value out) {
            Value finite = a.max(-Double.MAX_VALUE); // a power of −∞ would be 0, and not NaN
            return finite.sub(1).pow(-0.5).mul(finite.add(1).pow(-0.5));
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return Value.constant(1).div(v.get(0).pow(2).sub(1).sqrt());
        }
    },

    /** The number whose tanh is a; NaN outside [−1, 1]. */
    ATANH("atanh", Arity.UNARY, Rule.SCALES, "An atanh gate scales by 1/(1 − x²), which is infinite at ±1.") {
        @Override
        public double value(double a) {
            return Kernels.atanh(a);
        }

        @Override
        public double slope(double a, double out) {
            return 1 / ((1 - a) * (1 + a));
        }

        @Override
        Value slope(Value a, Value out) {
            return Value.constant(1).div(oneLessSquare(a));
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return Value.constant(1).div(Value.constant(1).sub(v.get(0).pow(2)));
        }
    },

    /** The logistic function 1/(1 + e<sup>−a</sup>), in [0, 1]. */
    SIGMOID(
            "σ",
            "sigmoid",
            Arity.UNARY,
            Rule.SCALES,
            "A sigmoid gate scales by out·(1 − out): at most a quarter of the gradient passes.") {
        @Override
        public double value(double a) {
            return Kernels.sigmoid(a);
        }

        @Override
        public double slope(double a, double out) {
            return out < plainBelow() ? plainSlope(out) : Kernels.sigmoidSlope(a);
        }

        @Override
        public double plainSlope(double out) {
            return out * (1 - out);
        }

        @Override
        public double plainBelow() {
            return 0.75;
        }

        @Override
        Value slope(Value a, Value out) {
            return a.mul(0.5).sech().mul(0.5).pow(2); // as with tanh; σ(x)·σ(−x) would cancel in the next derivative
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return out.mul(Value.constant(1).sub(out));
        }

        @Override
        Value expand(List<Value> v) {
            return Value.constant(1).div(v.get(0).neg().exp().add(1));
        }
    },

    /** max(0, a), with slope 0 at 0. */
    RELU(
            "relu",
            Arity.UNARY,
            Rule.ROUTES,
            "A relu gate routes: a positive operand receives the whole upstream gradient, any other nothing.") {
        @Override
        public double value(double a) {
            return Math.max(0, a); // HotSpot makes vectors of this and of the slope, and no jumps
        }

        @Override
        public double slope(double a, double out) {
            return Math.min(1, Math.max(0, a) * 0x1p1023 * 0x1p52); // at least 1 even for the least positive a
        }

        @Override
        Value slope(Value a, Value out) {
            return a.heaviside();
        }

        @Override
        Value expand(List<Value> v) {
            return Value.constant(0).max(v.get(0));
        }
    },

    /** a for a &gt; 0, else 0.01·a; the slope at 0 is 0.01. */
    LEAKY_RELU(
            "leaky relu",
            "leakyRelu",
            Arity.UNARY,
            Rule.SCALES,
            "A leaky relu gate scales by 1 for a positive operand, else by 0.01.") {
        @Override
        public double value(double a) {
            return a > 0 ? a : LEAK * a;
        }

        @Override
        public double slope(double a, double out) {
            return a > 0 ? 1 : LEAK + flat(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.heaviside().mul(1 - LEAK).add(LEAK);
        }

        @Override
        Value expand(List<Value> v) {
            Value a = v.get(0);
            return a.mul(LEAK).max(a);
        }
    },

    /** a·σ(a), also called swish. */
    SILU("silu", Arity.UNARY, Rule.SCALES, "A silu gate scales by σ(x) + x·σ'(x): far left nothing passes.") {
        @Override
        public double value(double a) {
            return Kernels.silu(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.siluSlope(a);
        }

        @Override
        Value slope(Value a, Value out) {
            Value bounded = a.max(-END_OF_SIGMOID).min(END_OF_SIGMOID); // ±∞·0 would be NaN
            return a.sigmoid().add(bounded.mul(a.mul(0.5).sech().mul(0.5).pow(2)));
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            Value share = v.get(0).sigmoid();
            return share.add(out.mul(Value.constant(1).sub(share)));
        }

        @Override
        Value expand(List<Value> v) {
            return v.get(0).div(v.get(0).neg().exp().add(1));
        }
    },

    /** log(1 + e<sup>a</sup>), a smooth relu. */
    SOFTPLUS("softplus", Arity.UNARY, Rule.SCALES, "A softplus gate scales by the sigmoid of its operand.") {
        @Override
        public double value(double a) {
            return Kernels.softplus(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.sigmoid(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.sigmoid();
        }

        @Override
        Value expand(List<Value> v) {
            return v.get(0).exp().log1p();
        }
    },

    /** The error function 2/√π ∫₀ᵃ e<sup>−t²</sup> dt. */
    ERF("erf", Arity.UNARY, Rule.SCALES, "An erf gate scales by the bell curve 2/√π·exp(−x²).") {
        @Override
        public double value(double a) {
            return Kernels.erf(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.erfDerivative(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.normPdf().pow(2).mul(FOUR_ROOT_PI); // the square in exp(−x²) would be rounded first
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return v.get(0).pow(2).neg().exp().mul(TWO_OVER_ROOT_PI);
        }
    },

    /** 1 − erf(a), to relative accuracy in the upper tail too. */
    ERFC("erfc", Arity.UNARY, Rule.SCALES, "An erfc gate scales by the bell curve −2/√π·exp(−x²).") {
        @Override
        public double value(double a) {
            return Kernels.erfc(a);
        }

        @Override
        public double slope(double a, double out) {
            return -Kernels.erfDerivative(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.normPdf().pow(2).mul(-FOUR_ROOT_PI); // as with erf
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return v.get(0).pow(2).neg().exp().mul(-TWO_OVER_ROOT_PI);
        }
    },

    /** The standard normal density φ(a) = e<sup>−a²/2</sup>/√(2π). */
    NORM_PDF("φ", "normPdf", Arity.UNARY, Rule.SCALES, "A normal density scales by −x·out: far from 0 little passes.") {
        @Override
        public double value(double a) {
            return Kernels.normPdf(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.normPdfSlope(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return withinBell(a).neg().mul(out);
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return v.get(0).neg().mul(out);
        }

        @Override
        Value expand(List<Value> v) {
            return v.get(0).pow(2).mul(-0.5).exp().mul(NORMAL_PEAK);
        }
    },

    /** The standard normal distribution function Φ(a), to relative accuracy in the lower tail too. */
    NORM_CDF("Φ", "normCdf", Arity.UNARY, Rule.SCALES, "A normal distribution scales by the bell curve φ(x).") {
        @Override
        public double value(double a) {
            return Kernels.normCdf(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.normPdf(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.normPdf();
        }

        @Override
        Value expand(List<Value> v) {
            return v.get(0).mul(Math.sqrt(0.5)).erf().add(1).mul(0.5);
        }
    },

    /** log Φ(a), to relative accuracy in both tails. */
    LOG_NORM_CDF("log Φ", "logNormCdf", Arity.UNARY, Rule.SCALES, "A log-normal-tail gate scales by φ(x)/Φ(x).") {
        @Override
        public double value(double a) {
            return Kernels.logNormCdf(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.logNormCdfSlope(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return logNormCdfSlope(a);
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return v.get(0).normPdf().div(v.get(0).normCdf());
        }
    },

    /**
     * (−1)ᵃ/a! times the derivative of order a of Mills' ratio (1 − Φ(b))/φ(b), which is 1 over the slope of log Φ; NaN
     * for an order that is not an integer of at least 0, through which no gradient passes.
     */
    MILLS("mills", Arity.BINARY, Rule.SCALES, "A mills gate scales by −(n + 1) times that of the next order.") {
        @Override
        public double value(double a, double b) {
            return Kernels.mills(a, b);
        }

        @Override
        public double left(double a, double b, double out) {
            return flat(out);
        }

        @Override
        public double right(double a, double b, double out) {
            return -(a + 1) * Kernels.mills(a + 1, b);
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return flatOrder(out);
        }

        @Override
        Value right(Value a, Value b, Value out) {
            return times(nextOrder(a), b);
        }

        private Value times(Value next, Value b) {
            return next.neg().mul(MILLS.apply(next, b));
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return i == 0 ? Value.constant(0) : times(v.get(0).add(1), v.get(1));
        }
    },

    /** log |Γ(a)|; ∞ at 0 and at negative integers. */
    LGAMMA("lgamma", Arity.UNARY, Rule.SCALES, "An lgamma gate scales by the digamma function of its operand.") {
        @Override
        public double value(double a) {
            return Kernels.lgamma(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.digamma(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.digamma();
        }
    },

    /** The slope of log |Γ(a)|; ∓∞ at ±0 and NaN at negative integers. */
    DIGAMMA("digamma", Arity.UNARY, Rule.SCALES, "A digamma gate scales by its own derivative, polygamma(1, x).") {
        @Override
        public double value(double a) {
            return Kernels.digamma(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.polygamma(1, a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.polygamma(1);
        }
    },

    /**
     * The derivative of order a of digamma at b. At negative integers, ∞ for an odd order, otherwise NaN; NaN also for
     * an order that is not an integer of at least 0, through which no gradient passes.
     */
    POLYGAMMA(
            "polygamma",
            Arity.BINARY,
            Rule.SCALES,
            "A polygamma gate scales by the polygamma function of the next order; no gradient passes to the order.") {
        @Override
        public double value(double a, double b) {
            return Kernels.polygamma(a, b);
        }

        @Override
        public double left(double a, double b, double out) {
            return flat(out);
        }

        @Override
        public double right(double a, double b, double out) {
            return Kernels.polygamma(a + 1, b);
        }

        @Override
        Value left(Value a, Value b, Value out) {
            return flatOrder(out);
        }

        @Override
        Value right(Value a, Value b, Value out) {
            return POLYGAMMA.apply(nextOrder(a), b);
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return i == 0 ? Value.constant(0) : POLYGAMMA.apply(v.get(0).add(1), v.get(1));
        }
    },

    /** a·Φ(a) with the exact normal distribution function Φ (Hendrycks and Gimpel, 2016). */
    GELU(
            "gelu",
            Arity.UNARY,
            Rule.SCALES,
            "A gelu gate scales by Φ(x) + x·φ(x): almost all passes for large operands, "
                    + "almost nothing for very negative ones.") {
        @Override
        public double value(double a) {
            return Kernels.gelu(a);
        }

        @Override
        public double slope(double a, double out) {
            return Kernels.geluDerivative(a);
        }

        @Override
        Value slope(Value a, Value out) {
            return a.normCdf().add(withinBell(a).mul(a.normPdf()));
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            Value a = v.get(0);
            return a.normCdf().add(a.mul(a.normPdf()));
        }

        @Override
        Value expand(List<Value> v) {
            Value a = v.get(0);
            return a.mul(a.mul(Math.sqrt(0.5)).erf().add(1).mul(0.5));
        }
    },

    /** a₁ + a₂ + …, from left to right, as one gate. */
    SUM(
            "Σ",
            "sum",
            1,
            Rule.DISTRIBUTES,
            "A Σ gate distributes: it hands the upstream gradient unchanged to every operand.") {
        @Override
        public double value(double[] v) {
            double sum = v[0];
            for (int i = 1; i < v.length; i++) {
                sum += v[i];
            }
            return sum;
        }

        @Override
        public double partial(int i, double[] v, double out) {
            return 1;
        }

        @Override
        Value partial(int i, List<Value> v, Value out) {
            return Value.constant(1);
        }

        @Override
        Value expand(List<Value> v) {
            return addUp(v);
        }
    },

    /** w₁·x₁ + w₂·x₂ + … (+ b with an odd number of operands), from left to right, as one gate. */
    DOT(
            "dot",
            "dot",
            2,
            Rule.SWAPS,
            "A dot gate swaps pair by pair: each weight receives the upstream gradient times its input, "
                    + "each input that times its weight, and the bias the upstream gradient unchanged.") {
        @Override
        public double value(double[] v) {
            double sum = v[0] * v[1];
            int pairs = v.length & ~1;
            for (int i = 2; i < pairs; i += 2) {
                sum += v[i] * v[i + 1];
            }
            return pairs == v.length ? sum : sum + v[pairs];
        }

        @Override
        public double partial(int i, double[] v, double out) {
            return isBias(i, v.length) ? 1 : v[i ^ 1];
        }

        @Override
        Value partial(int i, List<Value> v, Value out) {
            return isBias(i, v.size()) ? Value.constant(1) : v.get(i ^ 1);
        }

        private boolean isBias(int i, int operands) {
            return i == operands - 1 && operands % 2 == 1;
        }

        @Override
        Value expand(List<Value> v) {
            Value sum = v.get(0).mul(v.get(1));
            int pairs = v.size() & ~1;
            for (int i = 2; i < pairs; i += 2) {
                sum = sum.add(v.get(i).mul(v.get(i + 1)));
            }
            return pairs == v.size() ? sum : sum.add(v.get(pairs));
        }
    },

    /** √(a₁² + a₂² + …), the length of a vector, where no square overflows; slopes 0 at the origin. */
    NORM("‖·‖", "norm", 1, Rule.SCALES, "A norm gate scales: each operand receives its share x/out of the length.") {
        @Override
        public double value(double[] v) {
            return Kernels.norm(v);
        }

        @Override
        public double partial(int i, double[] v, double out) {
            return partials(v.clone(), out)[i];
        }

        @Override
        public double[] partials(double[] v, double out) {
            Kernels.toUnitLength(v);
            return v;
        }

        @Override
        Value partial(int i, List<Value> v, Value out) {
            if (v.size() == 1) {
                return v.get(0).sign();
            }
            return v.size() > MAX_SHARES
                    ? v.get(i).div(out.add(oneAtZero(out)))
                    : shareOfLength(v.get(i), others(i, v));
        }

        private Value others(int i, List<Value> v) {
            List<Value> others = new ArrayList<>(v);
            others.remove(i);
            return others.size() == 1 ? others.get(0) : Value.norm(others);
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return v.get(i).div(out);
        }
    },

    /** log(e<sup>a₁</sup> + e<sup>a₂</sup> + …), computed so that nothing overflows. */
    LOG_SUM_EXP(
            "log Σ exp",
            "logSumExp",
            1,
            Rule.SHARES,
            "A log-sum-exp gate shares: each operand receives its softmax share of the upstream gradient.") {
        @Override
        public double value(double[] v) {
            return Kernels.logSumExp(v, v.length);
        }

        @Override
        public double partial(int i, double[] v, double out) {
            return partials(v.clone(), out)[i];
        }

        @Override
        public double[] partials(double[] v, double out) {
            Kernels.softmax(v);
            return v;
        }

        @Override
        Value partial(int i, List<Value> v, Value out) {
            return v.size() > MAX_SHARES ? v.get(i).sub(out).exp() : share(i, v);
        }

        @Override
        Value expand(List<Value> v) {
            return addUp(v.stream().map(Value::exp).toList()).log();
        }
    },

    /** e<sup>a₁</sup>/(e<sup>a₁</sup> + e<sup>a₂</sup> + …): the first operand's share, without overflow. */
    SOFTMAX(
            "softmax",
            "softmax",
            1,
            Rule.SCALES,
            "A softmax gate scales: its first operand by out times the others' shares, "
                    + "each other one by −out times its own.") {
        @Override
        public double value(double[] v) {
            return Kernels.softmaxOfFirst(v);
        }

        @Override
        public double partial(int i, double[] v, double out) {
            return partials(v.clone(), out)[i];
        }

        @Override
        public double[] partials(double[] v, double out) {
            Kernels.softmax(v);
            v[0] = out * otherShares(v);
            for (int i = 1; i < v.length; i++) {
                v[i] = -(out * v[i]);
            }
            return v;
        }

        @Override
        Value partial(int i, List<Value> v, Value out) {
            return i == 0 ? out.mul(otherShares(v, out)) : out.mul(share(i, v)).neg();
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return i > 0 ? partial(i, v, out) : out.mul(Value.constant(1).sub(out));
        }

        @Override
        Value expand(List<Value> v) {
            Value one = Value.constant(
                    1); // as sigmoid: with a quotient of powers, the slope of a share near 1 would cancel
            return v.size() == 1
                    ? v.get(0).sub(v.get(0)).exp()
                    : one.div(othersByFirst(v).add(1));
        }
    },

    /** a₁ − log(e<sup>a₁</sup> + e<sup>a₂</sup> + …): the log of the first operand's share, accurate near 0 too. */
    LOG_SOFTMAX(
            "log softmax",
            "logSoftmax",
            1,
            Rule.SHARES,
            "A log-softmax gate shares: each other operand receives minus its softmax share of the upstream gradient, "
                    + "and the first one the sum of what they lose.") {
        @Override
        public double value(double[] v) {
            return Kernels.logSoftmaxOfFirst(v);
        }

        @Override
        public double partial(int i, double[] v, double out) {
            return partials(v.clone(), out)[i];
        }

        @Override
        public double[] partials(double[] v, double out) {
            Kernels.softmax(v);
            v[0] = out > Double.NEGATIVE_INFINITY ? otherShares(v) : -Kernels.expm1(out);
            for (int i = 1; i < v.length; i++) {
                v[i] = -v[i];
            }
            return v;
        }

        @Override
        Value partial(int i, List<Value> v, Value out) {
            if (i == 0) {
                return out.expm1().neg(); // a sum of shares would cancel in the next derivative
            }
            return v.size() > MAX_SHARES
                    ? v.get(i).sub(v.get(0)).add(out).exp().neg()
                    : share(i, v).neg();
        }

        @Override
        Value written(int i, List<Value> v, Value out) {
            return i > 0 ? partial(i, v, out) : Value.constant(1).sub(out.exp());
        }

        @Override
        Value expand(List<Value> v) {
            return v.size() == 1
                    ? v.get(0).sub(v.get(0))
                    : othersByFirst(v).log1p().neg();
        }
    };

    private static final Op[] BY_KIND = values();

    /** The {@link Bits#KIND} bits of a node of this op. */
    @SuppressWarnings("EnumOrdinal") // used only in memory
    final int kind = ordinal() + 1;

    private final String symbol;
    private final String functionName;
    private final Arity arity;
    private final int minOperands;
    private final Rule rule;
    private final String explanation;

    Op(Operator operator, String symbol, String functionName, Rule rule, String explanation) {
        this(symbol, functionName, operator.prefix() ? Arity.UNARY : Arity.BINARY, rule, explanation);
        operator.declare(this);
    }

    Op(String functionName, Arity arity, Rule rule, String explanation) {
        this(functionName, functionName, arity, rule, explanation);
    }

    Op(String symbol, String functionName, Arity arity, Rule rule, String explanation) {
        this(symbol, functionName, arity, arity.minOperands, rule, explanation);
    }

    Op(String symbol, String functionName, int minOperands, Rule rule, String explanation) {
        this(symbol, functionName, Arity.NARY, minOperands, rule, explanation);
    }

    Op(String symbol, String functionName, Arity arity, int minOperands, Rule rule, String explanation) {
        this.symbol = symbol;
        this.functionName = functionName;
        this.arity = arity;
        this.minOperands = minOperands;
        this.rule = rule;
        this.explanation = explanation;
    }

    @Override
    public String symbol() {
        return symbol;
    }

    @Override
    public String functionName() {
        return functionName;
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public String explanation() {
        return explanation;
    }

    /** {@return the arity of this op} */
    public Arity arity() {
        return arity;
    }

    /** {@return the minimum number of operands, 1 to 3, which is the exact number unless the op is n-ary} */
    public int minOperands() {
        return minOperands;
    }

    /**
     * {@return whether this op takes so many operands: {@link #minOperands()}, or that many or more if it is n-ary}
     *
     * @param count a number of operands
     */
    public boolean accepts(int count) {
        return arity == Arity.NARY ? count >= minOperands : count == minOperands;
    }

    /**
     * {@return whether the first operand is an order: an integer that numbers the functions of a family, and takes no
     * gradient}
     */
    public boolean takesOrder() {
        return this == CBRT_POW || this == MILLS || this == POLYGAMMA;
    }

    /**
     * {@return whether a program may call this op with more than two operands, because it does not matter how they are
     * grouped: {@code max(a, b, c)} is {@code max(max(a, b), c)}}
     */
    public boolean folds() {
        return this == ADD || this == MUL || this == MAX || this == MIN;
    }

    @Override
    public double forward(double... operands) {
        checkCount(operands.length);
        return switch (arity) {
            case UNARY -> value(operands[0]);
            case BINARY -> value(operands[0], operands[1]);
            case TERNARY, NARY -> value(operands);
        };
    }

    @Override
    public boolean passes(double local) {
        return this != WHERE || local != 0;
    }

    @Override
    public double derivative(int i, double[] operands, double out) {
        checkIndex(i, operands.length);
        return switch (arity) {
            case UNARY -> slope(operands[0], out);
            case BINARY -> i == 0 ? left(operands[0], operands[1], out) : right(operands[0], operands[1], out);
            case TERNARY, NARY -> partial(i, operands, out);
        };
    }

    @Override
    public Value derivative(int i, List<Value> operands, Value out) {
        Objects.requireNonNull(out, "out");
        checkIndex(i, operands.size());
        return switch (arity) {
            case UNARY -> slope(operands.get(0), out);
            case BINARY ->
                i == 0 ? left(operands.get(0), operands.get(1), out) : right(operands.get(0), operands.get(1), out);
            case TERNARY, NARY -> partial(i, operands, out);
        };
    }

    @Override
    public Value formula(int i, List<Value> operands, Value out) {
        checkIndex(i, operands.size());
        return written(i, operands, out);
    }

    @Override
    public Value apply(List<Value> operands) {
        checkCount(operands.size());
        return switch (arity) {
            case UNARY -> this == DETACH ? operands.get(0).detach() : Value.unary(this, operands.get(0));
            case BINARY -> Value.binary(this, operands.get(0), operands.get(1));
            case TERNARY -> WhereValue.of(operands.get(0), operands.get(1), operands.get(2));
            case NARY -> this == DOT ? DotValue.of(operands) : NaryValue.of(this, operands);
        };
    }

    /**
     * {@return a new node that applies this op to operands}
     *
     * @param operands the operands, as many as the op takes
     * @throws IllegalArgumentException if the number of operands is wrong
     */
    public Value apply(Value... operands) {
        Objects.requireNonNull(operands, "operands");
        return apply(Arrays.asList(operands));
    }

    static Op byKind(int kind) {
        return BY_KIND[kind - 1];
    }

    // The methods that a constant overrides: the first group if it is unary, the second if binary, the third if ternary
    // or n-ary.
    // Compiled code and loops call the numeric ones, which allocate nothing.

    /**
     * {@return the value of a unary op, like {@link #forward} without an array}
     *
     * @param a the operand
     * @throws IllegalArgumentException if this op is not unary
     */
    public double value(double a) {
        throw wrongArity(Arity.UNARY);
    }

    /**
     * {@return ∂out/∂a of a unary op, like {@link #derivative(int, double[], double)} without an array}
     *
     * @param a the operand
     * @param out the op's value there
     * @throws IllegalArgumentException if this op is not unary
     */
    public double slope(double a, double out) {
        return flat(Arity.UNARY, out);
    }

    Value slope(Value a, Value out) {
        return flat(Arity.UNARY, out);
    }

    /**
     * {@return the value of a binary op, like {@link #forward} without an array}
     *
     * @param a the first operand
     * @param b the second operand
     * @throws IllegalArgumentException if this op is not binary
     */
    public double value(double a, double b) {
        throw wrongArity(Arity.BINARY);
    }

    /**
     * {@return ∂out/∂a of a binary op, like {@link #derivative(int, double[], double)} without an array}
     *
     * @param a the first operand
     * @param b the second operand
     * @param out the op's value there
     * @throws IllegalArgumentException if this op is not binary
     */
    public double left(double a, double b, double out) {
        return flat(Arity.BINARY, out);
    }

    /**
     * {@return ∂out/∂b of a binary op, like {@link #derivative(int, double[], double)} without an array}
     *
     * @param a the first operand
     * @param b the second operand
     * @param out the op's value there
     * @throws IllegalArgumentException if this op is not binary
     */
    public double right(double a, double b, double out) {
        return flat(Arity.BINARY, out);
    }

    Value left(Value a, Value b, Value out) {
        return flat(Arity.BINARY, out);
    }

    Value right(Value a, Value b, Value out) {
        return flat(Arity.BINARY, out);
    }

    /** The slope that a gate of an arity has unless it says otherwise: 0 if it blocks, but NaN where its value is. */
    private double flat(Arity asked, double out) {
        checkFlat(asked);
        return flat(out);
    }

    private Value flat(Arity asked, Value out) {
        checkFlat(asked);
        return out.sign().mul(0); // NaN where out is
    }

    private void checkFlat(Arity asked) {
        if (rule != Rule.BLOCKS || arity != asked) {
            throw wrongArity(asked);
        }
    }

    /**
     * {@return the value of a ternary op, like {@link #forward} without an array}
     *
     * @param a the first operand
     * @param b the second operand
     * @param c the third operand
     * @throws IllegalArgumentException if this op is not ternary
     */
    public double value(double a, double b, double c) {
        throw wrongArity(Arity.TERNARY);
    }

    /**
     * {@return the value of a where with this binary op as its condition, in one step} A comparison needs no number for
     * its truth then, and takes no more time than {@link #MAX}.
     *
     * @param a the first operand of the condition
     * @param b the second operand of the condition
     * @param x the result where the condition holds
     * @param y the result where it does not
     * @throws IllegalArgumentException if this op is not binary
     */
    public double choose(double a, double b, double x, double y) {
        return WHERE.value(value(a, b), x, y);
    }

    /**
     * {@return the value of an n-ary op, like {@link #forward} without checking the number of operands}
     *
     * @param v the operands, at least {@link #minOperands()}
     * @throws IllegalArgumentException if this op is not n-ary
     */
    public double value(double[] v) {
        throw wrongArity(Arity.NARY);
    }

    /**
     * {@return ∂out/∂v<sub>i</sub> of an n-ary op, like {@link #derivative(int, double[], double)} with fewer checks}
     *
     * @param i which operand, from 0
     * @param v the operands, at least {@link #minOperands()}
     * @param out the op's value there
     * @throws IllegalArgumentException if this op is not n-ary
     */
    public double partial(int i, double[] v, double out) {
        throw wrongArity(Arity.NARY);
    }

    Value partial(int i, List<Value> v, Value out) {
        throw wrongArity(Arity.NARY);
    }

    /**
     * Replaces the operands of an n-ary op by the local derivatives with respect to them, the same bits as
     * {@link #partial}.
     *
     * @param v the operands, at least {@link #minOperands()}, which are overwritten
     * @param out the op's value there
     * @return {@code v}
     * @throws IllegalArgumentException if this op is not n-ary
     */
    public double[] partials(double[] v, double out) {
        double[] operands = v.clone();
        for (int i = 0; i < v.length; i++) {
            v[i] = partial(i, operands, out);
        }
        return v;
    }

    /**
     * {@return ∂out/∂a of a unary op from its value alone, equal to {@link #slope} for values of a magnitude below
     * {@link #plainBelow()}} The formula is short enough for HotSpot to vectorise loops over it.
     *
     * @param out the op's value
     * @throws IllegalArgumentException if this op has no such formula
     */
    public double plainSlope(double out) {
        throw new IllegalArgumentException("the slope of " + functionName + " cannot be computed from its value alone");
    }

    /** {@return the magnitude of values below which {@link #plainSlope} is accurate, 0 if there is no such formula} */
    public double plainBelow() {
        return 0;
    }

    /**
     * Computes a unary op for numbers side by side, {@code out[to + i] = value(x[from + i])} to the same bits, if it
     * has a kernel that is faster for many numbers than for one.
     *
     * @param x an array with the operands
     * @param from the index of the first one
     * @param out receives the values; it may be the same array if the ranges do not overlap
     * @param to the index of the first value
     * @param n the number of values
     * @return whether this op has such a kernel; if not, nothing is computed
     */
    public final boolean valueRow(double[] x, int from, double[] out, int to, int n) {
        return row(Objects.requireNonNull(x, "x"), from, Objects.requireNonNull(out, "out"), to, n);
    }

    boolean row(double[] x, int from, double[] out, int to, int n) {
        return false;
    }

    private IllegalArgumentException wrongArity(Arity asked) {
        return new IllegalArgumentException(
                "%s is %s, but was called as a %s op".formatted(functionName, arity.word(), asked.word()));
    }

    /** The same function of operands in simpler gates, or null for an op that is itself a primitive. */
    @Nullable
    Value expand(List<Value> v) {
        return null;
    }

    /** The value of a comparison: NaN if one of its operands is, so that neither it nor its opposite holds. */
    private static double truth(boolean holds, boolean fails) {
        return holds ? 1 : fails ? 0 : Double.NaN;
    }

    private static String comparison(String symbol) {
        return "A " + symbol + " gate blocks: its graph is flat on either side of a tie, so no gradient passes.";
    }

    /** The slope of a flat piece: 0, or NaN if the operand is NaN. */
    private static double flat(double a) {
        return Double.isNaN(a) ? a : 0;
    }

    /** The local derivative in its textbook form; see {@link #formula}. */
    Value written(int i, List<Value> v, Value out) {
        return rule == Rule.BLOCKS ? Value.constant(0) : derivative(i, v, out);
    }

    private void checkCount(int count) {
        if (!accepts(count)) {
            String wanted = arity == Arity.NARY ? "at least " + minOperands : String.valueOf(minOperands);
            String operands = minOperands == 1 ? "operand" : "operands";
            throw new IllegalArgumentException(
                    "%s takes %s %s, but was given %d".formatted(functionName, wanted, operands, count));
        }
    }

    private void checkIndex(int i, int count) {
        checkCount(count);
        if (i < 0 || i >= count) {
            throw new IllegalArgumentException(
                    "%s has operands 0 to %d here; there is no operand %d".formatted(functionName, count - 1, i));
        }
    }
}
