package io.gradstep.nn.fit;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Maps;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.Program;
import io.gradstep.nn.arguments.KnownNames;
import io.gradstep.nn.data.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A builder of a {@link Curve}: which names are inputs, where the parameters start, and what restricts them.
 *
 * <pre>{@code
 * Curve decay = Curve.builder(Program.parse("a*exp(-k*t) + c"))
 *         .inputs(List.of("t"))
 *         .start("a", 8)
 *         .start("k", 0.5)
 *         .bound("k", 0, 5)
 *         .tie("c", "a/100")
 *         .build();
 * System.out.println(decay.parameterNames()); // [a, k]
 * }</pre>
 */
public final class CurveBuilder {
    private final Program program;
    private List<String> inputs = List.of();
    private final Map<String, Double> start = new LinkedHashMap<>();
    private final Map<String, Double> fixed = new LinkedHashMap<>();
    private final Map<String, String> ties = new LinkedHashMap<>();
    private final Map<String, Bounds> bounds = new LinkedHashMap<>();
    private @Nullable String output;

    CurveBuilder(Program program) {
        this.program = program;
    }

    /**
     * Sets the inputs; none by default.
     *
     * @param names the names that take their values from the samples
     * @return this builder
     */
    @CanIgnoreReturnValue
    public CurveBuilder inputs(List<String> names) {
        inputs = List.copyOf(requireNonNull(names, "names"));
        return this;
    }

    /**
     * Adds a parameter to fit.
     *
     * @param parameter its name
     * @param value the value at which the search starts
     * @return this builder
     */
    @CanIgnoreReturnValue
    public CurveBuilder start(String parameter, double value) {
        start.put(requireNonNull(parameter, "parameter"), value);
        return this;
    }

    /**
     * Adds a parameter that keeps its value.
     *
     * @param parameter its name
     * @param value the value
     * @return this builder
     */
    @CanIgnoreReturnValue
    public CurveBuilder fix(String parameter, double value) {
        fixed.put(requireNonNull(parameter, "parameter"), value);
        return this;
    }

    /**
     * Adds a parameter that follows others.
     *
     * @param parameter its name
     * @param expression what it is equal to, such as {@code "2*a"}: an expression of other parameters, which may be
     *     tied themselves
     * @return this builder
     */
    @CanIgnoreReturnValue
    public CurveBuilder tie(String parameter, String expression) {
        ties.put(requireNonNull(parameter, "parameter"), requireNonNull(expression, "expression"));
        return this;
    }

    /**
     * Keeps a parameter between two bounds, which it may reach.
     *
     * @param parameter its name
     * @param lower the least value; −∞ for none
     * @param upper the greatest value; ∞ for none
     * @return this builder
     * @throws IllegalArgumentException if {@code lower} is not less than {@code upper}
     */
    @CanIgnoreReturnValue
    public CurveBuilder bound(String parameter, double lower, double upper) {
        Bounds earlier = bounds.getOrDefault(requireNonNull(parameter, "parameter"), Bounds.NONE);
        Bounds both = new Bounds(Math.max(earlier.lower(), lower), Math.min(earlier.upper(), upper));
        if (!(both.lower() < both.upper())) {
            throw new IllegalArgumentException(
                    "no number is between the bounds %s; the lower one comes first".formatted(both.of(parameter)));
        }
        bounds.put(parameter, both);
        return this;
    }

    /**
     * Chooses the value to fit from those that the formula names; by default its last one. Parameters and inputs that
     * it does not use are left out of the curve, so that several curves may come from one program.
     *
     * @param name the name of a computed value
     * @return this builder
     */
    @CanIgnoreReturnValue
    public CurveBuilder output(String name) {
        output = requireNonNull(name, "name");
        return this;
    }

    /**
     * Finds start values for the parameters that have none, by the form of the formula and by samples: for the line,
     * exponential, Gaussian, Lorentzian, logistic, power and sine, however they are written, and for sums and products
     * of their parts. Settings made before count.
     *
     * @param samples samples with the inputs, in their order, and one target
     * @return what was found, which this builder starts from; without values if all parameters had one
     * @throws IllegalArgumentException if the formula has another form, or cannot be computed; the message names the
     *     parameters that need a start value
     */
    @CanIgnoreReturnValue
    public GuessedStarts guessStarts(Dataset samples) {
        return guessStarts(samples, share -> {});
    }

    /**
     * Finds start values as {@link #guessStarts(Dataset)} does, and tells of its progress. It ends early, with the best
     * found so far, when its thread is interrupted; the thread stays interrupted.
     *
     * @param samples samples with the inputs, in their order, and one target
     * @param heard what to call before each trial, on this thread, with the share of trials that are done, from 0 to 1;
     *     an exception that it throws ends the search
     * @return what was found, which this builder starts from; without values if all parameters had one
     * @throws IllegalArgumentException if the formula has another form, or cannot be computed, or the search was
     *     interrupted before it found any; the message names the parameters that need a start value
     */
    @CanIgnoreReturnValue
    public GuessedStarts guessStarts(Dataset samples, DoubleConsumer heard) {
        requireNonNull(samples, "samples");
        requireNonNull(heard, "heard");
        CurveBuilder trial = new CurveBuilder(program);
        trial.inputs = inputs;
        trial.fixed.putAll(fixed);
        trial.ties.putAll(ties);
        trial.start.putAll(start);
        trial.output = output == null ? program.output() : output;
        List<String> unknown = unknown();
        unknown.forEach(name -> trial.start.put(name, 1.0));
        if (unknown.isEmpty()) {
            return new GuessedStarts(Map.of(), Double.NaN);
        }
        Curve curve = trial.build();
        if (samples.inputCount() != inputs.size() || samples.outputCount() != 1) {
            throw new IllegalArgumentException(
                    "the samples have %d inputs and %d targets; the curve needs %d inputs and 1"
                            .formatted(samples.inputCount(), samples.outputCount(), inputs.size()));
        }
        unknown.retainAll(curve.parameterNames());
        if (unknown.isEmpty()) {
            return new GuessedStarts(Map.of(), Double.NaN);
        }
        GuessedStarts found = StartGuess.of(curve, unknown, samples, heard);
        found.values().forEach((name, value) -> {
            Bounds limits = bounds.getOrDefault(name, Bounds.NONE);
            start.put(name, limits.hold(value) ? value : Math.min(Math.max(value, limits.lower()), limits.upper()));
        });
        return new GuessedStarts(Maps.filterKeys(start, found.values()::containsKey), found.rSquared());
    }

