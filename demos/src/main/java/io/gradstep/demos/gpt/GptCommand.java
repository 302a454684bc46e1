package io.gradstep.demos.gpt;

import com.google.common.collect.ImmutableMap;
import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.FinalSave;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Interruption;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.SaveFallback;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.nn.gpt.CharacterGpt;
import io.gradstep.nn.gpt.GptSizes;
import io.gradstep.nn.gpt.GptTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep gpt}: trains a small language model, and lets it write. */
@Command(
        name = "gpt",
        mixinStandardHelpOptions = true,
        header = "Trains a small GPT on lines of text, and writes more like them.",
        customSynopsis = {
            "gradstep gpt [--data FILE] [options]",
            "gradstep gpt --resume FILE [--steps N] [--sample N] [--prompt TEXT]"
        },
        footer = {
            "",
            "The model predicts each character from those before it, with attention, from scalar values alone; the same"
                    + " seed gives the same text. Of a line that is longer than the block, the beginning is learned.",
            "",
            "Ctrl-C stops training after the current step, and what --save names is then written.",
            "",
            "Examples:",
            "  gradstep gpt",
            "  gradstep gpt --data names.txt --save names.safetensors",
            "  gradstep gpt --resume names.safetensors --sample 5 --prompt an",
            "  gradstep gpt --data names.txt --generator python",
            "",
            "Exit code: 0; 1 if the loss exploded or the model had to be saved to another file than --save names; 2 for"
                    + " bad usage; 130 if it was stopped (129 by SIGHUP, 143 by SIGTERM)."
        })
