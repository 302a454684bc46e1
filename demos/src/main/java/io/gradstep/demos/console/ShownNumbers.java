package io.gradstep.demos.console;

import com.google.gson.stream.JsonWriter;
import io.gradstep.engine.expr.Printer;
import io.gradstep.engine.expr.RoundedSum;
import io.gradstep.engine.text.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Formats numbers for the console: ten significant digits, enough to follow a calculation on paper without the noise of
 * the last bits. Integers have no decimal point. The minus is ASCII's, so that a number can be copied into a program.
 */
public final class ShownNumbers {
    private static final MathContext TEN_DIGITS = new MathContext(10, RoundingMode.HALF_EVEN);
    private static final int MAX_DIGITS = 15;
    private static final int LARGEST_PLAIN_EXPONENT = 9;
    private static final int SMALLEST_PLAIN_EXPONENT = -5;

    /** Below this every integer is exactly a double and is shown in full. */
    private static final double ALL_INTEGERS_EXACT = 1e15;

    private ShownNumbers() {}

    public static String format(double number) {
        return Double.isFinite(number) ? written(number, rounded(number)) : Double.toString(number);
    }

    /** Formats a part or the total of a sum, with the digits that the sum needs. */
    public static String format(double number, RoundedSum sum) {
        return Double.isFinite(number) ? written(number, sum.round(number)) : format(number);
    }

    /** Finds the number of digits, up to fifteen, with which a sum adds up on the screen. */
    public static RoundedSum sum(double total, double... parts) {
        return RoundedSum.of(ShownNumbers::rounded, MAX_DIGITS, total, parts);
    }

    private static BigDecimal rounded(double number) {
        BigDecimal exact = new BigDecimal(number);
        return isShownInFull(number) ? exact : exact.round(TEN_DIGITS);
    }

    private static boolean isShownInFull(double number) {
        return number == Math.rint(number) && Math.abs(number) < ALL_INTEGERS_EXACT;
    }

    private static String written(double number, BigDecimal rounded) {
        if (isShownInFull(number)) {
            return Long.toString((long) number);
        }
        return Decimals.written(rounded, SMALLEST_PLAIN_EXPONENT, LARGEST_PLAIN_EXPONENT);
    }

    /** Formats an operand of a product or a power: negative numbers in parentheses. */
    public static String operand(double number) {
        return operand(format(number));
    }

    public static String operand(String number) {
        return number.startsWith("-") ? "(" + number + ")" : number;
    }

    /** Formats an estimate with two digits. */
    public static String rough(double number) {
        return rough(number, 2);
    }

    /** An estimate of a few digits. */
    public static String rough(double number, int digits) {
        return format(
                Double.isFinite(number)
                        ? Decimals.rounded(number, new MathContext(digits, RoundingMode.HALF_EVEN))
                        : number);
    }

    /** Formats every digit: the shortest text that reads back as the same double, the same on every version of Java. */
    public static String exact(double number) {
        String text = Printer.ASCII.number(number);
        return text.matches("-?[0-9]+") ? text + ".0" : text;
    }

    /** Writes a JSON number with every digit, or a string for NaN and infinities, which JSON does not have. */
    public static void write(JsonWriter json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.jsonValue(exact(number));
        } else {
            json.value(Double.toString(number));
        }
    }
}
