package io.gradstep.demos.notes;

import io.gradstep.engine.text.Decimals;
import io.gradstep.viz.Numbers;
import java.math.MathContext;
import java.math.RoundingMode;

/** How the handouts show a number: as the pictures do, with four significant digits. Comparisons use all digits. */
final class Digits {
    private static final MathContext TWO = new MathContext(2, RoundingMode.HALF_UP);

    private Digits() {}

    static String show(double number) {
        return Numbers.format(number);
    }

    /** As a factor or after an operator: negative numbers in parentheses. */
    static String factor(double number) {
        return number < 0 ? "(" + show(number) + ")" : show(number);
    }

    /** A difference: two digits say how small it is. */
    static String rough(double number) {
        return show(Double.isFinite(number) ? Decimals.rounded(number, TWO) : number);
    }
}
