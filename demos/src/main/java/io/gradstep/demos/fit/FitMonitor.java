package io.gradstep.demos.fit;

import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.fit.FitProgress;
import java.util.function.Consumer;

/** A line about the progress of long fits, every few seconds; short ones print none. */
final class FitMonitor implements Consumer<FitProgress> {
    /** The time between two lines, in nanoseconds. */
    private static final long SILENCE = 5_000_000_000L;

    private final Terminal terminal;
    private final boolean silent;
    private long last = System.nanoTime();

    /** The beginning of lines: what is fitted, if it is not the formula itself. */
    private String work = "";

    FitMonitor(Terminal terminal, boolean silent) {
        this.terminal = terminal;
        this.silent = silent;
    }

    /** Says what is fitted from now on, as in {@code profile of k}. */
    void begin(String next) {
        work = next + ", ";
    }

    @Override
    public void accept(FitProgress progress) {
        long now = System.nanoTime();
        if (!silent && now - last > SILENCE) {
            last = now;
            terminal.println("%siteration %d: the sum of squares is %s"
                    .formatted(work, progress.iteration(), ShownNumbers.rough(progress.sumOfSquares(), 6)));
            terminal.flush();
        }
    }
}
