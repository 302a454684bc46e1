package io.gradstep.demos.fit;

import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.fit.FitProgress;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A line about the progress of long fits, every few seconds; short ones print none. Beside JSON, lines go to standard
 * error.
 */
final class FitMonitor implements Consumer<FitProgress> {
    /** The time between two lines, in nanoseconds. */
    private static final long SILENCE = 5_000_000_000L;

    private final Terminal terminal;
    private final boolean json;
    private final LongSupplier clock;
    private long last;

    /** The beginning of lines: what is fitted, if it is not the formula itself. */
    private String work = "";

    /**
     * Starts to watch.
     *
     * @param clock the time in nanoseconds
     */
    FitMonitor(Terminal terminal, boolean json, LongSupplier clock) {
        this.terminal = terminal;
        this.json = json;
        this.clock = clock;
        this.last = clock.getAsLong();
    }

    /** Says what is fitted from now on, as in {@code profile of k}. */
    void begin(String next) {
        work = next + ", ";
    }

    @Override
    public void accept(FitProgress progress) {
        String start = progress.starts() == 1 ? "" : "start %d of %d, ".formatted(progress.start(), progress.starts());
        say(() -> "%s%siteration %d: the sum of squares is %s"
                .formatted(work, start, progress.iteration(), ShownNumbers.rough(progress.sumOfSquares(), 6)));
    }

    /** Hears how much of a search for start values is done. */
    void guessed(double share) {
        say(() -> "%sstart values: %d %% of the places are tried".formatted(work, (int) (100 * share)));
    }

    private void say(Supplier<String> line) {
        long now = clock.getAsLong();
        if (now - last <= SILENCE) {
            return;
        }
        last = now;
        if (json) {
            terminal.error(line.get());
        } else {
            terminal.println(line.get());
            terminal.flush();
        }
    }
}
