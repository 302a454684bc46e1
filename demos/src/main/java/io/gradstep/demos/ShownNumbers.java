package io.gradstep.demos;

import io.gradstep.engine.expr.Printer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How the console shows a number: ten significant digits, enough to follow a calculation on paper, without the noise of
 * the last bits. Integers have no decimal point. The minus is ASCII's, so that a number can be copied into a program.
 */
final class ShownNumbers {
    private static final MathContext TEN_DIGITS = new MathContext(10, RoundingMode.HALF_EVEN);
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);
    private static final int LARGEST_PLAIN_EXPONENT = 9;
    private static final int SMALLEST_PLAIN_EXPONENT = -5;

    /** Below it every integer has a double of its own and is shown in full. */
    private static final double ALL_INTEGERS_EXACT = 1e15;

    private ShownNumbers() {}

    static String format(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        if (number == Math.rint(number) && Math.abs(number) < ALL_INTEGERS_EXACT) {
            return Long.toString((long) number);
        }
        BigDecimal rounded = new BigDecimal(number).round(TEN_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent >= SMALLEST_PLAIN_EXPONENT && exponent <= LARGEST_PLAIN_EXPONENT
                ? rounded.toPlainString()
                : rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }

    /** As an operand of a product or a power: negative numbers in parentheses. */
    static String operand(double number) {
        String text = format(number);
        return text.startsWith("-") ? "(" + text + ")" : text;
    }

    /** An estimate: two digits. */
    static String rough(double number) {
        return Double.isFinite(number)
                ? format(new BigDecimal(number).round(TWO_DIGITS).doubleValue())
                : format(number);
    }

    /** Every digit: the shortest text that reads back as the same double, the same on every version of Java. */
    static String exact(double number) {
        String text = Printer.ASCII.number(number);
        return text.matches("-?[0-9]+") ? text + ".0" : text;
    }
}
