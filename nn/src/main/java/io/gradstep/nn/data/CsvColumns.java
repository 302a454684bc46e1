package io.gradstep.nn.data;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which columns of a CSV file are used for what. */
final class CsvColumns {
    static final CsvColumns NONE = new CsvColumns(List.of(), new int[0], 0);

    /** So many names fit a message. */
    private static final int LISTED = 20;

    private final List<String> names;
    private final int[] features;
    private final int label;

    private CsvColumns(List<String> names, int[] features, int label) {
        this.names = names;
        this.features = features;
        this.label = label;
    }

    /** Finds the columns that a description asks for. */
    static CsvColumns of(CsvFile csv, List<String> names, char separator) throws DataException {
        if (names.size() < 2) {
            throw new DataException(
                    csv.file,
                    "its lines have one field when taken apart at "
                            + (separator == '\t' ? "tabs" : "'" + separator + "'")
                            + "; at least two columns are needed");
        }
        int label = csv.label.isPresent() ? index(csv, names, csv.label.get()) : names.size() - 1;
        if (csv.features.isPresent()) {
            return new CsvColumns(names, chosen(csv, names, csv.features.get(), label), label);
        }
        int[] others = IntStream.range(0, names.size())
                .filter(column -> column != label)
                .toArray();
        return new CsvColumns(names, others, label);
    }

    private static int[] chosen(CsvFile csv, List<String> names, List<String> asked, int label) throws DataException {
        Set<Integer> chosen = new LinkedHashSet<>();
        for (String feature : asked) {
            int column = index(csv, names, feature);
            String name = "the column " + CsvNumbers.quote(names.get(column));
            if (column == label) {
                throw new DataException(csv.file, name + " is asked for as the output: it cannot be an input too");
            }
            if (!chosen.add(column)) {
                throw new DataException(csv.file, name + " is asked for twice");
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int index(CsvFile csv, List<String> names, String column) throws DataException {
        int named = names.indexOf(column.strip());
        if (named >= 0) {
            return named;
        }
        if (column.matches("\\d{1,9}")) {
            int position = Integer.parseInt(column);
            if (position >= 1 && position <= names.size()) {
                return position - 1;
            }
            throw new DataException(
                    csv.file, "there is no column " + column + ": columns are counted from 1 to " + names.size());
        }
        String suggestion = Suggestions.nearest(column, names)
                .map(near -> "; did you mean " + CsvNumbers.quote(near) + "?")
                .orElse("");
        String listed = names.stream().limit(LISTED).map(CsvNumbers::quote).collect(Collectors.joining(", "));
        throw new DataException(
                csv.file,
                "there is no column " + CsvNumbers.quote(column) + suggestion + " (there are " + listed
                        + (names.size() > LISTED ? ", ...)" : ")"));
    }

    int count() {
        return names.size();
    }

    int[] features() {
        return features;
    }

    int label() {
        return label;
    }

    List<String> featureNames() {
        return Arrays.stream(features).mapToObj(names::get).toList();
    }

    String labelName() {
        return names.get(label);
    }

    /** The beginning of a message about a field. */
    String place(long line, int column) {
        return "line " + line + ", column " + (column + 1) + " (" + names.get(column) + "): ";
    }
}
