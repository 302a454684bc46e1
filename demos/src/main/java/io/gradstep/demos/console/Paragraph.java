package io.gradstep.demos.console;

import java.util.ArrayList;
import java.util.List;

/** Sentences in lines of a length that reads well. */
public final class Paragraph {
    private static final int LONGEST_LINE = 100;

    private Paragraph() {}

    /** Breaks a text between words. */
    public static List<String> lines(String sentence) {
        List<String> lines = new ArrayList<>();
        String rest = sentence;
        while (rest.length() > LONGEST_LINE && rest.lastIndexOf(' ', LONGEST_LINE) > 0) {
            int end = rest.lastIndexOf(' ', LONGEST_LINE);
            lines.add(rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        lines.add(rest);
        return lines;
    }
}
