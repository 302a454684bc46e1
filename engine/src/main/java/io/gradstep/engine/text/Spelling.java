package io.gradstep.engine.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Suggests corrections for unknown names. */
public final class Spelling {
    /** Longer names are not compared: the time is proportional to the product of the lengths. */
    private static final int LONGEST = 64;

    private Spelling() {}

    /**
     * Returns the candidate nearest to a name, the first of several; empty if none is near. Near is a candidate that
     * differs in one character, or two if the name has six or more, whatever the case, underscores and look-alikes. A
     * name of one letter is near to nothing.
     */
    public static Optional<String> nearest(String name, Iterable<String> candidates) {
        int length = plain(name).length();
        int tolerance = length < 2 ? 0 : length < 6 ? 1 : 2;
        return nearest(name, candidates, candidate -> tolerance);
    }

    /** Returns the candidate nearest to a name, as {@link #nearest(String, Iterable)}, with a tolerance for each. */
    public static Optional<String> nearest(String name, Iterable<String> candidates, ToIntFunction<String> tolerance) {
        String plain = plain(name);
        Optional<String> nearest = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            String other = plain(candidate);
            int distance = distance(plain, other);
            if (distance > tolerance.applyAsInt(candidate) || candidate.equals(name)) {
                continue;
            }
            // Of equally near candidates, takes the one of the same length: tahn is tanh rather than tan.
            int rank = 2 * distance + (other.length() == plain.length() ? 0 : 1);
            if (rank < least) {
                least = rank;
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    /** A name in a form that ignores case, underscores, and look-alikes such as µ and μ. */
    private static String plain(String name) {
        if (name.length() > LONGEST) {
            return name;
        }
        return Normalizer.normalize(name, Normalizer.Form.NFKC).replace("_", "").toLowerCase(Locale.ROOT);
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
