package io.gradstep.demos.console;

import io.gradstep.engine.text.Characters;
import java.io.BufferedWriter;
import java.io.Console;
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

/**
 * Where a command reads and writes: the three streams, the charset they can show, and whether colours are welcome.
 *
 * <p>Output is buffered until {@link #flush()}. What the charset cannot show is replaced.
 */
public final class Terminal {
    private static final int BUFFER_SIZE = 1 << 16;

    /** The output cannot be written. */
    public static final class WriteException extends RuntimeException {
        private static final long serialVersionUID = 1;

        WriteException(IOException cause) {
            super(cause.getMessage(), cause);
        }

        /** Tells whether whoever was reading has gone, as {@code head} does after a few lines. */
        public boolean isBrokenPipe() {
            // Java has no type for it; the word is in the message on every system.
            return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
        }
    }

    /** Standard input, before whose pauses all output is shown: whoever writes it may wait for an answer. */
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

    /** Why output was lost. */
    private @Nullable WriteException lost;

    /** What is done then; null if the command ends. */
    private @Nullable Runnable outliving;

    /**
     * Takes streams.
     *
     * @param coloured whether colours are welcome
     * @param watched whether somebody sees the output as it comes, so that a line may be written over
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

    private Writer writer(OutputStream stream) {
        return new BufferedWriter(new OutputStreamWriter(stream, transliteration.charset()), BUFFER_SIZE);
    }

    /** A stream whose errors, which a {@link PrintStream} only notes, come out as exceptions. */
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
                    throw new IOException("closed pipe"); // a PrintStream does not say more
                }
            }
        };
    }

    /**
     * Returns the charset that standard output is read in.
     *
     * <p>Java 19 and later tell; before, {@code sun.stdout.encoding} does where a console differs from the rest of the
     * system, as on Windows. Java 18 and later take UTF-8 for files whatever the locale says, so that the default
     * charset tells nothing.
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

    /** Tells whether standard output is a terminal that can write over a line. */
    @SuppressWarnings("SystemConsoleNull") // which is asked for its terminal too
    public static boolean isWatched() {
        Console console = System.console();
        return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
    }

    /** From Java 22 on there is a console even where there is no terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Standard input. All output so far is shown before it is waited for. */
    public InputStream in() {
        return in;
    }

    public Charset charset() {
        return transliteration.charset();
    }

    /**
     * From now on the command does not end where its output cannot be written: it has more to do than to print, and its
     * exit code says more than that. Output is lost instead.
     *
     * @param told is run when output is lost for the first time
     */
    public void outlive(Runnable told) {
        outliving = told;
    }

    /** Returns why output was lost, whether the command has ended because of it or not; null if none was. */
    @Nullable
    public WriteException lost() {
        return lost;
    }

    /** Tells whether the command goes on where its output cannot be written. */
    public boolean outlives() {
        return outliving != null;
    }

    /** Tells whether somebody sees the output as it comes. */
    public boolean watched() {
        return watched;
    }

    /** Tells whether text can be written as it is. */
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

    /** Writes to the error stream, after everything that was written to the other. */
    public void error(String message) {
        try {
            flush();
        } catch (WriteException e) {
            // Then this is not the first time, and it is what the message is about.
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

    /** Shows what was written so far. */
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

    /** Returns JSON with {@code \\u} escapes for what could not be written exactly; names in it must not change. */
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

    /** Returns the text in a style, if the terminal shows styles. */
    public String paint(Style style, String text) {
        return coloured ? style.paint(text) : text;
    }

    /** Returns the number of columns that text without styles takes. */
    public int width(String text) {
        return Characters.columns(transliteration.fit(text));
    }

    /** Returns the spaces that fill text up to a width. */
    public String padding(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text)));
    }
}
