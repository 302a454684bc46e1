package io.gradstep.engine.expr;

import io.gradstep.engine.Op;
import io.gradstep.engine.expr.Token.Kind;

/** Cuts program text into tokens and lets the parser look at one before it is read. */
final class Scanner {
    private final String text;
    private int place;
    private Token current;

    /** Whether the exponent at this place has been read as an operator and is to be read as a number now. */
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

    /** Reads a token and returns it; then skips line ends if a statement is not over at them. */
    Token advance(boolean throughLines) {
        Token token = current;
        do {
            current = next();
        } while (throughLines && current.is(Kind.NEWLINE));
        return token;
    }

    /** Goes back to a token that was read before. */
    void rewind(Token token) {
        place = token.end();
        exponent = false;
        current = token;
    }

    private Token next() {
        skipBlanks();
        int start = place;
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
            case '=' -> assign();
            default -> operator();
        };
    }

    /** x² is an operator and a number, both in the same place. */
    private Token superscript() {
        int start = place;
        int end = Superscripts.end(text, start);
        exponent = !exponent;
        if (exponent) {
            return new Token(
                    Kind.OPERATOR, start, end, Vocabulary.operator(Op.POW).text(), 0, false);
        }
        place = end;
        return new Token(Kind.NUMBER, start, end, "", Superscripts.parse(text, start, end), false);
    }

    private void skipBlanks() {
        while (place < text.length()) {
            char c = text.charAt(place);
            if (c == '#') {
                while (place < text.length() && !Excerpt.isLineEnd(text.charAt(place))) {
                    place++;
                }
            } else if (isBlank(c)) {
                place++;
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
        Token token = Token.of(kind, place, end);
        place = end;
        return token;
    }

    private Token bareName() {
        int start = place;
        place = Names.end(text, start);
        return new Token(Kind.NAME, start, place, text.substring(start, place), 0, false);
    }

    private Token quotedName() {
        int start = place;
        QuotedName name = QuotedName.at(text, start);
        place = name.end();
        return new Token(Kind.NAME, start, place, name.name(), 0, true);
    }

    private Token assign() {
        if (text.startsWith("==", place)) {
            throw new SyntaxException(
                    "'==' compares, but there are no comparisons here; a single '=' gives a name to a value",
                    text,
                    place,
                    place + 2);
        }
        return token(Kind.ASSIGN, place + 1);
    }

    private Token operator() {
        String operator = Vocabulary.operatorAt(text, place);
        if (operator == null) {
            throw StrayCharacters.error(text, place);
        }
        Token token = new Token(Kind.OPERATOR, place, place + operator.length(), operator, 0, false);
        place = token.end();
        return token;
    }

    private Token number() {
        int start = place;
        place = Numbers.end(text, start);
        return new Token(Kind.NUMBER, start, place, "", Numbers.parse(text, start, place), false);
    }

    private boolean isDigit(int i) {
        return i < text.length() && Numbers.isDigit(text.charAt(i));
    }
}
