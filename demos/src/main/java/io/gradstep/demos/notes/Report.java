package io.gradstep.demos.notes;

import java.util.List;

/**
 * The result of an example.
 *
 * @param name the example's name
 * @param compared the quantities compared with their closed forms
 * @param numbers the number of compared numbers
 * @param largestDifference the largest |a − b| / max(1, |a|, |b|); infinite if shapes differ or a number is NaN
 * @param agrees whether no difference exceeds the tolerance
 * @param illustrations the example's graphs
 */
public record Report(
        String name,
        List<String> compared,
        int numbers,
        double largestDifference,
        boolean agrees,
        List<Illustration> illustrations) {
    /**
     * Creates a report with copies of the lists.
     *
     * @param name the example's name
     * @param compared the quantities compared with their closed forms
     * @param numbers the number of compared numbers
     * @param largestDifference the largest difference
     * @param agrees whether no difference exceeds the tolerance
     * @param illustrations the example's graphs
     */
    public Report {
        compared = List.copyOf(compared);
        illustrations = List.copyOf(illustrations);
    }
}
