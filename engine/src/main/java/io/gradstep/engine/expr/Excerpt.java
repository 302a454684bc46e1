package io.gradstep.engine.expr;

import io.gradstep.engine.text.Characters;

/** The line of a text that contains an error, with carets under the error. */
final class Excerpt {
    /** The most characters of a line that are shown. */
    private static final int WIDTH = 72;

    /** The most characters shown before the error if the line is too long to be shown whole. */
    private static final int BEFORE = 48;

    /** An invisible character that some editors put at the start of a file. */
    static final char BYTE_ORDER_MARK = '\ufeff';

    private static final int LONGEST_PIECE = 40;

    private static final String INDENT = "  ";
    private static final String CUT = "...";

    private final String text;
    private final int start;
    private final int end;
    private final int lineStart;
    private final int lineEnd;

    Excerpt(String text, int start, int end) {
        this.text = text;
        this.start = start;
        this.lineStart = lineStart(text, start);
        this.lineEnd = lineEnd(text, start);
        this.end = Math.min(end, lineEnd);
    }

    /** Returns whether a character ends a line; CR followed by LF end one line together. */
    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    /** Returns the index after the line end at an index. */
    static int afterLineEnd(String text, int i) {
        return text.startsWith("\r\n", i) ? i + 2 : i + 1;
    }

    /** Returns the number of the line that contains an index, from 1. */
    static int lineOf(String text, int position) {
        int line = 1;
        for (int i = 0; i < position; ) {
            if (isLineEnd(text.charAt(i))) {
                line++;
                i = afterLineEnd(text, i);
            } else {
                i++;
            }
        }
        return line;
    }

    /**
     * Returns a piece of a text as messages quote it: shortened if it is very long, and without invisible characters.
     */
    static String piece(String text, int start, int end) {
        StringBuilder piece = new StringBuilder();
        for (int i = start, shown = 0; i < end; i += Character.charCount(text.codePointAt(i)), shown++) {
            if (shown == LONGEST_PIECE) {
                return piece.append(CUT).toString();
            }
            piece.appendCodePoint(visible(text.codePointAt(i)));
        }
        return piece.toString();
    }

    private static int visible(int c) {
        return Characters.isInvisible(c) ? '?' : c;
    }

    private static int lineStart(String text, int position) {
        int i = position;
        while (i > 0 && !isLineEnd(text.charAt(i - 1))) {
            i--;
        }
        return i < position && text.charAt(i) == BYTE_ORDER_MARK ? i + 1 : i;
    }

    private static int lineEnd(String text, int position) {
        int i = position;
        while (i < text.length() && !isLineEnd(text.charAt(i))) {
            i++;
        }
        return i;
    }

    int line() {
        return lineOf(text, start);
    }

    int column() {
        return text.codePointCount(lineStart, start) + 1;
    }

    /** Returns two lines, each after a line feed: the program's line, or as much of it as fits, and the carets. */
    String picture() {
        if (text.substring(lineStart, lineEnd).isBlank()) {
            return "";
        }
        int from = lineStart;
        int to = lineEnd;
        if (text.codePointCount(from, to) > WIDTH) {
            from = back(start, BEFORE);
            to = forth(from, WIDTH);
            from = back(to, WIDTH);
        }
        StringBuilder shown = new StringBuilder("\n").append(INDENT);
        StringBuilder mark = new StringBuilder("\n").append(INDENT);
        if (from > lineStart) {
            shown.append(CUT);
            mark.append(" ".repeat(CUT.length()));
        }
        for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            int glyph = c == '\t' ? c : visible(c);
            int columns = Characters.columns(glyph);
            shown.appendCodePoint(glyph);
            if (i < start) {
                mark.append(c == '\t' ? "\t" : " ".repeat(columns));
            } else if (i == start || i < end) {
                mark.append("^".repeat(Math.max(1, columns)));
            }
        }
        if (start >= to) {
            mark.append('^');
        }
        if (to < lineEnd) {
            shown.append(CUT);
        }
        return shown.append(mark).toString();
    }

    private int back(int position, int characters) {
        int i = position;
        for (int n = 0; n < characters && i > lineStart; n++) {
            i -= Character.charCount(text.codePointBefore(i));
        }
        return Math.max(i, lineStart);
    }

    private int forth(int position, int characters) {
        int i = position;
        for (int n = 0; n < characters && i < lineEnd; n++) {
            i += Character.charCount(text.codePointAt(i));
        }
        return Math.min(i, lineEnd);
    }
}
