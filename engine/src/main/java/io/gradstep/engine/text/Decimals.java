package io.gradstep.engine.text;

import java.math.BigDecimal;
import java.math.MathContext;

/** Decimal numbers as text: plain like {@code 0.05}, or with a power of ten like {@code 5e-7}. */
public final class Decimals {
    private Decimals() {}

    /** Returns the power of ten of a number's first digit. */
    public static int exponent(BigDecimal number) {
        return number.precision() - number.scale() - 1;
    }

    /**
     * Returns a number without zeros at its end: plain if its first digit is worth a power of ten from the smallest to
     * the largest of two, else with a power of ten.
     */
    public static String written(BigDecimal number, int smallestPlain, int largestPlain) {
        BigDecimal digits = number.stripTrailingZeros();
        int exponent = exponent(digits);
        return exponent >= smallestPlain && exponent <= largestPlain ? digits.toPlainString() : scientific(digits);
    }

    /** Returns a number with a power of ten and one digit before the point: {@code -1.5e-7}. */
    public static String scientific(BigDecimal number) {
        int exponent = exponent(number);
        return number.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }

    /** Returns the number of few digits that is nearest to a finite double, rounded from its exact binary value. */
    public static double rounded(double number, MathContext digits) {
        return new BigDecimal(number).round(digits).doubleValue();
    }
}
