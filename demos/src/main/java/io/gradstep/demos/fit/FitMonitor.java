package io.gradstep.demos.fit;

import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.fit.FitProgress;
import java.util.function.Consumer;

/** A line about the progress of a long fit, every few seconds; a short one prints none. */
final class FitMonitor implements Consumer<FitProgress> {
    /** The time between two lines, in nanoseconds. */
    private static final long SILENCE = 5_000_000_000L;

    private final Terminal terminal;
    private final boolean silent;
    private long last = System.nanoTime();

    FitMonitor(Terminal terminal, boolean silent) {
        this.terminal = terminal;
        this.silent = silent;
    }

    @Override
    public void accept(FitProgress progress) {
        long now = System.nanoTime();
        if (!silent && now - last > SILENCE) {
            last = now;
            terminal.println("iteration %d: the sum of squares is %s"
                    .formatted(progress.iteration(), ShownNumbers.rough(progress.sumOfSquares(), 6)));
            terminal.flush();
        }
    }
}
