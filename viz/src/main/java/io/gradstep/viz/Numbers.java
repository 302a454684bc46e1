package io.gradstep.viz;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How Gradstep shows a number to people: four significant digits, so that a value fits beside its wire.
 *
 * <p>{@code 0.7310585786300049} is shown as {@code 0.7311}, {@code -12.0} as {@code −12}, {@code 65077} as
 * {@code 65080}, {@code 1.5e-7} as {@code 1.5e−7}. Whoever needs every digit takes {@link Double#toString(double)}.
 */
public final class Numbers {
    /** Shown in place of a number that was never computed: not a zero, which would be a claim. */
    public static final String NOTHING = "·";

    private static final char MINUS = '\u2212';
    // The exact binary value rounded half up is what JavaScript's toPrecision(4) does, so a page shows the same digits.
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);
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
        String sign = number < 0 ? String.valueOf(MINUS) : "";
        double magnitude = Math.abs(number);
        return sign + (Double.isInfinite(magnitude) ? "∞" : positive(magnitude));
    }

    /** The number nearest to what {@link #format} shows, which is shown alike and takes little room. */
    static double rounded(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number).round(FOUR_DIGITS).doubleValue()
                : number;
    }

    private static String positive(double magnitude) {
        BigDecimal rounded = new BigDecimal(magnitude).round(FOUR_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent <= LARGEST_PLAIN_EXPONENT) {
            return rounded.toPlainString();
        }
        String power = exponent < 0 ? MINUS + Integer.toString(-exponent) : Integer.toString(exponent);
        return rounded.movePointLeft(exponent).toPlainString() + "e" + power;
    }
}
