package io.gradstep.nn.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One reading of a CSV file. */
final class CsvTable {
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
        boolean header = csv.header.orElseGet(() -> first.getFields().stream().noneMatch(CsvNumbers::isNumber));
        columns = CsvColumns.of(csv, header ? names(first) : unnamed(first.getFieldCount()), text.separator());
        CsvRecord row = header ? text.next() : first;
        if (row == null) {
            throw new DataException(csv.file, "it has a header but no lines of data");
        }
        for (; row != null; row = text.next()) {
            add(row);
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
}
