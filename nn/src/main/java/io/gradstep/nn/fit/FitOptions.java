package io.gradstep.nn.fit;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** The settings of a fit. */
record FitOptions(
        Optional<ImmutableDoubleArray> errors,
        Optional<ImmutableList<ImmutableDoubleArray>> inputErrors,
        boolean absolute,
        FitLoss loss,
        int iterations,
        int starts,
        long seed,
        Consumer<? super FitProgress> listener) {
    static final FitOptions DEFAULT = new FitOptions(
            Optional.empty(),
            Optional.empty(),
            false,
            FitLoss.SQUARES,
            CurveFit.DEFAULT_ITERATIONS,
            1,
            0,
            progress -> {});

    FitOptions withErrors(double[] all, boolean known) {
        return new FitOptions(
                Optional.of(ImmutableDoubleArray.copyOf(all)),
                inputErrors,
                known,
                loss,
                iterations,
                starts,
                seed,
                listener);
    }

    FitOptions withInputErrors(double[][] all) {
        ImmutableList<ImmutableDoubleArray> rows =
                Arrays.stream(all).map(ImmutableDoubleArray::copyOf).collect(ImmutableList.toImmutableList());
        return new FitOptions(errors, Optional.of(rows), absolute, loss, iterations, starts, seed, listener);
    }

    FitOptions withLoss(FitLoss other) {
        return new FitOptions(errors, inputErrors, absolute, other, iterations, starts, seed, listener);
    }

    FitOptions withIterations(int most) {
        return new FitOptions(errors, inputErrors, absolute, loss, most, starts, seed, listener);
    }

    FitOptions withStarts(int count, long number) {
        return new FitOptions(errors, inputErrors, absolute, loss, iterations, count, number, listener);
    }

    FitOptions withListener(Consumer<? super FitProgress> heard) {
        return new FitOptions(errors, inputErrors, absolute, loss, iterations, starts, seed, heard);
    }
}
