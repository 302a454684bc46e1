package io.gradstep.demos.explain;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.ConstantName;
import io.gradstep.demos.console.Drawing;
import io.gradstep.demos.console.NodeNames;
import io.gradstep.demos.console.Paragraph;
import io.gradstep.demos.console.ShownNumbers;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Table;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.BrokenBackward;
import io.gradstep.engine.trace.Mistake;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.page.LabPage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep lab}: shows the effect of classic backward-pass mistakes on a program's gradients. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        header = "Runs the backward pass with a classic mistake, and shows which gradients go wrong.",
        customSynopsis = {"gradstep lab PROGRAM [name=value ...] [-f FILE] [--mistake M] [-o FILE.html]"},
        footer = {
            "",
            "Examples:",
            "  gradstep lab \"c = a*b; d = a + c; e = d*d\" a=3 b=-2",
            "  gradstep lab \"x*x\" x=3 --mistake assign",
            "  gradstep lab \"x*x\" x=3 -o lab.html"
        })
public final class LabCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Option(
            names = "--mistake",
            paramLabel = "M",
            converter = MistakeName.class,
            completionCandidates = MistakeName.class,
            description = "The mistake: ${COMPLETION-CANDIDATES}. Default: all of them, one after the other.")
    private @Nullable Mistake mistake;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "Instead write a web page, ending in .html, that plays the right pass and the wrong one side"
                    + " by side, move by move, each beside its code in Python or Java.")
    private @Nullable String file;

    /** Converts names to mistakes. */
    static final class MistakeName extends ConstantName<Mistake> {
        MistakeName() {
            super("mistake", Mistake.values());
        }
    }

    @Override
    public int run() {
        if (file != null) {
            Drawing.requireEnding("the lab is a web page", ".html", file);
        }
        Terminal terminal = application.terminal();
        Trace trace = Trace.of(options.load(terminal).evaluation().output());
        List<Mistake> mistakes = mistake == null ? List.of(Mistake.values()) : List.of(mistake);
        if (file != null) {
            Drawing.save(page(trace, mistakes), file);
            return Application.OK;
        }
        for (Mistake each : mistakes) {
            if (each != mistakes.get(0)) {
                terminal.println();
            }
            print(terminal, trace, BrokenBackward.of(trace, each));
        }
        return Application.OK;
    }

    private static LabPage page(Trace trace, List<Mistake> mistakes) {
        try {
            return LabPage.of(trace, mistakes);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String burden() {
        return options.burden();
    }

    private static void print(Terminal terminal, Trace trace, BrokenBackward broken) {
        Mistake mistake = broken.mistake();
        terminal.println(terminal.paint(Style.HEADING, "Mistake: " + mistake.title()));
        Paragraph.lines(mistake.explanation()).forEach(line -> terminal.println("  " + line));
        terminal.println();
        if (broken.firstWrong().isEmpty()) {
            terminal.println("  It has no effect in this graph: all gradients are right.");
            return;
        }
        int first = broken.firstWrong().getAsInt();
        Graph graph = trace.graph();
        NodeNames names = new NodeNames(graph);
        Table table = new Table("node", "right", "with the mistake", "");
        // In the order of the backward pass, output first.
        for (int i = graph.size() - 1; i >= 0; i--) {
            if (!graph.node(i).isConstant()) {
                boolean same = broken.isRight(i);
                table.add(
                        List.of(
                                names.of(i),
                                ShownNumbers.format(broken.right(i)),
                                ShownNumbers.format(broken.wrong(i)),
                                i == first ? "goes wrong here first" : same ? "" : "wrong"),
                        List.of(Style.PLAIN, Style.GRADIENT, Style.GRADIENT, Style.QUIET));
            }
        }
        table.print(terminal, "  ");
    }
}
