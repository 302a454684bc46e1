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

/** {@code gradstep serve}: runs the playground. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "Runs the playground: a web page where you type programs, play their steps and drag their leaves.",
        customSynopsis = {"gradstep serve [--port PORT] [--no-open]"},
        footer = {
            "",
            "It binds to the loopback addresses and rejects other machines and other sites. On a terminal with a"
                    + " display it opens in your browser. Ctrl-C stops it.",
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
            description = "The port to listen on; 0 picks a free one. Default: 8080.")
    private Integer port = 8080;

    @Option(names = "--no-open", description = "Do not open a browser.")
    private boolean noOpen;

    @Override
    public int run() {
        if (port < 0 || port > LAST_PORT) {
            throw new CommandException("--port must be from 0 to %d, not %d".formatted(LAST_PORT, port));
        }
        try (PlaygroundServer server = open()) {
            Terminal terminal = application.terminal();
            terminal.println("Playground running at " + server.url());
            terminal.println("Press Ctrl-C to stop.");
            terminal.flush();
            if (!noOpen && terminal.watched()) {
                WebBrowser.open(server.url());
            }
            new CountDownLatch(1).await(); // until interrupted
        } catch (InterruptedException e) {
            // A program that runs this command stops it by an interrupt.
        }
        return Application.OK;
    }

    private PlaygroundServer open() {
        try {
            return PlaygroundServer.start(port);
        } catch (IOException e) {
            throw new CommandException(
                    "cannot listen on port %d: %s; choose another with --port, or --port 0 for any free one"
                            .formatted(port, e.getMessage()));
        }
    }
}
