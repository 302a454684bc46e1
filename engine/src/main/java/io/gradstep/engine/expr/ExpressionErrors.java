package io.gradstep.engine.expr;

import io.gradstep.engine.Arity;
import io.gradstep.engine.Op;
import io.gradstep.engine.expr.Token.Kind;
import io.gradstep.engine.text.Spelling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The errors of an expression that does not parse: each names the token and suggests a fix. */
final class ExpressionErrors {
    private final String text;

    ExpressionErrors(String text) {
        this.text = text;
    }

    /** An operand is missing between two tokens. */
    SyntaxException missingOperand(Token before, Token token) {
        if (token.is(Kind.CLOSE) && before.endsStatement()) {
            return nothingToClose(token);
        }
        if (token.is(Kind.CLOSE) && before.is(Kind.OPEN)) {
            return error("these parentheses are empty; put an expression between them", before.start(), token.end());
        }
        if (before.is(Kind.OPERATOR) && token.is(Kind.OPERATOR)) {
            return error(
                    "an operand is missing between '%s' and '%s'".formatted(quote(before), quote(token)),
                    before.start(),
                    token.end());
        }
        if (token.is(Kind.OPERATOR)) {
            return error(
                    token.text().equals("+")
                            ? "a '+' needs an operand before it; remove it"
                            : "an operand is missing before '%s'".formatted(quote(token)),
                    token);
        }
        if (before.is(Kind.OPEN) && !token.is(Kind.COMMA)) {
            return neverClosed(before);
        }
        if (token.is(Kind.NEWLINE) && before.is(Kind.OPERATOR)) {
            return error(
                    "an operand is missing after '%s' at the end of the line; to continue on the next line, "
                                    .formatted(quote(before))
                            + "put the expression in parentheses",
                    token.start(),
                    token.start());
        }
        if (token.is(Kind.COMMA) && before.is(Kind.OPEN)) {
            return error("an operand is missing before ','", token);
        }
        int end = token.endsStatement() ? token.start() : token.end();
        String what = before.is(Kind.ASSIGN)
                ? "a value is missing after '='"
                : "an operand is missing after '%s'".formatted(quote(before));
        return error(what, token.start(), end);
    }

    /**
     * Two operands with nothing between them, where juxtaposition is not a product.
     *
     * @param open the innermost parenthesis around them, if any
     */
    SyntaxException inARow(@Nullable Token open, Token left, Token right) {
        if (open != null && areInDifferentLines(left, right)) {
            return neverClosed(open);
        }
        if (left.is(Kind.NAME) && right.is(Kind.NUMBER) && left.end() == right.start() && !left.quoted()) {
            // Only a number that begins with a point can touch a name.
            String name = Excerpt.piece(text, left.start(), right.end());
            return error(
                    "a name such as %s must be in backquotes: write `%s`".formatted(name, name),
                    left.start(),
                    right.end());
        }
        boolean function = right.is(Kind.NAME) && !right.quoted() && Vocabulary.function(right.text()) != null;
        String what = left.is(Kind.NUMBER)
                ? "two numbers"
                : function ? "a name and a function" : right.is(Kind.NAME) ? "two names" : "a name and a number";
        return error(
                "%s in a row; for a product write %s*%s%s"
                        .formatted(what, quote(left), quote(right), function ? "(...)" : ""),
                left.start(),
                right.end());
    }

