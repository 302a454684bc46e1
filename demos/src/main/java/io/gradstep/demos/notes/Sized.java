package io.gradstep.demos.notes;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The comparisons of a derivation at one size.
 *
 * @param size the size in words or numbers
 * @param tally the result
 */
record Sized(String size, Tally tally) {
    static List<String> headings(String size) {
        return List.of(size, "compared", "numbers", "largest difference");
    }

    /** {@return a cell for each heading} The tie stands between a quantity and its shape. */
    List<String> cells(char tie) {
        String compared = tally.comparedWithShapes().stream()
                .map(name -> name.replace(' ', tie))
                .collect(Collectors.joining(", "));
        String difference = Digits.rough(tally.largest()) + (tally.agrees() ? "" : "  DIFFERENT");
        return List.of(size, compared, Integer.toString(tally.numberCount()), difference);
    }
}
