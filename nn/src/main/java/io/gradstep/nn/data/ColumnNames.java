package io.gradstep.nn.data;

import io.gradstep.engine.text.Characters;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns of a table by their names; where no column has just this name, upper and lower case are the same. */
final class ColumnNames {
    static final int NONE = -1;

    /** More than one column has the name. */
    static final int SEVERAL = -2;

    /** So many names fit a message. */
    private static final int LISTED = 20;

    /** What pandas calls a column that has no name when it reads a file. */
    private static final String UNNAMED = "Unnamed: ";

    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> folded = new HashMap<>();

    /** Takes names as a file has them, with blanks around them. */
    ColumnNames(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip();
            exact.merge(name, i, (first, second) -> SEVERAL);
            folded.merge(fold(name), i, (first, second) -> SEVERAL);
        }
    }

    /** The index of a column, from 0, {@link #NONE} or {@link #SEVERAL}. */
    int find(String name) {
        int index = exact.getOrDefault(name.strip(), NONE);
        return index == NONE ? folded.getOrDefault(fold(name.strip()), NONE) : index;
    }

    boolean hasAll(Collection<String> names) {
        return names.stream().allMatch(name -> find(name) >= 0);
    }

    private static String fold(String name) {
        // Both ways, because some letters have one form in one case alone.
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Whether a field of a header is no name: the head of an index that a program wrote beside the data. */
    static boolean isUnnamed(String field) {
        return field.isBlank() || field.strip().startsWith(UNNAMED);
    }

    /** 'a', 'b', 'c'; cut if there are many. */
    static String listed(Collection<String> names) {
        String some = names.stream().limit(LISTED).map(Characters::quoted).collect(Collectors.joining(", "));
        return names.size() > LISTED ? some + ", ... (" + names.size() + ")" : some;
    }
}
