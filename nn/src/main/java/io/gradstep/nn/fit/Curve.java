package io.gradstep.nn.fit;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.Program;
import io.gradstep.nn.arguments.KnownNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A compiled formula of inputs and of parameters to fit, with the parameters' start values.
 *
 * <p>Immutable and thread-safe.
 */
public final class Curve {
    private final Program program;
    private final ImmutableList<String> inputs;
    private final ImmutableList<String> parameters;
    private final ImmutableDoubleArray start;

    /** The formula itself. */
    private final CompiledFunction function;

    /**
     * Its derivative with respect to each parameter, times a factor that is an additional parameter, and the formula
     * itself last. Compiled as a graph they are computed for many samples at a time; a single large method for one
     * sample would take the JVM many seconds to compile. The factor is applied from the first step of the chain rule
     * on, so that a derivative of 1e400 times a factor of 1e-200 does not overflow on the way.
     */
    private final CompiledFunction slopes;

    private Curve(
            Program program,
            List<String> inputs,
            List<String> parameters,
            ImmutableDoubleArray start,
            CompiledFunction function,
            CompiledFunction slopes) {
        this.program = program;
        this.inputs = ImmutableList.copyOf(inputs);
        this.parameters = ImmutableList.copyOf(parameters);
        this.start = start;
        this.function = function;
        this.slopes = slopes;
    }

    /**
     * Compiles a formula.
     *
     * @param program the formula; a name that it sets to a number is a constant unless it has a start value
     * @param inputs the names that take their values from the samples
     * @param start the start value of each parameter by name, in the order of the parameters
     * @return the curve
     * @throws IllegalArgumentException if there is no parameter, a name in the formula has no value, a parameter or
     *     input does not occur in the formula, or a name is both
     */
    public static Curve of(Program program, List<String> inputs, Map<String, Double> start) {
        requireNonNull(program, "program");
        requireNonNull(inputs, "inputs");
        if (requireNonNull(start, "start").isEmpty()) {
            throw new IllegalArgumentException(
                    "the formula has no parameter to fit; give each a start value, as in a=1");
        }
        Map<String, Double> values = new HashMap<>(start);
        for (String input : inputs) {
            if (values.put(input, 1.0) != null) {
                throw new IllegalArgumentException(
                        start.containsKey(input)
                                ? "%s is a column, so it cannot be a parameter too".formatted(Printer.name(input))
                                : "the column %s is named twice".formatted(Printer.name(input)));
            }
        }
        Evaluation evaluation = program.evaluate(values);
        List<String> parameters = List.copyOf(start.keySet());
        List<Value> parameterLeaves = leavesOf(parameters, evaluation);
        List<Value> inputLeaves = leavesOf(inputs, evaluation);
        List<Value> all = new ArrayList<>(parameterLeaves);
        all.addAll(inputLeaves);
        for (Value unused : Graph.of(evaluation.output()).unreachable(all)) {
            throw new IllegalArgumentException("%s does not depend on %s; leave it out"
                    .formatted(Printer.name(program.output()), Printer.name(String.valueOf(unused.name()))));
        }
        Value factor = Value.of(1);
        List<Value> outputs =
                new ArrayList<>(Derivatives.gradient(evaluation.output().mul(factor), parameterLeaves));
        outputs.add(evaluation.output());
        List<Value> parametersAndFactor = new ArrayList<>(parameterLeaves);
        parametersAndFactor.add(factor);
        return new Curve(
                program,
                inputs,
                parameters,
                ImmutableDoubleArray.copyOf(start.values()),
                compiled(List.of(evaluation.output()), parameterLeaves, inputLeaves),
                compiled(outputs, parametersAndFactor, inputLeaves));
    }

    private static CompiledFunction compiled(List<Value> outputs, List<Value> parameters, List<Value> inputs) {
        return CompiledFunction.builder(outputs)
                .parameters(parameters)
                .inputs(inputs)
                .build();
    }

    private static List<Value> leavesOf(List<String> names, Evaluation evaluation) {
        Map<String, Value> leaves = new HashMap<>();
        evaluation.inputs().forEach(leaf -> leaves.put(String.valueOf(leaf.name()), leaf));
        return names.stream().map(leaves::get).toList();
    }

    /** {@return the names of the parameters, at least one} */
    public List<String> parameterNames() {
        return parameters;
    }

    /** {@return the names of the inputs, possibly none} */
    public List<String> inputNames() {
        return inputs;
    }

    /** {@return the formula} */
    public Program program() {
        return program;
    }

    /** {@return the start value of each parameter, in the order of {@link #parameterNames()}} */
    public double[] start() {
        return start.toArray();
    }

    /** Returns the position of a parameter. */
    int indexOf(String parameter) {
        int k = parameters.indexOf(requireNonNull(parameter, "parameter"));
        if (k < 0) {
            throw KnownNames.unknown("parameter", parameter, parameters);
        }
        return k;
    }

    /**
     * Computes the formula for many samples.
     *
     * @param at the value of each parameter
     * @param samples a row for each sample, with a value for each input
     * @return the formula's value for each sample
     * @throws IllegalArgumentException if an array has the wrong length
     */
    public double[] values(double[] at, double[][] samples) {
        requireNonNull(at, "at");
        double[][] rows = new double[requireNonNull(samples, "samples").length][1];
        function.values(at, samples, rows, Threads.COUNT);
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
        double[] atAndFactor = Arrays.copyOf(at, at.length + 1);
        atAndFactor[at.length] = factor;
        slopes.values(atAndFactor, samples, rows, 1);
    }

    /** Returns the graph for one sample, to inspect its intermediate values. */
    Graph graph(double[] at, double[] sample) {
        return Graph.of(evaluation(at, sample).output());
    }

    /**
     * Compiles the results of some of the formula's gates, followed by its derivative with respect to each of them.
     *
     * @return the function, or empty if there are no such gates
     */
    Optional<CompiledFunction> resultsAndSlopes(Predicate<Value> gates) {
        Evaluation evaluation = evaluation(start.toArray(), new double[inputs.size()]);
        List<Value> chosen = Graph.of(evaluation.output()).topologicalOrder().stream()
                .filter(node -> !node.isLeaf() && gates.test(node))
                .toList();
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        List<Value> outputs = new ArrayList<>(chosen);
        outputs.addAll(Derivatives.gradient(evaluation.output(), chosen));
        return Optional.of(compiled(outputs, leavesOf(parameters, evaluation), leavesOf(inputs, evaluation)));
    }

    private Evaluation evaluation(double[] at, double[] sample) {
        Map<String, Double> values = new HashMap<>();
        for (int k = 0; k < at.length; k++) {
            values.put(parameters.get(k), at[k]);
        }
        for (int j = 0; j < sample.length; j++) {
            values.put(inputs.get(j), sample[j]);
        }
        return program.evaluate(values);
    }
}
