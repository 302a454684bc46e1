package io.gradstep.demos.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Wraps sentences into lines of a readable length. */
public final class Paragraph {
    private static final int LONGEST_LINE = 100;

    private Paragraph() {}

    /** Breaks a text between words. */
    public static List<String> lines(String sentence) {
        return lines(sentence, LONGEST_LINE, String::length);
    }

    /**
     * Breaks a text between words; a word that is too wide has a line of its own.
     *
     * @param maxWidth the width that no line of several words exceeds
     * @param width measures a text
     */
    public static List<String> lines(String sentence, int maxWidth, ToIntFunction<String> width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        int start = 0;
        while (start < sentence.length()) {
            // The spaces before a word belong to it: inside a line they stay as they are.
            int word = start;
            while (word < sentence.length() && sentence.charAt(word) == ' ') {
                word++;
            }
            int end = sentence.indexOf(' ', word);
            end = end < 0 ? sentence.length() : end;
            String longer = line + sentence.substring(start, end);
            if (!line.isEmpty() && width.applyAsInt(longer) > maxWidth) {
                lines.add(line);
                longer = sentence.substring(word, end);
            }
            line = longer;
            start = end;
        }
        lines.add(line);
        return lines;
    }
}
