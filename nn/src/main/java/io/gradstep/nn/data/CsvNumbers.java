package io.gradstep.nn.data;

import io.gradstep.engine.text.Characters;
import java.util.Locale;
import java.util.Set;

/** Parses numbers as they are written in CSV files. */
final class CsvNumbers {
    private static final Set<String> MISSING = Set.of("", "?", "-", "na", "n/a", "nan", "null", "none");

    private CsvNumbers() {}

    /** The finite number that a field is; NaN if it is none. */
    static double parse(String field) {
        return parse(field, 0, field.length());
    }

    /** The finite number that a part of a text is; NaN if it is none. */
    static double parse(String text, int from, int to) {
        double plain = Decimals.parse(text, from, to);
        return Double.isNaN(plain) ? general(text.substring(from, to).strip()) : plain;
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
