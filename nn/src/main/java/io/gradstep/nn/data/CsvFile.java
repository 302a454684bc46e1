package io.gradstep.nn.data;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A CSV file and the options for reading it as a data set.
 *
 * <p>{@code CsvFile.of(Path.of("iris.csv")).label("species").read()} is often enough: the separator and the header are
 * detected, every column but the label is a feature, and the label column decides between classification and
 * regression. Methods that set an option return a new description of the same file.
 *
 * <p>The text is UTF-8, with or without a byte-order mark; fields may be quoted with {@code "}; empty lines are
 * skipped. Features are numbers such as {@code -1.5e3}, with a decimal point. A column is named by its header, in upper
 * or lower case, or counted from 1; a line has at most 16,384 fields.
 */
public final class CsvFile {
    /** The meaning of the label column. */
    enum Task {
        DETECT,
        CLASSIFICATION,
        REGRESSION
    }

    final Path file;
    final Optional<Character> separator;
    final Optional<Boolean> header;
    final Optional<List<String>> features;
    final List<String> ignored;
    final Optional<String> label;
    final Task task;

    private CsvFile(
            Path file,
            Optional<Character> separator,
            Optional<Boolean> header,
            Optional<List<String>> features,
            List<String> ignored,
            Optional<String> label,
            Task task) {
        this.file = file;
        this.separator = separator;
        this.header = header;
        this.features = features;
        this.ignored = ignored;
        this.label = label;
        this.task = task;
    }

    /**
     * Describes a file with default options: everything is detected, and the label is the last column.
     *
     * @param file the file, which is not opened yet
     * @return a description to refine or to read
     */
    public static CsvFile of(Path file) {
        Objects.requireNonNull(file, "file");
        return new CsvFile(
                file, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Task.DETECT);
    }

    /**
     * Sets the separator between fields.
     *
     * <p>By default, the first of tab, semicolon, comma and vertical bar that occurs equally often, but at least once,
     * in each of the first lines.
     *
     * @param character any character but a quote or the end of a line
     * @return a new description
     * @throws IllegalArgumentException if the character cannot separate fields
     */
    public CsvFile separator(char character) {
        if (character == '"' || character == '\n' || character == '\r') {
            throw new IllegalArgumentException("fields cannot be separated by a quote or the end of a line");
        }
        return new CsvFile(file, Optional.of(character), header, features, ignored, label, task);
    }

    /**
     * Sets whether the first line names the columns.
     *
     * <p>By default it does unless one of its fields is a number.
     *
     * @param present whether it does; if not, columns are called {@code x1, x2, ...} by their position
     * @return a new description
     */
    public CsvFile header(boolean present) {
        return new CsvFile(file, separator, Optional.of(present), features, ignored, label, task);
    }

    /**
     * Sets the features, in order.
     *
     * <p>By default all columns but the label and the {@linkplain #ignore ignored} ones, in the order of the file.
     *
     * @param columns names or positions from 1; at least one
     * @return a new description
     * @throws IllegalArgumentException if there are none
     */
    public CsvFile features(List<String> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a sample needs at least one feature");
        }
        return new CsvFile(file, separator, header, Optional.of(List.copyOf(columns)), ignored, label, task);
    }

    /**
     * Sets the columns to leave out, such as an index that another program wrote.
     *
     * <p>By default none, and a column without a name is an error.
     *
     * @param columns names or positions from 1
     * @return a new description
     */
    public CsvFile ignore(List<String> columns) {
        Objects.requireNonNull(columns, "columns");
        return new CsvFile(file, separator, header, features, List.copyOf(columns), label, task);
    }

    /**
     * Sets the column to predict.
     *
     * <p>By default the last one.
     *
     * @param column its name, or its position from 1 if no column has that name
     * @return a new description
     */
    public CsvFile label(String column) {
        Objects.requireNonNull(column, "column");
        return new CsvFile(file, separator, header, features, ignored, Optional.of(column), task);
    }

    /**
     * Treats labels as classes, whatever they look like.
     *
     * <p>By default they are classes if the first label is no number, or if all are whole numbers with at most 20
     * different ones that occur twice each on average.
     *
     * @return a new description
     */
    public CsvFile classification() {
        return new CsvFile(file, separator, header, features, ignored, label, Task.CLASSIFICATION);
    }

    /**
     * Treats labels as quantities.
     *
     * @return a new description
     */
    public CsvFile regression() {
        return new CsvFile(file, separator, header, features, ignored, label, Task.REGRESSION);
    }

    /**
     * Reads the file.
     *
     * @return one sample per line, in the order of the file. Classes are sorted: whole numbers by size, other labels by
     *     alphabet
     * @throws DataException if the file cannot be read, is empty, has only one class, lacks a column, has an unnamed
     *     column that is neither chosen nor ignored, or has a line with too few or too many fields or a field that
     *     should be a finite number and is not; the message names the file, the line and the column, what was expected
     *     and what was found
     */
    public Dataset read() throws DataException {
        return read(note -> {});
    }

    /**
     * Reads the file as {@link #read()} does, and reports detected facts that may be unexpected.
     *
     * @param notes receives sentences without a full stop, such as {@code line 1 counts as data, because '2019' is a
     * number}
     * @return one sample per line
     * @throws DataException as {@link #read()}
     */
    public Dataset read(Consumer<String> notes) throws DataException {
        Objects.requireNonNull(notes, "notes");
        return new CsvTable(this, notes).read();
    }

    /**
     * Reads rows of numbers without labels, such as what a trained network is asked, and hands on each as soon as it is
     * read.
     *
     * <pre>{@code
     * import static java.nio.charset.StandardCharsets.UTF_8;
     * import java.io.ByteArrayInputStream;
     * String text = "Height,Width,name\n2,1,a\n4,3,b\n";
     * CsvFile.rows(new ByteArrayInputStream(text.getBytes(UTF_8)), "the question", List.of("width", "height"),
     *     Optional.empty(), row -> System.out.println(Arrays.toString(row)));
     * // [1.0, 2.0]
     * // [3.0, 4.0]
     * }</pre>
     *
     * <p>Separator, quotes, numbers and empty lines are as in a file. A first line without a number is a header, and so
     * is one with the name of every feature. Under a header, columns are found by name, ignoring case; others are
     * skipped, and a header that lacks a feature is an error. Without one there must be a column for each feature, in
     * order.
     *
     * @param text the CSV text, in UTF-8; it stays open
     * @param source its name in messages, such as {@code standard input}
     * @param features the names of the columns to read, in order
     * @param header whether the first line names the columns; empty to detect it
     * @param onRow receives a finite number for each feature, in an array of its own
     * @throws DataException if the text cannot be read or is empty, its header lacks a feature or has it twice, its
     *     first line could be both a header and a row, it has no row at all, or a row has too few or too many fields or
     *     one that is no finite number; the message names the line and the column, what was expected and what was found
     * @throws IllegalArgumentException if there are no features
     */
    public static void rows(
            InputStream text, String source, List<String> features, Optional<Boolean> header, Consumer<double[]> onRow)
            throws DataException {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(onRow, "onRow");
        CsvRows rows = CsvRows.open(text, source, features, header);
        for (double[] row = rows.next(); row != null; row = rows.next()) {
            onRow.accept(row);
        }
    }
}
