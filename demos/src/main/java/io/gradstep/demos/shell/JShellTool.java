package io.gradstep.demos.shell;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Splitter;
import io.gradstep.demos.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Objects;
import jdk.jshell.tool.JavaShellToolBuilder;

/** The JDK's own tool, told where our classes are and what to import. Only a JDK can load this class. */
final class JShellTool {
    private JShellTool() {}

    /** Runs until the input ends or the user leaves. */
    static int run(Terminal terminal) throws IOException {
        Path startup = Files.createTempFile("gradstep", ".jsh");
        try (InputStream imports = JShellTool.class.getResourceAsStream("startup.jsh")) {
            Files.write(startup, Objects.requireNonNull(imports).readAllBytes());
            JavaShellToolBuilder builder = JavaShellToolBuilder.builder();
            if (!terminal.watched()) {
                builder.in(terminal.in(), null)
                        .out(new PrintStream(new TerminalStream(terminal), true, StandardCharsets.UTF_8))
                        .persistence(new HashMap<>());
            }
            return builder.start("--class-path", classPath(), "--startup", "DEFAULT", "--startup", startup.toString());
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            Files.delete(startup);
        }
    }

    /** The class path of this process without what is missing, which Java ignores and JShell rejects. */
    private static String classPath() {
        return Splitter.on(File.pathSeparatorChar)
                .omitEmptyStrings()
                .splitToStream(System.getProperty("java.class.path"))
                .filter(entry -> Files.exists(Path.of(entry)))
                .collect(joining(File.pathSeparator));
    }

    /** Bytes for a terminal, which takes text: characters pass once they are complete. */
    private static final class TerminalStream extends ByteArrayOutputStream {
        private final Terminal terminal;

        TerminalStream(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public synchronized void flush() {
            terminal.print(toString(StandardCharsets.UTF_8));
            terminal.flush();
            reset();
        }
    }
}
