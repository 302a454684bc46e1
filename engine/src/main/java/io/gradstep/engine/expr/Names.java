package io.gradstep.engine.expr;

import io.gradstep.engine.text.Characters;
import java.util.function.Predicate;

/** The syntax of names, bare or in backquotes. */
final class Names {
    /** Encloses a name that the syntax does not allow bare. */
    static final char QUOTE = '`';

    /**
     * Escapes a backquote or a backslash inside backquotes, and begins {@code \}{@code n}, {@code \}{@code t} and so
     * on.
     */
    static final char ESCAPE = '\\';

    private Names() {}

    /** Returns the name of an unnamed output: f, or out, out2, … if f is taken. */
    static String ofOutput(Predicate<String> taken) {
        String name = "f";
        for (int i = 1; taken.test(name); i++) {
            name = i == 1 ? "out" : "out" + i;
        }
        return name;
    }

    /** Returns whether a character can begin a bare name: a letter of any script, or {@code _}. */
    static boolean isStart(int codePoint) {
        return Character.isLetter(codePoint) || codePoint == '_';
    }

    /** Returns whether a character can continue a bare name: also digits, subscript digits and combining marks. */
    static boolean isPart(int codePoint) {
        return isStart(codePoint) || Character.isDigit(codePoint) || isSubscript(codePoint) || isCombining(codePoint);
    }

    private static boolean isCombining(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** ₀ to ₉, as in x₁. */
    private static boolean isSubscript(int codePoint) {
        return codePoint >= '₀' && codePoint <= '₉';
    }

    /** Returns the end of the bare name that begins at an index. */
    static int end(String text, int start) {
        int i = start;
        while (i < text.length() && isPart(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i;
    }

    /** Returns whether a name needs no backquotes. */
    static boolean isBare(String name) {
        return !name.isEmpty()
                && isStart(name.codePointAt(0))
                && end(name, 0) == name.length()
                && Vocabulary.function(name) == null
                && !Vocabulary.NUMBER_WORDS.containsKey(name);
    }

    /** Returns a name as a program writes it, in backquotes if necessary. */
    static String written(String name) {
        return isBare(name) ? name : quoted(name);
    }

    static String quoted(String name) {
        StringBuilder text = new StringBuilder().append(QUOTE);
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            appendEscaped(text, name.codePointAt(i));
        }
        return text.append(QUOTE).toString();
    }

    /** Returns a name as messages show it, in quotes and shortened if it is very long. */
    static String shown(String name) {
        return "'" + Excerpt.piece(name, 0, name.length()) + "'";
    }

    private static void appendEscaped(StringBuilder text, int c) {
        switch (c) {
            case QUOTE, ESCAPE -> text.append(ESCAPE).append((char) c);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (Characters.isInvisible(c)) {
                    for (char half : Character.toChars(c)) {
                        text.append("\\u%04x".formatted((int) half));
                    }
                } else {
                    text.appendCodePoint(c);
                }
            }
        }
    }
}
