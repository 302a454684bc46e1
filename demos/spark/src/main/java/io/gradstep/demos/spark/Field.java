package io.gradstep.demos.spark;

import com.google.common.collect.ImmutableMap;
import io.gradstep.demos.console.Glyphs;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Reads a column of rows as finite numbers. */
final class Field implements Serializable {
    private static final long serialVersionUID = 1;

    /** What a column must hold. */
    enum Kind {
        NUMBER,
        /** A standard error. */
        POSITIVE
    }

    private final String name;
    private final boolean isText;
    private final Kind kind;

    /** The number of each class; null for a column of numbers. */
    private final @Nullable ImmutableMap<String, Integer> classes;

    Field(String name, boolean isText, Kind kind, @Nullable Map<String, Integer> classes) {
        this.name = name;
        this.isText = isText;
        this.kind = kind;
        this.classes = classes == null ? null : ImmutableMap.copyOf(classes);
    }

    String name() {
        return name;
    }

    /** Returns the number in the j-th column; NaN if it has none that is allowed. */
    double read(InternalRow row, int j) {
        if (row.isNullAt(j)) {
            return Double.NaN;
        }
        if (classes != null) {
            Integer index = classes.get(Labels.canonical(row, j, isText));
            return index == null ? Double.NaN : index;
        }
        double number = isText ? number(row.getUTF8String(j).toString()) : row.getDouble(j);
        boolean allowed =
                Double.isFinite(number) && (kind == Kind.NUMBER || (number > 0 && Double.isFinite(1 / number)));
        return allowed ? number : Double.NaN;
    }

    /** Parses a number of a table; NaN if the text is none. */
    static double number(String text) {
        String number = text.strip();
        // Java accepts more than the numbers of a table: 0x1p3, 2d, Infinity.
        boolean plain = number.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
        if (!plain) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Says what is wrong with a number that {@link #read} refused. */
    String complaint(InternalRow row, int j) {
        if (row.isNullAt(j) || classes != null) {
            return classes == null ? "a value is missing" : "the label is missing";
        }
        String found = isText ? row.getUTF8String(j).toString() : Double.toString(row.getDouble(j));
        return "expected a %s number, found '%s'"
                .formatted(kind == Kind.POSITIVE ? "positive, finite" : "finite", Glyphs.visible(found));
    }
}
