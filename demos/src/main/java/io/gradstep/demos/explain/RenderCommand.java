package io.gradstep.demos.explain;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.ConstantName;
import io.gradstep.demos.console.Drawing;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.engine.Graph;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.ColorScheme;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.StepperPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep render}: draws the graph of a program. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        header = "Draws the graph of a program with its values and gradients.",
        customSynopsis = {
            "gradstep render PROGRAM [name=value ...] [-f FILE] -o FILE.{svg,png,dot,html} [--view V] "
                    + "[--theme T] [--derivative NAME] [--expand] [--forward-only]"
        },
        footer = {
            "",
            "Examples:",
            "  gradstep render \"f = (x+y)z\" x=-2 y=5 z=-4 -o f.svg",
            "  gradstep render \"f = (x+y)z\" x=-2 y=5 z=-4 -o f.png --view cards --theme dark",
            "  gradstep render \"f = (x+y)z\" x=-2 y=5 z=-4 -o f.html --view cards",
            "  gradstep render -f neuron.txt x=0.5 -o neuron.dot --forward-only"
        })
public final class RenderCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Mixin
    private final DerivativeOption derivative = new DerivativeOption();

    @Option(
            names = "-o",
            required = true,
            paramLabel = "FILE",
            description = {"The file to write: .svg, .png, .dot or, for a web page that plays the steps, .html."})
    @SuppressWarnings("NullAway.Init") // by picocli
    private String file;

    @Option(
            names = "--view",
            paramLabel = "V",
            converter = ViewName.class,
            completionCandidates = ViewName.class,
            description = "The view: ${COMPLETION-CANDIDATES}. The default, auto, depends on the graph's size.")
    private View view = View.AUTO;

    @Option(
            names = "--theme",
            paramLabel = "T",
            converter = ThemeName.class,
            completionCandidates = ThemeName.class,
            description = "The colours: ${COMPLETION-CANDIDATES}. The default, auto, follows the viewer's system.")
    private ColorScheme theme = ColorScheme.AUTO;

    @Mixin
    private final ExpandOption detail = new ExpandOption();

    @Option(names = "--forward-only", description = "Leave out the gradients.")
    private boolean forwardOnly;

    @Override
    public int run() {
        Terminal terminal = application.terminal();
        ProgramOptions.Loaded loaded = derivative.of(options.load(terminal));
        Graph graph = detail.graph(loaded.evaluation().output());
        if (Drawing.hasEnding(file, ".html")) {
            savePage(graph);
        } else {
            savePicture(graph);
        }
        Diagnostics.nonFinite(graph).forEach(terminal::println);
        return Application.OK;
    }

    @Override
    public String burden() {
        return options.burden();
    }

    /** Saves a page, which always plays both passes in the viewer's own colour scheme. */
    private void savePage(Graph graph) {
        if (forwardOnly) {
            throw new CommandException(
                    "--forward-only cannot be combined with a web page, which plays the backward pass too;"
                            + " use a file name that ends in .svg, .png or .dot");
        }
        if (theme != ColorScheme.AUTO) {
            throw new CommandException("--theme cannot be combined with a web page, which follows the viewer's system;"
                    + " use a file name that ends in .svg or .png");
        }
        Drawing.save(StepperPage.of(Trace.of(graph)).view(view), file);
    }

    private void savePicture(Graph graph) {
        Picture picture = Picture.of(graph).view(view).colors(theme);
        if (forwardOnly) {
            picture = picture.forwardOnly();
        } else {
            graph.backward();
        }
        Drawing.save(picture, file);
    }

    /** Converts names to views. */
    static final class ViewName extends ConstantName<View> {
        ViewName() {
            super("view", View.values());
        }
    }

    /** Converts names to colour schemes. */
    static final class ThemeName extends ConstantName<ColorScheme> {
        ThemeName() {
            super("theme", ColorScheme.values());
        }
    }
}
