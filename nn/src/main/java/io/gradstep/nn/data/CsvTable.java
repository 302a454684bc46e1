package io.gradstep.nn.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.gradstep.engine.text.Characters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One pass over a CSV file. */
final class CsvTable {
    private final CsvFile csv;
    private final Consumer<String> notes;
    private final DoubleTable inputs = new DoubleTable();
    private final CsvLabels labels;

    /** The line on which the last record began. */
    private long line;

    private CsvColumns columns = CsvColumns.NONE;

    /** The reason why the first line is not a header, if that was detected; empty if it is one or the option is set. */
    private String noHeader = "";

    CsvTable(CsvFile csv, Consumer<String> notes) {
        this.csv = csv;
        this.notes = notes;
        labels = new CsvLabels(csv);
    }

    Dataset read() throws DataException {
        if (Files.isDirectory(csv.file)) {
            throw new DataException(csv.file, "it is a folder, not a CSV file");
        }
        try (InputStream bytes = Files.newInputStream(csv.file)) {
            read(new CsvText(bytes, csv.file.toString(), csv.separator));
        } catch (DataException e) {
            throw e;
        } catch (IOException e) {
            throw CsvText.unreadable(csv.file.toString(), e);
        }
        return labels.dataset(inputs.toArray(), columns);
    }

    private void read(CsvText text) throws DataException {
        CsvRecord first = text.next();
        if (first == null) {
            throw new DataException(csv.file, "it is empty");
        }
        line = first.getStartingLineNumber();
        boolean header = csv.header.orElseGet(() -> isHeader(first));
        columns = header
                ? CsvColumns.of(csv, names(first), first.getFields(), text.separator(), "")
                : CsvColumns.of(csv, unnamed(first.getFieldCount()), List.of(), text.separator(), whyNoHeader());
        CsvRecord row = header ? text.next() : first;
        if (row == null) {
            throw new DataException(csv.file, "it has a header but no lines of data");
        }
        if (!noHeader.isEmpty()) {
            notes.accept(noHeader);
        }
        for (; row != null; row = text.next()) {
            add(row);
            noHeader = "";
        }
    }

    private boolean isHeader(CsvRecord first) {
        noHeader = first.getFields().stream()
                .filter(CsvNumbers::isNumber)
                .findFirst()
                .map(number ->
                        "line " + line + " counts as data, because " + Characters.quoted(number) + " is a number")
                .orElse("");
        return noHeader.isEmpty();
    }

    private String whyNoHeader() {
        return noHeader.isEmpty() ? "" : " (" + noHeader + "; if it names the columns, set the header option)";
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
                                + Characters.quoted(name));
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
                throw new DataException(
                        csv.file, columns.location(line, column) + CsvNumbers.complaint(field) + whyNoHeader());
            }
            if (!inputs.add(number)) {
                throw new DataException(csv.file, "line " + line + ": more numbers than a data set can hold");
            }
        }
        labels.add(row.getField(columns.label()).strip(), line, columns);
    }
}
