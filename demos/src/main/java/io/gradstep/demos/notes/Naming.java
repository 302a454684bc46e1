package io.gradstep.demos.notes;

import io.gradstep.engine.text.Characters;

/** The names of a matrix's entries, in the style of the notes. */
@FunctionalInterface
interface Naming {
    /** Returns the name of an entry; row and column count from 0, even where names count from 1. */
    String of(int row, int column);

    /** Names a single number: z. */
    static Naming number(String name) {
        return (i, j) -> name;
    }

    /** Names the entries of a row or a column: x₁, x₂. */
    static Naming vector(String name) {
        return (i, j) -> name + Characters.subscript(i + j + 1);
    }

    /** Names entries by row and column: w₁₂. */
    static Naming matrix(String name) {
        return (i, j) -> name + subscripts(i + 1, j + 1);
    }

    /** Names the entries of a matrix with biases as row 0: w₀₁ belongs to the input that is always 1. */
    static Naming matrixWithRow0(String name) {
        return (i, j) -> name + subscripts(i, j + 1);
    }

    /** Names a row with an entry for each of n examples: z, or z⁽¹⁾, z⁽²⁾. */
    static Naming examples(String name, int n) {
        return (i, p) -> name + example(p, n);
    }

    /** Names a matrix with a column for each of n examples: x₁, or x₁⁽¹⁾, x₁⁽²⁾. */
    static Naming vectorOfExamples(String name, int n) {
        return (i, p) -> name + Characters.subscript(i + 1) + example(p, n);
    }

    private static String example(int p, int n) {
        return n == 1 ? "" : raised(p + 1);
    }

    /** The number of a layer or an example: ⁽²⁾. */
    static String raised(int number) {
        return "⁽" + Characters.superscript(number) + "⁾";
    }

    private static String subscripts(int i, int j) {
        return Characters.subscript(i) + (i > 9 || j > 9 ? "," : "") + Characters.subscript(j);
    }
}
