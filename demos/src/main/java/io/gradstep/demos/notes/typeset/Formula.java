package io.gradstep.demos.notes.typeset;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A formula of a line set as MathML.
 *
 * <p>A fraction's numerator is what stands before the stroke without a blank; its denominator is one number, symbol or
 * bracket. With blanks around the stroke both reach to the next sum or relation. Two letters beside each other are a
 * product, unless they are a word; three are a word or a function. Indices and exponents are raised and lowered
 * characters, and a bracket with semicolons is a matrix.
 */
public final class Formula {
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:,\\d{3})*(?:\\.\\d+)?(?:e[−-]?\\d+)?");
    private static final Pattern SMALL = Pattern.compile("(\\(?\\d+\\)?)|.");
    private static final Pattern SINGLE = Pattern.compile("<(m[ino])[^>]*>[^<]*</\\1>");
    private static final Pattern BRACKETS = Pattern.compile("<mrow><mo[^>]*>\\(</mo>(.*)<mo[^>]*>\\)</mo></mrow>");
    private static final Pattern HIGH = Pattern.compile("<(?:mfrac|mtable|munder)");
    private static final Set<String> SHORT_WORDS =
            Set.of("as", "at", "by", "if", "in", "is", "it", "no", "of", "on", "or", "so", "to");
    private static final int WORD = 3;
    private static final String FENCE = "<mo stretchy=\"false\">";

    /** What ends the operands of a stroke with blanks around it. */
    private static final String LOOSE = "=+−→←,;:⊙×";

    /** A piece of a row. */
    private static final class Item {
        private String markup;
        private final boolean tight;
        private final boolean operator;
        private final boolean bracket;

        Item(String markup, boolean tight, boolean operator, boolean bracket) {
            this.markup = markup;
            this.tight = tight;
            this.operator = operator;
            this.bracket = bracket;
        }

        /** Whether what follows stands close by, as after a sign. */
        boolean opens() {
            return operator || markup.startsWith("<munder><mo>∑");
        }
    }

    private final String text;
    private final References references;
    private int at;

    private Formula(String text, References references) {
        this.text = text.replace('~', ' ');
        this.references = references;
    }

    /**
     * {@return a formula as the content of a math element}
     *
     * @param text the formula; ~ is a blank
     * @param references what its symbols stand for
     */
    public static String row(String text, References references) {
        Formula formula = new Formula(text.strip(), references);
        StringBuilder all = new StringBuilder();
        while (formula.at < formula.text.length()) {
            all.append(formula.row(""));
            if (formula.at < formula.text.length()) {
                // A bracket that nothing opens, as in a half-open interval.
                all.append(operator(formula.text.charAt(formula.at++)));
            }
        }
        return all.toString();
    }

    /** The items up to a closing character, which stays. */
    private String row(String closing) {
        List<Item> items = new ArrayList<>();
        while (at < text.length() && !isClosing(text.charAt(at), closing)) {
            boolean tight = !skipBlanks() && !items.isEmpty();
            if (at < text.length() && !isClosing(text.charAt(at), closing)) {
                add(items, tight, closing);
            }
        }
        return joined(items);
    }

    private static boolean isClosing(char character, String closing) {
        return character == ')' || character == ']' || closing.indexOf(character) >= 0;
    }

    private boolean skipBlanks() {
        int from = at;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at > from;
    }

    private void add(List<Item> items, boolean tight, String closing) {
        char next = text.charAt(at);
        if (next == '/' && !items.isEmpty()) {
            at++;
            fraction(items, tight, closing);
        } else if (next == '^' && !items.isEmpty()) {
            at++;
            Item base = items.get(items.size() - 1);
            base.markup = "<msup>" + one(base.markup) + one(operand(true)) + "</msup>";
        } else {
            int from = at;
            boolean bracket = next == '(' || next == '[';
            String markup = operand(false);
            boolean operator = markup.startsWith("<mo>") && at == from + 1;
            items.add(new Item(markup, tight, operator, bracket));
        }
    }

    /** Makes a fraction of the items before a stroke and what comes after it. */
    private void fraction(List<Item> items, boolean tight, String closing) {
        int from = items.size() - 1;
        if (tight) {
            while (from > 0 && items.get(from).tight && !items.get(from - 1).operator && !items.get(from).bracket) {
                from--;
            }
        } else {
            while (from > 0 && !items.get(from - 1).operator) {
                from--;
            }
        }
        List<Item> above = items.subList(from, items.size());
        boolean first = above.get(0).tight;
        String numerator = above.size() == 1 ? stripped(above.get(0).markup) : joined(above);
        above.clear();
        boolean loose = skipBlanks();
        String denominator = loose ? row(closing + LOOSE) : operand(true);
        items.add(new Item("<mfrac>" + one(numerator) + one(denominator) + "</mfrac>", first, false, false));
    }

    /** One number, symbol, function or bracket with its indices; plain brackets around it may be dropped. */
    private String operand(boolean bare) {
        if (at == text.length()) {
            return "";
        }
        char next = text.charAt(at);
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            at = number.end();
            return scripted(
                    "<mn>" + number.group() + "</mn>", at - number.group().length(), false);
        }
        if (Character.isLetter(next) && !Scripts.isScript(next)) {
            return letters(bare);
        }
        at++;
        return switch (next) {
            case '(', '[' -> bracket(next, bare);
            case '‖' -> norm();
            case '½' -> "<mfrac><mn>1</mn><mn>2</mn></mfrac>";
            case '√' -> "<msqrt>" + operand(true) + "</msqrt>";
            case '∂' ->
                at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '[')
                        ? "<mrow><mo>∂</mo>" + operand(true) + "</mrow>"
                        : "<mo>∂</mo>";
            case '∇' ->
                at < text.length() && Character.isLetter(text.charAt(at))
                        ? "<msub><mo>∇</mo>" + one(operand(true)) + "</msub>"
                        : "<mo>∇</mo>";
            case 'Σ', '∑' -> sum();
            default -> operator(next);
        };
    }

    private static String operator(char character) {
        String text = character == '-' ? "−" : escaped(String.valueOf(character));
        return "<mo>" + text + "</mo>";
    }

    /** A function, a word, a symbol, or a product of symbols, of which only the first is taken after a stroke. */
    private String letters(boolean bare) {
        int from = at;
        while (at < text.length() && Character.isLetter(text.charAt(at)) && !Scripts.isScript(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at);
        if (word.startsWith("Σ")) {
            at = from + 1;
            return sum();
        }
        if (word.length() >= WORD || SHORT_WORDS.contains(word)) {
            return scripted("<mi>" + word + "</mi>", from, false);
        }
        StringBuilder product = new StringBuilder();
        boolean differential = bare && word.startsWith("d") && word.length() == 2;
        int last = bare && !differential ? 1 : word.length();
        at = from + last;
        for (int i = 0; i < last - 1; i++) {
            product.append(symbol(word.substring(i, i + 1), word.substring(i, i + 1)));
        }
        product.append(scripted(null, from + last - 1, true));
        return last == 1 ? product.toString() : "<mrow>" + product + "</mrow>";
    }

    private String symbol(String letter, String written) {
        return marked("<mi>" + letter + "</mi>", written);
    }

    private String marked(String markup, String written) {
        String reference = references.of(written);
        return reference.isEmpty()
                ? markup
                : markup.replaceFirst(">", Matcher.quoteReplacement(" data-n=\"" + reference + "\">"));
    }

    private String sum() {
        String lowered = lowered();
        return lowered.isEmpty() ? "<mo>∑</mo>" : "<munder><mo>∑</mo>" + one(small(lowered)) + "</munder>";
    }

    private String bracket(char open, boolean bare) {
        int from = at - 1;
        char close = open == '(' ? ')' : ']';
        int end = closing(from, open, close);
        boolean matrix = open == '[' && text.substring(from, end).indexOf(';') > 0;
        String content = matrix ? matrix(text.substring(at, end)) : row("");
        at = matrix ? end : at;
        String closed = at < text.length() ? String.valueOf(text.charAt(at++)) : "";
        boolean scripts = at < text.length() && Scripts.isScript(text.charAt(at));
        if (bare && open == '(' && !scripts) {
            return content;
        }
        String mo = fence(content);
        String whole =
                "<mrow>" + mo + open + "</mo>" + content + (closed.isEmpty() ? "" : mo + closed + "</mo>") + "</mrow>";
        return scripted(whole, -1, false);
    }

    private int closing(int from, char open, char close) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            depth += text.charAt(i) == open ? 1 : text.charAt(i) == close ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    private String matrix(String rows) {
        StringBuilder table = new StringBuilder("<mtable>");
        for (String row : rows.split(";", -1)) {
            table.append("<mtr>");
            for (String cell : row.strip().split(" +", -1)) {
                table.append("<mtd>").append(row(cell, references)).append("</mtd>");
            }
            table.append("</mtr>");
        }
        return table.append("</mtable>").toString();
    }

    private String norm() {
        String content = row("‖");
        at = Math.min(text.length(), at + 1);
        return scripted("<mrow>" + FENCE + "‖</mo>" + content + FENCE + "‖</mo></mrow>", -1, false);
    }

    /** A bracket's beginning: it is as high as its content only if that is high. */
    private static String fence(String content) {
        return HIGH.matcher(content).find() ? "<mo>" : FENCE;
    }

    /** A base with the indices and exponents that follow; a symbol begins at an index of the text. */
    private String scripted(@Nullable String given, int from, boolean symbol) {
        StringBuilder lower = new StringBuilder();
        StringBuilder upper = new StringBuilder();
        while (at < text.length() && Scripts.isScript(text.charAt(at))) {
            lower.append(lowered());
            upper.append(raised());
        }
        String base = given == null ? "<mi>" + text.charAt(from) + "</mi>" : given;
        if (given != null && given.contains(">[</mo>") && !lower.isEmpty()) {
            lower.append(range());
        }
        String sub = one(small(lower.toString()));
        String sup = one(small(upper.toString()));
        String markup = base;
        if (!lower.isEmpty() && !upper.isEmpty()) {
            markup = "<msubsup>" + base + sub + sup + "</msubsup>";
        } else if (!lower.isEmpty()) {
            markup = "<msub>" + base + sub + "</msub>";
        } else if (!upper.isEmpty()) {
            markup = "<msup>" + base + sup + "</msup>";
        }
        return symbol ? marked(markup, text.substring(from, at)) : markup;
    }

    /** The rest of an index such as 1…d. */
    private String range() {
        boolean more = at + 1 < text.length()
                && text.charAt(at) == '…'
                && (Character.isLetter(text.charAt(at + 1)) || Scripts.isLowered(text.charAt(at + 1)));
        if (!more) {
            return "";
        }
        at += 2;
        return "…" + Scripts.plain(text.charAt(at - 1));
    }

    private String lowered() {
        int from = at;
        while (at < text.length() && Scripts.isLowered(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private String raised() {
        int from = at;
        while (at < text.length() && Scripts.isRaised(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    /**
     * Indices or exponents, whose signs and letters stand for themselves; digits, in brackets too, are one number.
     * Other brackets are set as letters, which do not grow.
     */
    private static String small(String script) {
        StringBuilder plain = new StringBuilder();
        script.chars().forEach(character -> plain.append(Scripts.plain((char) character)));
        return SMALL.matcher(plain).replaceAll(piece -> {
            String text = piece.group();
            String tag = piece.group(1) != null ? "mn" : "+−=…′".contains(text) ? "mo" : "mi";
            return "<" + tag + ">" + text + "</" + tag + ">";
        });
    }

    /** Drops the plain brackets of a numerator. */
    private static String stripped(String markup) {
        return BRACKETS.matcher(markup).replaceAll("$1");
    }

    private static String joined(List<Item> items) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            boolean apart =
                    i > 0 && !item.tight && !item.operator && !items.get(i - 1).opens();
            row.append(apart ? "<mspace width=\".35em\"/>" : "").append(item.markup);
        }
        return row.toString();
    }

    /** Puts several elements into one; a single one stays as it is. */
    private static String one(String markup) {
        return SINGLE.matcher(markup).matches() ? markup : "<mrow>" + markup + "</mrow>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
