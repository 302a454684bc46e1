package io.gradstep.demos.notes;

/** The output of a handout. */
@FunctionalInterface
public interface HandoutOutput {
    /**
     * Prints a line.
     *
     * @param line the text, without a line end
     */
    void println(String line);

    /**
     * Returns the number of columns that text takes when printed; σ may take seven if it must be spelled out.
     *
     * @param text a piece of a line
     * @return the width
     */
    default int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /**
     * Returns a styled heading.
     *
     * @param text the heading
     * @return the text, possibly with escape codes for bold
     */
    default String heading(String text) {
        return text;
    }
}
