package io.gradstep.demos;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.CompletionCommand;
import io.gradstep.demos.console.MainCommand;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import io.gradstep.demos.drill.GradeCommand;
import io.gradstep.demos.drill.QuizCommand;
import io.gradstep.demos.explain.GradCommand;
import io.gradstep.demos.explain.LabCommand;
import io.gradstep.demos.explain.LanguageCommand;
import io.gradstep.demos.explain.RenderCommand;
import io.gradstep.demos.explain.StepCommand;
import io.gradstep.demos.explain.WorksheetCommand;
import io.gradstep.demos.export.ExportCommand;
import io.gradstep.demos.fit.FitCommand;
import io.gradstep.demos.gallery.NotesCommand;
import io.gradstep.demos.gpt.GptCommand;
import io.gradstep.demos.serve.ServeCommand;
import io.gradstep.demos.serve.SiteCommand;
import io.gradstep.demos.shell.ShellCommand;
import io.gradstep.demos.train.PredictCommand;
import io.gradstep.demos.train.TrainCommand;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;

/**
 * The {@code gradstep} command line: parses the arguments and runs one command.
 *
 * <p>Exit codes: 0 for success; 1 if a check failed; 2 for bad usage or a bad program, with one message on standard
 * error; 130 if training was interrupted. A reader that closes the pipe early, such as {@code head}, is not an error.
 */
@Command(
        name = "gradstep",
        mixinStandardHelpOptions = true,
        synopsisHeading = "Usage: ",
        customSynopsis = {"gradstep COMMAND PROGRAM [name=value ...] [options]"},
        header = "Computes gradients of a formula by backpropagation, and explains every number.",
        footer = {
            "",
            "Examples:",
            "  gradstep step \"f = (x+y)z\" x=-2 y=5 z=-4",
            "  gradstep grad \"sigmoid(w*x + b)\" w=2 x=-1 b=0.5 --json",
            "  gradstep render \"q = x + y; f = q * z\" x=-2 y=5 z=-4 -o f.svg",
            "  gradstep worksheet \"f = (x+y)z\" x=-2 y=5 z=-4 -o sheet.html",
            "  gradstep quiz --seed 7 --items 20 -o drill.html",
            "  gradstep grade problems.json answers.csv",
            "  gradstep notes circuit",
            "  gradstep train moons --out pictures",
            "  gradstep fit \"a*exp(-k*t)\" --csv decay.csv --x t --y y a=1 k=1",
            "  gradstep export moons.safetensors --to python -o moons.py",
            "  gradstep gpt --data names.txt",
            "  gradstep serve",
            "  gradstep site --out class",
            "  gradstep shell",
            "",
            "Run 'gradstep help COMMAND' for the options of a command."
        })
public final class Gradstep extends MainCommand {
    private Gradstep(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected List<Class<? extends Task>> commands() {
        return List.of(
                StepCommand.class,
                GradCommand.class,
                RenderCommand.class,
                WorksheetCommand.class,
                QuizCommand.class,
                GradeCommand.class,
                LabCommand.class,
                LanguageCommand.class,
                NotesCommand.class,
                TrainCommand.class,
                PredictCommand.class,
                ExportCommand.class,
                FitCommand.class,
                GptCommand.class,
                ServeCommand.class,
                SiteCommand.class,
                ShellCommand.class,
                CompletionCommand.class);
    }

    @Override
    protected String version() {
        return Version.text();
    }

    /** Rejects a command line without a command: {@code gradstep} does nothing by itself. */
    @Override
    public int run() {
        throw new CommandException("a command is missing; 'gradstep --help' lists them");
    }

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the words after {@code gradstep}
     */
    public static void main(String[] args) {
        // A library's warning, such as a failing dot, takes one line.
        System.setProperty("java.util.logging.SimpleFormatter.format", "gradstep: %5$s%n");
        System.exit(run(args, Terminal.ofProcess()));
    }

    /**
     * Runs one command, without colours and in UTF-8.
     *
     * @param args the words after {@code gradstep}
     * @param in the stream that {@code -} and {@code --interactive} read
     * @param out receives results
     * @param err receives error messages
     * @return the exit code: 0, 1 if a check failed, 2 for bad usage or a bad program, 130 if training was interrupted
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        return run(
                args,
                new Terminal(in, Terminal.checked(out), Terminal.checked(err), StandardCharsets.UTF_8, false, false));
    }

    /**
     * Runs one command on a terminal.
     *
     * @param args the words after {@code gradstep}
     * @param terminal its input and output
     * @return the exit code, as in the other {@code run}
     */
    public static int run(String[] args, Terminal terminal) {
        return new Gradstep(terminal).run(args);
    }
}
