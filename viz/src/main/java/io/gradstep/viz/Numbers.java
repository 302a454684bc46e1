package io.gradstep.viz;

import io.gradstep.engine.expr.RoundedSum;
import io.gradstep.engine.text.Decimals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Formats numbers for display: four significant digits, so that a value fits beside its wire.
 *
 * <p>A sum gets the digits that it needs to add up on the screen, see {@link RoundedSum}.
 *
 * <p>{@code 0.7310585786300049} is shown as {@code 0.7311}, {@code -12.0} as {@code −12}, {@code 65077} as {@code
 * 65080}, {@code 1.5e-7} as {@code 1.5e−7}. For all digits use {@link Double#toString(double)}.
 */
public final class Numbers {
    /** Shown instead of a number that was never computed; a zero would be a claim. */
    public static final String NOTHING = "·";

    private static final char MINUS = '\u2212';
    // The exact binary value rounded half up is what JavaScript's toPrecision(4) does, so a page shows the same digits.
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);
    private static final int MAX_DIGITS = 8;
    private static final int LARGEST_PLAIN_EXPONENT = 4;
    private static final int SMALLEST_PLAIN_EXPONENT = -3;

    private Numbers() {}

    /**
     * Formats a number with four significant digits.
     *
     * <p>Trailing zeros are dropped, the minus is U+2212, and magnitudes below 1e-3 or from 1e5 on are written like
     * {@code 1.5e−7}; which of the two forms is taken is decided after rounding. Both zeros are {@code 0}; the rest are
     * {@code NaN}, {@code ∞} and {@code −∞}. The result does not depend on the locale.
     *
     * @param number any number
     * @return a short text
     */
    public static String format(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (number == 0) {
            return "0";
        }
        if (Double.isInfinite(number)) {
            return number < 0 ? MINUS + "∞" : "∞";
        }
        return written(fourDigits(number));
    }

    /**
     * Formats a part or the total of a sum, with the digits that the sum needs.
     *
     * @param number any number; one that is not finite is written as by {@link #format(double)}
     * @param sum how the sum is rounded
     * @return a short text
     */
    public static String format(double number, RoundedSum sum) {
        return Double.isFinite(number) ? written(sum.round(number)) : format(number);
    }

    /**
     * Finds the digits that a sum needs, up to eight, to add up on the screen.
     *
     * @param total the sum of the parts, up to floating-point error
     * @param parts the summands
     * @return how to round the total and its parts
     */
    public static RoundedSum sum(double total, List<Double> parts) {
        double[] numbers = parts.stream().mapToDouble(part -> part).toArray();
        return RoundedSum.of(Numbers::fourDigits, MAX_DIGITS, total, numbers);
    }

    private static BigDecimal fourDigits(double number) {
        return new BigDecimal(number).round(FOUR_DIGITS);
    }

    /**
     * Rounds to the four significant digits that {@link #format(double)} shows, so that the number is short in a file.
     *
     * @param number any number
     * @return the nearest double to the rounded number; NaN and infinities as they are
     */
    public static double rounded(double number) {
        return Double.isFinite(number) ? fourDigits(number).doubleValue() : number;
    }

    private static String written(BigDecimal number) {
        return Decimals.written(number, SMALLEST_PLAIN_EXPONENT, LARGEST_PLAIN_EXPONENT)
                .replace('-', MINUS);
    }
}
