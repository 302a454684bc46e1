package io.gradstep.nn.fit;

/**
 * An interval of numbers.
 *
 * @param lower its lower end; −∞ if there is none, NaN if unknown
 * @param upper its upper end; ∞ if there is none, NaN if unknown
 */
public record Interval(double lower, double upper) {
    /** Returns the numbers up to a distance from another. */
    static Interval around(double middle, double distance) {
        return new Interval(middle - distance, middle + distance);
    }
}
