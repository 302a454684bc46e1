package io.gradstep.nn.fit;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Rule;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Printer;
import io.gradstep.nn.fit.samples.FirstRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Detects underflow: a sample for which a step of the formula is too small for a double, such as the square of 1e-170.
 *
 * <p>In the far tail of a bell curve underflow is harmless. It is harmful if the rest of the formula scales the number
 * up to ordinary size again: the fit would then be wrong without a sign of it.
 */
final class Underflow {
    /** Rounding changes a subnormal number by at most half of this. */
    private static final double LOST = Double.MIN_VALUE;

    /** The harmless effect on the formula, in the residuals' unit: ordinary rounding is as large. */
    private static final double HARMLESS = 0x1p-52;

    private final Deviations deviations;
    private final Units units;

    Underflow(Deviations deviations, Units units) {
        this.deviations = deviations;
        this.units = units;
    }

    /**
     * Throws if underflow changes the formula's value noticeably for some sample.
     *
     * @param at the parameters
     */
    void check(double[] at) {
        double perResidual = units.perResidual();
        // Sums and choices lose nothing to underflow.
        Predicate<Value> gates =
                gate -> gate.op().rule() != Rule.DISTRIBUTES && gate.op().rule() != Rule.ROUTES;
        forEach(at, gates, (row, observed) -> mayBeHarmed(row, perResidual), sample -> {
            checkSample(at, sample);
            return true;
        });
    }

    /** Shows samples of a kind in order, while the visitor wants more. */
    private void forEach(double[] at, Predicate<Value> gates, FirstRows.Condition condition, LongPredicate visitor) {
        long from = 0;
        while (from < deviations.size()) {
            long[] samples = deviations.first(functions -> functions.resultsAndSlopes(gates), at, condition, from);
            for (long sample : samples) {
                if (!visitor.test(sample)) {
                    return;
                }
            }
            from = samples.length == 0 ? deviations.size() : samples[samples.length - 1] + 1;
        }
    }

    /** Screens a sample by the results of gates and the formula's derivatives with respect to them. */
    private static boolean mayBeHarmed(double[] resultsAndSlopes, double perResidual) {
        int gates = resultsAndSlopes.length / 2;
        for (int i = 0; i < gates; i++) { // no stream: called for every sample
            if (isTiny(resultsAndSlopes[i]) && isHarmful(resultsAndSlopes[gates + i] * perResidual)) {
                return true;
            }
        }
        return false;
    }

    private void checkSample(double[] at, long sample) {
        Graph graph = deviations.graph(at, sample);
        graph.backward(units.perResidual());
        IntStream.range(0, graph.size())
                .filter(i ->
                        underflows(graph.node(i)) && isHarmful(graph.node(i).grad()))
                .findFirst()
                .ifPresent(i -> {
                    throw new IllegalArgumentException(
                            "%s; use other units for the data".formatted(message(graph, i, sample)));
                });
    }

    /** Judges by the derivative of the formula, in the residuals' unit. */
    private static boolean isHarmful(double slope) {
        return !(Math.abs(slope) * LOST <= HARMLESS);
    }

    private static boolean isTiny(double number) {
        return Math.abs(number) < Double.MIN_NORMAL;
    }

    /**
     * Finds the first sample for which any step of the formula underflows.
     *
     * @param at the parameters
     * @return a sentence about it, or empty
     */
    Optional<String> first(double[] at) {
        List<String> found = new ArrayList<>();
        forEach(at, gate -> true, (row, observed) -> anyIsTiny(row), sample -> {
            Graph graph = deviations.graph(at, sample);
            IntStream.range(0, graph.size())
                    .filter(i -> underflows(graph.node(i)))
                    .findFirst()
                    .ifPresent(i -> found.add(message(graph, i, sample)));
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    private static boolean anyIsTiny(double[] resultsAndSlopes) {
        return Arrays.stream(resultsAndSlopes, 0, resultsAndSlopes.length / 2).anyMatch(Underflow::isTiny);
    }

    /** Detects a result that is 0 or subnormal though no operand is, and stays so for slightly different operands. */
    private static boolean underflows(Value node) {
        if (node.isLeaf() || !isTiny(node.data())) {
            return false;
        }
        List<Value> operands = node.operands();
        double[] numbers = operands.stream().mapToDouble(Value::data).toArray();
        return IntStream.range(0, numbers.length)
                .allMatch(k -> numbers[k] != 0 && isTiny(numbers[k] * node.op().derivative(k, numbers, node.data())));
    }

    private String message(Graph graph, int i, long sample) {
        return "%s is %s in %s, too small for a double"
                .formatted(graph.label(i), Printer.ASCII.number(graph.node(i).data()), deviations.location(sample));
    }
}
