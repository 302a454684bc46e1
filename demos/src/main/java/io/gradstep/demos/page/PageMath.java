package io.gradstep.demos.page;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * Functions of {@link Math}, {@link Double} and {@link BigDecimal} whose results in TeaVM's class library differ from
 * Java's in some bit.
 */
public final class PageMath {
    /** From here on all doubles are whole. */
    private static final double ALL_WHOLE = 0x1p52;

    /** An exponent that leaves room for all 53 bits above the subnormal numbers. */
    private static final int ROOMY = -960;

    /** Below it everything rounds to 0. */
    private static final int LEAST_EXPONENT = Double.MIN_EXPONENT - 54;

    private PageMath() {}

    /** Stands in for {@link Random#nextInt(int)}, which promises its algorithm. */
    public static int nextInt(Random random, int bound) {
        int bits = random.nextInt() >>> 1;
        if ((bound & -bound) == bound) {
            return (int) (((long) bound * bits) >> 31);
        }
        int number = bits % bound;
        while (bits - number + (bound - 1) < 0) {
            bits = random.nextInt() >>> 1;
            number = bits % bound;
        }
        return number;
    }

    /** Stands in for {@link String#lines()}, which TeaVM's class library lacks. */
    public static Stream<String> lines(String text) {
        return text.isEmpty() ? Stream.empty() : Arrays.stream(text.split("\r\n|\r|\n", 0));
    }

    /** Stands in for {@link Matcher#replaceAll(Function)}, which TeaVM's class library lacks. */
    public static String replaceAll(Matcher matcher, Function<MatchResult, String> replacement) {
        StringBuffer text = new StringBuffer();
        matcher.reset();
        while (matcher.find()) {
            matcher.appendReplacement(text, replacement.apply(matcher));
        }
        return matcher.appendTail(text).toString();
    }

    /** Stands in for {@link Matcher#results()}, which TeaVM's class library lacks. */
    public static Stream<MatchResult> results(Matcher matcher) {
        List<MatchResult> results = new ArrayList<>();
        matcher.reset();
        while (matcher.find()) {
            results.add(matcher.toMatchResult());
        }
        return results.stream();
    }

    /** Stands in for {@code a % b}, which TeaVM computes through a long. */
    public static double remainder(double a, double b) {
        return PageText.remainder(a, b);
    }

    /** Stands in for {@link StringBuilder#append(double)}. */
    public static StringBuilder append(StringBuilder text, double number) {
        return text.append(toString(number));
    }

    /** Stands in for {@link Math#rint(double)}. */
    public static double rint(double x) {
        double size = Math.abs(x);
        return size < ALL_WHOLE ? Math.copySign(size + ALL_WHOLE - ALL_WHOLE, x) : x;
    }

    /** Stands in for {@link Math#scalb(double, int)}, which rounds once. */
    public static double scalb(double x, int n) {
        if (x == 0 || !(Math.abs(x) < Double.POSITIVE_INFINITY)) {
            return x;
        }
        long exponent = (long) Math.getExponent(x) + n;
        if (exponent > 2 * Double.MAX_EXPONENT) {
            return x * Double.POSITIVE_INFINITY;
        }
        if (exponent < LEAST_EXPONENT) {
            return x * 0;
        }
        if (exponent >= Double.MIN_EXPONENT) {
            return timesPower(x, n);
        }
        int exact = ROOMY - Math.getExponent(x);
        return timesPower(timesPower(x, exact), n - exact);
    }

    /** x times 2^n, in steps that are powers of two themselves. */
    private static double timesPower(double x, int n) {
        double product = x;
        int left = n;
        while (left > Double.MAX_EXPONENT) {
            product *= 0x1p1023;
            left -= Double.MAX_EXPONENT;
        }
        while (left < Double.MIN_EXPONENT) {
            product *= 0x1p-1022;
            left -= Double.MIN_EXPONENT;
        }
        return product * Double.longBitsToDouble((long) (left + Double.MAX_EXPONENT) << 52);
    }

    /** Stands in for {@link Double#parseDouble(String)}. */
    public static double parseDouble(String text) {
        PageText.give(text);
        double number = PageText.read();
        if (Double.isNaN(number) && !text.equals("NaN")) {
            throw new NumberFormatException("For input string: \"" + text + '"');
        }
        return number;
    }

    /** Stands in for {@link BigDecimal#doubleValue()}. */
    public static double doubleValue(BigDecimal number) {
        return parseDouble(number.toString());
    }

    /** Stands in for {@link BigDecimal#precision()}. */
    public static int precision(BigDecimal number) {
        return number.unscaledValue().abs().toString().length();
    }

    /** Stands in for {@link Double#toString(double)} as it is from Java 19 on: with the fewest digits. */
    public static String toString(double number) {
        String text = PageText.take(PageText.written(number));
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return text;
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        // JavaScript's form is 1.5e-7, 0.00015, 12 or 1e+21.
        String sign = number < 0 ? "-" : "";
        int e = text.indexOf('e');
        String mantissa = text.substring(sign.length(), e < 0 ? text.length() : e);
        int exponent = e < 0 ? 0 : Integer.parseInt(text.substring(text.charAt(e + 1) == '+' ? e + 2 : e + 1));
        int point = mantissa.indexOf('.');
        String all = point < 0 ? mantissa : mantissa.substring(0, point) + mantissa.substring(point + 1);
        int first = 0;
        while (all.charAt(first) == '0') {
            first++;
        }
        int last = all.length();
        while (all.charAt(last - 1) == '0') {
            last--;
        }
        int power = (point < 0 ? mantissa.length() : point) - first - 1 + exponent;
        return sign + withPower(all.substring(first, last), power);
    }

    /** The digits d.ddd times 10^power, in Java's form. */
    private static String withPower(String digits, int power) {
        if (power < -3 || power > 6) {
            return digits.charAt(0) + "." + (digits.length() > 1 ? digits.substring(1) : "0") + 'E' + power;
        }
        if (power < 0) {
            return "0." + "0".repeat(-power - 1) + digits;
        }
        String whole = digits.length() > power ? digits : digits + "0".repeat(power + 1 - digits.length());
        String fraction = whole.substring(power + 1);
        return whole.substring(0, power + 1) + '.' + (fraction.isEmpty() ? "0" : fraction);
    }
}
