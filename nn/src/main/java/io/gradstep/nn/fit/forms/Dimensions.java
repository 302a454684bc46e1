package io.gradstep.nn.fit.forms;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Op;
import io.gradstep.engine.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions of a formula's parameters in those of its inputs, as physicists infer them: {@code exp(-k*x)} takes a
 * plain number, so k is one over x; in {@code x - m}, m is an x; in {@code w^2 + (x - m)^2}, w is one too.
 *
 * <p>Each gate gives linear equations of exponents, which are solved by elimination. An equation that contradicts those
 * before it is left out: numbers in a formula may have any dimension.
 */
public final class Dimensions {
    private static final double NOTHING = 1e-9;

    private final List<Value> parameters;
    private final List<Value> inputs;

    /**
     * Exponents of each gate: coefficients of the parameters' own, then a constant for each input; null for numbers.
     */
    private final IdentityHashMap<Value, double @Nullable []> rows = new IdentityHashMap<>();

    private final List<double[]> equations = new ArrayList<>();

    private Dimensions(List<Value> parameters, List<Value> inputs) {
        this.parameters = parameters;
        this.inputs = inputs;
    }

    /** Infers the dimensions of leaves. */
    public static Dimensions of(Graph graph, List<Value> parameters, List<Value> inputs) {
        Dimensions dimensions = new Dimensions(parameters, inputs);
        graph.topologicalOrder().forEach(node -> dimensions.rows.put(node, dimensions.row(node)));
        return dimensions;
    }

    /** Returns the exponent of each input in a parameter's dimension; null if the formula leaves it open. */
    public double @Nullable [] of(int parameter) {
        for (double[] equation : equations) {
            boolean alone = true;
            for (int u = 0; u < parameters.size(); u++) {
                alone &= u == parameter ? equation[u] != 0 : Math.abs(equation[u]) < NOTHING;
            }
            if (alone) {
                double[] exponents = new double[inputs.size()];
                for (int j = 0; j < exponents.length; j++) {
                    // Adding 0 turns −0 into 0.
                    exponents[j] =
                            Math.rint(-equation[parameters.size() + j] / equation[parameter] / NOTHING) * NOTHING + 0.0;
                }
                return exponents;
            }
        }
        return null;
    }

    private double @Nullable [] row(Value node) {
        if (node.isLeaf()) {
            int parameter = indexOf(parameters, node);
            int input = indexOf(inputs, node);
            double[] row = none();
            if (parameter < 0 && input < 0) {
                return null;
            }
            row[parameter >= 0 ? parameter : parameters.size() + input] = 1;
            return row;
        }
        List<double @Nullable []> operands = new ArrayList<>();
        node.operands().forEach(operand -> operands.add(rows.get(operand)));
        if (operands.stream().allMatch(row -> row == null)) {
            return null;
        }
        if (!(node.op() instanceof Op op)) {
            return plain(operands); // an op of the user's own
        }
        return switch (op) {
            case ADD, SUB, SUM, MAX, MIN, HYPOT, NORM, LESS_THAN, GREATER_THAN, AT_MOST, AT_LEAST -> same(operands);
            case WHERE -> same(operands.subList(1, operands.size()));
            case MUL -> sum(operands.get(0), operands.get(1), 1);
            case DIV -> sum(operands.get(0), operands.get(1), -1);
            case NEG, ABS, RELU, DETACH -> operands.get(0);
            case SQRT -> sum(none(), operands.get(0), 0.5);
            case CBRT -> sum(none(), operands.get(0), 1.0 / 3);
            case POW -> power(operands, node.operands().get(1).data());
            default -> plain(operands);
        };
    }

    private double[] plain(List<double @Nullable []> operands) {
        operands.forEach(this::requirePlain);
        return none();
    }

    private static int indexOf(List<Value> leaves, Value leaf) {
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i) == leaf) {
                return i;
            }
        }
        return -1;
    }

    private double[] none() {
        return new double[parameters.size() + inputs.size()];
    }

    private double[] sum(double @Nullable [] one, double @Nullable [] other, double factor) {
        double[] sum = one == null ? none() : one.clone();
        for (int i = 0; other != null && i < sum.length; i++) {
            sum[i] += factor * other[i];
        }
        return sum;
    }

    private double @Nullable [] same(List<double @Nullable []> operands) {
        double[] first = null;
        for (double[] operand : operands) {
            if (operand != null && first == null) {
                first = operand;
            }
        }
        for (double[] operand : operands) {
            if (operand != first) {
                require(sum(first, operand, -1));
            }
        }
        return first;
    }

    private double[] power(List<double @Nullable []> operands, double exponent) {
        double[] base = operands.get(0);
        if (operands.get(1) == null) {
            return sum(none(), base, exponent);
        }
        requirePlain(operands.get(1));
        // Of x^b the dimension is open; (x/c)^b has none.
        if (base != null && Arrays.stream(base).limit(parameters.size()).anyMatch(part -> part != 0)) {
            requirePlain(base);
        }
        return none();
    }

    private void requirePlain(double @Nullable [] row) {
        if (row != null) {
            require(row);
        }
    }

    /** Adds the equation that exponents are 0, unless it contradicts others or follows from them. */
    private void require(double[] row) {
        double[] left = row.clone();
        for (double[] equation : equations) {
            eliminate(left, equation, pivot(equation));
        }
        int pivot = pivot(left);
        if (pivot < 0) {
            return;
        }
        equations.forEach(equation -> eliminate(equation, left, pivot));
        equations.add(left);
    }

    private int pivot(double[] row) {
        for (int u = 0; u < parameters.size(); u++) {
            if (Math.abs(row[u]) > NOTHING) {
                return u;
            }
        }
        return -1;
    }

    private static void eliminate(double[] row, double[] by, int pivot) {
        double factor = row[pivot] / by[pivot];
        for (int i = 0; i < row.length; i++) {
            row[i] -= factor * by[i];
        }
        row[pivot] = 0;
    }
}
