package io.gradstep.demos;

import io.gradstep.demos.train.Film;
import io.gradstep.demos.train.Kept;
import io.gradstep.demos.train.Origin;
import io.gradstep.demos.train.Pictures;
import io.gradstep.demos.train.Predictor;
import io.gradstep.demos.train.Recipe;
import io.gradstep.demos.train.Samples;
import io.gradstep.nn.BatchGradient;
import io.gradstep.nn.History;
import io.gradstep.nn.Training;
import io.gradstep.nn.TrainingListener;
import io.gradstep.nn.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep train}: a network is trained, measured, saved and drawn. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Trains a small network, and says how well it does.",
        customSynopsis = {
            "gradstep train DATASET [options]",
            "       gradstep train --csv FILE [--label COLUMN] [options]",
            "       gradstep train --resume FILE [--epochs N]"
        },
        footer = {
            "",
            "Every data set has settings that suit it; options change them. The same seed gives the same",
            "weights to the last bit. Ctrl-C stops after the batch that is being computed, and what there",
            "is then is saved and drawn as at the end.",
            "",
            "Examples:",
            "  gradstep train moons",
            "  gradstep train spirals --hidden 32,32 --epochs 100 --out pictures --save spirals.safetensors",
            "  gradstep train --resume spirals.safetensors --epochs 200",
            "  gradstep train moons --html film.html",
            "  gradstep train --csv iris.csv --label species --save iris.safetensors",
            "",
            "Exit code: 0, 1 if the loss exploded, 2 for bad usage."
        })
final class TrainCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Gradstep gradstep;

    @Mixin
    private final TrainOptions options = new TrainOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Draw the loss, the decision boundary and the network into DIR, as SVG; it is made if it does not"
                            + " exist.")
    private @Nullable String folder;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write a film of the training to FILE: a web page in which one goes through the epochs and sees the"
                            + " decision boundary, the loss, and the values and gradients of every neuron.")
    private @Nullable String html;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Save network and training to FILE, for 'gradstep predict' and --resume.")
    private @Nullable String save;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Go on with the training that was saved to FILE, as if it had never stopped, and save it there"
                            + " again unless --save names another file. Its settings stay; --epochs counts from its beginning.")
    private @Nullable String resume;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads compute a batch; the result does not depend on it. 1 if not given.")
    private int threads = 1;

    @Option(
            names = "--eager",
            description =
                    "Build a graph for each sample instead of compiling one: slow, and the same but for rounding.")
    private boolean eager;

    /** A training that is ready to begin, and where its results go. */
    private record Plan(
            Recipe recipe,
            Samples samples,
            Training training,
            @Nullable Path model,
            @Nullable Path pictures,
            @Nullable Path page,
            Film film) {}

    @Override
    public int run() {
        Terminal terminal = gradstep.terminal();
        TrainingProgress progress = new TrainingProgress();
        Plan plan;
        try {
            plan = plan(progress);
        } catch (IllegalArgumentException | IOException e) {
            // The libraries' messages are made for those who chose the settings and the files.
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        }
        return run(plan, progress, terminal);
    }

    private Plan plan(TrainingProgress progress) throws IOException {
        Kept kept = resume == null ? null : Kept.read(OutsideFiles.path(resume));
        Recipe recipe;
        Dataset data;
        if (kept == null) {
            Origin origin = options.origin();
            data = origin.read(options.seed());
            recipe = Recipe.suited(origin, data, options.seed()).with(options.given());
        } else {
            recipe = kept.recipe().with(changes(kept.recipe()));
            data = recipe.origin().read(recipe.seed());
        }
        Samples samples = Samples.of(recipe, data);
        Film film = new Film(recipe, samples);
        List<TrainingListener> listeners = html == null ? List.of(progress) : List.of(progress, film);
        Training training = kept == null
                ? recipe.trainer(samples, listeners)
                        .gradients(gradients())
                        .build()
                        .start(recipe.network(data), samples.train())
                : kept.training(recipe, samples, gradients(), listeners);
        String file = save == null ? resume : save;
        Path model = file == null ? null : OutsideFiles.writable(file);
        Path page = html == null ? null : OutsideFiles.writable(html);
        Path pictures = folder == null ? null : OutsideFiles.folder(folder);
        return new Plan(recipe, samples, training, model, pictures, page, film);
    }

    private BatchGradient.Method gradients() {
        if (eager && threads != 1) {
            throw new CommandException("--eager works with one thread; leave out one of --eager and --threads");
        }
        return eager ? BatchGradient.EAGER : BatchGradient.compiled(threads);
    }

    /** What is given for a training that goes on: of its settings only the length and the place of its table may differ. */
    private Map<String, String> changes(Recipe kept) {
        Map<String, String> settings = kept.settings();
        Map<String, String> given = options.given();
        given.forEach((name, text) -> {
            String own = settings.get(name);
            boolean mayDiffer = own != null && Set.of(Recipe.EPOCHS, Recipe.CSV).contains(name);
            if (!mayDiffer && !text.equals(own)) {
                throw new CommandException(
                        "the training in %s has %s; a training goes on with the settings that it began with, so leave out %s"
                                .formatted(
                                        Glyphs.visible(String.valueOf(resume)),
                                        own == null ? "no " + name : "the " + name + " " + own,
                                        name.equals(Recipe.DATASET) ? Glyphs.visible(text) : "--" + name));
            }
        });
        return given;
    }

    private int run(Plan plan, TrainingProgress progress, Terminal terminal) {
        Training training = plan.training();
        gradstep.atTheEnd(Interruption.stops(training)::release);
        TrainingSummary.printBeginning(plan.recipe(), plan.samples(), training.model(), terminal);
        long start = System.nanoTime();
        History history;
        progress.begin(terminal, plan.recipe(), plan.samples(), training);
        plan.film().begin(training);
        try {
            history = training.run();
        } finally {
            progress.end();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Predictor predictor = Predictor.of(training.model(), plan.recipe(), plan.samples());
        TrainingSummary summary = new TrainingSummary(plan.recipe(), plan.samples(), predictor);
        summary.measure(history, seconds);
        try {
            keep(plan, predictor, summary);
        } catch (IOException e) {
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        } finally {
            summary.print(terminal);
        }
        if (history.outcome() == History.Outcome.STOPPED_ON_REQUEST) {
            summary.printStop(plan.model(), terminal);
        }
        return history.outcome() == History.Outcome.DIVERGED ? Gradstep.CHECK_FAILED : Gradstep.OK;
    }

    private static void keep(Plan plan, Predictor predictor, TrainingSummary summary) throws IOException {
        if (plan.model() != null) {
            Kept.write(plan.model(), plan.training().checkpoint(), plan.recipe(), predictor);
            summary.addFile("saved", plan.model());
        }
        if (plan.pictures() != null) {
            Pictures pictures = new Pictures(plan.pictures(), plan.recipe(), plan.samples(), predictor);
            pictures.draw(plan.training().history(), summary::addFile, summary::addNote);
        }
        if (plan.page() != null) {
            plan.film().page(plan.training().history()).writeTo(plan.page());
            summary.addFile("film", plan.page());
        }
    }
}
