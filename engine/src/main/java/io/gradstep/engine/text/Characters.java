package io.gradstep.engine.text;

import java.util.function.IntPredicate;

/** Characters on a screen: the columns that they take in a terminal's grid, and those that show nothing. */
public final class Characters {
    /** Below it every character takes one column; the first combining mark is here. */
    private static final int FIRST_COMBINING_MARK = 0x300;

    /**
     * First and last of the ranges that hold ideographs, syllables, full-width forms and emoji: the blocks that are
     * wide or full-width as a whole in Unicode's East Asian Width report (UAX #11).
     */
    private static final int[][] WIDE = {
        {0x1100, 0x115f},
        {0x2e80, 0xa4cf},
        {0xac00, 0xd7a3},
        {0xf900, 0xfaff},
        {0xfe30, 0xfe6f},
        {0xff01, 0xff60},
        {0xffe0, 0xffe6},
        {0x1f300, 0x1faff},
        {0x20000, 0x3fffd}
    };

    private static final int LONGEST_QUOTED = 60;

    /** The raised digits in order. */
    public static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

    private Characters() {}

    /** Returns the number of columns that a text takes in a terminal. */
    public static int columns(String text) {
        return text.codePoints().map(Characters::columns).sum();
    }

    /** Returns the number of columns that a character takes: two for an ideograph or an emoji, none for a mark. */
    public static int columns(int codePoint) {
        if (codePoint < FIRST_COMBINING_MARK) {
            return 1;
        }
        return takesNoRoom(codePoint) ? 0 : isWide(codePoint) ? 2 : 1;
    }

    private static boolean isWide(int codePoint) {
        for (int[] range : WIDE) {
            if (range[0] <= codePoint && codePoint <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a character is drawn onto the one before it, or only tells how others are drawn. */
    public static boolean takesNoRoom(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
            default -> false;
        };
    }

    /**
     * Tells whether a terminal would obey a character instead of showing it: a control character, part of an escape
     * sequence, what turns text round, the end of a line, or half a character.
     */
    public static boolean isObeyed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** Tells whether a character shows nothing that a reader could know: one that is obeyed, or that no font has. */
    public static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return isObeyed(codePoint) || type == Character.PRIVATE_USE || type == Character.UNASSIGNED;
    }

    /** Returns a character as a text. */
    public static String text(int codePoint) {
        return new StringBuilder(2).appendCodePoint(codePoint).toString();
    }

    /** Returns a character's number, as in {@code U+00D7}. */
    public static String number(int codePoint) {
        return "U+%04X".formatted(codePoint);
    }

    /** Returns a text with another character in place of some; the text itself if it has none of them. */
    public static String replaced(String text, IntPredicate replaced, char replacement) {
        if (text.codePoints().noneMatch(replaced)) {
            return text;
        }
        return text.codePoints()
                .map(codePoint -> replaced.test(codePoint) ? replacement : codePoint)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns a text of a file in quotes, cut and made harmless for a message of one line. */
    public static String quoted(String text) {
        String start = text.length() > LONGEST_QUOTED ? text.substring(0, LONGEST_QUOTED) + "..." : text;
        return "'" + start.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\p{Cs}]", "?") + "'";
    }

    /** Returns a number from 0 in lowered digits: ₁₂ for 12. */
    public static String subscript(int number) {
        return shifted(number, SUBSCRIPTS);
    }

    /** Returns a number from 0 in raised digits: ¹² for 12. */
    public static String superscript(int number) {
        return shifted(number, SUPERSCRIPTS);
    }

    private static String shifted(int number, String digits) {
        StringBuilder text = new StringBuilder();
        for (char digit : Integer.toString(number).toCharArray()) {
            text.append(digits.charAt(digit - '0'));
        }
        return text.toString();
    }
}
