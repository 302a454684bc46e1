package io.gradstep.demos.train;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.FinalSave;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Interruption;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.SaveFallback;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.BatchGradient;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.Training;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.training.History;
import io.gradstep.nn.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            "       gradstep train --csv FILE [--label COLUMN] [options]",
            "       gradstep train --resume FILE [--epochs N]"
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

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description =
                    "Save the network to FILE, for 'gradstep predict' and PyTorch, and a checkpoint for --resume beside"
                            + " it, in a file of the same name with 'checkpoint' before its ending unless --checkpoint"
                            + " names another file.")
    private @Nullable String save;

    @Mixin
    private final SaveFallback saveFallback = new SaveFallback();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "The checkpoint file; --resume with the network's file finds it.")
    private @Nullable String checkpoint;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Resume the training whose network or checkpoint is in FILE, as if it had never stopped, and save"
                            + " it to the same file unless --save names another. Its settings stay; --epochs counts"
                            + " from the first start.")
    private @Nullable String resume;

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

    /** A training that is ready to start, and its output files. */
    private record Plan(
            TrainingConfig config,
            Samples samples,
            Training training,
            @Nullable Path model,
            Path checkpoint,
            @Nullable Path fallback,
            @Nullable Path pictures,
            @Nullable Path page,
            Film film) {
        /** Returns the checkpoint of a saved model: beside it if it is not the file of {@code --save}. */
        Path checkpointOf(Path file) {
            return file.equals(model) ? checkpoint : SavedTraining.beside(file);
        }
    }

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
        return run(plan, progress, terminal);
    }

    private Plan plan(TrainingProgress progress, Terminal terminal) throws IOException {
        SavedTraining saved = resume == null ? null : SavedTraining.read(OutsideFiles.path(resume));
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
            config = saved.config().with(changes(saved.config()));
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
        Path model = save != null ? OutsideFiles.writable(save) : saved == null ? null : writable(saved.model());
        Path restart = checkpointFile(model, saved);
        Path fallback = saveFallback.file(model != null);
        Path page = html == null ? null : OutsideFiles.writable(html);
        Path pictures = folder == null ? null : OutsideFiles.folder(folder);
        return new Plan(config, samples, training, model, restart, fallback, pictures, page, film);
    }

    /** Returns the checkpoint file: as given; else its old file, if the model keeps its own; else beside the model. */
    private Path checkpointFile(@Nullable Path model, @Nullable SavedTraining saved) {
        if (model == null) {
            if (checkpoint != null) {
                throw new CommandException("--checkpoint needs --save FILE for the network");
            }
            return Path.of("");
        }
        Path file = checkpoint != null
                ? OutsideFiles.path(checkpoint)
                : save == null && saved != null ? saved.checkpointFile() : SavedTraining.beside(model);
        if (file.toAbsolutePath().normalize().equals(model.toAbsolutePath().normalize())) {
            throw new CommandException(
                    "network and checkpoint cannot both be saved to %s; give --save and --checkpoint different files"
                            .formatted(Glyphs.visible(file.toString())));
        }
        return writable(file);
    }

    private static Path writable(Path file) {
        return OutsideFiles.writable(file.toString());
    }

    private static String burden(DataSource source) {
        return "the samples of " + Glyphs.visible(source.title());
    }

    private static String burden(TrainingConfig config, Dataset data) {
        return "a network with the hidden layers %s on %d samples of %d inputs, in batches of %d"
                .formatted(
                        TrainingConfig.written(config.hidden().asList()),
                        data.size(),
                        data.inputCount(),
                        config.batch());
    }

    private BatchGradient.Method gradients() {
        if (eager && threads != 1) {
            throw new CommandException("--eager runs on one thread; leave out --eager or --threads");
        }
        return eager ? BatchGradient.EAGER : BatchGradient.compiled(threads);
    }

    /** Returns the changed settings of a resumed training: only epochs and the table's path may change. */
    private Map<String, String> changes(TrainingConfig saved) {
        Map<String, String> settings = saved.settings();
        Map<String, String> given = options.given();
        given.forEach((name, text) -> {
            String own = settings.get(name);
            boolean mayDiffer = own != null
                    && Set.of(TrainingConfig.EPOCHS, TrainingConfig.CSV).contains(name);
            if (!mayDiffer && !text.equals(own)) {
                throw new CommandException(
                        "the training in %s has %s; resuming keeps the original settings, so leave out %s"
                                .formatted(
                                        Glyphs.visible(String.valueOf(resume)),
                                        own == null ? "no " + name : "the " + name + " " + own,
                                        name.equals(TrainingConfig.DATASET) ? Glyphs.visible(text) : "--" + name));
            }
        });
        return given;
    }

    private int run(Plan plan, TrainingProgress progress, Terminal terminal) {
        Training training = plan.training();
        Interruption interruption = Interruption.stops(training::stop);
        application.atTheEnd(interruption::release);
        terminal.outlive(training::stop);
        TrainingSummary.printBeginning(plan.config(), plan.samples(), training.model(), terminal);
        long start = System.nanoTime();
        History history;
        progress.begin(terminal, plan.config(), plan.samples(), training);
        plan.film().begin(training);
        try {
            history = training.run();
        } finally {
            progress.end();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Predictor predictor = plan.config().predictor(training.model(), plan.samples());
        TrainingSummary summary = new TrainingSummary(plan.config(), plan.samples(), predictor);
        summary.measure(history, seconds);
        FinalSave.Saved saved = FinalSave.NOT_WANTED;
        if (plan.model() != null) {
            FinalSave.Content content = file -> SavedTraining.write(
                    file, plan.checkpointOf(file), plan.training().checkpoint(), plan.config(), predictor);
            saved = new FinalSave(plan.model(), plan.fallback(), content, terminal, interruption::requested).save();
        }
        if (saved.file() != null) {
            summary.addFile("saved", saved.file());
            summary.addFile("checkpoint", plan.checkpointOf(saved.file()));
        }
        try {
            draw(plan, predictor, summary);
        } catch (IOException e) {
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        } finally {
            summary.print(terminal);
        }
        if (history.outcome() == History.Outcome.STOPPED_ON_REQUEST) {
            TrainingSummary.printStop(saved, terminal);
        }
        if (!saved.agreed() || history.outcome() == History.Outcome.DIVERGED) {
            return Application.CHECK_FAILED;
        }
        return history.outcome() == History.Outcome.STOPPED_ON_REQUEST ? Application.STOPPED : Application.OK;
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
