package io.gradstep.engine.expr;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.gradstep.engine.text.Decimals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Reads and writes the numbers of a program. */
final class Numbers {
    /** From this power of ten up, and from minus this power down, the shorter of 1e7 and 10000000 is written. */
    private static final int PLAIN = 7;

    private Numbers() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns the end of the number that begins at an index, with a digit or with a point before one. */
    static int end(String text, int start) {
        int i = digits(text, start);
        if (charAt(text, i) == '.') {
            i = digits(text, i + 1);
        }
        i = exponent(text, start, i);
        checkEnd(text, start, i);
        return i;
    }

    private static int digits(String text, int start) {
        int i = start;
        while (isDigit(charAt(text, i))) {
            i++;
        }
        return i;
    }

    /** Returns the end of the exponent at an index, or the index itself if there is none. */
    private static int exponent(String text, int start, int i) {
        char e = charAt(text, i);
        if (e != 'e' && e != 'E') {
            return i;
        }
        char sign = charAt(text, i + 1);
        int first = sign == '+' || sign == '-' ? i + 2 : i + 1;
        if (isDigit(charAt(text, first))) {
            return digits(text, first);
        }
        if (first == i + 1 && Names.end(text, i) > first) {
            return i; // 2exp(x): the e begins a name
        }
        String number = Excerpt.piece(text, start, i);
        throw malformed(
                text,
                start,
                first,
                "the exponent has no digits; write %se0, or %s*%s for a product",
                number,
                number,
                e);
    }

    /** Rejects numbers in other notations, which would otherwise be silently read as products. */
    private static void checkEnd(String text, int start, int end) {
        char next = charAt(text, end);
        if (next == '.') {
            int last = end;
            while (isDigit(charAt(text, last)) || charAt(text, last) == '.') {
                last++;
            }
            throw malformed(text, start, last, "a number has one decimal point, as in 1.25");
        }
        int word = Names.end(text, end);
        if (next == '_') {
            checkGrouping(text, start, end, word);
        }
        if (end == start + 1 && text.charAt(start) == '0' && word > end + 1) {
            checkRadix(text, start, word);
        }
    }

    /** 1_000, or 2_a. */
    private static void checkGrouping(String text, int start, int end, int word) {
        String digits = text.substring(start, word).replace("_", "");
        if (digits.chars().allMatch(c -> isDigit((char) c) || c == '.')) {
            throw malformed(
                    text, start, word, "write it without '_', as %s", Excerpt.piece(digits, 0, digits.length()));
        }
        throw new SyntaxException(
                "a name directly after a number must begin with a letter; write %s*%s for a product"
                        .formatted(Excerpt.piece(text, start, end), Excerpt.piece(text, end, word)),
                text,
                start,
                word);
    }

    private static void checkRadix(String text, int start, int end) {
        String digits = text.substring(start + 2, end);
        Long number = switch (text.charAt(start + 1)) {
            case 'x', 'X' -> parse(digits, 16);
            case 'b', 'B' -> parse(digits, 2);
            default -> null;
        };
        if (number != null) {
            String name = text.substring(start + 1, end);
            throw malformed(text, start, end, "numbers are decimal; write %d, or 0*%s for a product", number, name);
        }
    }

    @FormatMethod
    private static SyntaxException malformed(
            String text, int start, int end, @FormatString String reason, Object... details) {
        return new SyntaxException(
                "malformed number '%s': %s".formatted(Excerpt.piece(text, start, end), reason.formatted(details)),
                text,
                start,
                end);
    }

    private static @Nullable Long parse(String digits, int radix) {
        if (digits.length() > 15) {
            return null;
        }
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns the double nearest to a number; rejects one that would round to infinity or, unlike 0, to zero. */
    static double parse(String text, int start, int end) {
        String digits = text.substring(start, end);
        double number = Double.parseDouble(digits);
        if (number == Double.POSITIVE_INFINITY) {
            throw new SyntaxException(
                    "this number is too large for a double, whose largest is %s; write Infinity if you mean it"
                            .formatted(format(Double.MAX_VALUE)),
                    text,
                    start,
                    end);
        }
        if (number == 0 && !isZero(digits)) {
            throw new SyntaxException(
                    "this number is too small for a double, whose smallest is %s; write 0 if you mean it"
                            .formatted(format(Double.MIN_VALUE)),
                    text,
                    start,
                    end);
        }
        return number;
    }

    private static boolean isZero(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c == 'e' || c == 'E') {
                return true;
            }
            if (c != '0' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static char charAt(String text, int i) {
        return i < text.length() ? text.charAt(i) : '\0';
    }

    /**
     * Returns the shortest text that reads back as the same double: 2 and not 2.0, 1e-7 and not 1.0E-7. Of several such
     * texts it is the nearest to the exact value; it is the same on every Java version, unlike that of
     * {@link Double#toString}.
     */
    static String format(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        String sign = Double.doubleToRawLongBits(number) < 0 ? "-" : "";
        double magnitude = Math.abs(number);
        if (magnitude == Math.rint(magnitude) && magnitude < 1e7) {
            return sign + (long) magnitude;
        }
        BigDecimal digits = shortest(magnitude);
        String plain = digits.toPlainString();
        String scientific = Decimals.scientific(digits);
        int exponent = Decimals.exponent(digits);
        boolean usual = -PLAIN < exponent && exponent < PLAIN;
        return sign + (usual || plain.length() <= scientific.length() ? plain : scientific);
    }

    private static BigDecimal shortest(double magnitude) {
        BigDecimal exact = new BigDecimal(magnitude);
        // Double.toString always reads back, but up to Java 18 it is not always the shortest text that does.
        BigDecimal best = new BigDecimal(Double.toString(magnitude)).stripTrailingZeros();
        for (int precision = best.precision(); precision > 0; precision--) {
            BigDecimal rounded = nearest(magnitude, exact, precision);
            if (rounded == null) {
                break;
            }
            best = rounded.stripTrailingZeros();
        }
        return best;
    }

    /** Returns the nearest number of {@code precision} digits that reads back as the same double, or null. */
    private static @Nullable BigDecimal nearest(double magnitude, BigDecimal exact, int precision) {
        BigDecimal down = exact.round(new MathContext(precision, RoundingMode.DOWN));
        BigDecimal up = exact.round(new MathContext(precision, RoundingMode.UP));
        boolean downFirst = exact.subtract(down).compareTo(up.subtract(exact)) <= 0;
        BigDecimal first = downFirst ? down : up;
        BigDecimal second = downFirst ? up : down;
        return first.doubleValue() == magnitude ? first : second.doubleValue() == magnitude ? second : null;
    }
}
