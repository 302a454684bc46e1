package io.gradstep.engine.expr;

/**
 * Reports an error in the text of a program, with its position and a suggested fix.
 *
 * <p>The message can be shown as it is: a sentence, the line, and carets under the error.
 *
 * <pre>{@code
 * try {
 *     Program.parse("f = tahn(x)");
 * } catch (SyntaxException e) {
 *     System.out.println(e.reason()); // unknown function 'tahn'; did you mean 'tanh'?
 *     System.out.println(e.column()); // 5
 * }
 * }</pre>
 */
public final class SyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** The error and the suggested fix, in one line. */
    private final String reason;

    /** The index in the text where the offending piece begins. */
    private final int offset;

    /** The length of the offending piece in {@code char}s. */
    private final int length;

    /** The number of the line, from 1. */
    private final int line;

    /** The column in code points, from 1. */
    private final int column;

    /**
     * The offending piece of {@code text} goes from {@code start} to {@code end}, which are equal at the text's end.
     */
    SyntaxException(String reason, String text, int start, int end) {
        this(reason, new Excerpt(text, start, end), start, end);
    }

    private SyntaxException(String reason, Excerpt excerpt, int start, int end) {
        super("line %d, column %d: %s%s".formatted(excerpt.line(), excerpt.column(), reason, excerpt.picture()));
        this.reason = reason;
        this.offset = start;
        this.length = end - start;
        this.line = excerpt.line();
        this.column = excerpt.column();
    }

    /** {@return the error and the suggested fix, one sentence without a full stop} */
    public String reason() {
        return reason;
    }

    /** {@return the index in the text where the offending piece begins, from 0 to the text's length} */
    public int offset() {
        return offset;
    }

    /** {@return the length of the offending piece in {@code char}s, 0 where something is missing} */
    public int length() {
        return length;
    }

    /** {@return the line number, from 1} */
    public int line() {
        return line;
    }

    /** {@return the column, from 1, in characters (Unicode code points; a tab is one)} */
    public int column() {
        return column;
    }
}
