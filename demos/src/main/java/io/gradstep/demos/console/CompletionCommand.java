package io.gradstep.demos.console;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code gradstep completion}: prints a script that completes commands and options in bash and zsh. */
@Command(
        name = "completion",
        hidden = true,
        mixinStandardHelpOptions = true,
        header = "Prints a script that completes commands, options and their values in bash and zsh.",
        customSynopsis = {"gradstep completion"},
        footer = {"", "Examples:", "  gradstep completion > ~/.gradstep-completion", "  source <(gradstep completion)"})
public final class CompletionCommand implements Task {
    /** Switches off the shell's completion of file names, which is right where nothing else fits. */
    private static final String NO_FILES = "  type compopt &>/dev/null && compopt +o default\n";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public int run() {
        CommandSpec root = spec.root();
        String script = AutoComplete.bash(root.name(), root.commandLine());
        application.terminal().print(script.replace(NO_FILES, ""));
        return Application.OK;
    }
}
