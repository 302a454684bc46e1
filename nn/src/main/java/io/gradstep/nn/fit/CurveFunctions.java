package io.gradstep.nn.fit;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.expr.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A curve compiled as a function of given parameters, with its derivatives. */
final class CurveFunctions {
    private final Curve curve;
    private final ImmutableList<String> parameters;
    private final Evaluation evaluation;

    /** The formula itself. */
    private final Supplier<CompiledFunction> function;

    /**
     * Its derivative with respect to each parameter, times a factor that is an additional parameter, and the formula
     * itself last. Compiled as a graph they are computed for many samples at a time; a single large method for one
     * sample would take the JVM many seconds to compile. The factor is applied from the first step of the chain rule
     * on, so that a derivative of 1e400 times a factor of 1e-200 does not overflow on the way.
     */
    private final Supplier<CompiledFunction> slopes;

    /** The formula's derivative with respect to each input, and the formula itself last. */
    private final Supplier<CompiledFunction> inputSlopes;

    CurveFunctions(Curve curve, List<String> parameters, Evaluation evaluation) {
        this.curve = curve;
        this.parameters = ImmutableList.copyOf(parameters);
        this.evaluation = evaluation;
        this.function = Suppliers.memoize(() -> compiled(List.of(evaluation.output())));
        this.slopes = Suppliers.memoize(this::compiledSlopes);
        this.inputSlopes = Suppliers.memoize(this::compiledInputSlopes);
    }

    private synchronized CompiledFunction compiledSlopes() {
        List<Value> leaves = leaves(parameters, evaluation);
        Value factor = Value.of(1);
        List<Value> outputs =
                new ArrayList<>(Derivatives.gradient(evaluation.output().mul(factor), leaves));
        outputs.add(evaluation.output());
        List<Value> parametersAndFactor = new ArrayList<>(leaves);
        parametersAndFactor.add(factor);
        return compiled(outputs, parametersAndFactor);
    }

    private synchronized CompiledFunction compiledInputSlopes() {
        List<Value> outputs =
                new ArrayList<>(Derivatives.gradient(evaluation.output(), leaves(curve.inputNames(), evaluation)));
        outputs.add(evaluation.output());
        return compiled(outputs);
    }

    private synchronized CompiledFunction compiled(List<Value> outputs) {
        return compiled(outputs, leaves(parameters, evaluation));
    }

    /** Compiles; leaves that are neither parameters nor inputs keep their number. */
    private CompiledFunction compiled(List<Value> outputs, List<Value> arguments) {
        List<Value> inputs = leaves(curve.inputNames(), evaluation);
        Set<Value> varied = Sets.newIdentityHashSet();
        varied.addAll(arguments);
        varied.addAll(inputs);
        return CompiledFunction.builder(outputs)
                .parameters(arguments)
                .inputs(inputs)
                .frozen(evaluation.inputs().stream()
                        .filter(leaf -> !varied.contains(leaf))
                        .toList())
                .build();
    }

    /** Returns the leaf of each name, a new one for a name that the formula does not use. */
    static List<Value> leaves(List<String> names, Evaluation evaluation) {
        Map<String, Value> leaves = new HashMap<>();
        evaluation.inputs().forEach(leaf -> leaves.put(String.valueOf(leaf.name()), leaf));
        List<Value> found = new ArrayList<>();
        for (String name : names) {
            Value leaf = leaves.get(name);
            found.add(leaf != null ? leaf : Value.of(0, name));
        }
        return found;
    }

    /** Returns the formula as a function of the parameters and the inputs. */
    CompiledFunction values() {
        return function.get();
    }

    /** Returns the derivatives by the parameters, and the formula last, as a function of parameters with a factor. */
    CompiledFunction slopesAndValues() {
        return slopes.get();
    }

    /** Returns parameters with the factor of derivatives behind them. */
    static double[] withFactor(double[] at, double factor) {
        double[] atAndFactor = Arrays.copyOf(at, at.length + 1);
        atAndFactor[at.length] = factor;
        return atAndFactor;
    }

    /** Computes the formula for many samples. */
    double[] values(double[] at, double[][] samples) {
        double[][] rows = new double[samples.length][1];
        function.get().values(at, samples, rows, Threads.COUNT);
        double[] values = new double[rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i][0];
        }
        return values;
    }

    /**
     * Computes a row for each sample: the derivative with respect to each parameter, times a factor, and the formula
     * last.
     */
    void slopesAndValues(double[] at, double factor, double[][] samples, double[][] rows) {
        slopes.get().values(withFactor(at, factor), samples, rows, 1);
    }

    /** Computes a row for each sample: the derivative with respect to each input, and the formula last. */
    void inputSlopesAndValues(double[] at, double[][] samples, double[][] rows) {
        inputSlopes.get().values(at, samples, rows, 1);
    }

    /** Returns the graph for one sample, to inspect its intermediate values. */
    Graph graph(double[] at, double[] sample) {
        return Graph.of(curve.evaluation(parameters, at, sample).output());
    }

    /**
     * Compiles the results of some of the formula's gates, followed by its derivative with respect to each of them.
     *
     * @return the function, or empty if there are no such gates
     */
    synchronized Optional<CompiledFunction> resultsAndSlopes(Predicate<Value> gates) {
        List<Value> chosen = Graph.of(evaluation.output()).topologicalOrder().stream()
                .filter(node -> !node.isLeaf() && gates.test(node))
                .toList();
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        List<Value> outputs = new ArrayList<>(chosen);
        outputs.addAll(Derivatives.gradient(evaluation.output(), chosen));
        return Optional.of(compiled(outputs));
    }
}
