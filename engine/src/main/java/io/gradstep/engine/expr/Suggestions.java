package io.gradstep.engine.expr;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant who wrote a name that does not exist. */
final class Suggestions {
    /** A longer name is not compared: the time goes with the product of the lengths. */
    private static final int LONGEST = 64;

    private Suggestions() {}

    /** Returns the function of which a name is plausibly a slip, or null. */
    static @Nullable String function(String name) {
        String nearest = nearest(name, Vocabulary.functions());
        return nearest != null && digits(name).equals(digits(nearest)) ? nearest : null;
    }

    /** A digit in a function's name is never there by a slip: log2 and log10 are functions of their own. */
    private static String digits(String name) {
        return name.replaceAll("[^0-9]", "");
    }

    /** Returns the candidate nearest to a name, the first of several; null if none is near. */
    static @Nullable String nearest(String name, Iterable<String> candidates) {
        String plain = plain(name);
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            String other = plain(candidate);
            int distance = distance(plain, other);
            if (distance > tolerance(plain) || candidate.equals(name)) {
                continue;
            }
            // Of equally near ones, the one of the same length: tahn is tanh rather than tan.
            int rank = 2 * distance + (other.length() == plain.length() ? 0 : 1);
            if (rank < least) {
                least = rank;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** A name without what is easily taken for something else: case, underscores, look-alikes such as µ and μ. */
    private static String plain(String name) {
        if (name.length() > LONGEST) {
            return name;
        }
        return Normalizer.normalize(name, Normalizer.Form.NFKC).replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static int tolerance(String name) {
        return name.length() < 2 ? 0 : name.length() < 6 ? 1 : 2;
    }

    /** The number of characters to insert, delete, replace or swap with a neighbour (optimal string alignment). */
    private static int distance(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        int[] beforePrevious = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(previous[j - 1] + change, Math.min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            int[] spare = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = spare;
        }
        return previous[b.length()];
    }
}
