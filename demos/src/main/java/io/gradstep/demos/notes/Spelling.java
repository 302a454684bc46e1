package io.gradstep.demos.notes;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which name somebody may have meant. */
final class Spelling {
    /** A longer word is no misspelt name, and comparing takes time that goes with its length. */
    private static final int LONGEST = 40;

    private Spelling() {}

    /** The name that begins like a word, or differs from it in a few letters; the nearest of several. */
    static Optional<String> nearest(String word, List<String> names) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.isEmpty() || lower.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<String> longer = names.stream()
                .filter(name -> name.contains(lower) && lower.length() > 2)
                .findFirst();
        return longer.isPresent()
                ? longer
                : names.stream()
                        .filter(name -> distance(lower, name) <= Math.max(1, name.length() / 3))
                        .min(Comparator.comparingInt(name -> distance(lower, name)));
    }

    /** The number of letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
