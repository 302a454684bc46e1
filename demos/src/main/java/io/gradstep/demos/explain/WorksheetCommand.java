package io.gradstep.demos.explain;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Drawing;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.notes.Gallery;
import io.gradstep.demos.notes.Illustration;
import io.gradstep.engine.Graph;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.trace.BrokenBackward;
import io.gradstep.engine.trace.Mistake;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.page.Worksheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep worksheet}: writes a printable circuit with empty boxes, and an answer key. */
@Command(
        name = "worksheet",
        mixinStandardHelpOptions = true,
        header = "Writes a worksheet to print and fill in by hand, with an answer key on a separate page.",
        customSynopsis = {
            "gradstep worksheet [PROGRAM [name=value ...]] [-f FILE] -o FILE.html [--also PROGRAM] "
                    + "[--example NAMES] [--variants N] [--seed S] [--find-the-bug | --mistake M] "
                    + "[--blank-values] [--no-key] [--expand]"
        },
        footer = {
            "",
            "Examples:",
            "  gradstep worksheet \"f = (x+y)z\" x=-2 y=5 z=-4 -o sheet.html",
            "  gradstep worksheet \"tanh(w*x + b)\" w=2 x=1 b=-1 -o f.html --blank-values",
            "  gradstep worksheet \"(x+y)z\" x=-2 y=5 z=-4 --variants 30 --seed 7 -o exam.html",
            "  gradstep worksheet \"x*y\" x=1 y=2 --also \"x = 3; f = x*x\" -o two.html",
            "  gradstep worksheet --example circuit -o circuit.html",
            "  gradstep worksheet \"x*x\" x=3 --find-the-bug -o bug.html"
        })
public final class WorksheetCommand implements Task {
    private static final int MAX_VARIANTS = 200;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "The file to write, ending in .html.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String file;

    @Option(names = "--blank-values", description = "Leave the gates' values blank too, not just the gradients.")
    private boolean blankValues;

    @Option(names = "--no-key", description = "Leave out the answers.")
    private boolean noKey;

    @Option(
            names = "--also",
            paramLabel = "PROGRAM",
            description = "Another problem on the same sheet, with its values in the program: \"x = 3; f = x*x\".")
    private List<String> also = new ArrayList<>();

    @Option(
            names = "--example",
            paramLabel = "NAMES",
            split = ",",
            description = "Examples of the notes by name, as gradstep notes --list prints them.")
    private List<String> examples = new ArrayList<>();

