package io.gradstep.nn.fit;

import io.gradstep.engine.Graph;
import io.gradstep.engine.NonFinite;
import io.gradstep.engine.expr.Printer;
import java.util.Arrays;
import java.util.Optional;

/** Checks that the curve and its derivatives are finite for all samples at the start values. */
final class StartCheck {
    private StartCheck() {}

    /**
     * Throws if the curve or one of its derivatives is not finite at the start values, for the first such sample.
     *
     * @param units the units at the start values, which tell whether to look for one
     */
    static void check(Deviations deviations, double[] at, Units units) {
        boolean counts = deviations.loss().isPoisson();
        if (units.isFinite() && !counts) {
            return;
        }
        double[] arguments = CurveFunctions.withFactor(at, units.perResidual());
        long[] bad = deviations.first(
                functions -> Optional.of(functions.slopesAndValues()),
                arguments,
                (slopesAndValue, observed) -> !Arrays.stream(slopesAndValue).allMatch(Double::isFinite)
                        || (counts && !(slopesAndValue[slopesAndValue.length - 1] > 0)),
                0);
        if (bad.length > 0) {
            throw problem(deviations, at, bad[0], deviations.slopesAndValue(arguments, bad[0]));
        }
    }

    private static IllegalArgumentException problem(
            Deviations deviations, double[] at, long sample, double[] slopesAndValue) {
        double value = slopesAndValue[at.length];
        if (!Double.isFinite(value)) {
            return new IllegalArgumentException("at the start values, the formula is %s in %s%s"
                    .formatted(value, deviations.location(sample), reason(deviations, at, sample)));
        }
        if (deviations.loss().isPoisson() && value <= 0) {
            return new IllegalArgumentException(
                    ("at the start values, the formula is %s in %s; counts need a positive one, so use other start"
                                    + " values")
                            .formatted(value, deviations.location(sample)));
        }
        int k = 0;
        while (Double.isFinite(slopesAndValue[k])) {
            k++;
        }
        return new IllegalArgumentException(
                "at the start values, the derivative with respect to %s is %s in %s; use other start values"
                        .formatted(
                                Printer.name(deviations.space().names().get(k)),
                                slopesAndValue[k],
                                deviations.location(sample)));
    }

    private static String reason(Deviations deviations, double[] at, long i) {
        Graph graph = deviations.graph(at, i);
        Optional<NonFinite> first = graph.firstNonFinite();
        return first.map(found -> ": " + found.message()).orElse("");
    }
}
