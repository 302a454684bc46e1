package io.gradstep.demos.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Opens a table in a format and a place that Spark reads, and selects columns. */
final class TableReader {
    /** Ends of file names with Spark's names of their formats. */
    private static final List<String> FORMATS = List.of("parquet", "orc", "csv", "json");

    private static final int MAX_LINES = 5;

    /** The column in which Spark leaves a line that it cannot read, such as one of too few or too many fields. */
    private static final String MALFORMED = "_gradstep_malformed";

    private static final String MALFORMED_TO = "columnNameOfCorruptRecord";

    private TableReader() {}

    /**
     * Opens a table.
     *
     * @param data its place, as Spark writes it
     * @param format the name of its format; empty to know it by the end of the name
     * @return the table, the numbers of text files as text
     */
    static Dataset<Row> open(SparkSession spark, String data, String format) {
        String kind = format.isEmpty() ? formatOf(data) : format;
        Dataset<Row> table;
        try {
            table = switch (kind) {
                case "csv" -> csv(spark, data);
                case "json" -> spark.read().option(MALFORMED_TO, MALFORMED).json(data);
                default -> spark.read().format(kind).load(data);
            };
        } catch (Exception e) {
            throw new CommandException("cannot read %s as %s: %s".formatted(Glyphs.visible(data), kind, reason(e)));
        }
        if (names(table).isEmpty()) {
            String wanted =
                    kind.equals("json") ? ": each line must be one JSON object, as in {\"x\": 1, \"y\": 2}" : "";
            throw new CommandException(Glyphs.visible(data) + " has no columns" + wanted);
        }
        return table;
    }

    private static Dataset<Row> csv(SparkSession spark, String data) {
        DataFrameReader reader = spark.read()
                .option("header", true)
                // By default, the names in the first file would do for all files.
                .option("enforceSchema", false)
                // By default, a quote in a quoted field is \" and not "".
                .option("escape", "\"");
        StructType columns = reader.csv(data).schema();
        return reader.schema(columns.add(MALFORMED, DataTypes.StringType))
                .option(MALFORMED_TO, MALFORMED)
                // With only some columns to read, Spark does not count fields.
                .option("columnPruning", false)
                .csv(data);
    }

    /** Returns the names of the columns. */
    static List<String> names(Dataset<Row> table) {
        return Arrays.stream(table.schema().fieldNames())
                .filter(name -> !name.equals(MALFORMED))
                .toList();
    }

    /** Returns the text of a row that cannot be read; null for all other rows. */
    static Column malformed(Dataset<Row> table) {
        return isText(table, MALFORMED) ? col(MALFORMED) : lit(null).cast("string");
    }

    private static String formatOf(String data) {
        String name = data.toLowerCase(Locale.ROOT);
        for (String end : List.of("/", "*", ".gz", ".bz2", ".zst", ".snappy", ".")) {
            name = name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
        }
        for (String format : FORMATS) {
            if (name.endsWith("." + format)) {
                return format;
            }
        }
        throw new CommandException("the name %s does not tell a format; name it with --format, one of %s"
                .formatted(Glyphs.visible(data), String.join(", ", FORMATS)));
    }

    /** Returns the first lines of what Spark says. */
    static String reason(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null && !(last instanceof AnalysisException) && !namesFile(last)) {
            last = last.getCause();
        }
        // The lines after the first repeat a query, or else tell what does not match.
        String text = String.valueOf(last.getMessage())
                .lines()
                .limit(last instanceof AnalysisException ? 1 : MAX_LINES)
                .map(String::strip)
                .collect(Collectors.joining(" "));
        return Glyphs.visible(text.replaceFirst("^\\[[A-Z_.]+\\] ", "").replaceFirst("\\s*SQLSTATE:.*", ""));
    }

    /** Returns whether a message tells what does not match, and in which file; its cause does not name the file. */
    private static boolean namesFile(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("[FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH]");
    }

    /** Selects columns: numbers as doubles, and text as it is. */
    static Column[] columns(Dataset<Row> table, String data, List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            StructField field = Arrays.stream(table.schema().fields())
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> missing(table, data, name));
            columns.add(column(field, data));
        }
        return columns.toArray(Column[]::new);
    }

    /** Returns the name of a column that is given by its name, in upper or lower case, or by its number from 1. */
    static String find(Dataset<Row> table, String data, String given) {
        List<String> names = names(table);
        if (names.contains(given)) {
            return given;
        }
        for (String name : names) {
            if (name.equalsIgnoreCase(given)) {
                return name;
            }
        }
        if (given.matches("[1-9][0-9]{0,5}") && Integer.parseInt(given) <= names.size()) {
            return names.get(Integer.parseInt(given) - 1);
        }
        throw missing(table, data, given);
    }

    private static CommandException missing(Dataset<Row> table, String data, String name) {
        return new CommandException("%s has no column '%s'; its columns are %s"
                .formatted(
                        Glyphs.visible(data),
                        Glyphs.visible(name),
                        names(table).stream().map(Glyphs::visible).collect(Collectors.joining(", "))));
    }

    /** Returns whether a column is of text. */
    static boolean isText(Dataset<Row> table, String name) {
        return Arrays.stream(table.schema().fields())
                .anyMatch(field -> field.name().equals(name) && field.dataType() instanceof StringType);
    }

    private static Column column(StructField field, String data) {
        DataType type = field.dataType();
        Column column = col("`" + field.name().replace("`", "``") + "`");
        if (type instanceof StringType) {
            return column;
        }
        if (type instanceof NumericType || type instanceof BooleanType) {
            return column.cast("double");
        }
        throw new CommandException("the column '%s' of %s has the type %s; it must be of numbers"
                .formatted(Glyphs.visible(field.name()), Glyphs.visible(data), type.simpleString()));
    }
}
