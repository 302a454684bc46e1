package io.gradstep.demos.drill;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.ConstantName;
import io.gradstep.demos.console.Drawing;
import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.explain.ProgramOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep quiz}: writes a drill page, a problem set to grade, and its key. */
@Command(
        name = "quiz",
        mixinStandardHelpOptions = true,
        header = "Writes problems to drill backpropagation: a web page that judges answers, and a file to grade by.",
        customSynopsis = {
            "gradstep quiz [PROGRAM [name=value ...]] [--seed S] [--items N] [--level L] [--ask A] "
                    + "[-o FILE.html] [--problems FILE.json] [--key FILE.csv]"
        },
        footer = {
            "",
            "Examples:",
            "  gradstep quiz --seed 7 --items 20 -o drill.html",
            "  gradstep quiz --level hard --ask everything -o d.html --problems p.json",
            "  gradstep quiz \"f = (x+y)z\" x=-2 y=5 z=-4 --items 5 --problems p.json --key key.csv"
        })
public final class QuizCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Option(names = "-o", paramLabel = "FILE", description = "Write a page that drills the problems; ends in .html.")
    private @Nullable String page;

    @Option(
            names = "--problems",
            paramLabel = "FILE",
            description = "Write the problems for 'gradstep grade', without answers; ends in .json.")
    private @Nullable String problems;

    @Option(names = "--key", paramLabel = "FILE", description = "Write the answers; ends in .csv.")
    private @Nullable String key;

    @Option(names = "--items", paramLabel = "N", description = "The number of problems. Default: ${DEFAULT-VALUE}.")
    private int items = 10;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Equal seeds give equal problems. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--level",
            paramLabel = "L",
            converter = LevelName.class,
            completionCandidates = LevelName.class,
            description = "How difficult random programs are: ${COMPLETION-CANDIDATES}. Default: medium.")
    private @Nullable Level level;

    @Option(
            names = "--ask",
            paramLabel = "A",
            converter = SubjectName.class,
            completionCandidates = SubjectName.class,
            description = "What to ask for: ${COMPLETION-CANDIDATES}. Default: gradients, those of the inputs.")
    private Subject subject = Subject.GRADIENTS;

    /** What a drill asks for. */
    enum Subject {
        GRADIENTS,
        EVERYTHING
    }

    /** Converts names to levels. */
    static final class LevelName extends ConstantName<Level> {
        LevelName() {
            super("level", Level.values());
        }
    }

    /** Converts names to subjects. */
    static final class SubjectName extends ConstantName<Subject> {
        SubjectName() {
            super("subject", Subject.values());
        }
    }

    @Override
    public int run() {
        check();
        boolean everything = subject == Subject.EVERYTHING;
        Drill drill;
        if (options.isGiven()) {
            ProgramOptions.Given given = options.complete(application.terminal());
            drill = Drill.on(given.program(), given.values(), everything, seed, items);
        } else {
            drill = Drill.random(level == null ? Level.MEDIUM : level, everything, seed, items);
        }
        if (page != null) {
            Drawing.save(drill.page(), page);
        }
        if (problems != null) {
            OutsideFiles.write(problems, new ProblemSet(drill.title(), drill.problems()).json() + "\n");
        }
        if (key != null) {
            OutsideFiles.write(key, AnswerFile.key(drill.problems()));
        }
        return Application.OK;
    }

    private void check() {
        if (page == null && problems == null && key == null) {
            throw new CommandException("nothing to write; name a page with -o FILE.html, a problem set with --problems"
                    + " FILE.json, or both");
        }
        if (items < 1 || items > Drill.MAX_ITEMS) {
            throw new CommandException("--items must be from 1 to %d, but is %d".formatted(Drill.MAX_ITEMS, items));
        }
        if (level != null && options.isGiven()) {
            throw new CommandException("--level is that of random programs; leave it out for a program of your own");
        }
        if (page != null) {
            Drawing.requireEnding("a drill is a web page", ".html", page);
            OutsideFiles.writable(page);
        }
        if (problems != null) {
            Drawing.requireEnding("a problem set is JSON", ".json", problems);
            OutsideFiles.writable(problems);
        }
        if (key != null) {
            Drawing.requireEnding("a key is CSV", ".csv", key);
            OutsideFiles.writable(key);
        }
    }

    @Override
    public String burden() {
        return options.burden();
    }
}
