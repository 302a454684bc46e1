package io.gradstep.nn.data;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote a name that does not exist. */
public final class Suggestions {
    /** Longer names are not compared: the time goes with the product of the lengths. */
    private static final int LONGEST = 64;

    private Suggestions() {}

    /**
     * Finds the candidate that takes the fewest changes of a character, whatever the case of letters.
     *
     * @param name what was written
     * @param candidates what there is
     * @return the first of several; empty if none is near, which is at most two changes, one in a name of up to five
     *     letters
     */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        String nearest = "";
        int least = name.length() < 6 ? 2 : 3;
        for (String candidate : candidates) {
            int changes = changes(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (changes < least) {
                least = changes;
                nearest = candidate;
            }
        }
        return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
    }

    /** How many characters to insert, delete or replace (Levenshtein's distance). */
    private static int changes(String from, String to) {
        if (from.length() > LONGEST || to.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        // row[j] is the distance from the first i characters to the first j.
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
