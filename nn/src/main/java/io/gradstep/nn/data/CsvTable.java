package io.gradstep.nn.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.gradstep.engine.text.Characters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            read(bytes);
        } catch (DataException e) {
            throw e;
        } catch (IOException e) {
            throw CsvText.unreadable(csv.file.toString(), e);
        }
        return labels.dataset(inputs.toArray(), columns);
    }

    private void read(InputStream bytes) throws IOException {
        byte[] head = bytes.readNBytes(PlainLines.BLOCK);
        CsvText text = new CsvText(
                new SequenceInputStream(new ByteArrayInputStream(head), bytes), csv.file.toString(), csv.separator);
        CsvRecord first = text.next();
        if (first == null) {
            throw new DataException(csv.file, "it is empty");
        }
        line = text.line();
        long firstLine = line;
        boolean header = csv.header.orElseGet(() -> isHeader(first));
        columns = header
                ? CsvColumns.of(csv, names(first), first.getFields(), text.separator(), "")
                : CsvColumns.of(csv, unnamed(first.getFieldCount()), List.of(), text.separator(), whyNoHeader());
        if (!noHeader.isEmpty()) {
            notes.accept(noHeader);
        }
        PlainLines lines = firstLine == 1 && isShort(first) && text.separator() < 0x80
                ? new PlainLines(head, bytes, text.separator(), columns.count())
                : null;
        CsvRecord row = header ? null : first;
        if (lines != null && (!header || lines.next())) {
            addAll(lines);
            text = new CsvText(lines.rest(), csv.file.toString(), Optional.of(text.separator()), lines.line());
            row = null;
        }
        for (row = row == null ? text.next() : row; row != null; row = text.next()) {
            line = text.line();
            add(row);
            noHeader = "";
        }
        if (header && line == firstLine) {
            throw new DataException(csv.file, "it has a header but no lines of data");
        }
    }

    /** Returns whether a line lies far within the head of a text, so that nothing behind the head has been read. */
    private static boolean isShort(CsvRecord first) {
        return first.getFields().stream().mapToInt(field -> 2 + field.length()).sum() < PlainLines.BLOCK / 16;
    }

    /** Adds lines up to the first that is not plain, or has something else than numbers. */
    private void addAll(PlainLines lines) throws IOException {
        int[] features = columns.features();
        double[] numbers = new double[features.length];
        boolean areQuantities = csv.task == CsvFile.Task.REGRESSION;
        while (lines.next()) {
            boolean usable = true;
            for (int k = 0; k < numbers.length && usable; k++) {
                numbers[k] = lines.number(features[k]);
                usable = Double.isFinite(numbers[k]);
            }
            double quantity = areQuantities ? lines.number(columns.label()) : 0;
            String label = areQuantities ? "" : lines.text(columns.label()).strip();
            boolean labelled = areQuantities ? Double.isFinite(quantity) : !label.isEmpty();
            if (!usable || !labelled) {
                lines.leave();
                return;
            }
            line = lines.line();
            for (double number : numbers) {
                add(number);
            }
            if (areQuantities) {
                labels.add(quantity, line);
            } else {
                labels.add(label, line, columns);
            }
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
            add(number);
        }
        labels.add(row.getField(columns.label()).strip(), line, columns);
    }

    private void add(double number) throws DataException {
        if (!inputs.add(number)) {
            throw new DataException(csv.file, "line " + line + ": more numbers than a data set can hold");
        }
    }
}
