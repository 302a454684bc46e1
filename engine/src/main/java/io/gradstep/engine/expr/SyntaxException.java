package io.gradstep.engine.expr;

/**
 * Says what is wrong in the text of a program, where, and what would be right.
 *
 * <p>The message is ready to be shown: a sentence, the line, and a mark under the position.
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

    /** What is wrong and what would be right, in one line. */
    private final String reason;

    /** Where the offending piece begins, an index into the text. */
    private final int offset;

    /** How many {@code char}s the offending piece has. */
    private final int length;

    /** The number of the line, from 1. */
    private final int line;

    /** The position in the line in code points, from 1. */
    private final int column;

    /** The offending piece of {@code text} is from {@code start} to {@code end}, which are equal at the text's end. */
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

    /**
     * Returns what is wrong and what would be right, in one line.
     *
     * @return a sentence without a full stop
     */
    public String reason() {
        return reason;
    }

    /**
     * Returns where the offending piece of text begins.
     *
     * @return an index into the text, from 0 to its length
     */
    public int offset() {
        return offset;
    }

    /**
     * Returns how long the offending piece of text is.
     *
     * @return a number of {@code char}s, 0 where something is missing
     */
    public int length() {
        return length;
    }

    /**
     * Returns the number of the line.
     *
     * @return a number from 1
     */
    public int line() {
        return line;
    }

    /**
     * Returns the position in the line.
     *
     * @return a number from 1, in characters (Unicode code points; a tab is one)
     */
    public int column() {
        return column;
    }
}
