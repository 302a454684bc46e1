package io.gradstep.engine.expr;

import io.gradstep.engine.Op;
import org.jspecify.annotations.Nullable;

/** What to say about a character that no program has. */
final class StrayCharacters {
    private static final int LONGEST_QUOTED = 40;

    private StrayCharacters() {}

    static SyntaxException error(String text, int place) {
        int c = text.codePointAt(place);
        int end = place + Character.charCount(c);
        if (c == '.' || c == '[') {
            SyntaxException dotted = partOfName(text, place);
            if (dotted != null) {
                return dotted;
            }
        }
        return new SyntaxException(
                Names.isInvisible(c)
                        ? "unexpected invisible character %s; delete it".formatted(codePoint(c))
                        : "unexpected '%s'%s; %s"
                                .formatted(Character.toString(c), c < 128 ? "" : " (" + codePoint(c) + ")", advice(c)),
                text,
                place,
                end);
    }

    /** layer1.neuron[3] without backquotes. */
    private static @Nullable SyntaxException partOfName(String text, int place) {
        int start = place;
        while (start > 0 && Names.isPart(text.codePointBefore(start))) {
            start -= Character.charCount(text.codePointBefore(start));
        }
        if (start == place || !Names.isStart(text.codePointAt(start))) {
            return null;
        }
        int end = place;
        while (end < text.length() && isPartOfQuotedName(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        while (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '[') {
            end--;
        }
        if (end <= place) {
            return null;
        }
        String name = text.substring(start, end);
        return new SyntaxException(
                name.length() > LONGEST_QUOTED
                        ? "a name such as this one must be in backquotes"
                        : "a name such as %s must be in backquotes: write %s".formatted(name, Names.quoted(name)),
                text,
                start,
                end);
    }

    private static boolean isPartOfQuotedName(int c) {
        return Names.isPart(c) || c == '.' || c == '[' || c == ']';
    }

    private static String codePoint(int c) {
        String name = Character.getName(c);
        return "U+%04X%s".formatted(c, name == null ? "" : " " + name);
    }

    private static String advice(int c) {
        for (Op op : Op.values()) {
            if (op.symbol().codePointAt(0) == c) {
                return "write %s(...)".formatted(op.functionName());
            }
        }
        return switch (c) {
            case '[', '{', '（' -> "write '('";
            case ']', '}', '）' -> "write ')'";
            case '∗', '•', '∙', '＊' -> "write '*'";
            case '∕', '／', '⁄' -> "write '/'";
            case '—', '‒', '―', '－', '‐', '‑' -> "write '-'";
            case '＋' -> "write '+'";
            case '＝', ':' -> "write '=' to give a name to a value";
            case '；' -> "write ';'";
            case '，' -> "write ','";
            case '⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹' -> "write ^%d for a power".formatted(superscript(c));
            case '∞' -> "write Infinity";
            case '<', '>', '≤', '≥', '≠', '!' -> "there are no comparisons; step(x) is 1 where x > 0, else 0";
            case '"', '\'', '‘', '’', '“', '”' -> "a name that needs quotes takes backquotes, as in `my name`";
            case '.' -> "a decimal point needs a digit beside it, as in 0.5";
            default -> "a program has numbers, names, + - * / ^, functions and parentheses";
        };
    }

    private static int superscript(int c) {
        return switch (c) {
            case '¹' -> 1;
            case '²' -> 2;
            case '³' -> 3;
            default -> c - '⁰';
        };
    }
}
