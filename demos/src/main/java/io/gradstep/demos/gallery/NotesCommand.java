package io.gradstep.demos.gallery;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.demos.notes.Gallery;
import io.gradstep.demos.notes.HandoutOutput;
import io.gradstep.demos.notes.NotesSite;
import io.gradstep.demos.notes.Report;
import io.gradstep.demos.serve.Kit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep notes}: shows the lecture notes' examples, checked against their closed forms. */
@Command(
        name = "notes",
        mixinStandardHelpOptions = true,
        header = "Shows worked examples of lecture notes on backpropagation, checked against their closed forms.",
        customSynopsis = {"gradstep notes [NAME ...] [--list] [--out DIR]"},
        footer = {
            "",
            "Examples:",
            "  gradstep notes --list",
            "  gradstep notes circuit",
            "  gradstep notes --out lessons",
            "",
            "Exit code: 0, 1 if a gradient differs from its closed form, 2 for bad usage."
        })
public final class NotesCommand implements Task {
    private static final String PLAYGROUND = "playground.html";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "The examples to show. Default: all, followed by a summary table.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "List the names and subjects of the examples.")
    private boolean list;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Also write the examples as a web site in DIR: an index, a page that plays each, a worksheet and"
                            + " an SVG of each graph, and the playground. DIR is created if it does not exist.")
    private @Nullable String folder;

    @Override
    public int run() {
        return run(application.terminal(), Gallery.ofTheNotes());
    }

    /** Runs on a gallery, which is built only here because picocli creates the command on every run of gradstep. */
    int run(Terminal terminal, Gallery gallery) {
        if (list) {
            if (folder != null || !names.isEmpty()) {
                throw new CommandException("--list cannot be combined with names or --out");
            }
            gallery.list(new TerminalOutput(terminal));
            return Application.OK;
        }
        Gallery chosen = names.isEmpty() ? gallery : gallery.only(checked(names, gallery));
        Path site = folder == null ? null : OutsideFiles.folder(folder);
        terminal.outlive(() -> {}); // The exit code still carries the result, and there may be pages to write.
        List<Report> reports = chosen.show(new TerminalOutput(terminal));
        if (site != null) {
            write(chosen, site, terminal);
        }
        return reports.stream().allMatch(Report::agrees) ? Application.OK : Application.CHECK_FAILED;
    }

    private static List<String> checked(List<String> words, Gallery gallery) {
        for (String word : words) {
            if (!gallery.names().contains(word)) {
                throw new CommandException("there is no example '%s'; %s"
                        .formatted(
                                Glyphs.visible(word),
                                gallery.nearest(word)
                                        .map("did you mean '%s'?"::formatted)
                                        .orElse("run 'gradstep notes --list' for their names")));
            }
        }
        return words;
    }

    /** Writes the pages with the playground beside them, so that their links work from a file. */
    private static void write(Gallery gallery, Path folder, Terminal terminal) {
        Map<String, String> files = new LinkedHashMap<>(NotesSite.files(gallery, PLAYGROUND));
        files.putAll(Kit.playground(PLAYGROUND, Kit.link("index.html", "Lecture notes")));
        files.forEach((name, text) -> OutsideFiles.write(folder.resolve(name).toString(), text));
        terminal.println();
        terminal.println("Wrote %d files; open %s"
                .formatted(
                        files.size(),
                        Glyphs.visible(folder.resolve("index.html").toString())));
    }

    /** Prints handouts on a terminal. */
    private record TerminalOutput(Terminal terminal) implements HandoutOutput {
        @Override
        public void println(String line) {
            terminal.println(line);
        }

        @Override
        public int width(String text) {
            return terminal.width(text);
        }

        @Override
        public String heading(String text) {
            return terminal.paint(Style.HEADING, text);
        }
    }
}
