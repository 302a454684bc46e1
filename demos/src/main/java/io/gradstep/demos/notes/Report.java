package io.gradstep.demos.notes;

import java.util.List;

/**
 * How an example came out.
 *
 * @param name the example
 * @param compared what was compared with its closed form
 * @param numbers how many numbers were compared
 * @param largestDifference the largest |a − b| / max(1, |a|, |b|), infinite where shapes differed or a number was NaN
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
     * Makes a report, with lists of its own.
     *
     * @param name the example
     * @param compared what was compared with its closed form
     * @param numbers how many numbers were compared
     * @param largestDifference the largest difference
     * @param agrees whether no difference exceeds the tolerance
     * @param illustrations the example's graphs
     */
    public Report {
        compared = List.copyOf(compared);
        illustrations = List.copyOf(illustrations);
    }
}
