package io.gradstep.demos.notes;

import io.gradstep.engine.text.Decimals;
import io.gradstep.viz.Numbers;
import java.math.MathContext;
import java.math.RoundingMode;

/** Formats the handouts' numbers as in the pictures, with four significant digits. Comparisons use all digits. */
final class Digits {
    private static final MathContext TWO = new MathContext(2, RoundingMode.HALF_UP);

    private Digits() {}

    static String show(double number) {
        return Numbers.format(number);
    }

    /** Formats a factor or the operand after an operator: negative numbers in parentheses. */
    static String factor(double number) {
        return number < 0 ? "(" + show(number) + ")" : show(number);
    }

    /** Formats a difference with two digits. */
    static String rough(double number) {
        return show(Double.isFinite(number) ? Decimals.rounded(number, TWO) : number);
    }
}