    @Option(
            names = "--variants",
            paramLabel = "N",
            description = "Write N sheets, each with other numbers that are easy to compute with, and one key.")
    private @Nullable Integer variants;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Equal seeds give equal variants. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--find-the-bug",
            description = "Show the gradients of a backward pass with a mistake, and ask for it.")
    private boolean findTheBug;

    @Option(
            names = "--mistake",
            paramLabel = "M",
            converter = LabCommand.MistakeName.class,
            completionCandidates = LabCommand.MistakeName.class,
            description = "The mistake to find: ${COMPLETION-CANDIDATES}. Default: one that shows, by the seed.")
    private @Nullable Mistake mistake;

    @Mixin
    private final ExpandOption detail = new ExpandOption();

    /** A program, its values, and its heading. */
    private record Source(Program program, Map<String, Double> values, String title) {}

    @Override
    public int run() {
        Drawing.requireEnding("a worksheet is a web page", ".html", file);
        int count = variants == null ? 1 : variants;
        if (count < 1 || count > MAX_VARIANTS) {
            throw new CommandException("--variants must be from 1 to %d, but is %d".formatted(MAX_VARIANTS, count));
        }
        List<Source> sources = sources();
        Random random = new Random(seed);
        List<List<Map<String, Double>>> numbers = new ArrayList<>();
        for (Source source : sources) {
            numbers.add(numbers(source, count, random));
        }
        List<Worksheet> sheets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Worksheet> problems = new ArrayList<>();
            for (int k = 0; k < sources.size(); k++) {
                problems.add(problem(sources.get(k), numbers.get(k).get(i), random));
            }
            Worksheet sheet = problems.stream().reduce(Worksheet::and).orElseThrow();
            sheet = blankValues ? sheet.blankValues() : sheet;
            sheets.add(noKey ? sheet.withoutKey() : sheet);
        }
        Drawing.save(count == 1 ? sheets.get(0) : Worksheet.variants(sheets), file);
        return Application.OK;
    }

    private List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        if (options.isGiven() || (also.isEmpty() && examples.isEmpty())) {
            ProgramOptions.Given given = options.complete(application.terminal());
            sources.add(new Source(given.program(), given.values(), title(given.program())));
        }
        for (String text : also) {
            Program program = Program.parse(text);
            try {
                sources.add(new Source(program, ProgramOptions.values(program.evaluate()), title(program)));
            } catch (IllegalArgumentException e) {
                throw new CommandException("--also '%s': %s; give values in the program, as in \"x = 3; f = x*x\""
                        .formatted(Glyphs.visible(text), e.getMessage()));
            }
        }
        for (Illustration graph : illustrations()) {
            Program program = Program.parse(Printer.ASCII.program(graph.graph().output()));
            sources.add(new Source(program, ProgramOptions.values(program.evaluate()), graph.title()));
        }
        return sources;
    }

    private List<Illustration> illustrations() {
        Gallery gallery = Gallery.ofTheNotes();
        for (String name : examples) {
            if (!gallery.names().contains(name)) {
                throw new CommandException("no example is called '%s'; choose from: %s"
                        .formatted(Glyphs.visible(name), String.join(", ", gallery.names())));
            }
        }
        List<Illustration> all = examples.isEmpty()
                ? List.of()
                : gallery.only(examples).show(line -> {}).stream()
                        .flatMap(report -> report.illustrations().stream())
                        .toList();
        if (!examples.isEmpty() && all.isEmpty()) {
            throw new CommandException("%s has no graph to work on".formatted(String.join(", ", examples)));
        }
        return all;
    }

    /** The program on one line; its text as it was typed. */
    private static String title(Program program) {
        return program.toString().strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll(";(\\s*;)+", ";");
    }

    /** The given numbers, and others for the further variants. */
    private static List<Map<String, Double>> numbers(Source source, int count, Random random) {
        List<Map<String, Double>> numbers = new ArrayList<>(List.of(source.values()));
        FriendlyNumbers friendly = new FriendlyNumbers(source.program(), random);
        while (numbers.size() < count) {
            numbers.add(friendly.like(source.values(), numbers)
                    .orElseThrow(() -> new CommandException(
                            "only %d variants of %s with numbers like the given ones were found; ask for fewer"
                                    .formatted(numbers.size(), Glyphs.visible(source.title())))));
        }
        return numbers;
    }

    private Worksheet problem(Source source, Map<String, Double> values, Random random) {
        Graph graph = detail.graph(source.program().evaluate(values).output());
        Trace trace = Trace.of(graph);
        Diagnostics.nonFinite(graph).forEach(application.terminal()::println);
        Worksheet sheet = findTheBug || mistake != null
                ? Worksheet.findTheBug(trace, mistake(trace, random, source.title()))
                : Worksheet.of(trace);
        return sheet.title(source.title());
    }

    private Mistake mistake(Trace trace, Random random, String title) {
        List<Mistake> showing = Arrays.stream(Mistake.values())
                .filter(each -> mistake == null || each == mistake)
                .filter(each -> BrokenBackward.of(trace, each).firstWrong().isPresent())
                .toList();
        if (showing.isEmpty()) {
            throw new CommandException("%s leads to no wrong gradient in %s; it needs a value that is used twice"
                    .formatted(mistake == null ? "no mistake" : "this mistake", Glyphs.visible(title)));
        }
        return showing.get(random.nextInt(showing.size()));
    }

    @Override
    public String burden() {
        return options.burden();
    }
}
