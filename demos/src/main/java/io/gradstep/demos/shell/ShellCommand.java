package io.gradstep.demos.shell;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Task;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep shell}: runs JShell with everything imported. */
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        header = "Runs JShell with Gradstep imported: Java line by line, where show(value) draws a circuit.",
        customSynopsis = {"gradstep shell"},
        footer = {
            "",
            "Examples:",
            "  gradstep shell",
            "  echo 'Value.of(2, \"x\").tanh()' | gradstep shell",
            "",
            "In the shell, show(value) opens the circuit of a value, steps(value) a page that plays its steps, and"
                    + " /exit ends it. It needs a JDK."
        })
public final class ShellCommand implements Task {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Override
    public int run() throws IOException {
        if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
            throw new CommandException("the shell needs a JDK; this Java runtime (%s) has no module jdk.jshell"
                    .formatted(System.getProperty("java.home")));
        }
        return JShellTool.run(application.terminal());
    }
}
