package io.gradstep.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Forward-mode dual numbers a + a′ε with ε² = 0: a deliberately naive reference for the backward pass. The rules are
 * written out here from a table of derivatives and share nothing with {@link Op}'s; an op without one is differentiated
 * by differences.
 *
 * @param v the value
 * @param d its derivative with respect to the one leaf that was chosen
 */
record Dual(double v, double d) {

    /** ∂output/∂leaf, by walking the graph forward in the order of its view. */
    static Dual differentiate(Graph graph, Value leaf) {
        Map<Value, Dual> duals = new HashMap<>();
        for (Value node : graph.topologicalOrder()) {
            if (node.isLeaf()) {
                duals.put(node, new Dual(node.data(), node == leaf ? 1 : 0));
            } else {
                duals.put(
                        node,
                        apply(
                                (Op) node.op(),
                                node.operands().stream().map(duals::get).toList()));
            }
        }
        Dual result = duals.get(graph.output());
        if (result == null) {
            throw new AssertionError("the output is not in its own graph");
        }
        return result;
    }

    private static Dual apply(Op op, List<Dual> operands) {
        Dual a = operands.get(0);
        Dual b = operands.size() > 1 ? operands.get(1) : a;
        double x = a.v;
        return switch (op) {
            case ADD -> new Dual(x + b.v, a.d + b.d);
            case SUB -> new Dual(x - b.v, a.d - b.d);
            case MUL -> new Dual(x * b.v, a.d * b.v + x * b.d);
            case DIV -> new Dual(x / b.v, (a.d * b.v - x * b.d) / (b.v * b.v));
            case NEG -> new Dual(-x, -a.d);
            case POW -> power(a, b);
            case MAX -> x >= b.v ? a : b;
            case MIN -> x <= b.v ? a : b;
            case LESS_THAN -> new Dual(x < b.v ? 1 : 0, 0);
            case GREATER_THAN -> new Dual(x > b.v ? 1 : 0, 0);
            case AT_MOST -> new Dual(x <= b.v ? 1 : 0, 0);
            case AT_LEAST -> new Dual(x >= b.v ? 1 : 0, 0);
            case EQUAL_TO -> new Dual(x == b.v ? 1 : 0, 0);
            case IS_NAN -> new Dual(Double.isNaN(x) ? 1 : 0, 0);
            case WHERE -> x != 0 ? b : operands.get(2);
            case ABS -> new Dual(Math.abs(x), x > 0 ? a.d : x < 0 ? -a.d : 0);
            case SIGN -> new Dual(x > 0 ? 1 : x < 0 ? -1 : 0, 0);
            case STEP -> new Dual(x > 0 ? 1 : 0, 0);
            case FLOOR, CEIL, ROUND -> new Dual(op.forward(x), 0); // differences would see the jumps
            case DETACH -> new Dual(x, 0);
            case SQRT -> new Dual(Math.sqrt(x), a.d / (2 * Math.sqrt(x)));
            case EXP -> new Dual(Math.exp(x), Math.exp(x) * a.d);
            case LOG -> new Dual(Math.log(x), a.d / x);
            case LOG1P -> new Dual(Math.log1p(x), a.d / (1 + x));
            case EXPM1 -> new Dual(Math.expm1(x), Math.exp(x) * a.d);
            case LOG2 -> new Dual(Math.log(x) / Math.log(2), a.d / (x * Math.log(2)));
            case LOG10 -> new Dual(Math.log10(x), a.d / (x * Math.log(10)));
            case SIN -> new Dual(Math.sin(x), Math.cos(x) * a.d);
            case COS -> new Dual(Math.cos(x), -Math.sin(x) * a.d);
            case TAN -> new Dual(Math.tan(x), a.d / (Math.cos(x) * Math.cos(x)));
            case ASIN -> new Dual(Math.asin(x), a.d / Math.sqrt(1 - x * x));
            case ACOS -> new Dual(Math.acos(x), -a.d / Math.sqrt(1 - x * x));
            case ATAN -> new Dual(Math.atan(x), a.d / (1 + x * x));
            case SINH -> new Dual(Math.sinh(x), Math.cosh(x) * a.d);
            case COSH -> new Dual(Math.cosh(x), Math.sinh(x) * a.d);
            case SECH -> new Dual(1 / Math.cosh(x), -Math.sinh(x) / (Math.cosh(x) * Math.cosh(x)) * a.d);
            case TANH -> new Dual(Math.tanh(x), a.d / (Math.cosh(x) * Math.cosh(x)));
            case ASINH -> {
                double root = Math.sqrt(x * x + 1);
                yield new Dual(Math.copySign(Math.log(Math.abs(x) + root), x), a.d / root);
            }
            case ACOSH -> {
                double root = Math.sqrt((x - 1) * (x + 1));
                yield new Dual(Math.log(x + root), a.d / root);
            }
            case ATANH -> new Dual(Math.log((1 + x) / (1 - x)) / 2, a.d / (1 - x * x));
            case SIGMOID -> new Dual(1 / (1 + Math.exp(-x)), a.d / (2 + Math.exp(x) + Math.exp(-x)));
            case RELU -> x > 0 ? a : new Dual(0, 0);
            case LEAKY_RELU -> x > 0 ? a : new Dual(x / 100, a.d / 100);
            case SILU -> {
                double share = 1 / (1 + Math.exp(-x));
                yield new Dual(x * share, share * (1 + x * (1 - share)) * a.d);
            }
            case SOFTPLUS -> new Dual(Math.log(1 + Math.exp(x)), a.d / (1 + Math.exp(-x)));
            case ERF -> new Dual(errorFunction(x), bell(x) * a.d);
            case ERFC -> new Dual(op.forward(x), -bell(x) * a.d); // 1 - erf has no digits in the tail
            case NORM_PDF -> new Dual(density(x), -x * density(x) * a.d);
            case NORM_CDF -> new Dual((1 + errorFunction(x / Math.sqrt(2))) / 2, density(x) * a.d);
            case GELU -> gelu(a);
            case LGAMMA -> new Dual(op.forward(x), Op.DIGAMMA.forward(x) * a.d);
            case DIGAMMA -> new Dual(op.forward(x), Op.POLYGAMMA.forward(1, x) * a.d);
            case POLYGAMMA -> new Dual(op.forward(x, b.v), op.forward(x + 1, b.v) * b.d); // no slope by the order
            case CBRT_POW -> new Dual(op.forward(x, b.v), x == 0 ? 0 : x / 3 * op.forward(x - 3, b.v) * b.d);
            case MILLS -> new Dual(op.forward(x, b.v), -(x + 1) * op.forward(x + 1, b.v) * b.d);
            case LOG_NORM_CDF -> new Dual(op.forward(x), b.d / Op.MILLS.forward(0, -x)); // both accurate in the tail
            case XLOGY -> new Dual(x == 0 ? 0 : x * Math.log(b.v), x == 0 && b.v == 0 ? 0 : xlogySlope(a, b));
            case NORM -> norm(operands);
            case SUM -> sum(operands);
            case DOT -> dot(operands);
            case LOG_SUM_EXP -> logSumExp(operands);
            case SOFTMAX -> softmax(operands);
            case LOG_SOFTMAX -> sum(List.of(a, negated(logSumExp(operands))));
            case ATAN2 -> // which jumps, and differences would see it
                new Dual(Math.atan2(x, b.v), (a.d * b.v - x * b.d) / (x * x + b.v * b.v));
            default -> differences(op, operands);
        };
    }

