package io.gradstep.nn.data;

import io.gradstep.engine.text.Characters;
import io.gradstep.engine.text.Spelling;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The roles of a CSV file's columns. */
final class CsvColumns {
    static final CsvColumns NONE = new CsvColumns(List.of(), new int[0], 0);

    private final List<String> names;
    private final int[] features;
    private final int label;

    private CsvColumns(List<String> names, int[] features, int label) {
        this.names = names;
        this.features = features;
        this.label = label;
    }

    /**
     * Finds the columns that a description selects.
     *
     * @param names one per column
     * @param header the first line, if it names the columns
     * @param whyNone why it does not, for messages about an unknown name; may be empty
     */
    static CsvColumns of(CsvFile csv, List<String> names, List<String> header, char separator, String whyNone)
            throws DataException {
        if (names.size() < 2) {
            throw new DataException(
                    csv.file,
                    "its lines have only one field when split at "
                            + (separator == '\t' ? "tabs" : "'" + separator + "'")
                            + "; at least two columns are needed");
        }
        Finder finder = new Finder(csv.file, names, whyNone);
        int label = csv.label.isPresent() ? finder.find(csv.label.get()) : names.size() - 1;
        if (csv.features.isPresent()) {
            return new CsvColumns(names, finder.chosen(csv.features.get(), label, "an input"), label);
        }
        BitSet others = new BitSet();
        others.set(0, names.size());
        others.clear(label);
        for (int column : finder.chosen(csv.ignored, label, "ignored")) {
            others.clear(column);
        }
        if (others.isEmpty()) {
            throw new DataException(csv.file, "every column but the label is ignored: at least one feature is needed");
        }
        for (int column : others.stream().toArray()) {
            if (column < header.size() && ColumnNames.isUnnamed(header.get(column))) {
                throw new DataException(
                        csv.file,
                        "column " + (column + 1)
                                + " has no name, like an index column that a program added: leave"
                                + " it out with --ignore " + (column + 1)
                                + ", or choose the inputs with --inputs");
            }
        }
        return new CsvColumns(names, others.stream().toArray(), label);
    }

    /** Looks columns up by name or position. */
    private record Finder(Path file, List<String> names, ColumnNames indices, String whyNone) {
        Finder(Path file, List<String> names, String whyNone) {
            this(file, names, new ColumnNames(names), whyNone);
        }

        int[] chosen(List<String> asked, int label, String as) throws DataException {
            Set<Integer> chosen = new LinkedHashSet<>();
            for (String word : asked) {
                int column = find(word);
                String name = "the column " + Characters.quoted(names.get(column));
                if (column == label) {
                    throw new DataException(file, name + " is the output: it cannot be " + as + " too");
                }
                if (!chosen.add(column)) {
                    throw new DataException(file, name + " is listed twice");
                }
            }
            return chosen.stream().mapToInt(Integer::intValue).toArray();
        }

        int find(String column) throws DataException {
            int named = indices.find(column);
            if (named >= 0) {
                return named;
            }
            if (named == ColumnNames.SEVERAL) {
                throw new DataException(
                        file,
                        "more than one column is called " + Characters.quoted(column) + ": give its number from 1");
            }
            if (column.matches("\\d{1,9}")) {
                int position = Integer.parseInt(column);
                if (position >= 1 && position <= names.size()) {
                    return position - 1;
                }
                throw new DataException(
                        file,
                        "there is no column " + column + ": columns are counted from 1 to " + names.size() + whyNone);
            }
            String suggestion = Spelling.nearest(column, names)
                    .map(near -> "; did you mean " + Characters.quoted(near) + "?")
                    .orElse("");
            throw new DataException(
                    file,
                    "there is no column " + Characters.quoted(column) + suggestion + " (there are "
                            + ColumnNames.listed(names) + ")" + whyNone);
        }
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

    /** The location of a field, with which a message begins. */
    String location(long line, int column) {
        return "line " + line + ", column " + (column + 1) + " (" + names.get(column) + "): ";
    }
}
