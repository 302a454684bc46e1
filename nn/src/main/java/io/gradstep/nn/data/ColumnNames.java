package io.gradstep.nn.data;

import io.gradstep.engine.text.Characters;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds columns of a table by name: by the exact name, or else ignoring case. */
final class ColumnNames {
    static final int NONE = -1;

    /** More than one column has the name. */
    static final int SEVERAL = -2;

    /** The most names that a message lists. */
    private static final int LISTED = 20;

    /** The name that pandas gives a column without one when it reads a file. */
    private static final String UNNAMED = "Unnamed: ";

    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> folded = new HashMap<>();

    /** Takes the names of a file, with surrounding blanks. */
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
        // Compares both ways, because some letters exist in one case only.
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Whether a header field is no name, as over an index column that a program wrote. */
    static boolean isUnnamed(String field) {
        return field.isBlank() || field.strip().startsWith(UNNAMED);
    }

    /** 'a', 'b', 'c'; cut if there are many. */
    static String listed(Collection<String> names) {
        String some = names.stream().limit(LISTED).map(Characters::quoted).collect(Collectors.joining(", "));
        return names.size() > LISTED ? some + ", ... (" + names.size() + ")" : some;
    }
}
