package io.gradstep.engine.expr;

import io.gradstep.engine.Op;
import io.gradstep.engine.expr.Token.Kind;

/** Splits program text into tokens, with one token of lookahead. */
final class Scanner {
    private final String text;
    private int position;
    private Token current;

    /** Whether the superscript at this position has been read as an operator and comes next as a number. */
    private boolean exponent;

    Scanner(String text) {
        this.text = text;
        this.current = Token.of(Kind.NEWLINE, 0, 0);
        this.current = next();
    }

    /** Returns the token to be read next. */
    Token current() {
        return current;
    }

    /** Reads a token and returns it, then skips line ends if they do not end the statement. */
    Token advance(boolean throughLines) {
        Token token = current;
        do {
            current = next();
        } while (throughLines && current.is(Kind.NEWLINE));
        return token;
    }

    /** Goes back to a token that has already been read. */
    void rewind(Token token) {
        position = token.end();
        exponent = false;
        current = token;
    }

    private Token next() {
        skipBlanks();
        int start = position;
        if (start == text.length()) {
            return Token.of(Kind.END, start, start);
        }
        char c = text.charAt(start);
        if (Excerpt.isLineEnd(c)) {
            return token(Kind.NEWLINE, Excerpt.afterLineEnd(text, start));
        }
        if (Superscripts.isAt(text, start)) {
            return superscript();
        }
        if (isDigit(start) || (c == '.' && isDigit(start + 1))) {
            return number();
        }
        if (Names.isStart(text.codePointAt(start))) {
            return bareName();
        }
        return switch (c) {
            case Names.QUOTE -> quotedName();
            case '(' -> token(Kind.OPEN, start + 1);
            case ')' -> token(Kind.CLOSE, start + 1);
            case ',' -> token(Kind.COMMA, start + 1);
            case ';' -> token(Kind.SEMICOLON, start + 1);
            case '=' -> text.startsWith("==", start) ? operator() : token(Kind.ASSIGN, start + 1);
            default -> operator();
        };
    }

    /** The superscript in x² is an operator and a number at the same position. */
    private Token superscript() {
        int start = position;
        int end = Superscripts.end(text, start);
        exponent = !exponent;
        if (exponent) {
            return new Token(
                    Kind.OPERATOR, start, end, Vocabulary.operator(Op.POW).text(), 0, false);
        }
        position = end;
        return new Token(Kind.NUMBER, start, end, "", Superscripts.parse(text, start, end), false);
    }

    private void skipBlanks() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '#') {
                while (position < text.length() && !Excerpt.isLineEnd(text.charAt(position))) {
                    position++;
                }
            } else if (isBlank(c)) {
                position++;
            } else {
                return;
            }
        }
    }

    /** Spaces of every width, no-break ones too, tabs, and the byte order mark, which is a space of no width. */
    private static boolean isBlank(char c) {
        return (Character.isSpaceChar(c) || Character.isWhitespace(c) || c == Excerpt.BYTE_ORDER_MARK)
                && !Excerpt.isLineEnd(c);
    }

    private Token token(Kind kind, int end) {
        Token token = Token.of(kind, position, end);
        position = end;
        return token;
    }

    private Token bareName() {
        int start = position;
        position = Names.end(text, start);
        return new Token(Kind.NAME, start, position, text.substring(start, position), 0, false);
    }

    private Token quotedName() {
        int start = position;
        QuotedName name = QuotedName.at(text, start);
        position = name.end();
        return new Token(Kind.NAME, start, position, name.name(), 0, true);
    }

    private Token operator() {
        String operator = Vocabulary.operatorAt(text, position);
        if (operator == null) {
            throw StrayCharacters.error(text, position);
        }
        Token token = new Token(Kind.OPERATOR, position, position + operator.length(), operator, 0, false);
        position = token.end();
        return token;
    }

    private Token number() {
        int start = position;
        position = Numbers.end(text, start);
        return new Token(Kind.NUMBER, start, position, "", Numbers.parse(text, start, position), false);
    }

    private boolean isDigit(int i) {
        return i < text.length() && Numbers.isDigit(text.charAt(i));
    }
}
