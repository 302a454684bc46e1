package io.gradstep.nn.fit;

import io.gradstep.engine.Graph;
import io.gradstep.engine.NonFinite;
import io.gradstep.engine.expr.Printer;
import java.util.Optional;

/** Checks that the curve and its derivatives are finite for all samples at the start values. */
final class StartCheck {
    private StartCheck() {}

    /** Throws if the curve or one of its derivatives is not finite at the start values, for the first such sample. */
    static void check(Deviations deviations) {
        double[] at = deviations.curve().start();
        double perResidual = Units.perResidual(deviations.largest(at));
        deviations.forEachRow(at, perResidual, (sample, row) -> check(deviations, at, sample, row));
    }

    private static void check(Deviations deviations, double[] at, int sample, double[] slopesAndValue) {
        double value = slopesAndValue[at.length];
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("at the start values, the formula is %s in row %d of the data%s%s"
                    .formatted(value, sample + 1, deviations.location(sample), reason(deviations, at, sample)));
        }
        for (int k = 0; k < at.length; k++) {
            double slope = slopesAndValue[k];
            if (!Double.isFinite(slope)) {
                throw new IllegalArgumentException(
                        ("at the start values, the derivative with respect to %s is %s in row %d of the data%s;"
                                        + " use other start values")
                                .formatted(
                                        Printer.name(deviations
                                                .curve()
                                                .parameterNames()
                                                .get(k)),
                                        slope,
                                        sample + 1,
                                        deviations.location(sample)));
            }
        }
    }

    private static String reason(Deviations deviations, double[] at, int i) {
        Graph graph = deviations.curve().graph(at, deviations.input(i));
        Optional<NonFinite> first = graph.firstNonFinite();
        return first.map(found -> ": " + found.message()).orElse("");
    }
}
