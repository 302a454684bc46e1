package io.gradstep.engine.expr;

import io.gradstep.engine.text.Characters;

/** Parses superscript exponents: x², x³, x¹⁰, x⁻¹. */
final class Superscripts {
    private static final char MINUS = '⁻';

    private Superscripts() {}

    /** Returns whether an exponent begins at an index. */
    static boolean isAt(String text, int position) {
        char c = text.charAt(position);
        return isDigit(c) || (c == MINUS && position + 1 < text.length() && isDigit(text.charAt(position + 1)));
    }

    /** Returns the end of the exponent that begins at an index. */
    static int end(String text, int start) {
        int i = start + 1;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Returns the value of an exponent. */
    static double parse(String text, int start, int end) {
        double number = 0;
        boolean negative = text.charAt(start) == MINUS;
        for (int i = negative ? start + 1 : start; i < end; i++) {
            number = 10 * number + Characters.SUPERSCRIPTS.indexOf(text.charAt(i));
        }
        return negative ? -number : number;
    }

    private static boolean isDigit(char c) {
        return Characters.SUPERSCRIPTS.indexOf(c) >= 0;
    }
}
