package io.gradstep.nn.fit;

import io.gradstep.engine.expr.Printer;

/**
 * The least and the greatest value of a parameter.
 *
 * @param lower the least value, −∞ for none
 * @param upper the greatest value, ∞ for none
 */
record Bounds(double lower, double upper) {
    static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean hold(double value) {
        return value >= lower && value <= upper;
    }

    boolean isClosed() {
        return Double.isFinite(lower) && Double.isFinite(upper);
    }

    /** Returns some value between them. */
    double inside() {
        if (isClosed()) {
            return lower / 2 + upper / 2;
        }
        boolean above = Double.isFinite(lower);
        double bound = above ? lower : upper;
        if (bound == 0) {
            return above ? 1 : -1;
        }
        return above == bound > 0 ? 2 * bound : bound / 2;
    }

    /** Writes them as an inequality of a parameter. */
    String of(String parameter) {
        String from = Double.isInfinite(lower) ? "" : Printer.ASCII.number(lower) + " < ";
        String to = Double.isInfinite(upper) ? "" : " < " + Printer.ASCII.number(upper);
        return from + Printer.name(parameter) + to;
    }
}
