package io.gradstep.engine.expr;

import io.gradstep.engine.Op;
import io.gradstep.engine.text.CharacterNames;
import io.gradstep.engine.text.Characters;
import org.jspecify.annotations.Nullable;

/** The errors for characters that are not part of the language. */
final class StrayCharacters {
    private static final int LONGEST_QUOTED = 40;

    private StrayCharacters() {}

    static SyntaxException error(String text, int position) {
        int c = text.codePointAt(position);
        int end = position + Character.charCount(c);
        if (c == '.' || c == '[') {
            SyntaxException dotted = partOfName(text, position);
            if (dotted != null) {
                return dotted;
            }
        }
        String special = special(text, position);
        if (special != null) {
            return new SyntaxException(special, text, position, end);
        }
        return new SyntaxException(
                Characters.isInvisible(c)
                        ? "unexpected invisible character %s; delete it".formatted(CharacterNames.of(c))
                        : "unexpected '%s'%s; %s"
                                .formatted(
                                        Characters.text(c),
                                        c < 128 ? "" : " (" + CharacterNames.of(c) + ")",
                                        advice(c)),
                text,
                position,
                end);
    }

    /** The message for a character whose meaning depends on what follows it. */
    private static @Nullable String special(String text, int position) {
        char c = text.charAt(position);
        if (c == '!' && !text.startsWith("!=", position)) {
            return "unexpected '!'; factorials are not supported, so write the product, as in 4*3*2";
        }
        if (c == '!') {
            return "unexpected '!='; " + advice('≠');
        }
        if ((c == '[' || c == '{') && isList(text, position)) {
            return "unexpected '%s'; lists are not supported, so give each number its own name, as in x1 and x2"
                    .formatted(c);
        }
        return null;
    }

    /** Whether a comma comes before the bracket closes, and not inside parentheses. */
    private static boolean isList(String text, int open) {
        int depth = 0;
        for (int i = open + 1; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(' -> depth++;
                case ')' -> depth--;
                case ']', '}' -> {
                    return false;
                }
                case ',' -> {
                    if (depth == 0) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    /** layer1.neuron[3] without backquotes. */
    private static @Nullable SyntaxException partOfName(String text, int position) {
        int start = position;
        while (start > 0 && Names.isPart(text.codePointBefore(start))) {
            start -= Character.charCount(text.codePointBefore(start));
        }
        if (start == position || !Names.isStart(text.codePointAt(start))) {
            return null;
        }
        int end = position;
        while (end < text.length() && isPartOfQuotedName(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        while (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '[') {
            end--;
        }
        if (end <= position) {
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

    private static String advice(int c) {
        for (Op op : Op.values()) {
            if (op.symbol().codePointAt(0) == c) {
                return "write %s(...)".formatted(op.functionName());
            }
        }
        return switch (c) {
            case '[', '{', ']', '}' -> "group with parentheses, '(' and ')'";
            case '（' -> "write '('";
            case '）' -> "write ')'";
            case '∗', '•', '∙', '＊' -> "write '*'";
            case '∕', '／', '⁄' -> "write '/'";
            case '—', '‒', '―', '－', '‐', '‑' -> "write '-'";
            case '＋' -> "write '+'";
            case '＝', ':' -> "write '=' to name a value";
            case '；' -> "write ';'";
            case '，' -> "write ','";
            case '∞' -> "write Infinity";
            case '≠' -> "write 1 - (a == b)";
            case '&', '∧' -> "write a product for 'and', as in (a < b)*(b < c)";
            case '|', '∨' -> "write max for 'or', as in max(a < b, b < c)";
            case '?' -> "write where(condition, a, b)";
            case '"', '\'', '‘', '’', '“', '”' -> "quote a name with backquotes, as in `my name`";
            case '.' -> "a decimal point needs a digit beside it, as in 0.5";
            default -> "a program consists of numbers, names, + - * / ^, functions and parentheses";
        };
    }
}
