package io.gradstep.nn.fit;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import java.util.function.Consumer;

/** The settings of a fit. */
record FitOptions(
        Optional<ImmutableDoubleArray> errors,
        boolean absolute,
        FitLoss loss,
        int iterations,
        int starts,
        long seed,
        Consumer<? super FitProgress> listener) {
    static final FitOptions DEFAULT =
            new FitOptions(Optional.empty(), false, FitLoss.SQUARES, CurveFit.DEFAULT_ITERATIONS, 1, 0, progress -> {});

    FitOptions withErrors(double[] all, boolean known) {
        return new FitOptions(
                Optional.of(ImmutableDoubleArray.copyOf(all)), known, loss, iterations, starts, seed, listener);
    }

    FitOptions withLoss(FitLoss other) {
        return new FitOptions(errors, absolute, other, iterations, starts, seed, listener);
    }

    FitOptions withIterations(int most) {
        return new FitOptions(errors, absolute, loss, most, starts, seed, listener);
    }

    FitOptions withStarts(int count, long number) {
        return new FitOptions(errors, absolute, loss, iterations, count, number, listener);
    }

    FitOptions withListener(Consumer<? super FitProgress> heard) {
        return new FitOptions(errors, absolute, loss, iterations, starts, seed, heard);
    }
}
