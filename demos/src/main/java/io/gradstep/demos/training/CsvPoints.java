package io.gradstep.demos.training;

import io.gradstep.nn.data.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A small table pasted into the page: numbers, and in the last column a class or the number to predict.
 *
 * <p>Unlike {@link io.gradstep.nn.data.CsvFile} it reads a text in memory, also in a page, and no quotes.
 */
final class CsvPoints {
    private static final int MAX_INPUTS = 64;
    private static final int MAX_CLASSES = 6;
    private static final String ADVICE = "; write one sample a line, such as 0.5, -1, red";

    private CsvPoints() {}

    /**
     * Parses a table.
     *
     * @throws IllegalArgumentException if it is none; the message names the line
     */
    static Dataset parse(String text) {
        List<String[]> rows = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        int line = 0;
        String separator = separator(text);
        for (String each : split(text, "\n")) {
            line++;
            if (!each.isBlank()) {
                rows.add(split(each, separator));
                lines.add(line);
            }
        }
        boolean header = !rows.isEmpty() && isHeader(rows.get(0));
        List<String> names = header ? inputNames(rows.remove(0)) : List.of();
        if (header) {
            lines.remove(0);
        }
        if (rows.size() < 2 || rows.size() > Setup.MAX_SAMPLES) {
            throw new IllegalArgumentException(
                    "the table has " + rows.size() + " lines of data; it needs 2 to " + Setup.MAX_SAMPLES + ADVICE);
        }
        int inputs = rows.get(0).length - 1;
        if (inputs < 1 || inputs > MAX_INPUTS) {
            throw at(
                    lines.get(0),
                    "there are " + (inputs + 1) + " columns; a table needs 2 to " + (MAX_INPUTS + 1)
                            + " columns, the last with the class" + ADVICE);
        }
        double[][] numbers = new double[rows.size()][inputs];
        for (int i = 0; i < numbers.length; i++) {
            String[] row = rows.get(i);
            if (row.length != inputs + 1) {
                throw at(lines.get(i), "there are " + row.length + " columns, but " + (inputs + 1) + " in the first");
            }
            for (int j = 0; j < inputs; j++) {
                numbers[i][j] = number(row[j]);
                if (Double.isNaN(numbers[i][j])) {
                    throw at(lines.get(i), "'" + shown(row[j]) + "' in column " + (j + 1) + " is not a number");
                }
            }
        }
        Dataset data = labelled(numbers, rows);
        return names.size() == inputs ? data.withInputNames(names) : data;
    }

    /** Takes the last column as classes if it has words, or few whole numbers. */
    private static Dataset labelled(double[][] numbers, List<String[]> rows) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        boolean words = false;
        boolean whole = true;
        double[] targets = new double[rows.size()];
        for (int i = 0; i < targets.length; i++) {
            String label = last(rows.get(i));
            targets[i] = number(label);
            words |= Double.isNaN(targets[i]);
            whole &= targets[i] == Math.rint(targets[i]);
            names.add(label);
        }
        if (!words && (!whole || names.size() > MAX_CLASSES)) {
            return Dataset.regression(numbers, targets);
        }
        if (names.size() < 2 || names.size() > MAX_CLASSES) {
            throw new IllegalArgumentException("the last column has " + names.size()
                    + " different classes; it needs 2 to " + MAX_CLASSES + ", or numbers to predict");
        }
        List<String> classes = new ArrayList<>(names);
        classes.sort(null);
        int[] labels = new int[targets.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = classes.indexOf(last(rows.get(i)));
        }
        return Dataset.classification(numbers, labels, classes);
    }

    private static String last(String[] row) {
        return row[row.length - 1];
    }

    /** A first line none of whose fields is a number names the columns. */
    private static boolean isHeader(String[] row) {
        for (String field : row) {
            if (!Double.isNaN(number(field))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> inputNames(String[] row) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (int j = 0; j < row.length - 1; j++) {
            if (!row[j].isEmpty()) {
                names.add(shown(row[j]));
            }
        }
        return List.copyOf(names);
    }

    private static String separator(String text) {
        for (String candidate : new String[] {"\t", ";"}) {
            if (text.contains(candidate)) {
                return candidate;
            }
        }
        return ",";
    }

    private static String[] split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at).strip());
            from = at + separator.length();
        }
        parts.add(text.substring(from).strip());
        return parts.toArray(new String[0]);
    }

    /** A finite number; NaN for any other text. */
    private static double number(String field) {
        for (int i = 0; i < field.length(); i++) {
            if ("0123456789+-.eE".indexOf(field.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double number = Double.parseDouble(field);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String shown(String field) {
        return field.length() > 30 ? field.substring(0, 30) + "…" : field;
    }

    private static IllegalArgumentException at(int line, String what) {
        return new IllegalArgumentException("line " + line + " of the table: " + what);
    }
}
