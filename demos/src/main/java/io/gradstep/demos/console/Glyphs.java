package io.gradstep.demos.console;

/** How text looks in a terminal's grid of columns. */
public final class Glyphs {
    /** The blocks of Unicode's East Asian Width report (UAX #11) that are wide as a whole, first and last character. */
    private static final int[][] WIDE_BLOCKS = {
        {0x1100, 0x115f}, {0x2e80, 0xa4cf}, {0xac00, 0xd7a3}, {0xf900, 0xfaff},
        {0xfe30, 0xfe6f}, {0xff01, 0xff60}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd},
    };

    private Glyphs() {}

    /** The number of columns that text takes: none for a combining mark, two for an ideograph or an emoji. */
    static int columns(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            columns += columns(text.codePointAt(i));
        }
        return columns;
    }

    private static int columns(int point) {
        if (point < 0x300) {
            return 1;
        }
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    private static boolean isWide(int point) {
        for (int[] block : WIDE_BLOCKS) {
            if (point >= block[0] && point <= block[1]) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns a name with {@code �} in place of what a terminal would obey instead of showing: control characters,
     * escape sequences, and what turns text round.
     */
    public static String visible(String name) {
        if (name.codePoints().noneMatch(Glyphs::isObeyed)) {
            return name;
        }
        return name.codePoints()
                .map(point -> isObeyed(point) ? 0xfffd : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isObeyed(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
