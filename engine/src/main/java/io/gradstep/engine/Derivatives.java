package io.gradstep.engine;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds derivatives as graphs of {@link Value}s, which can be differentiated again, drawn, printed and recomputed.
 *
 * <pre>{@code
 * Value x = Value.of(5, "x");
 * Value y = Value.of(4, "y");
 * Value f = x.pow(3).mul(y.pow(2));
 * List<Value> gradient = Derivatives.gradient(f, List.of(x, y));
 * System.out.println(gradient.get(0).data()); // 1200.0
 * List<List<Value>> hessian = Derivatives.hessian(f, List.of(x, y));
 * System.out.println(hessian.get(0).get(1).data()); // 600.0
 * }</pre>
 *
 * <p>The gradients computed by {@link Value#backward()} do not change. The new graphs use the nodes of f, so that
 * {@link Graph#forward()} of a derivative after a leaf has changed also recomputes f.
 *
 * <p>Inputs may be leaves, or interior nodes: ∂f/∂q is then the derivative with everything below q held fixed. The
 * derivative with respect to a constant, or to an input that f does not depend on, is the constant 0;
 * {@link Graph#unreachable} finds such inputs. At kinks and edges a derivative is as defined by {@link Op}. A flat gate
 * such as step passes exactly 0, even for an infinite upstream gradient, and NaN where its operand is NaN.
 *
 * <p>Accuracy: first and second derivatives of each op keep their relative accuracy, to some units in the last place,
 * unless an intermediate result over- or underflows. The exceptions are ill-conditioned problems: near a root that is a
 * difference of terms (x·φ(x) and Φ(x) in gelu′ at −0.75) the bound is that of the greater term, and in ∂xⁿ/∂x what the
 * exponent n − 1 is rounded by costs |log x| times as much. A sum of shares in a slope of softmax costs a rounding for
 * each. For a logSumExp of more than 256 operands the shares
 * are built as exp(vᵢ − out), to keep the graph linear in their number; that costs |out| units. The second derivatives
 * of logSoftmax with respect to its first operand contain exp(out), which costs |out| too.
 */
public final class Derivatives {
    private Derivatives() {}

    /**
     * Builds ∂f/∂input for every input, in reverse mode.
     *
     * <p>Work: one walk over f; at most four new nodes per edge for the usual ops, for any number of inputs.
     *
     * @param f the function's output
     * @param inputs the inputs to differentiate with respect to
     * @return the gradient, an immutable list of one node per input
     */
    public static List<Value> gradient(Value f, List<Value> inputs) {
        Objects.requireNonNull(f, "f");
        Objects.requireNonNull(inputs, "inputs");
        Graph graph = Graph.of(f);
        int[] indices = graph.indicesOf(inputs);
        boolean[] depends = dependsOn(graph, indices);
        Guards guards = Guards.of(graph);
        @Nullable Value[] adjoints = new @Nullable Value[graph.size()];
        adjoints[graph.size() - 1] = Value.constant(1);
        for (int i = graph.size() - 1; i >= 0; i--) {
            Value adjoint = adjoints[i];
            Value node = graph.node(i);
            if (adjoint == null || !depends[i] || node.isLeaf()) {
                continue;
            }
            List<Value> operands = node.operands();
            for (int k = 0; k < operands.size(); k++) {
                int index = graph.operandIndex(i, k);
                Value term = depends[index] ? pass(adjoint, k, operands, node) : null;
                if (term != null) {
                    adjoints[index] = plus(adjoints[index], guards == null ? term : guards.term(i, k, term));
                }
            }
        }
        if (guards != null) {
            for (int i : indices) {
                Value adjoint = i < 0 ? null : adjoints[i];
                if (adjoint != null) {
                    adjoints[i] = guards.derivative(i, adjoint);
                }
            }
        }
        return pick(adjoints, indices);
    }

    /**
     * Builds ∂f/∂input for every input, in reverse mode.
     *
     * @param f the function's output
     * @param inputs the inputs to differentiate with respect to
     * @return the gradient, an immutable list of one node per input
     */
    public static List<Value> gradient(Value f, Value... inputs) {
        Objects.requireNonNull(inputs, "inputs");
        return gradient(f, Arrays.asList(inputs));
    }

    /**
     * Builds ∂f/∂x.
     *
     * @param f the function's output
     * @param x the input to differentiate with respect to
     * @return the derivative
     */
    public static Value derivative(Value f, Value x) {
        Objects.requireNonNull(x, "x");
        return gradient(f, List.of(x)).get(0);
    }

    /**
     * Builds the n-th derivative ∂ⁿf/∂xⁿ.
     *
     * <p>Work: n gradients, each of the previous one; the graphs grow by a factor of about three each time.
     *
     * @param f the function's output
     * @param x the input to differentiate with respect to
     * @param n the order, from 0, which gives f itself
     * @return the derivative
     * @throws IllegalArgumentException if n is negative
     */
    public static Value derivative(Value f, Value x, int n) {
        Objects.requireNonNull(f, "f");
        Objects.requireNonNull(x, "x");
        if (n < 0) {
            throw new IllegalArgumentException("the order of a derivative must be at least 0, not " + n);
        }
        Value result = f;
        for (int i = 0; i < n; i++) {
            result = derivative(result, x);
        }
        return result;
    }

    /**
     * Builds the Jacobian ∂outputᵢ/∂inputⱼ, one gradient per output.
     *
     * @param outputs the functions, one for each row
     * @param inputs the inputs to differentiate with respect to, one for each column
     * @return the rows, immutable lists
     */
    public static List<List<Value>> jacobian(List<Value> outputs, List<Value> inputs) {
        Objects.requireNonNull(inputs, "inputs");
        ImmutableList.Builder<List<Value>> rows = ImmutableList.builder();
        for (Value output : outputs) {
            rows.add(gradient(output, inputs));
        }
        return rows.build();
    }

    /**
     * Builds the Hessian ∂²f/∂inputᵢ∂inputⱼ.
     *
     * <p>Work: a gradient, and the gradient of each of its components. If you need only the product with a vector, use
     * {@link #hessianVectorProduct}, whose cost does not depend on the number of inputs.
     *
     * @param f the function's output
     * @param inputs the inputs to differentiate with respect to
     * @return the rows, immutable lists; symmetric but for rounding
     */
    public static List<List<Value>> hessian(Value f, List<Value> inputs) {
        return jacobian(gradient(f, inputs), inputs);
    }

    /**
     * Builds the Hessian ∂²f/∂inputᵢ∂inputⱼ, like {@link #hessian(Value, List)}.
     *
     * @param f the function's output
     * @param inputs the inputs to differentiate with respect to
     * @return the rows, immutable lists; symmetric but for rounding
     */
    public static List<List<Value>> hessian(Value f, Value... inputs) {
        Objects.requireNonNull(inputs, "inputs");
        return hessian(f, Arrays.asList(inputs));
    }

    /**
     * Builds the Hessian of f times a vector without forming the Hessian: forward mode over reverse mode.
     *
     * <p>Work: a gradient, and a walk over its graph; at most six times the nodes of the gradient for the usual ops.
     *
     * @param f the function's output
     * @param inputs the inputs to differentiate with respect to
     * @param vector one number per input
     * @return the product, an immutable list of one node per input
     * @throws IllegalArgumentException if the vector does not have one number per input
     */
    public static List<Value> hessianVectorProduct(Value f, List<Value> inputs, double... vector) {
        Objects.requireNonNull(vector, "vector");
        return jvp(gradient(f, inputs), inputs, vector);
    }

    /**
     * Builds the derivative of f along a direction, Σ ∂f/∂inputᵢ·directionᵢ, in forward mode.
     *
     * @param f the function's output
     * @param inputs the inputs to differentiate with respect to
     * @param direction one number per input
     * @return the directional derivative
     * @throws IllegalArgumentException if the direction does not have one number per input
     */
    public static Value jvp(Value f, List<Value> inputs, double... direction) {
        Objects.requireNonNull(f, "f");
        return jvp(List.of(f), inputs, direction).get(0);
    }

    /**
     * Builds the product of the Jacobian with a vector in forward mode: one walk over the graph, for any number of
     * outputs and inputs.
     *
     * @param outputs the functions
     * @param inputs the inputs to differentiate with respect to
     * @param direction one number per input
     * @return the directional derivatives, an immutable list of one node per output
     * @throws IllegalArgumentException if the direction does not have one number per input
     */
    public static List<Value> jvp(List<Value> outputs, List<Value> inputs, double... direction) {
        return jvp(
                outputs,
                inputs,
                Arrays.stream(Objects.requireNonNull(direction, "direction"))
                        .mapToObj(Value::constant)
                        .toList());
    }

    /**
     * Builds the product of the Jacobian with a vector of nodes in forward mode, so that the direction may vary like
     * any other input. A component that is the constant 0 takes no part, even where its derivative is infinite.
     *
     * @param outputs the functions
     * @param inputs the inputs to differentiate with respect to
     * @param direction one node per input
     * @return the directional derivatives, an immutable list of one node per output
     * @throws IllegalArgumentException if the direction does not have one node per input
     */
    public static List<Value> jvp(List<Value> outputs, List<Value> inputs, List<Value> direction) {
        if (direction.size() != inputs.size()) {
            throw new IllegalArgumentException(
                    "there are %d inputs, but the vector has %d numbers".formatted(inputs.size(), direction.size()));
        }
        if (outputs.isEmpty()) {
            return ImmutableList.of();
        }
        Graph graph = Graph.of(Value.sum(outputs)); // one walk over all outputs; the sum itself is not used
        int[] indices = graph.indicesOf(inputs);
        boolean[] depends = dependsOn(graph, indices);
        @Nullable Value[] tangents = new @Nullable Value[graph.size()];
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] >= 0) {
                tangents[indices[i]] = plus(tangents[indices[i]], direction.get(i));
            }
        }
        for (int i = 0; i < graph.size() - 1; i++) {
            Value node = graph.node(i);
            if (!depends[i] || node.isLeaf()) {
                continue;
            }
            List<Value> operands = node.operands();
            List<@Nullable Value> along = new ArrayList<>();
            for (int k = 0; k < operands.size(); k++) {
                along.add(tangents[graph.operandIndex(i, k)]);
            }
            Value tangent = node.is(Op.WHERE)
                    ? either(node, along.get(1), along.get(2))
                    : node.gate() == Op.DOT ? alongDot(operands, along) : along(node, operands, along);
            tangents[i] = plus(tangents[i], tangent); // an input has one already, even if it is no leaf
        }
        return pick(tangents, graph.indicesOf(outputs));
    }

    /**
     * Returns the values of a matrix of nodes, such as a Hessian.
     *
     * @param rows the nodes
     * @return their data
     */
    public static double[][] data(List<List<Value>> rows) {
        double[][] data = new double[rows.size()][];
        Arrays.setAll(data, i -> rows.get(i).stream().mapToDouble(Value::data).toArray());
        return data;
    }

    /** The nodes that depend on the inputs, including the inputs themselves unless they are constants. */
    private static boolean[] dependsOn(Graph graph, int[] indices) {
        boolean[] depends = new boolean[graph.size()];
        for (int index : indices) {
            if (index >= 0 && !graph.node(index).isConstant()) {
                depends[index] = true;
            }
        }
        for (int i = 0; i < depends.length; i++) {
            int count = graph.node(i).is(Op.DETACH) ? 0 : graph.operandCount(i);
            for (int k = 0; k < count && !depends[i]; k++) {
                depends[i] = depends[graph.operandIndex(i, k)];
            }
        }
        return depends;
    }

    private static List<Value> pick(@Nullable Value[] nodes, int[] indices) {
        List<Value> picked = new ArrayList<>(indices.length);
        for (int index : indices) {
            Value node = index < 0 ? null : nodes[index];
            picked.add(node == null ? Value.constant(0) : node);
        }
        return ImmutableList.copyOf(picked);
    }

    private static @Nullable Value along(Value node, List<Value> operands, List<@Nullable Value> tangents) {
        Value sum = null;
        for (int k = 0; k < operands.size(); k++) {
            Value tangent = tangents.get(k);
            if (tangent != null) {
                sum = plus(sum, pass(tangent, k, operands, node));
            }
        }
        return sum;
    }

    /** The tangent of a dot gate as at most two dot gates: along the first of each pair, and along the second. */
    private static @Nullable Value alongDot(List<Value> operands, List<@Nullable Value> tangents) {
        int pairs = operands.size() / 2;
        Value sum = 2 * pairs < operands.size() ? tangents.get(2 * pairs) : null;
        for (int side = 0; side < 2; side++) {
            List<Value> varying = new ArrayList<>();
            List<Value> factors = new ArrayList<>();
            for (int t = 0; t < pairs; t++) {
                Value tangent = tangents.get(2 * t + side);
                if (tangent != null && isNumber(tangent)) {
                    sum = plus(sum, times(tangent, operands.get(2 * t + 1 - side)));
                } else if (tangent != null) {
                    varying.add(tangent);
                    factors.add(operands.get(2 * t + 1 - side));
                }
            }
            if (varying.size() == 1) {
                sum = plus(sum, times(varying.get(0), factors.get(0)));
            } else if (!varying.isEmpty()) {
                sum = sum == null ? Value.dot(varying, factors) : Value.dot(varying, factors, sum);
            }
        }
        return sum;
    }

    /** The tangent of the branch that a where takes. */
    private static @Nullable Value either(Value where, @Nullable Value first, @Nullable Value second) {
        return first == null && second == null
                ? null
                : Value.where(
                        where.operand(0),
                        first == null ? Value.constant(0) : first,
                        second == null ? Value.constant(0) : second);
    }

    /**
     * The derivative times the local derivative of operand k. A where passes it as it is: {@link Guards} choose the
     * branch. A flat gate gives 0 even for ∞, or NaN if an operand is
     * NaN.
     */
    private static @Nullable Value pass(Value derivative, int k, List<Value> operands, Value node) {
        if (node.is(Op.WHERE)) {
            return k == 0 ? null : derivative;
        }
        Value local = node.gate().derivative(k, operands, node);
        return node.gate().rule() == Rule.BLOCKS ? local : times(derivative, local);
    }

    // Products and sums without factors of 1 and terms of 0, which are frequent in derivatives.

    private static @Nullable Value plus(@Nullable Value a, @Nullable Value b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return isNumber(a) && isNumber(b) ? Value.constant(a.data + b.data) : a.add(b);
    }

    private static @Nullable Value times(Value upstream, Value local) {
        if (isNumber(local)) {
            return timesNumber(upstream, local.data);
        }
        return isNumber(upstream) ? timesNumber(local, upstream.data) : upstream.mul(local);
    }

    private static @Nullable Value timesNumber(Value a, double number) {
        if (number == 0) {
            return null;
        }
        if (isNumber(a)) {
            return Value.constant(a.data * number);
        }
        return number == 1 ? a : number == -1 ? a.neg() : Value.constant(number).mul(a);
    }

    private static boolean isNumber(Value node) {
        return node.isLeaf() && node.isConstant();
    }
}
