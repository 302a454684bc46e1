package io.gradstep.demos.explain;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.Drawing;
import io.gradstep.demos.console.Task;
import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.page.Worksheet;
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
            "gradstep worksheet PROGRAM [name=value ...] [-f FILE]",
            "                          -o FILE.html [--blank-values] [--no-key] [--expand]"
        },
        footer = {
            "",
            "Examples:",
            "  gradstep worksheet \"f = (x+y)z\" x=-2 y=5 z=-4 -o sheet.html",
            "  gradstep worksheet \"tanh(w*x + b)\" w=2 x=1 b=-1 -o f.html --blank-values"
        })
public final class WorksheetCommand implements Task {
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

    @Mixin
    private final ExpandOption detail = new ExpandOption();

    @Override
    public int run() {
        Drawing.requireEnding("a worksheet is a web page", ".html", file);
        Graph graph =
                detail.graph(options.load(application.terminal()).evaluation().output());
        Worksheet sheet = Worksheet.of(Trace.of(graph));
        if (blankValues) {
            sheet = sheet.blankValues();
        }
        if (noKey) {
            sheet = sheet.withoutKey();
        }
        Drawing.save(sheet, file);
        Diagnostics.nonFinite(graph).forEach(application.terminal()::println);
        return Application.OK;
    }

    @Override
    public String burden() {
        return options.burden();
    }
}
