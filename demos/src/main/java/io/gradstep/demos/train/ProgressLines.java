package io.gradstep.demos.train;

import io.gradstep.demos.console.Paragraph;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.TrainingWarning;
import java.util.ArrayList;
import java.util.List;

/** A table of some epochs, printed line by line. */
final class ProgressLines implements TrainingProgress.Display {
    /** The number of lines besides that of the first epoch. */
    private static final int LINES = 15;

    /** The longest time without a line, in nanoseconds. */
    private static final long SILENCE = 20_000_000_000L;

    private static final int WIDTH = 12;

    private final Terminal terminal;
    private final int epochCount;
    private final boolean classes;
    private final boolean validation;
    private final long sampleCount;
    private final int before;
    private final long start = System.nanoTime();
    private long last = start;
    private long shown;
    private boolean headed;

    /**
     * Starts the table.
     *
     * @param before the number of epochs completed earlier
     */
    ProgressLines(Terminal terminal, TrainingConfig config, Samples samples, int before) {
        this.terminal = terminal;
        this.epochCount = config.epochs();
        this.classes = samples.train().classes().isPresent();
        this.validation = samples.validation() != null;
        this.sampleCount = samples.train().rowCount();
        this.before = before;
        this.shown = line(before);
    }

    private long line(int epoch) {
        return (long) epoch * LINES / epochCount;
    }

    @Override
    public void epochEnded(EpochRecord epoch) {
        long now = System.nanoTime();
        if (!headed) {
            headed = true;
            println(row("epoch", "loss", "accuracy", "validation", "accuracy", "samples/s"));
        } else if (line(epoch.epoch()) == shown && now - last < SILENCE) {
            return;
        }
        shown = line(epoch.epoch());
        last = now;
        double seconds = (now - start) / 1e9;
        println(row(
                Integer.toString(epoch.epoch()),
                TrainingNumbers.loss(epoch.loss()),
                TrainingNumbers.share(epoch.accuracy()),
                TrainingNumbers.loss(epoch.validationLoss()),
                TrainingNumbers.share(epoch.validationAccuracy()),
                TrainingNumbers.count((double) sampleCount * (epoch.epoch() - before) / seconds)));
    }

    @Override
    public void warned(TrainingWarning warning) {
        Paragraph.lines(TrainingProgress.text(warning)).forEach(this::println);
    }

    @Override
    public void end() {}

    private void println(String line) {
        terminal.println(line);
        terminal.flush();
    }

    private String row(
            String epoch,
            String loss,
            String accuracy,
            String validationLoss,
            String validationAccuracy,
            String speed) {
        List<String> cells = new ArrayList<>(List.of(loss));
        if (classes) {
            cells.add(accuracy);
        }
        if (validation) {
            cells.add(validationLoss);
        }
        if (validation && classes) {
            cells.add(validationAccuracy);
        }
        cells.add(speed);
        StringBuilder line = new StringBuilder(terminal.padding(epoch, 7)).append(epoch);
        for (String cell : cells) {
            line.append(terminal.padding(cell, WIDTH)).append(cell);
        }
        return line.toString();
    }
}