    /**
     * An op that is smooth where it is used, from its values alone: {@link OpAccuracyTest} holds them to 25 digits.
     * Five points each; the fifth derivative counts 10⁻¹² times.
     */
    private static Dual differences(Op op, List<Dual> operands) {
        double[] at = operands.stream().mapToDouble(Dual::v).toArray();
        double d = 0;
        for (int i = 0; i < at.length; i++) {
            double h = 1e-3 * Math.max(Math.abs(at[i]), 1e-3);
            double near = moved(op, at, i, h) - moved(op, at, i, -h);
            double far = moved(op, at, i, 2 * h) - moved(op, at, i, -2 * h);
            d += (8 * near - far) / (12 * h) * operands.get(i).d;
        }
        return new Dual(op.forward(at), d);
    }

    private static double moved(Op op, double[] at, int i, double by) {
        double[] moved = at.clone();
        moved[i] += by;
        return op.forward(moved);
    }

    private static Dual power(Dual a, Dual b) {
        double value = Math.pow(a.v, b.v);
        double byBase = b.v == 0 ? 0 : b.v * Math.pow(a.v, b.v - 1) * a.d;
        double byExponent = b.d == 0 || (a.v == 0 && b.v >= 0) ? 0 : value * Math.log(a.v) * b.d;
        return new Dual(value, byBase + byExponent);
    }

