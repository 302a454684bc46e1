package io.gradstep.demos.notes;

/** One number as closed forms give it and as it was found in the graph. */
final class NumberRow {
    private final String formula;
    private final double found;
    private final double[] closed;

    private NumberRow(String formula, double found, double[] closed) {
        this.formula = formula;
        this.found = found;
        this.closed = closed;
    }

    /** A row; the formula begins with the name of what is compared, as in {@code ∂f/∂x = z}. */
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

    /** The closed forms, as many as there are headings for them. */
    double[] closed() {
        return closed.clone();
    }
}
