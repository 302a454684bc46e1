package io.gradstep.demos;

import io.gradstep.engine.Graph;
import io.gradstep.viz.Picture;
import io.gradstep.viz.View;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep render}: the graph as a picture. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        header = "Draws the graph of a program with its values and gradients.",
        customSynopsis = {
            "gradstep render PROGRAM [name=value ...] [-f FILE]",
            "                       -o FILE.{svg,dot} [--view V] [--expand] [--forward-only]"
        },
        footer = {
            "",
            "Examples:",
            "  gradstep render \"f = (x+y)z\" x=-2 y=5 z=-4 -o f.svg",
            "  gradstep render -f neuron.txt x=0.5 -o neuron.dot --forward-only"
        })
final class RenderCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Gradstep gradstep;

    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Option(
            names = "-o",
            required = true,
            paramLabel = "FILE",
            description = "Where the picture goes; the name ends in .svg or .dot.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String file;

    @Option(
            names = "--view",
            paramLabel = "V",
            converter = ViewName.class,
            description = "How to draw it: circuit, which is the default.")
    private View view = View.CIRCUIT;

    @Mixin
    private final ExpandOption detail = new ExpandOption();

    @Option(names = "--forward-only", description = "Leave out the gradients.")
    private boolean forwardOnly;

    @Override
    public int run() {
        Terminal terminal = gradstep.terminal();
        ProgramOptions.Loaded loaded = options.load(terminal);
        Graph graph = detail.graph(loaded.evaluation().output());
        Picture picture = Picture.of(graph).view(view);
        if (forwardOnly) {
            picture = picture.forwardOnly();
        } else {
            graph.backward();
        }
        Drawing.save(picture, file);
        Diagnostics.nonFinite(graph).ifPresent(terminal::println);
        return Gradstep.OK;
    }

    /** Views by their names. */
    static final class ViewName extends ConstantName<View> {
        ViewName() {
            super("view", View.values());
        }
    }
}
