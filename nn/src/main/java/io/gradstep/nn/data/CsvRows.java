package io.gradstep.nn.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.gradstep.engine.text.Characters;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of numbers in CSV, without labels, one at a time: those of {@link CsvFile#rows}. */
final class CsvRows {
    /** The most names that a message lists. */
    private static final int LISTED = 8;

    private final CsvText text;
    private final String source;
    private final List<String> features;

    /** The first line, if it is data and was not returned yet. */
    private @Nullable CsvRecord first;

    /** The column of each feature. */
    private int[] columns;

    /** The number of columns. */
    private int count;

    private long rows;

    private CsvRows(CsvText text, String source, List<String> features) {
        this.text = text;
        this.source = source;
        this.features = features;
        this.columns = IntStream.range(0, features.size()).toArray();
        this.count = features.size();
    }

    /** Reads the header, or the first row if there is no header. */
    static CsvRows open(InputStream text, String source, List<String> features, Optional<Boolean> header)
            throws DataException {
        if (features.isEmpty()) {
            throw new IllegalArgumentException("a row needs at least one feature");
        }
        CsvRows rows = new CsvRows(new CsvText(text, source, Optional.empty()), source, List.copyOf(features));
        rows.begin(header);
        return rows;
    }

    private void begin(Optional<Boolean> header) throws DataException {
        CsvRecord line = text.next();
        if (line == null) {
            throw new DataException(source, "it is empty; expected rows of " + expected());
        }
        ColumnNames names = new ColumnNames(line.getFields());
        if (header.isPresent() ? header.get() : isHeader(line, names)) {
            useHeader(line, names);
        } else {
            first = line;
        }
    }

    private boolean isHeader(CsvRecord line, ColumnNames names) throws DataException {
        List<String> fields = line.getFields();
        if (names.hasAll(features)) {
            if (fields.stream().allMatch(CsvNumbers::isNumber)) {
                throw new DataException(
                        source,
                        "line " + line.getStartingLineNumber() + " has the names of the inputs, which are numbers:"
                                + " use --header if it names the columns, --no-header if it is a row");
            }
            return true;
        }
        return fields.stream().noneMatch(CsvNumbers::isNumber)
                && !fields.stream().allMatch(CsvNumbers::isMissing);
    }

    private void useHeader(CsvRecord header, ColumnNames names) throws DataException {
        String line = "line " + header.getStartingLineNumber();
        BitSet taken = new BitSet();
        for (String feature : features) {
            int column = names.find(feature);
            // Features that differ in case alone must not share a column.
            column = column >= 0 && taken.get(column) ? ColumnNames.NONE : column;
            if (column == ColumnNames.SEVERAL) {
                throw new DataException(
                        source, line + ": more than one column is called " + Characters.quoted(feature));
            }
            if (column == ColumnNames.NONE) {
                throw new DataException(
                        source,
                        line + ": its header has no column " + Characters.quoted(feature) + "; it has "
                                + ColumnNames.listed(header.getFields()) + ", and the model takes "
                                + ColumnNames.listed(features) + ": rename the columns, or leave out the header if"
                                + " they are in this order");
            }
            taken.set(column);
        }
        columns = features.stream().mapToInt(names::find).toArray();
        count = header.getFieldCount();
    }

    /** Reads the next row, a finite number for each feature; null at the end. */
    double @Nullable [] next() throws DataException {
        CsvRecord record = first == null ? text.next() : first;
        first = null;
        if (record == null) {
            if (rows == 0) {
                throw new DataException(source, "it has a header but no lines of data");
            }
            return null;
        }
        rows++;
        return row(record);
    }

    private double[] row(CsvRecord record) throws DataException {
        checkCount(record);
        double[] row = new double[columns.length];
        for (int j = 0; j < row.length; j++) {
            String field = record.getField(columns[j]);
            row[j] = CsvNumbers.parse(field);
            if (!Double.isFinite(row[j])) {
                throw new DataException(
                        source,
                        "line " + record.getStartingLineNumber() + ", column " + (columns[j] + 1) + " ("
                                + features.get(j) + "): " + CsvNumbers.complaint(field));
            }
        }
        return row;
    }

    private void checkCount(CsvRecord record) throws DataException {
        if (record.getFieldCount() != count) {
            throw new DataException(
                    source,
                    "line " + record.getStartingLineNumber() + ": expected "
                            + (count == features.size() ? expected() : count + " fields as in the first line")
                            + ", found "
                            + record.getFieldCount());
        }
    }

    private String expected() {
        String names = features.stream().limit(LISTED).collect(Collectors.joining(", "));
        return Tables.count(features.size(), "number") + " (" + names + (features.size() > LISTED ? ", ...)" : ")");
    }
}
