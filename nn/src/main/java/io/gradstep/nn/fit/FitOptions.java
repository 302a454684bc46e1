package io.gradstep.nn.fit;

import java.util.function.Consumer;

/** The settings of a fit. */
record FitOptions(
        boolean absolute, FitLoss loss, int iterations, int starts, long seed, Consumer<? super FitProgress> listener) {
    static final FitOptions DEFAULT =
            new FitOptions(false, FitLoss.SQUARES, CurveFit.DEFAULT_ITERATIONS, 1, 0, progress -> {});

    FitOptions withAbsolute(boolean known) {
        return new FitOptions(known, loss, iterations, starts, seed, listener);
    }

    FitOptions withLoss(FitLoss other) {
        return new FitOptions(absolute, other, iterations, starts, seed, listener);
    }

    FitOptions withIterations(int most) {
        return new FitOptions(absolute, loss, most, starts, seed, listener);
    }

    FitOptions withStarts(int count, long number) {
        return new FitOptions(absolute, loss, iterations, count, number, listener);
    }

    FitOptions withListener(Consumer<? super FitProgress> heard) {
        return new FitOptions(absolute, loss, iterations, starts, seed, heard);
    }
}
