package io.gradstep.nn.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers in CSV, without labels: what a trained network is asked about.
 *
 * <pre>{@code
 * import static java.nio.charset.StandardCharsets.UTF_8;
 * import java.io.ByteArrayInputStream;
 * String text = "height,width,name\n2,1,a\n4,3,b\n";
 * double[][] rows = CsvRows.read(new ByteArrayInputStream(text.getBytes(UTF_8)), "the question", List.of("width", "height"));
 * System.out.println(Arrays.deepToString(rows)); // [[1.0, 2.0], [3.0, 4.0]]
 * }</pre>
 *
 * <p>Separator, quotes, numbers and empty lines are as in a {@link CsvFile}. The first line is a header unless one of its
 * fields is a number. Under a header that has the name of every feature, the columns are taken by their names, and others
 * are left alone; otherwise there must be a column for each feature, in order.
 */
public final class CsvRows {
    /** So many names fit a message. */
    private static final int LISTED = 8;

    private final CsvText text;
    private final String source;
    private final List<String> features;

    /** Which column each feature is in. */
    private int[] columns;

    /** How many columns there are. */
    private int count;

    /** The first row, until it has been told. */
    private @Nullable CsvRecord next;

    private CsvRows(CsvText text, String source, List<String> features) throws DataException {
        this.text = text;
        this.source = source;
        this.features = features;
        this.columns = IntStream.range(0, features.size()).toArray();
        this.count = features.size();
        this.next = begin();
    }

    /**
     * Reads all rows.
     *
     * @param text what to read, in UTF-8, to its end; it stays open
     * @param source what to call it in messages, such as {@code standard input}
     * @param features the names of the columns wanted, in order
     * @return an array for each line of data, with a finite number for each feature
     * @throws DataException if the text cannot be read or has no line of data, a line has too few or too many fields, or a
     *     field is no finite number; the message names the line and the column, what was expected and what was found
     * @throws IllegalArgumentException if there are no features
     */
    public static double[][] read(InputStream text, String source, List<String> features) throws DataException {
        CsvRows rows = open(text, source, features);
        List<double[]> all = new ArrayList<>();
        for (double[] row = rows.next(); row != null; row = rows.next()) {
            all.add(row);
        }
        return all.toArray(double[][]::new);
    }

    /**
     * Begins to read rows one by one, for input that is long or has no end: no more of it is kept than one row, and a row
     * is there as soon as its line is.
     *
     * @param text what to read, in UTF-8; it stays open
     * @param source what to call it in messages, such as {@code standard input}
     * @param features the names of the columns wanted, in order
     * @return the rows, for {@link #next}
     * @throws DataException if the text cannot be read, has no line of data, or has a first line of too few or too many
     *     fields
     * @throws IllegalArgumentException if there are no features
     */
    public static CsvRows open(InputStream text, String source, List<String> features) throws DataException {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(source, "source");
        if (features.isEmpty()) {
            throw new IllegalArgumentException("a row has at least one feature");
        }
        return new CsvRows(new CsvText(text, source, Optional.empty()), source, List.copyOf(features));
    }

    /**
     * Reads the next row.
     *
     * @return a finite number for each feature; null at the end
     * @throws DataException as {@link #read} throws for this line
     */
    public double @Nullable [] next() throws DataException {
        CsvRecord record = next;
        if (record == null) {
            record = text.next();
        }
        next = null;
        return record == null ? null : row(record);
    }

    private @Nullable CsvRecord begin() throws DataException {
        CsvRecord first = text.next();
        if (first == null) {
            throw new DataException(source, "it is empty; expected rows of " + expected());
        }
        boolean header = first.getFields().stream().noneMatch(CsvNumbers::isNumber)
                && !first.getFields().stream().allMatch(CsvNumbers::isMissing);
        if (!header) {
            return first;
        }
        useHeader(first);
        CsvRecord second = text.next();
        if (second == null) {
            throw new DataException(source, "it has a header but no lines of data");
        }
        return second;
    }

    private void useHeader(CsvRecord header) throws DataException {
        Map<String, Integer> positions = new HashMap<>();
        for (String field : header.getFields()) {
            positions.putIfAbsent(field.strip(), positions.size());
        }
        boolean named =
                positions.size() == header.getFieldCount() && positions.keySet().containsAll(features);
        if (named) {
            columns = features.stream().mapToInt(positions::get).toArray();
            count = header.getFieldCount();
        } else {
            checkCount(header, features.size());
        }
    }

    private double[] row(CsvRecord record) throws DataException {
        checkCount(record, count);
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

    private void checkCount(CsvRecord record, int expected) throws DataException {
        if (record.getFieldCount() != expected) {
            throw new DataException(
                    source,
                    "line " + record.getStartingLineNumber() + ": expected "
                            + (expected == features.size() ? expected() : expected + " fields as in the first line")
                            + ", found " + record.getFieldCount());
        }
    }

    private String expected() {
        String names = features.stream().limit(LISTED).collect(Collectors.joining(", "));
        return Tables.count(features.size(), "number") + " (" + names + (features.size() > LISTED ? ", ...)" : ")");
    }
}
