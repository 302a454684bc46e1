package io.gradstep.demos.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * A program of several commands: parses the arguments and runs one of them.
 *
 * <p>Exit codes: 0 for success; 1 if a check failed; 2 for bad usage or a bad program, with one message on standard
 * error; 130 if a training was interrupted. A reader that closes the pipe early, such as {@code head}, is not an error.
 */
public abstract class MainCommand implements Application, Task {
    private final Terminal terminal;
    private final List<Runnable> last = new ArrayList<>();
    private Task task = this;

    protected MainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** {@return the commands in the order of the help text, each with an annotation that has its name} */
    protected abstract List<Class<? extends Task>> commands();

    /** {@return the text that {@code --version} prints} */
    protected abstract String version();

    @Override
    public final Terminal terminal() {
        return terminal;
    }

    @Override
    public final void atTheEnd(Runnable task) {
        last.add(task);
    }

    /**
     * Runs one command.
     *
     * @param args the words after the program's name
     * @return the exit code
     */
    public final int run(String[] args) {
        try {
            int exitCode = execute(args);
            terminal.flush();
            Terminal.WriteException lost = terminal.lost();
            if (lost == null || lost.isBrokenPipe() || exitCode == STOPPED) {
                return exitCode;
            }
            int failed = fail(lost, "", terminal);
            return exitCode == OK ? failed : exitCode;
        } catch (Throwable e) {
            // Waiting for input flushes the output, so a failed write may surface as a read error.
            Throwable first = terminal.outlives() || terminal.lost() == null ? e : terminal.lost();
            return fail(first, task.burden(), terminal);
        } finally {
            last.forEach(Runnable::run);
        }
    }

    /**
     * A command line with the command that is called or, where the first word is no command or one that is about all,
     * with all of them: reading the options of each would take a short run a quarter of its time.
     */
    private CommandLine commandLine(String[] args) {
        CommandLine commandLine = new CommandLine(this);
        for (Class<? extends Task> command : commands()) {
            Command annotation = Objects.requireNonNull(command.getAnnotation(Command.class));
            if (args.length > 0 && annotation.name().equals(args[0]) && command != CompletionCommand.class) {
                return commandLine.addSubcommand(command);
            }
        }
        for (Class<? extends Task> command : commands()) {
            commandLine.addSubcommand(command);
        }
        return commandLine;
    }

    private int execute(String[] args) throws Exception {
        CommandLine commandLine = commandLine(args);
        CommandWords.registerConverters(commandLine);
        CommandWords.checkReadable(args);
        String[] words = CommandWords.help(args, commandLine);
        // Only parse: picocli's own execute() prints stack traces.
        ParseResult parsed = commandLine.parseArgs(CommandWords.shield(words, commandLine));
        while (parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
            parsed = parsed.subcommand();
        }
        CommandSpec command = parsed.commandSpec();
        if (parsed.isUsageHelpRequested()) {
            terminal.print(HelpText.of(command.commandLine(), HelpText.width(terminal)));
            return OK;
        }
        if (parsed.isVersionHelpRequested()) {
            terminal.println(version());
            return OK;
        }
        task = (Task) command.userObject();
        return task.run();
    }

    /** Prints the error on one line, or on three with a caret under a mistake in a program. */
    private static int fail(Throwable e, String burden, Terminal terminal) {
        String message = Failure.message(e, burden);
        if (message == null) {
            return OK; // the reader closed the pipe on purpose
        }
        try {
            terminal.error("gradstep: " + message);
        } catch (Terminal.WriteException unwritable) {
            return BAD_INPUT; // standard error is gone too
        }
        return BAD_INPUT;
    }
}
