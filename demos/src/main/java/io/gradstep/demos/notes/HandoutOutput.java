package io.gradstep.demos.notes;

/** What a handout is printed on. */
@FunctionalInterface
public interface HandoutOutput {
    /**
     * Prints a line.
     *
     * @param line the text, without a line end
     */
    void println(String line);

    /**
     * Returns the number of columns that text takes when it is printed; σ may take seven where it has to be spelled out.
     *
     * @param text a piece of a line
     * @return the width
     */
    default int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /**
     * Returns a heading in the style of headings.
     *
     * @param text the heading
     * @return the same, perhaps with the codes for bold letters
     */
    default String heading(String text) {
        return text;
    }
}
