package io.gradstep.demos.explain;

import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.trace.Step;
import io.gradstep.engine.trace.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds inputs of a program with which one can compute by hand: small numbers for which all values, local derivatives
 * and gradients are short, if there are such.
 */
public final class FriendlyNumbers {
    /** The largest number of a friendly calculation. */
    private static final double LARGEST = 200;

    /** No calculation on paper has larger numbers. */
    private static final double LARGEST_OF_ANY = 1e5;

    /** The largest input, in units. */
    private static final int UNITS = 6;

    private static final int ATTEMPTS = 400;
    private static final List<Double> COMMON_UNITS = List.of(1.0, 0.5);
    private static final double HUNDREDTHS = 100;
    private static final double ROUNDING = 1e-9;

    private final Program program;
    private final Random random;

    /**
     * Makes a source of numbers for a program.
     *
     * @param program the program
     * @param random the random numbers; equal seeds give equal numbers
     */
    public FriendlyNumbers(Program program, Random random) {
        this.program = program;
        this.random = random;
    }

    /** Returns whole numbers for which the whole calculation is friendly; empty if none were found. */
    public Optional<Map<String, Double>> wholeNumbers() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<String, Double> values = new LinkedHashMap<>();
            program.inputs().stream().map(Program.Input::name).sorted().forEach(name -> values.put(name, number(1)));
            if (values.values().stream().distinct().count() == values.size()) {
                Trace trace = trace(values);
                if (awkwardness(trace) == 0 && noTies(trace) && mostMatter(trace)) {
                    return Optional.of(values);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Returns other numbers much like given ones: halves for 0.5, whole numbers for 3, of either sign, and such that
     * the gradient goes the same ways.
     *
     * @param given the numbers, one for each input
     * @param taken numbers that are not to be found again
     * @return the friendliest of those found; empty if there are none that differ from the given and the taken ones
     */
    public Optional<Map<String, Double>> like(Map<String, Double> given, List<Map<String, Double>> taken) {
        Trace pattern = trace(given);
        List<Boolean> ways = ways(pattern);
        boolean ties = !noTies(pattern);
        Map<String, Double> best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
            Map<String, Double> values = new LinkedHashMap<>();
            given.forEach((name, value) -> values.put(name, number(unit(value))));
            if (values.equals(given) || taken.contains(values)) {
                continue;
            }
            Trace trace = trace(values);
            double awkwardness = awkwardness(trace);
            if (awkwardness < least && ways(trace).equals(ways) && (ties || noTies(trace))) {
                best = values;
                least = awkwardness;
            }
        }
        return Optional.ofNullable(best);
    }

    private Trace trace(Map<String, Double> values) {
        return Trace.of(program.evaluate(values).output());
    }

    private double number(double unit) {
        int units = 1 + random.nextInt(UNITS);
        return unit * (random.nextBoolean() ? units : -units);
    }

    /** The unit of which a number is a small multiple: 1, 0.5, or a power of ten. */
    private static double unit(double value) {
        return Stream.concat(COMMON_UNITS.stream(), Stream.of(0.1, 0.01, 0.001))
                .filter(unit -> isWhole(value / unit))
                .findFirst()
                .orElse(1.0);
    }

    private static boolean isWhole(double number) {
        return Math.abs(number - Math.rint(number)) <= ROUNDING * Math.max(1, Math.abs(number));
    }

    /** How many numbers of a calculation are long; infinite if one is too large, or not a number. */
    private static double awkwardness(Trace trace) {
        Graph graph = trace.graph();
        DoubleStream nodes = IntStream.range(0, graph.size())
                .boxed()
                .flatMapToDouble(i -> DoubleStream.of(trace.value(i), trace.gradient(i)));
        DoubleStream edges = trace.stream()
                .filter(Step.Backward.class::isInstance)
                .map(Step.Backward.class::cast)
                .flatMapToDouble(step -> DoubleStream.of(step.local(), step.contribution()));
        return DoubleStream.concat(nodes, edges)
                .map(number -> Math.abs(number) <= LARGEST && isWhole(number * HUNDREDTHS)
                        ? 0
                        : Math.abs(number) <= LARGEST_OF_ANY ? 1 : Double.POSITIVE_INFINITY)
                .sum();
    }

    private static List<Boolean> ways(Trace trace) {
        return trace.stream()
                .filter(Step.Backward.class::isInstance)
                .map(step -> ((Step.Backward) step).contribution() != 0)
                .toList();
    }

    /** Whether at most one input has no influence. */
    private static boolean mostMatter(Trace trace) {
        return trace.leaves().stream()
                        .filter(leaf -> trace.gradient(leaf.index()) == 0)
                        .count()
                <= 1;
    }

    /** Whether no gate stands at a kink: where a max, min or relu would change over. */
    private static boolean noTies(Trace trace) {
        return trace.stream()
                .filter(Step.Forward.class::isInstance)
                .map(Step.Forward.class::cast)
                .noneMatch(step -> switch (step.gate().functionName()) {
                    case "max", "min" ->
                        step.operands().get(0).value() == step.operands().get(1).value();
                    case "relu" -> step.operands().get(0).value() == 0;
                    default -> false;
                });
    }
}
