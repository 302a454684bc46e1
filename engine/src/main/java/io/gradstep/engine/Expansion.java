package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Expands coarse gates to primitive ones: σ to negation, exp, + and ÷; dot to × and +.
 *
 * <pre>{@code
 * Value x = Value.of(0.5, "x");
 * Value coarse = x.sigmoid();
 * Value fine = Expansion.primitives(coarse);
 * System.out.println(Graph.of(coarse).size()); // 2
 * System.out.println(Graph.of(fine).size()); // 7
 * fine.backward();
 * System.out.println(Math.abs(x.grad() - 0.2350037122015945) < 1e-15); // true
 * }</pre>
 *
 * <p>Both graphs have the same leaves and give the same values and gradients up to rounding if every intermediate is
 * finite and normal. Otherwise the coarse gate is more robust: the expansion of σ(−1000) computes e¹⁰⁰⁰ = ∞. The
 * rounding difference is at most 4 units in the last place, unless the expansion cancels or amplifies the rounding of
 * an intermediate:
 *
 * <table>
 * <caption>Exceptions, in units in the last place (ulp) of the exact number or of the given number</caption>
 * <tr><th>gate</th><th>value</th><th>gradient</th></tr>
 * <tr><td>tanh</td><td>4</td><td>4 ulp of 2: two paths nearly cancel where x is large</td></tr>
 * <tr><td>cosh, sech</td><td>4</td><td>4 ulp of the value: two paths nearly cancel near 0</td></tr>
 * <tr><td>normPdf</td><td>4 + x²/2: the exponent is half the rounded square</td><td>4 + x²/2</td></tr>
 * <tr><td>normCdf</td><td>4 ulp of ½: erf is nearly −1 in the lower tail</td>
 * <td>4 + 2x²: x/√2 is rounded twice</td></tr>
 * <tr><td>gelu</td><td>4 ulp of x/2, as normCdf</td><td>4 ulp of 1</td></tr>
 * <tr><td>silu</td><td>4</td><td>4 ulp of σ(x): two paths nearly cancel at −1.28</td></tr>
 * <tr><td>logSumExp</td><td>4 ulp of 1: the logarithm of a number near 1</td><td>4</td></tr>
 * <tr><td>softmax, logSoftmax</td><td>4 + the greatest difference from the first operand, which is rounded</td>
 * <td>4 + 3 times that: a power of e by the square of a sum of them</td></tr>
 * <tr><td>sum, dot</td><td>the same bits</td><td>the same bits</td></tr>
 * </table>
 */
public final class Expansion {
    private Expansion() {}

    /**
     * Builds an equivalent graph of primitive gates.
     *
     * <p>Arithmetic, powers, max and min, exp, log, sin and the like are primitives; so is a {@link CustomOp}. Names
     * are kept. Nodes with nothing to expand at or below them are reused. Work: linear in nodes and edges.
     *
     * @param f the output of a graph
     * @return the output of the expanded graph, or f itself if there is nothing to expand
     */
    public static Value primitives(Value f) {
        Objects.requireNonNull(f, "f");
        Graph graph = Graph.of(f);
        Value[] expanded = new Value[graph.size()];
        for (int i = 0; i < expanded.length; i++) {
            Value node = graph.node(i);
            if (node.isLeaf()) {
                expanded[i] = node;
                continue;
            }
            ImmutableList.Builder<Value> operands = ImmutableList.builder();
            boolean same = true;
            for (int k = 0; k < graph.operandCount(i); k++) {
                Value operand = expanded[graph.operandIndex(i, k)];
                same &= operand == node.operand(k);
                operands.add(operand);
            }
            expanded[i] = expand(node, operands.build(), same);
        }
        return expanded[expanded.length - 1];
    }

    private static Value expand(Value node, ImmutableList<Value> operands, boolean same) {
        @Nullable Value spelledOut = node.gate() instanceof Op op ? op.expand(operands) : null;
        if (spelledOut == null && same) {
            return node;
        }
        Value result = spelledOut == null ? node.gate().apply(operands) : spelledOut;
        // A sum of one operand expands to that operand, which must keep its own name.
        String name = node.name();
        return name == null || operands.contains(result) ? result : result.named(name);
    }

    /**
     * The error bound of an expansion.
     *
     * @param ulps the bound in units in the last place
     * @param scale the units are those of the exact number or of this, whichever is larger
     */
    record Bound(double ulps, double scale) {}

    private static final double ULPS = 4;

    /** The bound of a value, from the table above. */
    static Bound ofValue(Op op, double[] v) {
        double x = v[0];
        return switch (op) {
            case NORM_PDF -> new Bound(ULPS + x * x / 2, 0);
            case NORM_CDF -> new Bound(ULPS, 0.5);
            case GELU -> new Bound(ULPS, Math.abs(x) / 2);
            case LOG_SUM_EXP -> new Bound(ULPS, 1);
            case SOFTMAX, LOG_SOFTMAX -> new Bound(ULPS + fromFirst(v), 0);
            default -> new Bound(ULPS, 0);
        };
    }

    /** The bound of each derivative, from the table above. */
    static Bound ofGradient(Op op, double[] v) {
        double x = v[0];
        return switch (op) {
            case TANH -> new Bound(ULPS, 2);
            case COSH, SECH -> new Bound(ULPS, op.value(x));
            case NORM_CDF -> new Bound(ULPS + 2 * x * x, 0);
            case GELU -> new Bound(ULPS, 1);
            case SILU -> new Bound(ULPS, Op.SIGMOID.value(x));
            case LOG_SUM_EXP -> new Bound(ULPS, 0);
            case SOFTMAX, LOG_SOFTMAX -> new Bound(ULPS + 3 * fromFirst(v), 0);
            default -> ofValue(op, v);
        };
    }

    private static double fromFirst(double[] v) {
        double greatest = 0;
        for (double number : v) {
            greatest = Math.max(greatest, Math.abs(number - v[0]));
        }
        return greatest;
    }
}
