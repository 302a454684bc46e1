package io.gradstep.nn.data;

import io.gradstep.engine.text.Characters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The label column of a CSV file: quantities, or collected as text and interpreted once all labels are known. */
final class CsvLabels {
    /** Whole numbers count as classes if there are at most this many. */
    private static final int NUMBERED_CLASSES = 20;

    private final CsvFile csv;

    /** Equal labels are one object. */
    private final Map<String, String> different = new LinkedHashMap<>();

    private final List<String> texts = new ArrayList<>();

    /** The line numbers of the texts. */
    private final DoubleTable lines = new DoubleTable();

    /** The labels, if they are known to be quantities: a table of many has no use for their texts. */
    private final DoubleTable quantities = new DoubleTable();

    CsvLabels(CsvFile csv) {
        this.csv = csv;
    }

    /** Adds a label of a table whose labels are known to be quantities. */
    void add(double quantity, long line) throws DataException {
        if (!quantities.add(quantity)) {
            throw tooMany(line);
        }
    }

    void add(String label, long line, CsvColumns columns) throws DataException {
        if (csv.task == CsvFile.Task.REGRESSION) {
            add(quantity(label, line, columns), line);
            return;
        }
        if (label.isEmpty()) {
            throw new DataException(csv.file, columns.location(line, columns.label()) + "the label is missing");
        }
        String known = different.putIfAbsent(label, label);
        texts.add(known == null ? label : known);
        if (!lines.add((double) line)) {
            throw tooMany(line);
        }
    }

    private DataException tooMany(long line) {
        return new DataException(csv.file, "line " + line + ": more lines than a data set can hold");
    }

    /** Builds the data set from features and labels. */
    Dataset dataset(double[] inputs, CsvColumns columns) throws DataException {
        List<String> inputNames = columns.featureNames();
        List<String> targetNames = List.of(columns.labelName());
        if (csv.task == CsvFile.Task.REGRESSION) {
            return Dataset.table(inputs, quantities.toArray(), inputNames, targetNames, List.of());
        }
        if (!isClassification()) {
            return Dataset.table(inputs, numbers(columns), inputNames, targetNames, List.of());
        }
        List<String> names = classNames();
        if (names.size() < 2) {
            throw new DataException(
                    csv.file,
                    "all " + texts.size() + " labels in column " + (columns.label() + 1) + " (" + columns.labelName()
                            + ") are " + Characters.quoted(names.get(0))
                            + ": classification needs at least two classes");
        }
        Map<String, Integer> indices = new HashMap<>();
        for (String name : names) {
            indices.put(name, indices.size());
        }
        double[] targets =
                texts.stream().mapToDouble(text -> indices.get(canonical(text))).toArray();
        return Dataset.table(inputs, targets, inputNames, targetNames, names);
    }

    private boolean isClassification() {
        return csv.task == CsvFile.Task.CLASSIFICATION || !CsvNumbers.isNumber(texts.get(0)) || areNumberedClasses();
    }

    private boolean areNumberedClasses() {
        if (!different.keySet().stream().allMatch(CsvLabels::isWhole)) {
            return false;
        }
        long classes =
                different.keySet().stream().map(CsvLabels::canonical).distinct().count();
        return classes <= NUMBERED_CLASSES && texts.size() >= 2 * classes;
    }

    private double[] numbers(CsvColumns columns) throws DataException {
        double[] numbers = new double[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = quantity(texts.get(i), (long) lines.get(i), columns);
        }
        return numbers;
    }

    private double quantity(String text, long line, CsvColumns columns) throws DataException {
        double number = CsvNumbers.parse(text);
        if (!Double.isFinite(number)) {
            String hint = csv.task == CsvFile.Task.DETECT
                    ? " (the first label is a number; if labels are classes, ask for classification)"
                    : "";
            throw new DataException(
                    csv.file, columns.location(line, columns.label()) + CsvNumbers.complaint(text) + hint);
        }
        return number;
    }

    /** The classes in order: whole numbers by size, then other texts by alphabet. */
    private List<String> classNames() {
        Comparator<String> bySize =
                Comparator.comparingLong(text -> isWhole(text) ? (long) CsvNumbers.parse(text) : Long.MAX_VALUE);
        TreeSet<String> names = new TreeSet<>(bySize.thenComparing(Comparator.naturalOrder()));
        different.keySet().forEach(text -> names.add(canonical(text)));
        return List.copyOf(names);
    }

    /** One name for a class however its number is written: 1, 1.0 and 01 are the same. */
    private static String canonical(String text) {
        return isWhole(text) ? String.valueOf((long) CsvNumbers.parse(text)) : text;
    }

    /** Whether a text is a whole number that a double holds exactly. */
    private static boolean isWhole(String text) {
        double number = CsvNumbers.parse(text);
        return Math.abs(number) <= 1L << 53 && number == StrictMath.rint(number);
    }
}
