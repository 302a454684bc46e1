package io.gradstep.demos.notes.typeset;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text with formulas in it, set as HTML with MathML: formulas are told from words by their characters. */
public final class Prose {
    private static final Pattern BLANKS = Pattern.compile("[ \\n]+");
    private static final String MATHEMATICAL = "=∂∇Σ√⊙·×←→−′‖+½/";
    private static final String BEFORE = "(“";
    private static final String AFTER = ".,;:)?”";
    private static final char NO_BREAK = '\u00a0';

    /** The most words of a formula in brackets. */
    private static final int LONGEST_BRACKET = 8;

    private static final Pattern LONG_WORD = Pattern.compile("(?<![\\p{L}])(?!max|tanh|exp|log|relu|diag)[a-z]{3,}");

    /** Beside one that stands alone are its operands, numbers and short words too. */
    private static final String OPERATORS = "=→←−+×·⊙";

    /** Letters that are words as well. */
    private static final String WORDS = "aAI";

    private final References references;
    private final StringBuilder html = new StringBuilder();
    private final List<String> formula = new ArrayList<>();
    private boolean glued;

    private Prose(References references) {
        this.references = references;
    }

    /**
     * {@return text as HTML, with a math element for each formula in it}
     *
     * @param text the text; ~ is a blank at which no line breaks
     * @param references what the formulas' symbols stand for
     */
    public static String html(String text, References references) {
        Prose prose = new Prose(references);
        prose.add(BLANKS.split(text.strip(), -1));
        return prose.html.toString();
    }

    /**
     * {@return a line that is a formula, unless most of it is words}
     *
     * @param line the line, or a cell of a table
     * @param references what its symbols stand for
     */
    public static String line(String line, References references) {
        boolean words = Pattern.compile("(?<![\\p{L}(′])[a-z]{2,} [a-z]{2,}")
                .matcher(line)
                .find();
        return words ? html(line, references) : math(line, references);
    }

    /**
     * {@return a formula as a math element}
     *
     * @param text the formula
     * @param references what its symbols stand for
     */
    public static String math(String text, References references) {
        return text.isBlank() ? "" : "<math>" + Formula.row(text, references) + "</math>";
    }

    private void add(String[] words) {
        for (int i = 0; i < words.length; i++) {
            int end = bracketed(words, i);
            add(String.join(" ", List.of(words).subList(i, end + 1)), isOperand(words, i, end));
            i = end;
        }
        endFormula();
    }

    /** Returns the index of the word that closes a formula's bracket, or the word's own. */
    private static int bracketed(String[] words, int from) {
        String word = words[from];
        for (int end = from; end < Math.min(words.length, from + LONGEST_BRACKET); end++) {
            word = end == from ? word : word + " " + words[end];
            if (depth(word) <= 0) {
                boolean formula = end > from
                        && isFormula(word.replace(",", "="))
                        && !LONG_WORD.matcher(word).find();
                return formula ? end : from;
            }
        }
        return from;
    }

    /** Whether a piece has an operator before it, or one behind it with another operand: not so the A of A + gate. */
    private static boolean isOperand(String[] words, int from, int to) {
        return (from > 0 && isOperator(words[from - 1]))
                || (to + 2 < words.length
                        && isOperator(words[to + 1])
                        && !LONG_WORD.matcher(words[to + 2]).find());
    }

    private static boolean isOperator(String word) {
        return word.length() == 1 && OPERATORS.indexOf(word.charAt(0)) >= 0;
    }

    private void add(String word, boolean operand) {
        int from = 0;
        while (from < word.length() && BEFORE.indexOf(word.charAt(from)) >= 0 && depth(word.substring(from)) > 0) {
            from++;
        }
        int to = word.length();
        while (to > from && isAfter(word, from, to)) {
            to--;
        }
        String core = word.substring(from, to);
        boolean term = operand
                && !core.isEmpty()
                && depth(core) == 0
                && !LONG_WORD.matcher(core).find();
        if (term || isFormula(core) || word.indexOf(' ') > 0) {
            if (from > 0) {
                endFormula();
                write(word.substring(0, from));
                glued = true;
            }
            formula.add(core);
            if (to < word.length()) {
                endFormula();
                html.append(Formula.escaped(word.substring(to)));
            }
        } else {
            endFormula();
            write(word.replace('~', NO_BREAK));
        }
    }

    private static boolean isAfter(String word, int from, int to) {
        char last = word.charAt(to - 1);
        return AFTER.indexOf(last) >= 0 && (last != ')' || depth(word.substring(from, to)) < 0);
    }

    private void write(String text) {
        separate();
        html.append(Formula.escaped(text));
    }

    private void separate() {
        html.append(html.isEmpty() || glued ? "" : " ");
        glued = false;
    }

    private void endFormula() {
        if (!formula.isEmpty()) {
            separate();
            html.append(math(String.join(" ", formula), references));
            formula.clear();
        }
    }

    private static int depth(String word) {
        int depth = 0;
        for (int i = 0; i < word.length(); i++) {
            depth += "([".indexOf(word.charAt(i)) >= 0 ? 1 : ")]".indexOf(word.charAt(i)) >= 0 ? -1 : 0;
        }
        return depth;
    }

    private static boolean isFormula(String word) {
        if (word.isEmpty()
                || Pattern.compile("[a-z]{3,}[-/][a-z]{2,}.*").matcher(word).matches()) {
            return false;
        }
        if (word.length() == 1) {
            char only = word.charAt(0);
            return (Character.isLetter(only) && WORDS.indexOf(only) < 0) || MATHEMATICAL.indexOf(only) >= 0;
        }
        return word.chars()
                .anyMatch(c -> MATHEMATICAL.indexOf(c) >= 0
                        || Scripts.isScript((char) c)
                        || Character.UnicodeScript.of(c) == Character.UnicodeScript.GREEK);
    }
}
