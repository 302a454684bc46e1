package io.gradstep.nn.fit;

import io.gradstep.engine.Graph;
import io.gradstep.engine.Rule;
import io.gradstep.engine.Value;
import io.gradstep.engine.compile.CompiledFunction;
import io.gradstep.engine.expr.Printer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
        for (Series series : deviations.series()) {
            check(at, series);
        }
    }

    private void check(double[] at, Series series) {
        // Sums and choices lose nothing to underflow.
        Optional<CompiledFunction> function = series.functions()
                .resultsAndSlopes(gate ->
                        gate.op().rule() != Rule.DISTRIBUTES && gate.op().rule() != Rule.ROUTES);
        if (function.isEmpty()) {
            return;
        }
        int outputs = function.get().outputCount();
        double[][] room = new double[Deviations.BLOCK][outputs];
        for (int from = 0; from < series.size(); from += Deviations.BLOCK) {
            int count = Math.min(Deviations.BLOCK, series.size() - from);
            double[][] rows = Arrays.copyOf(room, count);
            function.get().values(at, series.inputs(from, count), rows, Threads.COUNT);
            for (int i = 0; i < count; i++) {
                if (mayBeHarmed(rows[i])) {
                    checkSample(at, series.offset() + from + i);
                }
            }
        }
    }

    /** Screens a sample by the results of gates and the formula's derivatives with respect to them. */
    private boolean mayBeHarmed(double[] resultsAndSlopes) {
        int gates = resultsAndSlopes.length / 2;
        return IntStream.range(0, gates)
                .anyMatch(i ->
                        isTiny(resultsAndSlopes[i]) && isHarmful(resultsAndSlopes[gates + i] * units.perResidual()));
    }

    private void checkSample(double[] at, int sample) {
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
        for (int sample = 0; sample < deviations.size(); sample++) {
            Graph graph = deviations.graph(at, sample);
            OptionalInt first = IntStream.range(0, graph.size())
                    .filter(i -> underflows(graph.node(i)))
                    .findFirst();
            if (first.isPresent()) {
                return Optional.of(message(graph, first.getAsInt(), sample));
            }
        }
        return Optional.empty();
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

    private String message(Graph graph, int i, int sample) {
        return "%s is %s in %s, too small for a double"
                .formatted(graph.label(i), Printer.ASCII.number(graph.node(i).data()), deviations.location(sample));
    }
}
