package io.gradstep.engine.expr;

/**
 * A piece of program text.
 *
 * @param kind its kind
 * @param start the index in the text where it begins
 * @param end the index where it ends, exclusive
 * @param text an operator as written, or a name without backquotes and escapes; otherwise empty
 * @param number the value of a number, otherwise 0
 * @param quoted whether a name is in backquotes, so that it can only be a name
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

    /** Returns whether this token ends a statement. */
    boolean endsStatement() {
        return kind == Kind.SEMICOLON || kind == Kind.NEWLINE || kind == Kind.END;
    }
}
