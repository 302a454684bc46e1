package io.gradstep.demos.gpt;

import io.gradstep.demos.console.Terminal;
import java.util.Locale;

/** A table of some steps: the mean loss since the line before, and the speed. */
final class GptProgress {
    /** The number of lines besides that of the first step. */
    private static final int LINES = 15;

    /** The longest time without a line, in nanoseconds. */
    private static final long SILENCE = 20_000_000_000L;

    private final Terminal terminal;
    private final int stepCount;
    private final long start = System.nanoTime();
    private long last = start;
    private boolean headed;
    private double losses;
    private int steps;
    private long tokens;

    GptProgress(Terminal terminal, int stepCount) {
        this.terminal = terminal;
        this.stepCount = stepCount;
    }

    /** Reports a step. */
    void done(int step, double loss, int tokenCount) {
        losses += loss;
        steps++;
        tokens += tokenCount;
        long now = System.nanoTime();
        boolean first = !headed;
        boolean due = (long) step * LINES / stepCount != (long) (step - 1) * LINES / stepCount;
        if (!first && !due && now - last < SILENCE) {
            return;
        }
        if (first) {
            headed = true;
            terminal.println("   step        loss    tokens/s");
        }
        terminal.println(String.format(Locale.ROOT, "%7d%12.4f%,12.0f", step, losses / steps, speed()));
        terminal.flush();
        last = now;
        losses = 0;
        steps = 0;
    }

    /** Returns the tokens a second since the start. */
    double speed() {
        return tokens / Math.max(1e-9, seconds());
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
