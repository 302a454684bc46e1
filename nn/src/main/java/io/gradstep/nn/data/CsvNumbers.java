package io.gradstep.nn.data;

import io.gradstep.engine.text.Characters;
import java.util.Locale;
import java.util.Set;

/** Parses numbers as they are written in CSV files. */
final class CsvNumbers {
    private static final Set<String> MISSING = Set.of("", "?", "-", "na", "n/a", "nan", "null", "none");

    /** This many digits are always below 2⁵³. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private CsvNumbers() {}

    /** The finite number that a field is; NaN if it is none. */
    static double parse(String field) {
        double plain = plain(field);
        return Double.isNaN(plain) ? general(field.strip()) : plain;
    }

    /**
     * Parses digits with an optional minus and decimal point; NaN for any other text, and for more digits than the fast
     * way takes.
     *
     * <p>Digits below 2⁵³ and powers of ten up to 10²² are exact as doubles, so that their quotient is the number
     * correctly rounded (W. D. Clinger, How to Read Floating Point Numbers Accurately, 1990).
     */
    private static double plain(String field) {
        int length = field.length();
        int start = length > 0 && field.charAt(0) == '-' ? 1 : 0;
        long digits = 0;
        int count = 0;
        int point = -1;
        for (int i = start; i < length; i++) {
            char c = field.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + (c - '0');
                count++;
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        if (count == 0 || count > EXACT_DIGITS) {
            return Double.NaN;
        }
        double whole = (double) digits;
        double number = point < 0 ? whole : whole / POWERS_OF_TEN[length - 1 - point];
        return start == 0 ? number : -number;
    }

    private static double general(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Double.parseDouble accepts more than the numbers of a table: 0x1p3, 2d, Infinity.
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return Double.NaN;
            }
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    static boolean isNumber(String field) {
        return Double.isFinite(parse(field));
    }

    static boolean isMissing(String field) {
        return MISSING.contains(field.strip().toLowerCase(Locale.ROOT));
    }

    /** The error message for a field that should be a number and is not. */
    static String complaint(String field) {
        String text = field.strip();
        if (isMissing(text)) {
            return "a number is missing" + (text.isEmpty() ? "" : ", found " + Characters.quoted(text));
        }
        String hint = "";
        if (text.matches("[-+]?[1-9]\\d{0,2},\\d{3}")) {
            hint = "; write it without the comma if that separates thousands, with a point if it is a decimal comma";
        } else if (text.matches("[-+]?[1-9]\\d{0,2}([, '\u00A0\u202F]\\d{3}){1,13}(\\.\\d{0,40})?")) {
            hint = "; write it without separators between thousands";
        } else if (text.matches("[-+]?[1-9]\\d{0,2}(\\.\\d{3}){1,13},\\d{0,40}")) {
            hint = "; write it without separators between thousands, with a decimal point";
        } else if (text.matches("[-+]?\\d{1,40},\\d{1,40}")) {
            hint = "; write a decimal point for the comma";
        } else if (text.matches("(?i)[-+]?inf(inity)?")) {
            hint = "; numbers must be finite";
        } else if (text.matches("[-+]?[\\d.]{1,40}[eE]\\+?\\d{3,9}")) {
            hint = "; it is too large for a double";
        }
        return "expected a number, found " + Characters.quoted(text) + hint;
    }
}
