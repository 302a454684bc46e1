package io.gradstep.demos.notes;

import io.gradstep.demos.notes.closed.Matrices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A running record of comparisons and their largest difference. */
final class Tally {
    /** Two numbers agree if they differ by at most this times max(1, |a|, |b|). */
    static final double TOLERANCE = 1e-12;

    private final Map<String, Set<String>> shapes = new LinkedHashMap<>();
    private final Set<String> differing = new LinkedHashSet<>();
    private int numbers;
    private double largest;

    /** Returns |a − b| / max(1, |a|, |b|), infinite if one of them is NaN. */
    static double difference(double a, double b) {
        double difference = a == b ? 0 : Math.abs(a - b) / Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    /** Returns the largest difference of two matrices, infinite if they differ in shape. */
    static double difference(double[][] a, double[][] b) {
        if (a.length != b.length || a[0].length != b[0].length) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                largest = Math.max(largest, difference(a[i][j], b[i][j]));
            }
        }
        return largest;
    }

    /** Compares two matrices that should be equal, and returns whether they are. */
    boolean compare(String what, double[][] expected, double[][] found) {
        double difference = difference(expected, found);
        boolean agrees = difference <= TOLERANCE;
        shapes.computeIfAbsent(what, name -> new LinkedHashSet<>()).add(Matrices.shape(found));
        if (!agrees) {
            differing.add(what);
        }
        numbers += found.length * found[0].length;
        largest = Math.max(largest, difference);
        return agrees;
    }

    void addAll(Tally other) {
        other.shapes.forEach((what, more) ->
                shapes.computeIfAbsent(what, name -> new LinkedHashSet<>()).addAll(more));
        differing.addAll(other.differing);
        numbers += other.numbers;
        largest = Math.max(largest, other.largest);
    }

    /** {@return the names of the compared quantities, in order of first appearance} */
    Collection<String> compared() {
        return Collections.unmodifiableSet(shapes.keySet());
    }

    /** {@return the names with their shapes; of several shapes, the first and the last} */
    List<String> comparedWithShapes() {
        List<String> texts = new ArrayList<>();
        shapes.forEach((what, set) -> {
            List<String> list = List.copyOf(set);
            String last = list.size() > 1 ? " … " + list.get(list.size() - 1) : "";
            texts.add(what + " " + list.get(0) + last);
        });
        return texts;
    }

    /** {@return the names of the quantities that differ} */
    Collection<String> differing() {
        return Collections.unmodifiableSet(differing);
    }

    int numberCount() {
        return numbers;
    }

    double largest() {
        return largest;
    }

    boolean agrees() {
        return differing.isEmpty();
    }

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
}