public final class GptCommand implements Task {
    /** The note of a saved model about its documents. */
    private static final String DATA = "data";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Mixin
    private final GptOptions options = new GptOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The number of threads that share the documents of a step; the result does not depend on it."
                    + " Default: 1.")
    private Integer threads = 1;

    @Option(names = "--sample", paramLabel = "N", description = "How many texts to write at the end. Default: 20.")
    private Integer sample = 20;

    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = "Below 1, likely characters become likelier. Default: 0.5.")
    private Double temperature = 0.5;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "The beginning of each text. Default: none.")
    private String prompt = "";

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Save the model and the state of its training to FILE, for --resume and PyTorch.")
    private @Nullable String save;

    @Mixin
    private final SaveFallback saveFallback = new SaveFallback();

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "Resume the training in FILE as if it had never stopped, and save it to the same file unless"
                    + " --save names another. If all its steps are done, write only.")
    private @Nullable String resume;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a page to FILE that shows the model at work on the first text that it wrote: the loss"
                    + " at each position, the attention of each head, and every weight, opened down to its local rule.")
    private @Nullable String html;

    /** The first text that was written. */
    private @Nullable String written;

    @Override
    public int run() {
        CharacterGpt writer;
        Path target;
        Path fallback;
        Path page;
        try {
            writer = resume == null ? options.create(options.documents(), threads) : resumed(OutsideFiles.path(resume));
            checkWriting(writer);
            String file = save != null ? save : resume;
            target = file == null ? null : OutsideFiles.writable(file);
            fallback = saveFallback.file(target != null);
            page = html == null ? null : OutsideFiles.writable(html);
        } catch (IllegalArgumentException | IOException e) {
            // The libraries' messages already name the setting or the file.
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        }
        int code = run(writer, target, fallback, application.terminal());
        if (page != null && code != Application.STOPPED) {
            draw(writer, page);
        }
        return code;
    }

    private CharacterGpt resumed(Path file) throws IOException {
        options.requireNoOthers(Glyphs.visible(file.toString()));
        Map<String, String> notes = CharacterGpt.notes(file);
        CharacterGpt saved = CharacterGpt.load(file);
        GptTraining training = saved.training();
        int steps = options.steps() == 0 ? training.settings().steps() : options.steps();
        if (training.step() == steps && options.data() == null) {
            return saved; // nothing is left to learn, so the documents are not needed
        }
        return CharacterGpt.resume(file, options.documents(notes.get(DATA), saved.seed()), steps, threads);
    }

    /** Rejects what could not be written after the training, before it begins. */
    private void checkWriting(CharacterGpt writer) {
        if (sample < 0) {
            throw new CommandException("--sample must be 0 or more, not " + sample);
        }
        writer.checkPrompt(prompt);
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new CommandException("--temperature must be positive, not " + temperature);
        }
    }

    private int run(CharacterGpt writer, @Nullable Path target, @Nullable Path fallback, Terminal terminal) {
        AtomicBoolean stopped = new AtomicBoolean();
        Interruption interruption = Interruption.stops(() -> stopped.set(true));
        application.atTheEnd(interruption::release);
        terminal.outlive(() -> stopped.set(true));
        describe(writer, terminal);
        String trouble = train(writer, stopped, terminal);
        FinalSave.Saved saved = FinalSave.NOT_WANTED;
        boolean learned = writer.training().step() > 0;
        if (target != null && learned) {
            FinalSave.Content content = file -> writer.save(file, notes());
            saved = new FinalSave(target, fallback, content, terminal, interruption::requested).save();
        }
        if (saved.file() != null) {
            terminal.println("saved " + Glyphs.visible(saved.file().toString()));
        }
        if (trouble != null) {
            terminal.error("gradstep: training ended in step %d: %s"
                    .formatted(writer.training().step() + 1, trouble));
            return Application.CHECK_FAILED;
        }
        if (stopped.get()) {
            tellStop(writer, saved, terminal);
            return Application.STOPPED;
        }
        for (int i = 0; i < sample; i++) {
            String text = writer.write(prompt, temperature);
            written = written == null ? text : written;
            terminal.println(Glyphs.visible(text));
        }
        return saved.agreed() ? Application.OK : Application.CHECK_FAILED;
    }

    private static void describe(CharacterGpt writer, Terminal terminal) {
        GptSizes sizes = writer.gpt().sizes();
        terminal.println(String.format(
                Locale.ROOT,
                "%,d documents of %d different characters; %,d parameters",
                writer.documentCount(),
                writer.vocabulary().size() - 1,
                sizes.parameterCount()));
        terminal.flush();
    }

    /** Trains until the end or a request to stop; returns what went wrong, or null. */
    private @Nullable String train(CharacterGpt writer, AtomicBoolean stopped, Terminal terminal) {
        GptTraining training = writer.training();
        int steps = training.settings().steps();
        if (training.step() == steps || stopped.get()) {
            return null;
        }
        GptProgress progress = new GptProgress(terminal, steps);
        try {
            training.run((loss, tokens) -> {
                progress.done(training.step(), loss, tokens);
                return !stopped.get();
            });
        } catch (ArithmeticException e) {
            return String.valueOf(e.getMessage());
        }
        terminal.println(
                String.format(Locale.ROOT, "%.2f seconds, %,.0f tokens/s", progress.seconds(), progress.speed()));
        return null;
    }

    private void draw(CharacterGpt writer, Path page) {
        String text = written == null ? writer.write(prompt, temperature) : written;
        try {
            GptPage.of(writer, text).writeTo(page);
        } catch (IOException e) {
            throw new CommandException(Glyphs.visible(String.valueOf(e.getMessage())));
        }
        application.terminal().println("page " + Glyphs.visible(page.toString()));
    }

    private Map<String, String> notes() {
        String data = options.data();
        try {
            String kept = data == null && resume != null
                    ? CharacterGpt.notes(OutsideFiles.path(resume)).get(DATA)
                    : data == null
                            ? null
                            : OutsideFiles.path(data).toAbsolutePath().toString();
            return kept == null ? ImmutableMap.of() : ImmutableMap.of(DATA, kept);
        } catch (IOException e) {
            return ImmutableMap.of(); // the file that was resumed is gone; --data can name the documents again
        }
    }

    private static void tellStop(CharacterGpt writer, FinalSave.Saved saved, Terminal terminal) {
        String done = "Training stopped on request after step %d of %d."
                .formatted(
                        writer.training().step(), writer.training().settings().steps());
        String rest = writer.training().step() == 0
                ? "There is nothing to save yet."
                : saved.afterStop("gradstep gpt", "model");
        Terminal.WriteException lost = terminal.lost();
        if (lost != null) {
            terminal.error(
                    "gradstep: the output cannot be written: %s. %s %s".formatted(lost.getMessage(), done, rest));
            return;
        }
        terminal.println();
        terminal.println(done);
        terminal.println(rest);
    }

    @Override
    public String burden() {
        return "a model of these sizes and documents";
    }
}
