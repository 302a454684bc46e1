package io.gradstep.demos.train;

import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.Training;
import io.gradstep.nn.training.BatchRecord;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.TrainingListener;
import io.gradstep.nn.training.TrainingWarning;
import org.jspecify.annotations.Nullable;

/** Shows the progress of a training: a bar on a terminal, a few lines elsewhere. */
public final class TrainingProgress implements TrainingListener {

    /** A progress display. */
    interface Display extends TrainingListener {
        /** Finishes the display after training. */
        void end();
    }

    private @Nullable Display display;

    /** Starts the display. */
    void begin(Terminal terminal, TrainingConfig config, Samples samples, Training training) {
        int done = training.history().done();
        display = terminal.watched()
                ? new ProgressBarDisplay(terminal, config, samples.train().rowCount(), done)
                : new ProgressLines(terminal, config, samples, done);
    }

    @Override
    public void batchEnded(BatchRecord batch) {
        if (display != null) {
            display.batchEnded(batch);
        }
    }

    @Override
    public void epochEnded(EpochRecord epoch) {
        if (display != null) {
            display.epochEnded(epoch);
        }
    }

    @Override
    public void warned(TrainingWarning warning) {
        if (display != null) {
            display.warned(warning);
        }
    }

    /** Finishes the display. */
    void end() {
        if (display != null) {
            display.end();
        }
    }

    /** Returns the message of a warning. */
    static String text(TrainingWarning warning) {
        return "Warning: in epoch %d %s.".formatted(warning.epoch(), Glyphs.visible(warning.message()));
    }
}
