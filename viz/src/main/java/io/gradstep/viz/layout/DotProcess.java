package io.gradstep.viz.layout;

import guru.nidi.graphviz.engine.EngineResult;
import guru.nidi.graphviz.engine.Format;
import guru.nidi.graphviz.engine.GraphvizEngine;
import guru.nidi.graphviz.engine.GraphvizException;
import guru.nidi.graphviz.engine.Options;
import guru.nidi.graphviz.engine.Rasterizer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs Graphviz's program {@code dot} through its standard input and output.
 *
 * <p>graphviz-java has an engine of this kind, but it goes through temporary files, which it leaves behind and whose
 * folder must not have a space in its name, and it does not keep to its timeout.
 */
public final class DotProcess implements GraphvizEngine {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int KEPT_COMPLAINT = 2000;
    private static final long GRACE_MILLIS = 2000;

    private final Path executable;
    private final Duration timeout;

    public DotProcess(Path executable, Duration timeout) {
        this.executable = executable;
        this.timeout = timeout;
    }

    /**
     * Finds {@code dot} on a search path such as {@code PATH}.
     *
     * <p>Relative entries are ignored, so that a picture never runs a program from the current folder.
     */
    static Optional<Path> find(String searchPath) {
        return Stream.of(searchPath.split(File.pathSeparator, -1))
                .filter(DotProcess::isAbsolute)
                .map(folder -> Path.of(folder, WINDOWS ? "dot.exe" : "dot"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static boolean isAbsolute(String folder) {
        try {
            return Path.of(folder).isAbsolute();
        } catch (InvalidPathException notAFolder) {
            return false;
        }
    }

    @Override
    public void init(Consumer<GraphvizEngine> onOk, Consumer<GraphvizEngine> onError) {
        (Files.isExecutable(executable) ? onOk : onError).accept(this);
    }

    @Override
    public EngineResult execute(String source, Options options, @Nullable Rasterizer rasterizer) {
        List<String> command = List.of(
                executable.toString(),
                "-K" + options.engine.name().toLowerCase(Locale.ROOT),
                "-T" + formatName(options.format));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Old versions print a decimal comma where the locale has one.
        builder.environment().put("LC_ALL", "C");
        try {
            return EngineResult.fromString(run(builder.start(), source.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new GraphvizException(executable + " cannot be run: " + e.getMessage(), e);
        }
    }

    /** graphviz-java makes its PNG out of an SVG, and keeps Graphviz's own names of formats to itself. */
    private static String formatName(Format format) {
        return switch (format) {
            case PNG, SVG, SVG_STANDALONE -> "svg";
            default -> format.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    /** Each stream has its own thread, so that no full pipe can hold up the others. */
    private String run(Process process, byte[] input) {
        FutureTask<String> output = new FutureTask<>(() -> read(process.getInputStream(), Integer.MAX_VALUE));
        FutureTask<String> complaint = new FutureTask<>(() -> read(process.getErrorStream(), KEPT_COMPLAINT));
        inBackground(output);
        inBackground(complaint);
        inBackground(() -> write(process.getOutputStream(), input));
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new GraphvizException(executable + " took longer than " + timeout.toMillis() + " ms");
            }
            if (process.exitValue() != 0) {
                throw new GraphvizException(executable + " failed with exit code " + process.exitValue() + ": "
                        + await(complaint).strip());
            }
            return await(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraphvizException("interrupted while waiting for " + executable, e);
        } finally {
            kill(process);
        }
    }

    /** The streams end with the process, unless a child that it started keeps them open. */
    private String await(FutureTask<String> stream) throws InterruptedException {
        try {
            return stream.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new GraphvizException(executable + " ended, but a child process kept its output open", e);
        } catch (ExecutionException e) {
            throw new GraphvizException(executable + " cannot be read: " + e.getCause(), e);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "gradstep-dot");
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads to the end, so that the writer never waits, and keeps the first bytes. */
    private static String read(InputStream stream, int kept) throws IOException {
        try (stream) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 14];
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                bytes.write(buffer, 0, Math.min(n, kept - bytes.size()));
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private static void write(OutputStream stream, byte[] input) {
        try (stream) {
            stream.write(input);
        } catch (IOException closedEarly) {
            // A program that dies before it has read everything: its exit code gives the reason.
            return;
        }
    }

    @Override
    public void close() {
        // Each picture has its own process, which is gone by now.
    }

    @Override
    public String toString() {
        return executable.toString();
    }
}
