package io.gradstep.nn.fit;

import io.gradstep.engine.Graph;
import io.gradstep.engine.NonFinite;
import io.gradstep.engine.expr.Printer;
import java.util.Optional;

/** Checks that the curve and its derivatives are finite for all samples at the start values. */
final class StartCheck {
    private StartCheck() {}

    /** Throws if the curve or one of its derivatives is not finite at the start values, for the first such sample. */
    static void check(Deviations deviations, double[] at) {
        double perResidual = Units.perResidual(deviations.largest(at));
        deviations.forEachRow(at, perResidual, (sample, row) -> check(deviations, at, sample, row));
    }

    private static void check(Deviations deviations, double[] at, int sample, double[] slopesAndValue) {
        double value = slopesAndValue[at.length];
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("at the start values, the formula is %s in %s%s"
                    .formatted(value, deviations.location(sample), reason(deviations, at, sample)));
        }
        if (deviations.loss().isPoisson() && value <= 0) {
            throw new IllegalArgumentException(
                    "at the start values, the formula is %s in %s; counts need a positive one, so use other start values"
                            .formatted(value, deviations.location(sample)));
        }
        for (int k = 0; k < at.length; k++) {
            double slope = slopesAndValue[k];
            if (!Double.isFinite(slope)) {
                throw new IllegalArgumentException(
                        ("at the start values, the derivative with respect to %s is %s in %s;"
                                        + " use other start values")
                                .formatted(
                                        Printer.name(deviations.space().names().get(k)),
                                        slope,
                                        deviations.location(sample)));
            }
        }
    }

    private static String reason(Deviations deviations, double[] at, int i) {
        Graph graph = deviations.graph(at, i);
        Optional<NonFinite> first = graph.firstNonFinite();
        return first.map(found -> ": " + found.message()).orElse("");
    }
}
