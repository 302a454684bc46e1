package io.gradstep.nn.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gradstep.engine.files.FileTrouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits a CSV text in UTF-8 into records, whatever the fields mean. */
final class CsvText {
    /** The number of characters used to detect the separator. */
    private static final int START = 1 << 16;

    private final String source;
    private final char separator;
    private final Iterator<CsvRecord> records;

    /** The number of lines before the text. */
    private final long before;

    /** The line on which the last record began. */
    private long line;

    /**
     * Opens a text.
     *
     * @param bytes the text, perhaps with a byte-order mark
     * @param source its name in messages
     * @param separator empty to detect it
     */
    CsvText(InputStream bytes, String source, Optional<Character> separator) throws DataException {
        this(bytes, source, separator, 0);
    }

    /**
     * Opens the rest of a text.
     *
     * @param before the number of lines before it
     */
    CsvText(InputStream bytes, String source, Optional<Character> separator, long before) throws DataException {
        this.source = source;
        this.before = before;
        this.line = before;
        // Unlike Files.newBufferedReader, an InputStreamReader with a decoder is fast, and rejects what is not UTF-8.
        Reader text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()), START);
        try {
            if (before == 0) {
                skipByteOrderMark(text);
            }
            this.separator = separator.isPresent() ? separator.get() : findSeparator(text);
        } catch (IOException e) {
            throw unreadable(e);
        }
        this.records = CsvReader.builder()
                .fieldSeparator(this.separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)
                .iterator();
    }

    /** The fields of the next line that is not empty; null at the end. */
    @Nullable
    CsvRecord next() throws DataException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            line = before + record.getStartingLineNumber();
            return record;
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        } catch (CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof IOException unreadable) {
                throw unreadable(unreadable);
            }
            if (cause instanceof Error notOfTheText) {
                throw notOfTheText; // such as a line that does not fit in memory
            }
            // The reader's own line is left out: it counts from where this text begins, perhaps in the middle of a
            // file.
            throw new DataException(
                    source,
                    "line %d or after: the text cannot be parsed (%s)"
                            .formatted(
                                    line + 1,
                                    String.valueOf(cause.getMessage())
                                            .replaceFirst(" \\(record starting at line \\d+\\)", "")),
                    e);
        }
    }

    /** Returns the line on which the last record began, from 1. */
    long line() {
        return line;
    }

    char separator() {
        return separator;
    }

    private static void skipByteOrderMark(Reader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }

    private static char findSeparator(Reader text) throws IOException {
        text.mark(START);
        char[] start = new char[START];
        int length = 0;
        int read = 0;
        // A user who types a line and waits for its answer must not have to type more lines first.
        while (length < START
                && (text.ready() || !hasLine(start, length))
                && (read = text.read(start, length, START - length)) >= 0) {
            length += read;
        }
        text.reset();
        return Separators.find(new String(start, 0, length), read < 0);
    }

    /** Whether the text contains a complete line that is not empty. */
    private static boolean hasLine(char[] text, int length) {
        return new String(text, 0, length).stripLeading().chars().anyMatch(c -> c == '\n' || c == '\r');
    }

    private DataException unreadable(IOException e) {
        if (e instanceof CharacterCodingException) {
            String location = line == 0 ? "at its beginning" : "after line " + line;
            return new DataException(source, "it is not text in UTF-8 (" + location + "): save it as UTF-8", e);
        }
        return unreadable(source, e);
    }

    static DataException unreadable(String source, IOException e) {
        return new DataException(source, "it cannot be read: " + FileTrouble.reason(e), e);
    }
}
