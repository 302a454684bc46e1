package io.gradstep.demos.train;

import io.gradstep.demos.console.FinalSave;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Paragraph;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.ModelEvaluation;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.Score;
import io.gradstep.nn.data.RowSource;
import io.gradstep.nn.training.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the settings before a training and the results after it. */
final class TrainingSummary {
    private final TrainingConfig config;
    private final Samples samples;
    private final Predictor predictor;
    private final Table table = new Table("", "");
    private final List<String> notes = new ArrayList<>();
    private @Nullable ConfusionMatrix confusion;

    TrainingSummary(TrainingConfig config, Samples samples, Predictor predictor) {
        this.config = config;
        this.samples = samples;
        this.predictor = predictor;
    }

    static void printBeginning(TrainingConfig config, Samples samples, Mlp model, Terminal terminal) {
        terminal.println(terminal.paint(
                Style.HEADING,
                "Training %s on %s"
                        .formatted(model, Glyphs.visible(config.source().title()))));
        terminal.println("%s; %s by %s at rate %s, %s, %d epochs, seed %d"
                .formatted(
                        samples.raw().summary(),
                        config.lossLabel(),
                        config.optimizer(),
                        ShownNumbers.format(config.learningRate()),
                        config.batches(),
                        config.epochs(),
                        config.seed()));
        terminal.println();
        terminal.flush();
    }

    /** Adds the network's measurements. */
    void measure(History history, double seconds) {
        Mlp model = predictor.model();
        add(
                "data set",
                "%s: %s".formatted(config.source().title(), samples.raw().summary()));
        add("network", model.toString());
        add("parameters", TrainingNumbers.count(model.parameterCount()));
        add("epochs", epochs(history));
        add(
                "loss",
                "%s (%s of the training samples)"
                        .formatted(
                                TrainingNumbers.loss(
                                        Score.of(model, config.weightedLoss(samples.train()), samples.train())
                                                .loss()),
                                config.lossLabel()));
        String what = predictor.tellsClasses() ? "accuracy" : "error";
        addQuality("training", what, samples.rawTrain());
        addQuality("validation", what, samples.rawValidation());
        addQuality("held-out", what, samples.heldOut());
        add("seconds", TrainingNumbers.seconds(seconds));
    }

    private String epochs(History history) {
        int done = history.done();
        return done == config.epochs() ? Integer.toString(done) : "%d of %d".formatted(done, config.epochs());
    }

    private void addQuality(String which, String what, @Nullable RowSource data) {
        if (data == null) {
            return;
        }
        ModelEvaluation answers = ModelEvaluation.of(predictor, data);
        if (answers.accuracy().isPresent()) {
            // The samples measured last say most about unseen ones.
            confusion = new ConfusionMatrix(predictor, answers, data.rowCount(), which);
            add(which + " " + what, "%s of %d".formatted(TrainingNumbers.share(answers.accuracy()), data.rowCount()));
        } else {
            add(
                    which + " " + what,
                    "%s, root mean square of %d"
                            .formatted(TrainingNumbers.loss(answers.rootMeanSquaredError()), data.rowCount()));
        }
    }

    /** Adds a written file. */
    void addFile(String what, Path file) {
        add(what, file.toString());
    }

    /** Adds a note about the files. */
    void addNote(String note) {
        notes.add("Note: " + Glyphs.visible(note));
    }

    private void add(String name, String value) {
        table.add(List.of(name, Glyphs.visible(value)), List.of(Style.QUIET, Style.PLAIN));
    }

    void print(Terminal terminal) {
        table.print(terminal, "");
        if (confusion != null) {
            terminal.println();
            confusion.print(terminal);
        }
        notes.forEach(note -> Paragraph.lines(note).forEach(terminal::println));
    }

    /** Prints that the training was stopped, and how to resume it. */
    static void printStop(TrainingConfig config, FinalSave.Saved saved, Terminal terminal) {
        String program = config.source() instanceof DataSource.Elsewhere elsewhere ? elsewhere.program() : "gradstep";
        String rest = saved.afterStop(program + " train", "network");
        Terminal.WriteException lost = terminal.lost();
        if (lost != null) {
            terminal.error("gradstep: the output cannot be written: %s; training stopped after the current batch. %s"
                    .formatted(lost.getMessage(), rest));
            return;
        }
        terminal.println();
        terminal.println("Training stopped on request after the current batch.");
        terminal.println(rest);
    }
}
