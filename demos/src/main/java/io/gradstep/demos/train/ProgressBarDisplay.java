package io.gradstep.demos.train;

import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Paragraph;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.training.BatchRecord;
import io.gradstep.nn.training.EpochRecord;
import io.gradstep.nn.training.TrainingWarning;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error, removed when training ends. */
final class ProgressBarDisplay implements TrainingProgress.Display {
    private static final int MILLISECONDS = 100;

    private final Terminal terminal;
    private final ProgressBar bar;
    private final List<String> warnings = new ArrayList<>();

    /**
     * Shows the bar.
     *
     * @param sampleCount the number of training samples
     * @param before the number of epochs completed earlier
     */
    ProgressBarDisplay(Terminal terminal, TrainingConfig config, long sampleCount, int before) {
        this.terminal = terminal;
        terminal.flush();
        long batches = config.batch() == TrainingConfig.ALL
                ? 1
                : (sampleCount - 1) / Math.min(config.batch(), sampleCount) + 1;
        this.bar = ProgressBar.builder()
                .setTaskName(Glyphs.visible(config.source().title()))
                .setInitialMax(batches * config.epochs())
                .setStyle(terminal.shows("█▏") ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(MILLISECONDS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .setUnit("", 1)
                .showSpeed()
                .clearDisplayOnFinish()
                .build();
        bar.stepTo(batches * before);
    }

    @Override
    public void batchEnded(BatchRecord batch) {
        bar.stepTo((batch.epoch() - 1L) * batch.batchCount() + batch.batch());
    }

    @Override
    public void epochEnded(EpochRecord epoch) {
        String accuracy = epoch.accuracy().isPresent() ? ", accuracy " + TrainingNumbers.share(epoch.accuracy()) : "";
        bar.setExtraMessage(" loss " + TrainingNumbers.loss(epoch.loss()) + accuracy);
    }

    @Override
    public void warned(TrainingWarning warning) {
        warnings.addAll(Paragraph.lines(TrainingProgress.text(warning)));
    }

    /** Removes the bar, and prints the messages that it held back. */
    @Override
    public void end() {
        bar.close();
        warnings.forEach(terminal::println);
        terminal.flush();
    }
}
