package io.gradstep.demos;

import io.gradstep.engine.Graph;
import io.gradstep.viz.Picture;
import io.gradstep.viz.View;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
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
            "gradstep render PROGRAM [name=value ...] [-f FILE] -o FILE.{svg,dot} [--view V] [--forward-only]"
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

    @Option(names = "--forward-only", description = "Leave out the gradients.")
    private boolean forwardOnly;

    @Override
    public int run() {
        Terminal terminal = gradstep.terminal();
        ProgramOptions.Loaded loaded = options.load(terminal);
        Graph graph = Graph.of(loaded.evaluation().output());
        Picture picture = Picture.of(graph).view(view);
        if (forwardOnly) {
            picture = picture.forwardOnly();
        } else {
            graph.backward();
        }
        Drawing.save(picture, file);
        return Gradstep.OK;
    }

    /** Views by their names in lower case. */
    static final class ViewName implements CommandLine.ITypeConverter<View> {
        @Override
        public View convert(String name) {
            for (View view : View.values()) {
                if (nameOf(view).equals(name)) {
                    return view;
                }
            }
            String views = Arrays.stream(View.values()).map(ViewName::nameOf).collect(Collectors.joining(", "));
            throw new CommandLine.TypeConversionException(
                    "there is no view '%s'; choose from: %s".formatted(Glyphs.visible(name), views));
        }

        private static String nameOf(View view) {
            return view.name().toLowerCase(Locale.ROOT);
        }
    }
}
