package io.gradstep.nn.fit;

import io.gradstep.engine.Derivatives;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Printer;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.fit.forms.Dimensions;
import io.gradstep.nn.fit.forms.StartRole;
import io.gradstep.nn.fit.samples.Triangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds start values by the form of a formula: the line, exponential, Gaussian, Lorentzian, logistic, power and sine,
 * and others made of the same parts.
 *
 * <p>Parameters in which the formula is linear follow from the others by linear least squares (Golub and Pereyra's
 * variable projection, 1973). The others are tried on a grid whose numbers follow from their {@link StartRole}, such as
 * a place on an input's axis or a width along it. The best point of the grid is refined by halving its gaps.
 */
final class StartGuess {
    /** The most points of a grid. */
    private static final long MAX_POINTS = 60_000;

    /** The rounds of refinement. */
    private static final int ROUNDS = 4;

    private final CurveFunctions functions;
    private final double[] base;

    /** The numbers of the samples that are looked at, from 0. */
    private final int[] rows;

    private final double[][] inputs;
    private final double[] observed;
    private final int[] linear;
    private final int[] others;
    private final List<double[]> candidates = new ArrayList<>();

    /** The samples at which the formula has been computed for some start. */
    private final BitSet computed = new BitSet();

    private double @Nullable [] best;
    private double least = Double.POSITIVE_INFINITY;

    /**
     * Prepares a guess.
     *
     * @param curve the curve, with any start for the unknown parameters
     * @param unknown the parameters to find
     */
    private StartGuess(Curve curve, List<String> unknown, Dataset samples) {
        List<String> names = curve.parameterNames();
        this.functions = curve.functions(names);
        this.base = curve.start();
        int count = Math.min(samples.size(), GuessedStarts.MAX_SAMPLES);
        this.rows = new int[count];
        this.inputs = new double[count][];
        this.observed = new double[count];
        for (int i = 0; i < count; i++) {
            rows[i] = (int) ((long) i * samples.size() / count);
            inputs[i] = samples.input(rows[i]);
            observed[i] = samples.target(rows[i], 0);
        }
        double[] sample = new double[curve.inputNames().size()];
        Arrays.fill(sample, 1);
        Evaluation evaluation = curve.evaluation(names, base, sample);
        Graph graph = Graph.of(evaluation.output());
        List<Value> leaves = CurveFunctions.leaves(names, evaluation);
        List<Value> free =
                unknown.stream().map(name -> leaves.get(names.indexOf(name))).toList();
        this.linear = linear(evaluation.output(), free).stream()
                .mapToInt(leaf -> leaves.indexOf(leaf))
                .toArray();
        this.others = free.stream()
                .mapToInt(leaves::indexOf)
                .filter(k -> Arrays.stream(linear).noneMatch(l -> l == k))
                .toArray();
        List<Value> bent = Arrays.stream(others).mapToObj(leaves::get).toList();
        List<Value> columns = CurveFunctions.leaves(curve.inputNames(), evaluation);
        Dimensions dimensions = Dimensions.of(graph, free, columns);
        StartRole.Ranges ranges = new StartRole.Ranges(inputs, sample.length);
        for (Value parameter : bent) {
            candidates.add(StartRole.of(graph, parameter, columns, dimensions.of(free.indexOf(parameter)))
                    .map(role -> role.candidates(ranges))
                    .orElseThrow(() -> unknownForm(List.of(String.valueOf(parameter.name())))));
        }
    }

    /**
     * Finds starts.
     *
     * @throws IllegalArgumentException if the formula has none of the forms; the message names the parameters
     */
    static GuessedStarts of(Curve curve, List<String> unknown, Dataset samples, DoubleConsumer listener) {
        StartGuess guess = new StartGuess(curve, unknown, samples);
        guess.search(unknown, listener);
        double[] found = guess.best;
        if (found == null) {
            throw new IllegalArgumentException("no start values were found for %s: %s; give each one, as in %s=1"
                    .formatted(listed(unknown), guess.reason(curve), Printer.name(unknown.get(0))));
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name : unknown) {
            values.put(name, found[curve.parameterNames().indexOf(name)]);
        }
        double mean = Arrays.stream(guess.observed).average().orElse(0);
        double all =
                Arrays.stream(guess.observed).map(y -> (y - mean) * (y - mean)).sum();
        return new GuessedStarts(values, all == 0 ? 1 : 1 - guess.least / all);
    }

    /** Why there is no best point. */
    private String reason(Curve curve) {
        if (Thread.currentThread().isInterrupted()) {
            return "the search was interrupted";
        }
        int bad = computed.nextClearBit(0);
        return bad == inputs.length
                ? "the samples do not determine them"
                : "with none of those tried can the formula be computed in "
                        + Deviations.location(rows[bad], "", curve, inputs[bad]);
    }

