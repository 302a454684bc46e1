package io.gradstep.engine.expr;

/**
 * A name in backquotes: any text on one line, with {@code \} before a backquote or a backslash, and {@code \n},
 * {@code \r}, {@code \t} and {@code \}{@code uXXXX} for invisible characters.
 *
 * @param name the name, unescaped
 * @param end the index after the closing backquote
 */
record QuotedName(String name, int end) {

    /** Reads the name whose opening backquote is at an index. */
    static QuotedName at(String text, int start) {
        StringBuilder name = new StringBuilder();
        int i = start + 1;
        while (true) {
            if (i >= text.length() || Excerpt.isLineEnd(text.charAt(i))) {
                throw new SyntaxException(
                        "this backquoted name is not closed on its line; add a '`' after the name",
                        text,
                        start,
                        start + 1);
            }
            char c = text.charAt(i);
            if (c == Names.QUOTE) {
                break;
            }
            if (c == Names.ESCAPE) {
                i = escape(text, i, name);
            } else {
                name.append(c);
                i++;
            }
        }
        String result = name.toString();
        if (result.isBlank()) {
            throw new SyntaxException(
                    "this backquoted name is blank; it must have at least one visible character", text, start, i + 1);
        }
        return new QuotedName(result, i + 1);
    }

    /** Appends the character that an escape denotes, and returns the index after it. */
    private static int escape(String text, int i, StringBuilder name) {
        char c = i + 1 < text.length() ? text.charAt(i + 1) : '\n';
        switch (c) {
            case Names.QUOTE, Names.ESCAPE -> name.append(c);
            case 'n' -> name.append('\n');
            case 'r' -> name.append('\r');
            case 't' -> name.append('\t');
            case 'u' -> {
                name.append(hexadecimal(text, i));
                return i + 6;
            }
            default ->
                throw new SyntaxException(
                        "a backslash inside backquotes must begin \\\\, \\`, \\n, \\r, \\t or \\u and four "
                                + "hexadecimal digits; write \\\\ for a backslash",
                        text,
                        i,
                        i + 1);
        }
        return i + 2;
    }

    private static char hexadecimal(String text, int i) {
        int code = 0;
        for (int k = i + 2; k < i + 6; k++) {
            int digit = k < text.length() && text.charAt(k) < 128 ? Character.digit(text.charAt(k), 16) : -1;
            if (digit < 0) {
                throw new SyntaxException(
                        "\\u takes four hexadecimal digits, such as \\u00e9", text, i, Math.min(k, text.length()));
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }
}
