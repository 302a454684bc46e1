package io.gradstep.demos.train;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.BatchGradient;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.Training;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep train}: trains, measures, saves and draws a network. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Trains a small network, and measures its accuracy or error.",
        customSynopsis = {
            "gradstep train DATASET [options]",
            "gradstep train --csv FILE [--label COLUMN] [options]",
            "gradstep train --resume FILE [--epochs N]"
        },
        footer = {
            "",
            "Every data set has its own default settings; options override them. The same seed gives the same weights"
                    + " to the last bit.",
            "",
            "Ctrl-C stops training after the current batch; the results so far are then saved and drawn. So does"
                    + " closing the terminal (unless 'nohup' is used), and output that cannot be written, because its"
                    + " reader closed it, as 'head' does, or the disk is full.",
            "",
            "Examples:",
            "  gradstep train moons",
            "  gradstep train spirals --hidden 32,32 --epochs 100 --save spirals.safetensors",
            "  gradstep train --resume spirals.safetensors --epochs 200",
            "  gradstep train moons --html film.html",
            "  gradstep train --csv iris.csv --label species --save iris.safetensors",
            "",
            "Exit code: 0; 1 if the loss exploded or the training had to be saved to another file than --save names;"
                    + " 2 for bad usage; 130 if it was stopped (129 by SIGHUP, 143 by SIGTERM)."
        })
public final class TrainCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Mixin
    private final TrainOptions options = new TrainOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Draw the loss, the decision boundary and the network as SVG files in DIR, which is created if it"
                            + " does not exist.")
    private @Nullable String folder;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write a film of the training to FILE: a web page that plays the epochs and shows the decision"
                            + " boundary, the loss, and the values and gradients of every neuron.")
    private @Nullable String html;

    @Mixin
    private final TrainFiles files = new TrainFiles();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The number of threads; the result does not depend on it. Default: 1.")
    private int threads = 1;

    @Option(
            names = "--eager",
            description = "Build a graph for each sample instead of compiling one: slow, with the same result up to"
                    + " rounding.")
    private boolean eager;

    private String burden = "the samples";

    /** A training that is ready to start, and its pictures. */
    private record Plan(
            TrainingRun run,
            TrainingConfig config,
            Samples samples,
            Training training,
            @Nullable Path pictures,
            @Nullable Path page,
            Film film) {}

    @Override
    public int run() {
        Terminal terminal = application.terminal();
        TrainingProgress progress = new TrainingProgress();
        Plan plan;
        try {
            plan = plan(progress, terminal);
        } catch (IllegalArgumentException | IOException e) {
            // The libraries' messages already name the setting or the file.
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        }
        plan.film().begin(plan.training());
        return plan.run().run(application, (predictor, summary) -> draw(plan, predictor, summary));
    }

    private Plan plan(TrainingProgress progress, Terminal terminal) throws IOException {
        SavedTraining saved = files.resumed();
        TrainingConfig config;
        Dataset data;
        if (saved == null) {
            DataSource source = options.source();
            burden = burden(source);
            List<String> notes = new ArrayList<>();
            data = source.read(options.seed(), notes::add);
            notes.forEach(note -> terminal.println("Note: %s: %s; if it names the columns, add --header."
                    .formatted(Glyphs.visible(source.title()), Glyphs.visible(note))));
            config = TrainingConfig.suited(source, data, options.seed()).with(options.given());
        } else {
            files.checkChanges(saved.config(), options.given());
            config = saved.config().with(options.given());
            burden = burden(config.source());
            data = config.source().read(config.seed());
        }
        burden = burden(config, data);
        Samples samples = Samples.of(config, data);
        Film film = new Film(config, samples);
        List<TrainingListener> listeners = html == null ? List.of(progress) : List.of(progress, film);
        Training training = saved == null
                ? config.trainer(samples, listeners)
                        .gradients(gradients())
                        .build()
                        .start(config.network(data), samples.train())
                : saved.training(config, samples, gradients(), listeners);
        TrainFiles.Targets targets = files.targets(saved);
        Path page = html == null ? null : OutsideFiles.writable(html);
        Path pictures = folder == null ? null : OutsideFiles.folder(folder);
        TrainingRun run = new TrainingRun(config, samples, training, targets, progress);
        return new Plan(run, config, samples, training, pictures, page, film);
    }

    private static String burden(DataSource source) {
        return "the samples of " + Glyphs.visible(source.title());
    }

    private static String burden(TrainingConfig config, Dataset data) {
        return "a network with the hidden layers %s on %d samples of %d inputs, in %s"
                .formatted(
                        TrainingConfig.written(config.hidden().asList()),
                        data.size(),
                        data.inputCount(),
                        config.batches());
    }

    private BatchGradient.Method gradients() {
        if (eager && threads != 1) {
            throw new CommandException("--eager runs on one thread; leave out --eager or --threads");
        }
        return eager ? BatchGradient.EAGER : BatchGradient.compiled(threads);
    }

    @Override
    public String burden() {
        return burden;
    }

    private static void draw(Plan plan, Predictor predictor, TrainingSummary summary) throws IOException {
        if (plan.pictures() != null) {
            Pictures pictures = new Pictures(plan.pictures(), plan.config(), plan.samples(), predictor);
            pictures.draw(plan.training().history(), summary::addFile, summary::addNote);
        }
        if (plan.page() != null) {
            plan.film().page(plan.training().history()).writeTo(plan.page());
            summary.addFile("film", plan.page());
        }
    }
}
