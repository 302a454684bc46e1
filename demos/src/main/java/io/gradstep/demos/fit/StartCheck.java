package io.gradstep.demos.fit;

import io.gradstep.engine.Graph;
import io.gradstep.engine.NonFinite;
import io.gradstep.engine.expr.Printer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the sample at which a curve cannot be computed, or not be compared, where its search is to begin. */
final class StartCheck {
    /** As many squares as there can be samples still have a finite sum. */
    private static final double LARGEST = 1e149;

    /** Observations that are all less have squares from which nothing can be told. */
    private static final double SMALLEST = 1e-140;

    private StartCheck() {}

    /**
     * Throws if the curve or one of its derivatives is not finite at the start values, or too large to be squared, for the
     * first such sample, or if all that was observed is too small.
     */
    static void check(Deviations deviations) {
        checkSize(deviations);
        double[] at = deviations.curve().start().toArray();
        double[][] room = new double[Deviations.BLOCK][at.length + 1];
        for (int from = 0; from < deviations.size(); from += Deviations.BLOCK) {
            int count = Math.min(Deviations.BLOCK, deviations.size() - from);
            double[][] rows = deviations.slopesAndValues(at, from, count, room);
            for (int i = 0; i < count; i++) {
                check(deviations, at, from + i, rows[i]);
            }
        }
    }

    private static void checkSize(Deviations deviations) {
        double largest = 0;
        for (int i = 0; i < deviations.size(); i++) {
            largest = Math.max(largest, Math.abs(deviations.observed(i)));
        }
        if (largest > 0 && largest < SMALLEST) {
            throw new IllegalArgumentException(
                    "no sample is larger than %s, whose square is too small for a double; give them in another unit"
                            .formatted(Printer.ASCII.number(largest)));
        }
    }

    private static void check(Deviations deviations, double[] at, int sample, double[] slopesAndValue) {
        double value = slopesAndValue[at.length];
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("at the start values, the formula is %s in row %d of the data%s%s"
                    .formatted(value, sample + 1, place(deviations, sample), reason(deviations, at, sample)));
        }
        double observed = deviations.observed(sample);
        if (!(Math.abs(observed - value) < LARGEST)) {
            throw new IllegalArgumentException(
                    ("at the start values, the formula is %s in row %d of the data%s, but the sample is %s: the square of"
                                    + " the difference is too large for a double; begin from other values, or give the"
                                    + " samples in another unit")
                            .formatted(
                                    Printer.ASCII.number(value),
                                    sample + 1,
                                    place(deviations, sample),
                                    Printer.ASCII.number(observed)));
        }
        for (int k = 0; k < at.length; k++) {
            double slope = slopesAndValue[k];
            if (!(Math.abs(slope) < LARGEST)) {
                throw new IllegalArgumentException(
                        ("at the start values, the derivative with respect to %s is %s in row %d of the data%s%s;"
                                        + " begin from other values")
                                .formatted(
                                        Printer.name(deviations
                                                .curve()
                                                .parameterNames()
                                                .get(k)),
                                        slope,
                                        sample + 1,
                                        place(deviations, sample),
                                        Double.isFinite(slope) ? ", too large to be squared" : ""));
            }
        }
    }

    private static String place(Deviations deviations, int i) {
        List<String> names = deviations.curve().inputNames();
        List<String> numbers = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            numbers.add(Printer.name(names.get(j)) + " = "
                    + Printer.ASCII.number(deviations.input(i)[j]));
        }
        return numbers.isEmpty() ? "" : ", where " + String.join(", ", numbers);
    }

    private static String reason(Deviations deviations, double[] at, int i) {
        Graph graph = deviations.curve().graph(at, deviations.input(i));
        Optional<NonFinite> first = graph.firstNonFinite();
        return first.map(found -> ": " + found.message()).orElse("");
    }
}
