package io.gradstep.demos.notes;

import io.gradstep.demos.notes.Tally.Sized;
import java.util.List;

/** A part of a handout, as it is printed on a terminal and set on a page; ~ in its texts is a non-breaking space. */
sealed interface Part {
    /** A part of an equation: words, or a matrix. */
    sealed interface Term permits Words, Matrix {
        /** {@return the term as a terminal shows it} */
        Block block();
    }

    /** Symbols and words between matrices. */
    record Words(String text) implements Term {
        static Term text(String text) {
            return new Words(text);
        }

        @Override
        public Block block() {
            return Block.text(text);
        }
    }

    /** The heading of what follows. */
    record Section(String heading) implements Part {}

    /** A paragraph of text. */
    record Paragraph(String text) implements Part {}

    /** An error in the scan of the notes. */
    record Erratum(String text) implements Part {}

    /** Formulas, one per line. */
    record Formulas(List<String> lines) implements Part {}

    /** Words and matrices side by side, as in W·x = [..][..] = [..]. */
    record Equation(List<Term> terms) implements Part {}

    /** A table without headings. */
    record Rows(List<List<String>> rows) implements Part {}

    /**
     * Closed forms of a matrix beside the engine's.
     *
     * @param what the compared quantity
     * @param closed the closed forms
     * @param heading the engine's column
     * @param found its numbers
     * @param differing what differs from them, in words
     */
    record Comparison(String what, List<ClosedForm> closed, String heading, Matrix found, List<String> differing)
            implements Part {}

    /**
     * Closed forms of single numbers beside the graph's.
     *
     * @param headings the columns, of which the last is the graph's
     * @param rows the numbers
     * @param differing whether each row's numbers differ
     */
    record Numbers(List<String> headings, List<NumberRow> rows, List<Boolean> differing) implements Part {}

    /** The comparisons at other sizes, under the heading of the size. */
    record Sizes(String heading, List<Sized> rows) implements Part {}

    /** The place of a picture, which a terminal does not show. */
    record Drawn(Illustration illustration) implements Part {}
}
