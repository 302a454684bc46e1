package io.gradstep.demos.notes;

/** A part of an equation: words, or a matrix. */
sealed interface Term permits Term.Words, Matrix {
    /** Symbols and words between matrices. */
    record Words(String text) implements Term {
        @Override
        public Block block() {
            return Block.text(text);
        }
    }

    static Term text(String text) {
        return new Words(text);
    }

    /** {@return the term as a terminal shows it} */
    Block block();
}
