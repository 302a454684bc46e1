package io.gradstep.demos.notes;

import java.util.Arrays;

/** One number from closed forms and from the graph. */
final class NumberRow {
    private final String formula;
    private final double found;
    private final double[] closed;

    private NumberRow(String formula, double found, double[] closed) {
        this.formula = formula;
        this.found = found;
        this.closed = closed;
    }

    /** Returns a row; the formula begins with the compared quantity, as in {@code ∂f/∂x = z}. */
    static NumberRow row(String formula, double found, double... closed) {
        return new NumberRow(formula, found, closed);
    }

    String what() {
        int end = formula.indexOf(" =");
        return end < 0 ? formula : formula.substring(0, end);
    }

    double found() {
        return found;
    }

    String formula() {
        return formula;
    }

    /** {@return the closed forms, one for each heading} */
    double[] closed() {
        return closed.clone();
    }

    /** {@return the closed forms and the graph's number} */
    double[] numbers() {
        double[] numbers = Arrays.copyOf(closed, closed.length + 1);
        numbers[closed.length] = found;
        return numbers;
    }
}
