package io.gradstep.engine.expr;

/**
 * A piece of program text.
 *
 * @param kind what it is
 * @param start where it begins, an index into the text
 * @param end where it ends, exclusive
 * @param text an operator as it is written or a name as it is meant, without backquotes and escapes; else empty
 * @param number what a number is worth, else 0
 * @param quoted whether a name stands in backquotes, so that it is a name and nothing else
 */
record Token(Kind kind, int start, int end, String text, double number, boolean quoted) {
    enum Kind {
        NUMBER,
        NAME,
        OPERATOR,
        OPEN,
        CLOSE,
        COMMA,
        ASSIGN,
        SEMICOLON,
        NEWLINE,
        END
    }

    static Token of(Kind kind, int start, int end) {
        return new Token(kind, start, end, "", 0, false);
    }

    boolean is(Kind kind) {
        return this.kind == kind;
    }

    /** Tells whether a statement is over here. */
    boolean endsStatement() {
        return kind == Kind.SEMICOLON || kind == Kind.NEWLINE || kind == Kind.END;
    }
}
