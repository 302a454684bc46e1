package io.gradstep.demos.console;

import io.gradstep.engine.text.Characters;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces characters that a charset lacks: {@code ∂} becomes {@code d}, {@code ×} becomes {@code *}, {@code σ} becomes
 * {@code sigmoid}. All others stay as they are.
 */
final class Transliteration {
    private static final char UNKNOWN = '?';
    private static final Pattern MARKS = Pattern.compile("\\s*\\^+");

    private final CharsetEncoder encoder;
    private final boolean unicode;

    Transliteration(Charset charset) {
        // A few charsets can only decode; no terminal uses them.
        this.encoder = charset.canEncode() ? charset.newEncoder() : StandardCharsets.US_ASCII.newEncoder();
        this.unicode = encoder.charset().name().startsWith("UTF-");
    }

    /** {@return the charset that encodes what {@link #fit} returns} */
    Charset charset() {
        return encoder.charset();
    }

    /** Returns the text with all characters replaced that the charset lacks. */
    String fit(String text) {
        // Checking costs as much as encoding. Half a surrogate pair becomes a question mark.
        if (unicode || encoder.canEncode(text)) {
            return text;
        }
        StringBuilder fitted = new StringBuilder(text.length() + 16);
        int i = 0;
        while (i < text.length()) {
            int end = i + Character.charCount(text.codePointAt(i));
            if (canShow(text, i, end)) {
                fitted.append(text, i, end);
            } else if (superscript(text.charAt(i)) != null) {
                while (end < text.length() && superscript(text.charAt(end)) != null) {
                    end++;
                }
                fitted.append(power(text.substring(i, end)));
            } else {
                if (isSubscript(text.charAt(i)) && needsUnderscore(text, i)) {
                    fitted.append('_');
                }
                fitted.append(replacement(text.substring(i, end)));
            }
            i = end;
        }
        return fitted.toString();
    }

    /**
     * Fits a message. A line of {@code ^} marks places in the line before it; the marks move along when characters
     * there become longer.
     */
    String fitMessage(String message) {
        if (unicode || encoder.canEncode(message)) {
            return message;
        }
        List<String> lines = message.lines().toList();
        List<String> fitted = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean marks = i > 0 && MARKS.matcher(lines.get(i)).matches();
            fitted.add(marks ? fitMarks(lines.get(i), lines.get(i - 1)) : fit(lines.get(i)));
        }
        return String.join("\n", fitted);
    }

    private String fitMarks(String marks, String line) {
        StringBuilder fitted = new StringBuilder();
        int column = 0;
        int i = 0;
        while (i < line.length()) {
            String character = line.substring(i, i + Character.charCount(line.codePointAt(i)));
            int width = Characters.columns(character);
            char mark = column < marks.length() ? marks.charAt(column) : ' ';
            if (width > 0) {
                fitted.append(String.valueOf(mark).repeat(Characters.columns(fit(character))));
            }
            column += width;
            i += character.length();
        }
        return (fitted + marks.substring(Math.min(column, marks.length()))).stripTrailing();
    }

    private boolean canShow(String text, int start, int end) {
        return encoder.canEncode(text.subSequence(start, end));
    }

    private static boolean isSubscript(char c) {
        return Tables.SUBSCRIPTS.indexOf(c) >= 0;
    }

    /** {@code w₁} is w1, but after a power or a word it must not look like a part of it: {@code w²₁} is w^2_1. */
    private static boolean needsUnderscore(String text, int i) {
        if (i == 0 || isSubscript(text.charAt(i - 1))) {
            return false;
        }
        char before = text.charAt(i - 1);
        return !Character.isLetter(before) || superscript(before) != null || before == 'Σ';
    }

    /** {@code ⁿ} becomes {@code ^n}, {@code ⁿ⁻¹} becomes {@code ^(n-1)}, {@code ⁽ⁿ⁾} becomes {@code ^(n)}. */
    private static String power(String superscripts) {
        StringBuilder exponent = new StringBuilder();
        for (int i = 0; i < superscripts.length(); i++) {
            exponent.append(superscript(superscripts.charAt(i)));
        }
        boolean whole = exponent.length() == 1 || isOneGroup(exponent);
        return whole ? "^" + exponent : "^(" + exponent + ")";
    }

    /** {@code (n)}, but not {@code (n)m} or {@code (n)(m)}. */
    private static boolean isOneGroup(CharSequence exponent) {
        String text = exponent.toString();
        return text.startsWith("(") && text.indexOf(')') == text.length() - 1 && text.lastIndexOf('(') == 0;
    }

    private String replacement(String character) {
        String known = Tables.KNOWN.get(character);
        if (known != null) {
            return known;
        }
        // é is e and a mark; the letter alone says enough.
        String base = Normalizer.normalize(character, Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        boolean mark = Character.getType(character.codePointAt(0)) == Character.NON_SPACING_MARK;
        return mark || (!base.isEmpty() && encoder.canEncode(base)) ? base : String.valueOf(UNKNOWN);
    }

    private static @Nullable Character superscript(char c) {
        return Tables.SUPERSCRIPTS.get(c);
    }

    /** The tables, loaded on first use. */
    private static final class Tables {
        static final Map<Character, Character> SUPERSCRIPTS = new HashMap<>();
        static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₘₙ";
        static final Map<String, String> KNOWN = new HashMap<>();

        static {
            String raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣʸᵃᵇⁱᵏˡᴸᴺᵀ";
            String plain = "0123456789+-()nxyabiklLNT";
            for (int i = 0; i < raised.length(); i++) {
                SUPERSCRIPTS.put(raised.charAt(i), plain.charAt(i));
            }
            put("× * · * ⋅ * ÷ / − - – - — - ∂ d √ sqrt ∛ cbrt ∞ Infinity ∇ grad");
            put("‖ || ⊙ .* ⊗ (x) ½ 1/2 ═ = ⎡ [ ⎢ [ ⎣ [ ⎤ ] ⎥ ] ⎦ ]");
            put("→ -> ← <- ↔ <-> ≤ <= ≥ >= ≠ != ≈ ~ ± +- … ... ′ ' ‘ ' ’ ' “ \" ” \"");
            // Two letters name gates; the rest of the alphabet occurs in names.
            put("σ sigmoid Σ sum");
            put("α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu");
            put("ν nu ξ xi ο omicron π pi ρ rho ς sigma τ tau υ upsilon φ phi χ chi ψ psi ω omega");
            put("Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Φ Phi Ψ Psi Ω Omega ϕ phi ϵ epsilon µ mu");
        }

        private static void put(String pairs) {
            String[] words = pairs.split(" ", -1);
            for (int i = 0; i < words.length; i += 2) {
                KNOWN.put(words[i], words[i + 1]);
            }
        }
    }
}
