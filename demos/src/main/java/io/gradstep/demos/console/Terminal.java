package io.gradstep.demos.console;

import io.gradstep.engine.text.Characters;
import java.io.BufferedWriter;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * A command's input and output: the three streams, their charset, and whether colours are supported.
 *
 * <p>Output is buffered until {@link #flush()}. Characters that the charset lacks are replaced.
 */
public final class Terminal {
    private static final int BUFFER_SIZE = 1 << 16;

    /** Signals that output cannot be written. */
    public static final class WriteException extends RuntimeException {
        private static final long serialVersionUID = 1;

        WriteException(IOException cause) {
            super(cause.getMessage(), cause);
        }

        /** {@return whether the reader closed the pipe, as {@code head} does after a few lines} */
        public boolean isBrokenPipe() {
            // Java has no type for it; the word is in the message on every system.
            return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
        }
    }

    /** Standard input that flushes the output before it blocks, since the other side may be waiting for an answer. */
    private final class Prompting extends FilterInputStream {
        Prompting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            flushBeforePause();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            flushBeforePause();
            return super.read(bytes, offset, length);
        }

        private void flushBeforePause() throws IOException {
            if (available() == 0) {
                Terminal.this.flush();
            }
        }
    }

    private final InputStream in;
    private final Writer out;
    private final Writer err;
    private final Transliteration transliteration;
    private final boolean coloured;
    private final boolean watched;

    /** The first error that lost output. */
    private @Nullable WriteException lost;

    /** Runs when output is lost; null if the command ends then. */
    private @Nullable Runnable outliving;

    /**
     * Creates a terminal from its streams.
     *
     * @param coloured whether colours are supported
     * @param watched whether output appears as it is written, so that a line may be overwritten
     */
    public Terminal(
            InputStream in, OutputStream out, OutputStream err, Charset charset, boolean coloured, boolean watched) {
        this.in = new Prompting(in);
        this.transliteration = new Transliteration(charset);
        this.out = writer(out);
        this.err = writer(err);
        this.coloured = coloured;
        this.watched = watched;
    }

    /** {@return the terminal of this process} Not by System.out and System.err, which swallow write errors. */
    public static Terminal ofProcess() {
        return new Terminal(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                charsetOfStandardOutput(),
                Ansi.AUTO.enabled(),
                isWatched());
    }

    private Writer writer(OutputStream stream) {
        return new BufferedWriter(new OutputStreamWriter(stream, transliteration.charset()), BUFFER_SIZE);
    }

    /** Returns a stream that throws the errors which a {@link PrintStream} only records. */
    public static OutputStream checked(PrintStream stream) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                stream.write(b);
                check();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                stream.write(bytes, offset, length);
                check();
            }

            @Override
            public void flush() throws IOException {
                stream.flush();
                check();
            }

            private void check() throws IOException {
                if (stream.checkError()) {
                    throw new IOException("closed pipe"); // a PrintStream does not keep the cause
                }
            }
        };
    }

    /**
     * Returns the charset of standard output.
     *
     * <p>Java 19 and later have a property for it; before, {@code sun.stdout.encoding} is set where a console differs
     * from the rest of the system, as on Windows. The default charset is no guide, because it is UTF-8 in Java 18 and
     * later whatever the locale.
     */
    public static Charset charsetOfStandardOutput() {
        for (String property : new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
            Charset charset = charset(System.getProperty(property));
            if (charset != null) {
                return charset;
            }
        }
        return Charset.defaultCharset();
    }

    public static @Nullable Charset charset(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /** {@return whether standard output is a terminal that can overwrite a line} */
    @SuppressWarnings("SystemConsoleNull") // isTerminal() is checked too
    public static boolean isWatched() {
        Console console = System.console();
        return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Since Java 22 there is a console even without a terminal, and {@code isTerminal} to distinguish them. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** {@return standard input} It flushes all output before it blocks. */
    public InputStream in() {
        return in;
    }

    public Charset charset() {
        return transliteration.charset();
    }

    /**
     * Keeps the command running if its output cannot be written, because it does more than print. The output is lost
     * instead.
     *
     * @param onLoss runs when output is lost for the first time
     */
    public void outlive(Runnable onLoss) {
        outliving = onLoss;
    }

    /** Returns the first error that lost output, whether it ended the command or not; null if none did. */
    @Nullable
    public WriteException lost() {
        return lost;
    }

    /** {@return whether the command continues if its output cannot be written} */
    public boolean outlives() {
        return outliving != null;
    }

    /** {@return whether output appears as it is written} */
    public boolean watched() {
        return watched;
    }

    /** {@return whether the charset has all characters of a text} */
    public boolean shows(String text) {
        return transliteration.fit(text).equals(text);
    }

    /** Writes text. */
    public void print(String text) {
        if (lost == null || !outlives()) {
            attempt(() -> out.write(transliteration.fit(text)));
        }
    }

    /** Writes text and ends the line. */
    public void println(String text) {
        print(text);
        println();
    }

    /** Ends the line. */
    public void println() {
        print("\n");
    }

    /** Writes to standard error, after flushing standard output. */
    public void error(String message) {
        try {
            flush();
        } catch (WriteException e) {
            // The message is about this very error.
        }
        try {
            err.write(transliteration.fitMessage(message) + "\n");
            err.flush();
        } catch (IOException e) {
            if (!outlives()) {
                throw new WriteException(e);
            }
        }
    }

    /** Writes out the buffered output. */
    public void flush() {
        if (lost == null || !outlives()) {
            attempt(out::flush);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void attempt(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            lost = new WriteException(e);
            if (outliving == null) {
                throw lost;
            }
            outliving.run();
        }
    }

    /** Returns JSON with {@code \\u} escapes for characters that the charset lacks; names must not change. */
    public String escaped(String json) {
        if (StandardCharsets.UTF_8.equals(transliteration.charset())
                && StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length());
        json.chars().forEach(c -> {
            if (c < 0x80) {
                escaped.append((char) c);
            } else {
                escaped.append("\\u%04x".formatted(c));
            }
        });
        return escaped.toString();
    }

    /** Returns the text in a style, if the terminal supports styles. */
    public String paint(Style style, String text) {
        return coloured ? style.paint(text) : text;
    }

    /** Returns the number of columns that unstyled text takes. */
    public int width(String text) {
        return Characters.columns(transliteration.fit(text));
    }

    /** Returns the spaces that pad text to a width. */
    public String padding(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text)));
    }
}
