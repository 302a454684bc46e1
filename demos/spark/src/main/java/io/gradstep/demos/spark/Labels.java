package io.gradstep.demos.spark;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.train.DataSource;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * The column to predict: whether its entries are classes, and which. The rules are those of a local training: classes,
 * if the first label is no number, or if all are whole numbers of few different values.
 */
final class Labels {
    /** Whole numbers count as classes if there are at most this many. */
    private static final int NUMBERED_CLASSES = 20;

    /** More different labels than this are not classes. */
    static final int MAX_CLASSES = 1000;

    private Labels() {}

    /**
     * The labels of some rows.
     *
     * @param block where the first of them is
     * @param first the first label that is there; null if there is none
     * @param different all labels, if they are not too many
     * @param whole whether all are whole numbers
     * @param count the number of labels
     */
    private record Found(FileBlock block, @Nullable String first, TreeSet<String> different, boolean whole, long count)
            implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /**
     * Reads the labels of a table, unless they are known to be quantities.
     *
     * @param column the label
     * @return the names of the classes in order; none for quantities
     */
    static List<String> classes(Dataset<Row> table, String name, Column column, boolean isText, DataSource.Task task) {
        if (task == DataSource.Task.REGRESSION) {
            return List.of();
        }
        List<Found> parts = RowReader.open(table, new Column[] {column})
                .mapPartitions(rows -> found(rows, isText))
                .collect();
        TreeSet<String> different = new TreeSet<>();
        boolean whole = true;
        long count = 0;
        for (Found part : parts) {
            different.addAll(part.different());
            whole &= part.whole();
            count += part.count();
        }
        String first = parts.stream()
                .filter(part -> part.first() != null)
                .min(Comparator.comparing(Found::block))
                .map(Found::first)
                .orElse("");
        boolean areClasses = task == DataSource.Task.CLASSIFICATION
                || Double.isNaN(Field.number(first))
                || (whole && different.size() <= NUMBERED_CLASSES && count >= 2L * different.size());
        return areClasses ? names(different, name, count) : List.of();
    }

    private static Iterator<Found> found(Iterator<InternalRow> rows, boolean isText) {
        FileBlock block = new FileBlock("", 0);
        String first = null;
        TreeSet<String> different = new TreeSet<>();
        boolean whole = true;
        long count = 0;
        while (rows.hasNext()) {
            InternalRow row = rows.next();
            // A row that cannot be read is told when the whole table is read.
            String label = RowReader.isMalformed(row, 1) ? null : canonical(row, 0, isText);
            if (label == null) {
                continue;
            }
            if (first == null) {
                first = label;
                block = new FileBlock(row.getUTF8String(1).toString(), row.getLong(2));
            }
            whole &= isWhole(Field.number(label));
            if (different.size() <= MAX_CLASSES) {
                different.add(label);
            }
            count++;
        }
        return List.of(new Found(block, first, different, whole, count)).iterator();
    }

    /** Returns the one name of a label however its number is written; null if it is missing. */
    static @Nullable String canonical(InternalRow row, int j, boolean isText) {
        if (row.isNullAt(j)) {
            return null;
        }
        String text = isText ? row.getUTF8String(j).toString().strip() : Double.toString(row.getDouble(j));
        double number = Field.number(text);
        return text.isEmpty() ? null : isWhole(number) ? String.valueOf((long) number) : text;
    }

    private static boolean isWhole(double number) {
        return Math.abs(number) <= 1L << 53 && number == StrictMath.rint(number);
    }

    private static List<String> names(SortedSet<String> different, String name, long count) {
        if (different.size() > MAX_CLASSES) {
            throw new CommandException(
                    "%s has more than %d different labels, too many for classes; for quantities, use --task regression"
                            .formatted(Glyphs.visible(name), MAX_CLASSES));
        }
        if (different.size() < 2) {
            throw new CommandException("all %d labels of %s are '%s': classification needs at least two classes"
                    .formatted(
                            count, Glyphs.visible(name), different.isEmpty() ? "" : Glyphs.visible(different.first())));
        }
        List<String> names = new ArrayList<>(different);
        names.sort(Comparator.<String>comparingLong(text -> {
                    double number = Field.number(text);
                    return isWhole(number) ? (long) number : Long.MAX_VALUE;
                })
                .thenComparing(Comparator.naturalOrder()));
        return names;
    }
}
