package io.gradstep.nn.fit;

import com.google.common.math.Quantiles;
import io.gradstep.nn.fit.samples.MemorySamples;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The residuals of a fit: those of samples in memory, or only the quartiles. */
final class Residuals {
    private static final int QUARTERS = 4;

    private final double @Nullable [] all;
    private final double[] quartiles;

    private Residuals(double @Nullable [] all, double[] quartiles) {
        this.all = all;
        this.quartiles = quartiles;
    }

    static Residuals of(Deviations deviations, double[] at) {
        double[] quartiles = new double[QUARTERS + 1];
        if (!deviations.series().stream().allMatch(each -> each.samples() instanceof MemorySamples)) {
            long steps = deviations.size() - 1;
            // steps * quarter / 4 without overflow, and the next
            long[] ranks = new long[2 * quartiles.length];
            Arrays.setAll(
                    ranks,
                    k -> Math.min(steps, steps / QUARTERS * (k / 2) + steps % QUARTERS * (k / 2) / QUARTERS + k % 2));
            double[] found = Selection.of(deviations, at, ranks);
            Arrays.setAll(quartiles, quarter -> {
                int rest = (int) (steps % QUARTERS * quarter % QUARTERS);
                return rest == 0
                        ? found[2 * quarter]
                        : Quantiles.scale(QUARTERS).index(rest).compute(found[2 * quarter], found[2 * quarter + 1]);
            });
            return new Residuals(null, quartiles);
        }
        double[] all = new double[(int) deviations.size()];
        for (Series each : deviations.series()) {
            if (each.samples() instanceof MemorySamples samples) {
                double[] values = each.functions().values(at, samples.inputs());
                for (int i = 0; i < values.length; i++) {
                    all[(int) each.offset() + i] = samples.observed(i) - values[i];
                }
            }
        }
        Quantiles.quartiles()
                .indexes(IntStream.rangeClosed(0, QUARTERS).toArray())
                .compute(all)
                .forEach((quarter, quartile) -> quartiles[quarter] = quartile);
        return new Residuals(all, quartiles);
    }

    double[] all() {
        if (all == null) {
            throw new UnsupportedOperationException(
                    "the samples are not in memory, and so are their residuals; ask for their quartiles");
        }
        return all.clone();
    }

    double quartile(int quarter) {
        if (quarter < 0 || quarter > QUARTERS) {
            throw new IllegalArgumentException("there are quartiles 0 to 4, not " + quarter);
        }
        return quartiles[quarter] + 0.0; // no −0: which zero an order statistic is depends on how it is found
    }
}
