package io.gradstep.nn.data;

import java.util.Arrays;

/** Detects the separator between the fields of a text. */
final class Separators {
    /** Candidates, tried in order: first those that are rare inside fields, because "1,5;2,5" is two numbers. */
    private static final char[] CANDIDATES = {'\t', ';', ',', '|'};

    private static final int LINES = 20;

    private Separators() {}

    /**
     * The separator of a text's first lines.
     *
     * @param start the text's beginning, perhaps cut off within a line
     * @param whole whether it is the complete text
     */
    static char find(String start, boolean whole) {
        char best = ',';
        int most = 0;
        for (char candidate : CANDIDATES) {
            int[] counts = counts(start, candidate, whole);
            int first = counts[0];
            if (first > 0 && same(counts)) {
                return candidate;
            }
            if (first > most) {
                most = first;
                best = candidate;
            }
        }
        return best;
    }

    private static boolean same(int[] counts) {
        for (int count : counts) {
            if (count >= 0 && count != counts[0]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The number of times that a character occurs outside quotes in each of the first non-empty lines; −1 beyond them.
     */
    private static int[] counts(String text, char candidate, boolean whole) {
        int[] counts = new int[LINES];
        Arrays.fill(counts, -1);
        int line = 0;
        int count = 0;
        boolean empty = true;
        boolean quoted = false;
        for (int i = 0; i < text.length() && line < LINES; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if ((c == '\n' || c == '\r') && !quoted) {
                if (!empty) {
                    counts[line++] = count;
                }
                count = 0;
                empty = true;
            } else {
                empty = false;
                count += c == candidate && !quoted ? 1 : 0;
            }
        }
        if (line == 0 || (line < LINES && !empty && whole)) {
            counts[line] = count;
        }
        return counts;
    }
}