    private static IllegalArgumentException unknownForm(List<String> names) {
        return new IllegalArgumentException(("%s %s no start value, and the formula is not one of the forms whose start"
                        + " values can be found: line, exponential, Gaussian, Lorentzian, logistic, power, sine and"
                        + " their"
                        + " like; give %s, as in %s=1")
                .formatted(
                        listed(names),
                        names.size() == 1 ? "has" : "have",
                        names.size() == 1 ? "one" : "them",
                        Printer.name(names.get(0))));
    }

    private static String listed(List<String> names) {
        return names.stream().map(Printer::name).collect(Collectors.joining(", "));
    }

    /** Chooses parameters in which, together, the formula is linear. */
    private static List<Value> linear(Value output, List<Value> parameters) {
        List<Value> slopes = Derivatives.gradient(output, parameters);
        List<Value> linear = new ArrayList<>();
        for (int k = 0; k < parameters.size(); k++) {
            List<Value> all = new ArrayList<>(linear);
            all.add(parameters.get(k));
            boolean independent = Graph.of(slopes.get(k)).unreachable(all).size() == all.size();
            for (int l = 0; l < k && independent; l++) {
                if (linear.contains(parameters.get(l))) {
                    independent = Graph.of(slopes.get(l))
                                    .unreachable(List.of(parameters.get(k)))
                                    .size()
                            == 1;
                }
            }
            if (independent) {
                linear.add(parameters.get(k));
            }
        }
        return linear;
    }

    private void search(List<String> unknown, DoubleConsumer listener) {
        long points = 1;
        for (double[] each : candidates) {
            points *= each.length;
            if (points > MAX_POINTS) {
                throw new IllegalArgumentException(
                        "too many parameters have no start value to find all at once (%s); give some, as in %s=1"
                                .formatted(listed(unknown), Printer.name(unknown.get(unknown.size() - 1))));
            }
        }
        int[] places = new int[others.length];
        int[] winner = new int[others.length];
        for (long point = 0;
                point < points && !(point > 0 && Thread.currentThread().isInterrupted());
                point++) {
            listener.accept((double) point / points);
            double[] at = base.clone();
            for (int i = 0; i < others.length; i++) {
                at[others[i]] = candidates.get(i)[places[i]];
            }
            if (attempt(at)) {
                winner = places.clone();
            }
            for (int i = 0; i < places.length && ++places[i] == candidates.get(i).length; i++) {
                places[i] = 0;
            }
        }
        if (best != null) {
            refine(winner);
        }
    }

    private void refine(int[] winner) {
        double[] gaps = new double[others.length];
        for (int i = 0; i < gaps.length; i++) {
            double[] line = candidates.get(i);
            double value = line[winner[i]];
            gaps[i] = Double.POSITIVE_INFINITY;
            for (double other : line) {
                gaps[i] = other == value ? gaps[i] : Math.min(gaps[i], Math.abs(other - value));
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] /= 2;
                double[] from = best == null ? base : best;
                for (double sign : new double[] {-1, 1}) {
                    double[] at = from.clone();
                    at[others[i]] += sign * gaps[i];
                    attempt(at);
                }
            }
        }
    }

    /** Solves for the linear parameters; returns whether the point is the best so far. */
    private boolean attempt(double[] at) {
        for (int k : linear) {
            at[k] = 0;
        }
        double[][] slopesAndValues = new double[observed.length][at.length + 1];
        functions.slopesAndValues(at, 1, inputs, slopesAndValues);
        double[][] columns = new double[observed.length][linear.length + 1];
        boolean whole = true;
        for (int i = 0; i < columns.length; i++) {
            for (int l = 0; l < linear.length; l++) {
                columns[i][l] = slopesAndValues[i][linear[l]];
            }
            columns[i][linear.length] = observed[i] - slopesAndValues[i][at.length];
            boolean finite = Arrays.stream(columns[i]).allMatch(Double::isFinite);
            computed.set(i, finite || computed.get(i));
            whole &= finite;
        }
        if (!whole) {
            return false;
        }
        Triangle triangle = new Triangle(linear.length + 1);
        triangle.add(columns, columns.length);
        double[] solved = triangle.solve();
        double rest = triangle.get(linear.length, linear.length);
        if (!(rest * rest < least) || !Arrays.stream(solved).allMatch(Double::isFinite)) {
            return false;
        }
        for (int l = 0; l < linear.length; l++) {
            at[linear[l]] = solved[l];
        }
        best = at;
        least = rest * rest;
        return true;
    }
}
