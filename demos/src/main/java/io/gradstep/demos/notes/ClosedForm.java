package io.gradstep.demos.notes;

/** A closed form of the notes, with its numbers. */
final class ClosedForm {
    /** Headings of numbers that the notes themselves print. */
    static final String PRINTED = "the notes";

    static final String CORRECTED = "the notes, corrected";

    private final String formula;
    private final double[][] numbers;

    private ClosedForm(String formula, double[][] numbers) {
        this.formula = formula;
        this.numbers = numbers;
    }

    static ClosedForm form(String formula, double[][] numbers) {
        return new ClosedForm(formula, numbers);
    }

    /** Returns the numbers that the notes print. */
    static ClosedForm printed(double[][] numbers) {
        return new ClosedForm(PRINTED, numbers);
    }

    /** Returns the numbers that the notes print, with an erratum of the scan corrected. */
    static ClosedForm corrected(double[][] numbers) {
        return new ClosedForm(CORRECTED, numbers);
    }

    String formula() {
        return formula;
    }

    /** Whether it is a formula, not a heading of the notes' own numbers. */
    boolean isFormula() {
        return !formula.equals(PRINTED) && !formula.equals(CORRECTED);
    }

    double[][] numbers() {
        return numbers;
    }
}
