package io.gradstep.demos.train;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.FinalSave;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Interruption;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.Training;
import io.gradstep.nn.training.History;
import java.io.IOException;

/**
 * A training that is ready to start: it is shown while it runs, can be interrupted, and is then saved and measured,
 * wherever its samples are.
 */
public final class TrainingRun {
    private final TrainingConfig config;
    private final Samples samples;
    private final Training training;
    private final TrainFiles.Targets targets;
    private final TrainingProgress progress;

    /**
     * Prepares a run.
     *
     * @param config the settings
     * @param samples the samples
     * @param training the training
     * @param targets the files to save to
     * @param progress one of the training's listeners, which shows it
     */
    public TrainingRun(
            TrainingConfig config,
            Samples samples,
            Training training,
            TrainFiles.Targets targets,
            TrainingProgress progress) {
        this.config = config;
        this.samples = samples;
        this.training = training;
        this.targets = targets;
        this.progress = progress;
    }

    /** What follows a training besides its report. */
    @FunctionalInterface
    interface Drawing {
        Drawing NONE = (predictor, summary) -> {};

        /** Draws the trained network. */
        void draw(Predictor predictor, TrainingSummary summary) throws IOException;
    }

    /**
     * Trains, saves and reports.
     *
     * @return the exit code
     */
    public int run(Application application) {
        return run(application, Drawing.NONE);
    }

    int run(Application application, Drawing drawing) {
        Terminal terminal = application.terminal();
        Interruption interruption = Interruption.stops(training::stop);
        application.atTheEnd(interruption::release);
        terminal.outlive(training::stop);
        TrainingSummary.printBeginning(config, samples, training.model(), terminal);
        long start = System.nanoTime();
        History history;
        progress.begin(terminal, config, samples, training);
        try {
            history = training.run();
        } finally {
            progress.end();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Predictor predictor = config.predictor(training.model(), samples);
        TrainingSummary summary = new TrainingSummary(config, samples, predictor);
        FinalSave.Saved saved = FinalSave.NOT_WANTED;
        if (targets.model() != null) {
            FinalSave.Content content = file ->
                    SavedTraining.write(file, targets.checkpointOf(file), training.checkpoint(), config, predictor);
            saved = new FinalSave(targets.model(), targets.fallback(), content, terminal, interruption::requested)
                    .save();
        }
        summary.measure(history, seconds);
        if (saved.file() != null) {
            summary.addFile("saved", saved.file());
            summary.addFile("checkpoint", targets.checkpointOf(saved.file()));
        }
        try {
            drawing.draw(predictor, summary);
        } catch (IOException e) {
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        } finally {
            summary.print(terminal);
        }
        if (history.outcome() == History.Outcome.STOPPED_ON_REQUEST) {
            TrainingSummary.printStop(config, saved, terminal);
        }
        if (!saved.agreed() || history.outcome() == History.Outcome.DIVERGED) {
            return Application.CHECK_FAILED;
        }
        return history.outcome() == History.Outcome.STOPPED_ON_REQUEST ? Application.STOPPED : Application.OK;
    }
}