    private static double xlogySlope(Dual a, Dual b) {
        return (a.d == 0 ? 0 : a.d * Math.log(b.v)) + a.v / b.v * b.d;
    }

    private static Dual norm(List<Dual> operands) {
        double squares = 0;
        double weighted = 0;
        for (Dual operand : operands) {
            squares += operand.v * operand.v;
            weighted += operand.v * operand.d;
        }
        return new Dual(Math.sqrt(squares), weighted == 0 ? 0 : weighted / Math.sqrt(squares));
    }

    private static Dual gelu(Dual a) {
        double phi = (1 + errorFunction(a.v / Math.sqrt(2))) / 2;
        return new Dual(a.v * phi, (phi + a.v * density(a.v)) * a.d);
    }

    private static Dual sum(List<Dual> operands) {
        double v = 0;
        double d = 0;
        for (Dual operand : operands) {
            v += operand.v;
            d += operand.d;
        }
        return new Dual(v, d);
    }

    private static Dual dot(List<Dual> operands) {
        Dual total = new Dual(0, 0);
        for (int i = 0; i + 1 < operands.size(); i += 2) {
            Dual w = operands.get(i);
            Dual x = operands.get(i + 1);
            total = new Dual(total.v + w.v * x.v, total.d + w.d * x.v + w.v * x.d);
        }
        return operands.size() % 2 == 0 ? total : sum(List.of(total, operands.get(operands.size() - 1)));
    }

    private static Dual logSumExp(List<Dual> operands) {
        double greatest = operands.stream().mapToDouble(Dual::v).max().orElseThrow();
        double sum = 0;
        double weighted = 0;
        for (Dual operand : operands) {
            sum += Math.exp(operand.v - greatest);
            weighted += Math.exp(operand.v - greatest) * operand.d;
        }
        return new Dual(greatest + Math.log(sum), weighted / sum); // exact for a single operand: a sign may follow
    }

    private static Dual softmax(List<Dual> operands) {
        Dual first = operands.get(0);
        Dual total = logSumExp(operands);
        double share = Math.exp(first.v - total.v);
        return new Dual(share, share * (first.d - total.d));
    }

    private static Dual negated(Dual a) {
        return new Dual(-a.v, -a.d);
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** The Taylor series Σ (−1)ⁿ x²ⁿ⁺¹/(n!(2n+1)), good to about 1e-12 up to |x| = 3.5 and ±1 beyond 6. */
    private static double errorFunction(double x) {
        if (Math.abs(x) > 3.5) {
            return Math.copySign(1 - farTail(Math.abs(x)), x);
        }
        double power = x;
        double sum = x;
        for (int n = 1; n < 120; n++) {
            power *= -x * x / n;
            sum += power / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    /** The asymptotic series of erfc, whose smallest term at x = 3.5 is below 1e-5 of erfc = 7e-7. */
    private static double farTail(double x) {
        double term = 1;
        double sum = 1;
        for (int n = 1; n < 10; n++) {
            term *= -(2 * n - 1) / (2 * x * x);
            sum += term;
        }
        return Math.exp(-x * x) / (x * Math.sqrt(Math.PI)) * sum;
    }

    private static double bell(double x) {
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
    }
}
