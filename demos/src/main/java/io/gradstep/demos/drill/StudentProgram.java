package io.gradstep.demos.drill;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A student's program, run as a process of its own for each input, with a limit for its time and for its output.
 *
 * <p>The limits protect from programs that hang or print without end. They are no sandbox: the program runs as the user
 * who grades, can read, write and send what that user can, and can leave processes behind when it ends.
 */
final class StudentProgram {
    private static final int MAX_OUTPUT = 64 * 1024;
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final int LONGEST_QUOTE = 120;

    private final List<String> command;
    private final double seconds;

    /**
     * The outcome of one run.
     *
     * @param out the standard output
     * @param failure why there is no result; empty if there is one
     */
    record Run(String out, String failure) {}

    StudentProgram(String command, double seconds) {
        this.command = words(command);
        this.seconds = seconds;
    }

    /** Splits a command at blanks, but not in quotation marks. */
    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            for (int group = 1; group <= 3; group++) {
                if (word.group(group) != null) {
                    words.add(word.group(group));
                }
            }
        }
        if (words.isEmpty()) {
            throw new CommandException("--program is empty; give a command such as \"python3 backward.py\"");
        }
        return words;
    }

    Run run(String input) {
        Process process = start();
        Output out = new Output(process, process.getInputStream());
        Output err = new Output(process, process.getErrorStream());
        Thread writer = new Thread(() -> write(process, input), "input of the student's program");
        writer.setDaemon(true);
        writer.start();
        try {
            boolean ended = process.waitFor((long) (seconds * 1000), TimeUnit.MILLISECONDS);
            if (!ended) {
                kill(process);
            }
            // Ending a process, even one that has ended, closes its output, read or not.
            out.join(TimeUnit.SECONDS.toMillis(1));
            err.join(TimeUnit.SECONDS.toMillis(1));
            kill(process);
            if (out.isFull() || err.isFull()) {
                return new Run("", "the program printed more than %,d bytes and was stopped".formatted(MAX_OUTPUT));
            }
            if (!ended) {
                return new Run("", "the program was stopped after %s s".formatted(plain(seconds)));
            }
            if (process.exitValue() != 0) {
                String last = err.text()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .reduce((a, b) -> b)
                        .orElse("");
                return new Run(
                        "",
                        "the program ended with exit code %d%s"
                                .formatted(process.exitValue(), last.isEmpty() ? "" : ": " + quote(last)));
            }
            return new Run(out.text(), "");
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted");
        }
    }

    private Process start() {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new CommandException("the program '%s' cannot be started: %s"
                    .formatted(Glyphs.visible(String.join(" ", command)), e.getMessage()));
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void write(Process process, String input) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A program may end without reading everything.
        }
    }

    /** The start of a line of foreign output, with nothing invisible in it. */
    static String quote(String line) {
        String shown = Glyphs.visible(line.strip());
        return shown.length() > LONGEST_QUOTE ? shown.substring(0, LONGEST_QUOTE) + "…" : shown;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** Reads what a process prints, up to the limit, and ends it there. */
    private static final class Output extends Thread {
        private final Process process;
        private final InputStream from;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private volatile boolean full;

        Output(Process process, InputStream from) {
            super("output of the student's program");
            this.process = process;
            this.from = from;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            byte[] piece = new byte[8192];
            try {
                for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
                    synchronized (bytes) {
                        bytes.write(piece, 0, length);
                        full = bytes.size() > MAX_OUTPUT;
                    }
                    if (full) {
                        kill(process);
                        return;
                    }
                }
            } catch (IOException e) {
                // The process was ended.
            }
        }

        boolean isFull() {
            return full;
        }

        String text() {
            synchronized (bytes) {
                return bytes.toString(StandardCharsets.UTF_8);
            }
        }
    }
}
