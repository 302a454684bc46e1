package io.gradstep.demos.explain;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Drawing;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.engine.Graph;
import io.gradstep.engine.Value;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.trace.Trace;
import io.gradstep.viz.graph.Picture;
import io.gradstep.viz.page.StepperPage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep step}: explains every forward value and every application of the chain rule. */
@Command(
        name = "step",
        mixinStandardHelpOptions = true,
        header = "Walks through the forward and the backward pass, one explained step at a time.",
        customSynopsis = {
            "gradstep step PROGRAM [name=value ...] [-f FILE] [--derivative NAME] [--expand] [--svg "
                    + "FILE] [--html FILE] [--interactive]"
        },
        footer = {
            "",
            "Examples:",
            "  gradstep step \"q = x + y; f = q * z\" x=-2 y=5 z=-4",
            "  gradstep step \"o = tanh(w*x + b)\" w=0.5 x=2 b=-1 --svg neuron.svg",
            "  gradstep step \"o = tanh(w*x + b)\" w=0.5 x=2 b=-1 --html neuron.html",
            "  gradstep step \"o = tanh(w*x + b)\" w=0.5 x=2 b=-1 --derivative w",
            "  gradstep step -f neuron.txt x=0.5 --interactive"
        })
public final class StepCommand implements Task {
    /** In all derivatives of a page: each value takes half a kilobyte. */
    private static final int MAX_VALUES = 80;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Mixin
    private final DerivativeOption derivative = new DerivativeOption();

    @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the circuit with all values and gradients.")
    private @Nullable String svg;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Also write a web page that plays the steps, lets you change leaves, and quizzes you. It has the"
                            + " derivatives of a small program too, each to be stepped as a circuit of its own.")
    private @Nullable String html;

    @Mixin
    private final ExpandOption detail = new ExpandOption();

    @Option(
            names = "--interactive",
            description = "Show one step at a time: Enter for the next, b for the previous, q to quit.")
    private boolean interactive;

    @Override
    public int run() throws IOException {
        Terminal terminal = application.terminal();
        if (interactive && options.readsStandardInput()) {
            throw new CommandException("--interactive reads the keyboard, so the program cannot come from"
                    + " standard input; give it as an argument or with -f FILE");
        }
        if (svg != null) {
            Drawing.requireEnding("--svg draws an SVG", ".svg", svg);
        }
        if (html != null) {
            Drawing.requireEnding("--html writes a web page", ".html", html);
        }
        ProgramOptions.Loaded loaded = derivative.of(options.load(terminal));
        Graph graph = detail.graph(loaded.evaluation().output());
        if (svg != null) {
            // Before the long text, where an error would be missed.
            graph.backward();
            Drawing.save(Picture.of(graph), svg);
        }
        Trace trace = Trace.of(graph);
        if (html != null) {
            Drawing.save(page(trace, loaded), html);
        }
        Walkthrough walkthrough = new Walkthrough(
                terminal, loaded.program().toString(), loaded.evaluation().inputs(), trace);
        if (interactive) {
            new Stepper(terminal, walkthrough).run();
        } else {
            walkthrough.print();
        }
        Diagnostics.numbers(loaded.program(), loaded.evaluation().values().keySet())
                .forEach(note -> terminal.println("\n" + note));
        tell(terminal, "Circuit saved to %s.", svg);
        tell(terminal, "Interactive page saved to %s.", html);
        return Application.OK;
    }

    /** The page, with the derivatives by its inputs as far as they are small. */
    private StepperPage page(Trace trace, ProgramOptions.Loaded loaded) {
        StepperPage page = StepperPage.of(trace);
        int values = 0;
        for (Value input : loaded.evaluation().inputs()) {
            if (values + trace.graph().size() > MAX_VALUES) {
                break;
            }
            String name = String.valueOf(input.name());
            Program derivative = DerivativeProgram.of(loaded.program(), loaded.evaluation(), name);
            Graph graph = detail.graph(derivative.evaluate().output());
            values += graph.size();
            if (values <= MAX_VALUES) {
                page = page.derivative(name, Trace.of(graph));
            }
        }
        return page;
    }

    @Override
    public String burden() {
        return options.burden();
    }

    private static void tell(Terminal terminal, String sentence, @Nullable String file) {
        if (file != null) {
            terminal.println();
            terminal.println(sentence.formatted(Glyphs.visible(file)));
        }
    }
}
