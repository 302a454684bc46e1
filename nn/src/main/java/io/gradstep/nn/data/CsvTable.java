package io.gradstep.nn.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** One reading of a CSV file. */
final class CsvTable {
    /** How much is looked at to find out the separator. */
    private static final int START = 1 << 16;

    private final CsvFile csv;
    private final DoubleTable inputs = new DoubleTable();
    private final CsvLabels labels;

    /** Where the last record began. */
    private long line;

    private CsvColumns columns = CsvColumns.NONE;

    CsvTable(CsvFile csv) {
        this.csv = csv;
        labels = new CsvLabels(csv);
    }

    Dataset read() throws DataException {
        if (Files.isDirectory(csv.file)) {
            throw new DataException(csv.file, "it is a folder, not a CSV file");
        }
        try (Reader text = open()) {
            read(text);
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(e);
        } catch (CsvParseException e) {
            throw new DataException(csv.file, "line " + (line + 1) + " or after: " + describe(e), e);
        }
        return labels.dataset(inputs.toArray(), columns);
    }

    /** Unlike Files.newBufferedReader, an InputStreamReader with a decoder is quick, and refuses what is not UTF-8. */
    private Reader open() throws IOException {
        return new BufferedReader(
                new InputStreamReader(Files.newInputStream(csv.file), StandardCharsets.UTF_8.newDecoder()), START);
    }

    private void read(Reader text) throws IOException {
        skipByteOrderMark(text);
        char separator = csv.separator.isPresent() ? csv.separator.get() : findSeparator(text);
        CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text);
        Iterator<CsvRecord> rows = records.iterator();
        if (!rows.hasNext()) {
            throw new DataException(csv.file, "it is empty");
        }
        CsvRecord first = rows.next();
        line = first.getStartingLineNumber();
        boolean header = csv.header.orElseGet(() -> first.getFields().stream().noneMatch(CsvNumbers::isNumber));
        columns = CsvColumns.of(csv, header ? names(first) : unnamed(first.getFieldCount()), separator);
        if (header && !rows.hasNext()) {
            throw new DataException(csv.file, "it has a header but no lines of data");
        }
        if (!header) {
            add(first);
        }
        while (rows.hasNext()) {
            add(rows.next());
        }
    }

    private List<String> names(CsvRecord header) throws DataException {
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (String field : header.getFields()) {
            int position = positions.size() + 1;
            String name = field.isBlank() ? "x" + position : field.strip();
            Integer same = positions.putIfAbsent(name, position);
            if (same != null) {
                throw new DataException(
                        csv.file,
                        "line " + line + ": the columns " + same + " and " + position + " are both called "
                                + CsvNumbers.quote(name));
            }
        }
        return List.copyOf(positions.keySet());
    }

    private static List<String> unnamed(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "x" + i).toList();
    }

    private void add(CsvRecord row) throws DataException {
        line = row.getStartingLineNumber();
        if (row.getFieldCount() != columns.count()) {
            throw new DataException(
                    csv.file,
                    "line " + line + ": expected " + columns.count() + " fields as in the first line, found "
                            + row.getFieldCount());
        }
        for (int column : columns.features()) {
            String field = row.getField(column);
            double number = CsvNumbers.parse(field);
            if (!Double.isFinite(number)) {
                throw new DataException(csv.file, columns.place(line, column) + CsvNumbers.complaint(field));
            }
            if (!inputs.add(number)) {
                throw new DataException(csv.file, "line " + line + ": more numbers than a data set can hold");
            }
        }
        labels.add(row.getField(columns.label()).strip(), line, columns);
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
        while (length < START && (read = text.read(start, length, START - length)) >= 0) {
            length += read;
        }
        text.reset();
        return Separators.find(new String(start, 0, length), read < 0);
    }

    private DataException unreadable(IOException e) {
        if (e instanceof DataException known) {
            return known;
        }
        if (e instanceof CharacterCodingException) {
            String place = line == 0 ? "at its beginning" : "after line " + line;
            return new DataException(csv.file, "it is not text in UTF-8 (" + place + "): save it as UTF-8", e);
        }
        return new DataException(csv.file, "it cannot be read: " + DataFiles.reason(e), e);
    }

    private static String describe(CsvParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return "the text cannot be taken apart (" + cause.getMessage() + ")";
    }
}