    /** {@return an immutable list of the names in the formula and its ties that have no value yet} */
    public List<String> unstarted() {
        return List.copyOf(unknown());
    }

    private List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        List<Program> programs = new ArrayList<>(List.of(program));
        ties.values().forEach(expression -> programs.add(Program.parse(expression)));
        for (Program each : programs) {
            for (Program.Input input : each.inputs()) {
                String name = input.name();
                boolean known = input.defaultValue().isPresent()
                        || inputs.contains(name)
                        || start.containsKey(name)
                        || fixed.containsKey(name)
                        || ties.containsKey(name)
                        || unknown.contains(name);
                if (!known) {
                    unknown.add(name);
                }
            }
        }
        return unknown;
    }

    /**
     * Builds the curve.
     *
     * @return the curve
     * @throws IllegalArgumentException if there is no parameter to fit, a name in the formula has no value, a parameter
     *     or input does not occur in the formula, a name has two meanings, a start value is out of its bounds, or ties
     *     go in a circle
     */
    public Curve build() {
        if (start.isEmpty()) {
            throw new IllegalArgumentException(
                    "the formula has no parameter to fit; give each a start value, as in a=1");
        }
        checkMeanings();
        bounds.forEach(this::checkStart);
        Map<String, Double> values = new LinkedHashMap<>(start);
        values.putAll(fixed);
        Ties sorted = Ties.of(ties, values.keySet());
        if (output == null) {
            return new Curve(program, inputs, start, fixed, sorted, bounds, Map.of(), program.output());
        }
        return ofOutput(output, sorted, values);
    }

    private Curve ofOutput(String name, Ties sorted, Map<String, Double> values) {
        inputs.forEach(input -> values.put(input, 1.0));
        Evaluation evaluation = sorted.before(program).evaluate(values);
        Value chosen = evaluation.values().get(name);
        if (chosen == null || chosen.isLeaf()) {
            throw new IllegalArgumentException("the formula computes no %s; name it, as in %s = a*x"
                    .formatted(Printer.name(name), Printer.name(name)));
        }
        Map<String, Double> used = new LinkedHashMap<>(start);
        Map<String, Double> unused = new LinkedHashMap<>();
        List<Value> leaves = CurveFunctions.leaves(List.copyOf(start.keySet()), evaluation);
        for (Value leaf : Graph.of(chosen).unreachable(leaves)) {
            String unreached = String.valueOf(leaf.name());
            unused.put(unreached, used.remove(unreached));
        }
        if (used.isEmpty()) {
            throw new IllegalArgumentException("%s depends on no parameter to fit".formatted(Printer.name(name)));
        }
        Map<String, Bounds> limits = new LinkedHashMap<>(bounds);
        limits.keySet().retainAll(used.keySet());
        return new Curve(program, inputs, used, fixed, sorted, limits, unused, name);
    }

    private void checkMeanings() {
        List<String> columns = new ArrayList<>();
        for (String input : inputs) {
            if (columns.contains(input)) {
                throw new IllegalArgumentException("the column %s is named twice".formatted(Printer.name(input)));
            }
            if (start.containsKey(input) || fixed.containsKey(input) || ties.containsKey(input)) {
                throw new IllegalArgumentException(
                        "%s is a column, so it cannot be a parameter too".formatted(Printer.name(input)));
            }
            columns.add(input);
        }
        fixed.forEach((name, value) -> {
            if (start.containsKey(name) || ties.containsKey(name)) {
                throw new IllegalArgumentException("%s is fixed at %s, so it can be neither started nor tied"
                        .formatted(Printer.name(name), Printer.ASCII.number(value)));
            }
        });
        ties.keySet().stream().filter(start::containsKey).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "%s is tied, so it takes no start value; leave that out".formatted(Printer.name(name)));
        });
    }

    private void checkStart(String name, Bounds limits) {
        Double from = start.get(name);
        if (fixed.containsKey(name) || ties.containsKey(name)) {
            throw new IllegalArgumentException("%s is %s, so it takes no bounds"
                    .formatted(Printer.name(name), fixed.containsKey(name) ? "fixed" : "tied"));
        }
        if (from == null) {
            throw KnownNames.unknown("parameter", name, start.keySet());
        }
        if (!limits.hold(from)) {
            throw new IllegalArgumentException("the start %s=%s is out of the bounds %s; start in between, as in %s=%s"
                    .formatted(
                            Printer.name(name),
                            Printer.ASCII.number(from),
                            limits.of(name),
                            Printer.name(name),
                            Printer.ASCII.number(limits.inside())));
        }
    }
}
