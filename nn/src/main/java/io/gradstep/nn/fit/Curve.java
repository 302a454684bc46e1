package io.gradstep.nn.fit;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A formula of inputs and of parameters to fit, with the parameters' start values and whatever restricts them.
 *
 * <p>Immutable and thread-safe. The formula is compiled when it is first computed.
 */
public final class Curve {
    private final Program program;
    private final ImmutableList<String> inputs;
    private final ImmutableList<String> parameters;
    private final ImmutableDoubleArray start;
    private final ImmutableMap<String, Double> fixed;
    private final Ties ties;
    private final ImmutableMap<String, Bounds> bounds;

    /** Parameters of other outputs of the formula. */
    private final ImmutableMap<String, Double> unused;

    private final String output;

    /** The formula after its ties. */
    private final Program whole;

    private final Supplier<CurveFunctions> functions;

    Curve(
            Program program,
            List<String> inputs,
            Map<String, Double> start,
            Map<String, Double> fixed,
            Ties ties,
            Map<String, Bounds> bounds,
            Map<String, Double> unused,
            String output) {
        this.program = program;
        this.inputs = ImmutableList.copyOf(inputs);
        this.parameters = ImmutableList.copyOf(start.keySet());
        this.start = ImmutableDoubleArray.copyOf(start.values());
        this.fixed = ImmutableMap.copyOf(fixed);
        this.ties = ties;
        this.bounds = ImmutableMap.copyOf(bounds);
        this.unused = ImmutableMap.copyOf(unused);
        this.output = output;
        this.whole = ties.before(program);
        this.functions = Suppliers.memoize(() -> compiled(parameters));
        checkUse();
    }

    private void checkUse() {
        Evaluation evaluation = evaluation(parameters, start.toArray(), ones());
        List<String> varied = new ArrayList<>(parameters);
        if (output.equals(program.output())) {
            varied.addAll(inputs);
        }
        List<Value> leaves = CurveFunctions.leaves(varied, evaluation);
        for (Value unused : Graph.of(evaluation.output()).unreachable(leaves)) {
            throw new IllegalArgumentException("%s does not depend on %s; leave it out"
                    .formatted(Printer.name(output), Printer.name(String.valueOf(unused.name()))));
        }
    }

    private double[] ones() {
        double[] sample = new double[inputs.size()];
        Arrays.fill(sample, 1);
        return sample;
    }

    /**
     * Makes a curve without restrictions.
     *
     * @param program the formula; a name that it sets to a number is a constant unless it has a start value
     * @param inputs the names that take their values from the samples
     * @param start the start value of each parameter by name, in the order of the parameters
     * @return the curve
     * @throws IllegalArgumentException if there is no parameter, a name in the formula has no value, a parameter or
     *     input does not occur in the formula, or a name is both
     */
    public static Curve of(Program program, List<String> inputs, Map<String, Double> start) {
        CurveBuilder builder = builder(program).inputs(requireNonNull(inputs, "inputs"));
        requireNonNull(start, "start").forEach(builder::start);
        return builder.build();
    }

    /**
     * Makes a builder of a curve.
     *
     * @param program the formula; a name that it sets to a number is a constant unless it is a parameter
     * @return a builder without inputs and parameters
     */
    public static CurveBuilder builder(Program program) {
        return new CurveBuilder(requireNonNull(program, "program"));
    }

    /** {@return an immutable list of the names of the parameters to fit, at least one} */
    public List<String> parameterNames() {
        return parameters;
    }

    /** {@return an immutable list of the names of the inputs, possibly none} */
    public List<String> inputNames() {
        return inputs;
    }

    /** {@return the formula} */
    public Program program() {
        return program;
    }

    /** {@return the name of the fitted value in the formula} */
    public String outputName() {
        return output;
    }

    /** {@return the start value of each parameter to fit, in the order of {@link #parameterNames()}} */
    public double[] start() {
        return start.toArray();
    }

    /** {@return an immutable map of the parameters that keep their value, with it} */
    public Map<String, Double> fixed() {
        return fixed;
    }

    /**
     * {@return an immutable map of the parameters that follow others, with their expressions, each after those that it
     * uses}
     */
    public Map<String, String> ties() {
        return ties.inOrder();
    }

    /** {@return the bounds of a parameter} */
    Bounds bounds(String parameter) {
        return bounds.getOrDefault(parameter, Bounds.NONE);
    }

    /**
     * Computes the formula for many samples.
     *
     * @param at the value of each parameter to fit
     * @param samples a row for each sample, with a value for each input
     * @return the formula's value for each sample
     * @throws IllegalArgumentException if an array has the wrong length
     */
    public double[] values(double[] at, double[][] samples) {
        requireNonNull(at, "at");
        requireNonNull(samples, "samples");
        return functions.get().values(at, samples);
    }

    /** Compiles the formula as a function of these parameters, in this order; it need not use all of them. */
    CurveFunctions functions(List<String> names) {
        return names.equals(parameters) ? functions.get() : compiled(names);
    }

    private CurveFunctions compiled(List<String> names) {
        return new CurveFunctions(this, names, evaluation(parameters, start.toArray(), ones()));
    }

    /** Builds the graph for one sample. */
    Evaluation evaluation(List<String> names, double[] at, double[] sample) {
        Map<String, Double> values = new HashMap<>(fixed);
        values.putAll(unused);
        for (int k = 0; k < at.length; k++) {
            if (parameters.contains(names.get(k))) {
                values.put(names.get(k), at[k]);
            }
        }
        for (int j = 0; j < sample.length; j++) {
            values.put(inputs.get(j), sample[j]);
        }
        Evaluation evaluation = whole.evaluate(values);
        Value chosen = evaluation.values().get(output);
        return chosen == null ? evaluation : new Evaluation(chosen, evaluation.values(), evaluation.inputs());
    }
}
