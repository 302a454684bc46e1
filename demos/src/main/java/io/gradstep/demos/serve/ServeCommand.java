package io.gradstep.demos.serve;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep serve}: the playground. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "Opens the playground: a web page to type programs in, see them drawn, play and change them.",
        customSynopsis = {"gradstep serve [--port PORT] [--no-open]"},
        footer = {
            "",
            "Browsers on this machine reach it, and no other machine does. Ctrl-C stops it.",
            "On a terminal with a display, your browser opens it.",
            "",
            "Examples:",
            "  gradstep serve --port 8000",
            "  gradstep serve --port 0"
        })
public final class ServeCommand implements Task {
    private static final int LAST_PORT = 65_535;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where it listens; 8080 if not given, and 0 stands for any port that is free.")
    private Integer port = 8080;

    @Option(names = "--no-open", description = "Do not open a browser.")
    private boolean noOpen;

    @Override
    public int run() {
        if (port < 0 || port > LAST_PORT) {
            throw new CommandException("--port takes a number from 0 to %d, not %d".formatted(LAST_PORT, port));
        }
        try (PlaygroundServer server = open()) {
            Terminal terminal = application.terminal();
            terminal.println("The playground is at " + server.url());
            terminal.println("Ctrl-C stops it.");
            terminal.flush();
            if (!noOpen && terminal.watched()) {
                WebBrowser.open(server.url());
            }
            new CountDownLatch(1).await(); // which only an interruption ends
        } catch (InterruptedException e) {
            // This is how it is stopped by those who run it within a program.
        }
        return Application.OK;
    }

    private PlaygroundServer open() {
        try {
            return PlaygroundServer.start(port);
        } catch (IOException e) {
            throw new CommandException(
                    "nothing can listen on port %d: %s; choose another with --port, or let --port 0 choose"
                            .formatted(port, e.getMessage()));
        }
    }
}