    private boolean areInDifferentLines(Token first, Token second) {
        for (int i = first.end(); i < second.start(); i++) {
            if (Excerpt.isLineEnd(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    SyntaxException functionWithoutOperands(Token name, Token next) {
        if (next.is(Kind.OPERATOR) && next.start() < text.length() && Superscripts.isAt(text, next.start())) {
            String power = Excerpt.piece(text, next.start(), next.end());
            return error(
                    "an exponent follows the operands: write %s(...)%s".formatted(quote(name), power),
                    name.start(),
                    next.end());
        }
        return error(
                "%s is a function: write its operands in parentheses, as in %s"
                        .formatted(Names.shown(name.text()), example(name.text())),
                name);
    }

    /**
     * A name before a parenthesis that is not a function.
     *
     * @param unknown whether nothing else in the program has that name
     * @param first whether it is the first thing in an expression
     */
    SyntaxException notAFunction(Token name, Token open, boolean unknown, boolean first) {
        String shown = Names.shown(name.text());
        String written = quote(name);
        if (first && isDefinition(open)) {
            return error(
                    "functions cannot be defined; for a value write %s = ... without the parentheses"
                            .formatted(written),
                    name);
        }
        if (unknown && !name.quoted()) {
            SyntaxException known = knownElsewhere(name, shown, open);
            if (known != null) {
                return known;
            }
        }
        boolean word = unknown && name.text().codePointCount(0, name.text().length()) > 1;
        return error(
                (word
                                ? "unknown function %s; for a product write %s*(...)"
                                : "%s is not a function; for a product write %s*(...)")
                        .formatted(shown, written),
                name);
    }

    /** A call of an unknown function: one known by another name here, a typo, or, with several operands, no product. */
    private @Nullable SyntaxException knownElsewhere(Token name, String shown, Token open) {
        Elsewhere.Substitute substitute = Elsewhere.find(name.text());
        if (substitute != null && substitute.renamed() == null) {
            return error(
                    substitute.formula().isEmpty()
                            ? "unknown function %s; it has no equivalent here".formatted(shown)
                            : "unknown function %s; for %s write %s"
                                    .formatted(shown, substitute.call(name.text()), substitute.formula()),
                    name);
        }
        String function = substitute != null ? substitute.renamed() : nearestFunction(name.text());
        if (function != null) {
            return error("unknown function %s; did you mean '%s'?".formatted(shown, function), name);
        }
        if (hasComma(open)) {
            return error(
                    "unknown function %s; the functions are %s"
                            .formatted(shown, String.join(", ", Vocabulary.functions())),
                    name);
        }
        return null;
    }

    /** Whether a parenthesis holds several operands, so that it cannot be a factor. */
    private boolean hasComma(Token open) {
        int depth = 0;
        for (int i = open.start(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return false;
            } else if (c == ',' && depth == 1) {
                return true;
            }
        }
        return false;
    }

    /** Whether a '=' follows the closing parenthesis, as in f(x) = ..., which is meant as a definition. */
    private boolean isDefinition(Token open) {
        int close = text.indexOf(')', open.end());
        int i = close + 1;
        while (close >= 0 && i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        return close >= 0 && text.startsWith("=", i);
    }

    SyntaxException chainOfComparisons(Token second) {
        return error("comparisons do not chain; write (a < b)*(b < c), which is 1 where both hold", second);
    }

    SyntaxException count(Token name, Callee callee, int given) {
        int least = callee.minOperands();
        boolean more = callee.takesMore();
        return error(
                "%s takes %s%d operand%s, but was given %s; write %s"
                        .formatted(
                                quote(name),
                                more ? "at least " : "",
                                least,
                                least == 1 ? "" : "s",
                                given == 0 ? "none" : given,
                                example(name.text(), least, more)),
                name);
    }

    private static String example(String function) {
        Op op = Vocabulary.function(function);
        return op == null ? function + "(...)" : example(function, op.minOperands(), op.arity() == Arity.NARY);
    }

    private static String example(String function, int operands, boolean more) {
        String names = List.of("a", "a, b", "a, b, c").get(operands - 1);
        return "%s(%s%s)".formatted(function, names, more ? ", ..." : "");
    }

    SyntaxException comma(Token before, Token comma) {
        boolean decimal = before.is(Kind.NUMBER)
                && before.end() == comma.start()
                && comma.end() < text.length()
                && Numbers.isDigit(text.charAt(comma.end()));
        return error(
                decimal
                        ? "write a decimal point, not a comma, as in 1.25"
                        : "a comma can only separate the operands of a function, as in max(a, b)",
                comma);
    }

    SyntaxException nothingToClose(Token close) {
        return error("this ')' has no matching '('; remove it, or add a '(' before it", close);
    }

    SyntaxException neverClosed(Token open) {
        return error("this '(' is never closed; add a ')'", open);
    }

    /**
     * A '=' that does not follow the name at the start of a statement.
     *
     * @param open the innermost parenthesis around it, if any
     * @param named whether the statement begins with a name and '='
     */
    SyntaxException assignment(@Nullable Token open, boolean named, Token assign) {
        if (open == null) {
            return error(
                    named
                            ? "a second '=' in one statement; put ';' or a new line between statements"
                            : "the left side of '=' must be a name at the start of a statement",
                    assign);
        }
        if (areInDifferentLines(open, assign)) {
            return neverClosed(open);
        }
        return error("'=' is not allowed inside parentheses; it follows the name at the start of a statement", assign);
    }

    /** Returns the function of which a name is plausibly a slip, or null. */
    private static @Nullable String nearestFunction(String name) {
        return Spelling.nearest(name, Vocabulary.functions())
                .filter(function -> digits(name).equals(digits(function)))
                .orElse(null);
    }

    /** A digit in a function's name is never there by a slip: log2 and log10 are functions of their own. */
    private static String digits(String name) {
        return name.replaceAll("[^0-9]", "");
    }

    private String quote(Token token) {
        return Excerpt.piece(text, token.start(), token.end());
    }

    private SyntaxException error(String reason, Token token) {
        return error(reason, token.start(), token.end());
    }

    private SyntaxException error(String reason, int start, int end) {
        return new SyntaxException(reason, text, start, end);
    }
}
