package io.gradstep.viz.layout;

import io.gradstep.viz.layout.LayeredLayout.Item;
import io.gradstep.viz.layout.LayeredLayout.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the columns of a {@link LayeredLayout} so that few links cross.
 *
 * <p>It begins with operands in their order, and sweeps to the right and back: each column is sorted by the mean place
 * of what its items are joined to, then neighbours change places where that saves crossings. The best order seen is
 * kept, the first of equals. Links into one box arrive in the order in which they are listed, so that operands in
 * another order are crossings, too.
 */
final class Crossings {
    private static final int SWEEPS = 12;
    private static final int SWAPPING_ROUNDS = 4;

    private final List<List<Item>> columns;

    Crossings(List<List<Item>> columns) {
        this.columns = columns;
    }

    void sort() {
        begin();
        long fewest = count();
        List<List<Item>> best = copy();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean rightwards = sweep % 2 == 0;
            for (int k = 1; k < columns.size(); k++) {
                sortByMean(columns.get(rightwards ? k : columns.size() - 1 - k), rightwards);
            }
            swap();
            long crossings = count();
            if (crossings < fewest) {
                fewest = crossings;
                best = copy();
            }
        }
        for (int c = 0; c < columns.size(); c++) {
            columns.set(c, best.get(c));
            number(best.get(c));
        }
    }

    private List<List<Item>> copy() {
        List<List<Item>> copy = new ArrayList<>();
        columns.forEach(column -> copy.add(new ArrayList<>(column)));
        return copy;
    }

    /** From the last column to the first, the sources of each box in the order of its operands. */
    private void begin() {
        Map<Item, double[]> wishes = new HashMap<>();
        for (int c = columns.size() - 1; c >= 0; c--) {
            List<Item> column = columns.get(c);
            if (c + 1 < columns.size()) {
                column.sort(Comparator.comparingDouble(item -> mean(wishes.get(item))));
            }
            number(column);
            for (Item item : column) {
                for (Piece piece : item.left) {
                    double[] wish = wishes.computeIfAbsent(piece.from, unseen -> new double[2]);
                    wish[0] += piece.arrival;
                    wish[1]++;
                }
            }
        }
    }

    private static double mean(double @Nullable [] wish) {
        return wish == null ? 0 : wish[0] / wish[1];
    }

    private static void number(List<Item> column) {
        int arrival = 0;
        for (int k = 0; k < column.size(); k++) {
            Item item = column.get(k);
            item.position = k;
            for (Piece piece : item.left) {
                piece.arrival = arrival++;
            }
            arrival += item.left.isEmpty() ? 1 : 0;
        }
    }

    private static void sortByMean(List<Item> column, boolean byLeft) {
        Map<Item, Double> means = new HashMap<>();
        for (int k = 0; k < column.size(); k++) {
            Item item = column.get(k);
            List<Piece> pieces = byLeft ? item.left : item.right;
            double sum = 0;
            for (Piece piece : pieces) {
                sum += byLeft ? piece.from.position : piece.arrival;
            }
            if (!pieces.isEmpty()) {
                means.put(item, sum / pieces.size());
            }
        }
        // Items that are joined to nothing on this side keep their places.
        List<Item> moving = new ArrayList<>(column);
        moving.removeIf(item -> !means.containsKey(item));
        moving.sort(Comparator.comparingDouble(means::get));
        int next = 0;
        for (int k = 0; k < column.size(); k++) {
            if (means.containsKey(column.get(k))) {
                column.set(k, moving.get(next++));
            }
        }
        number(column);
    }

    /** Lets neighbours change places where fewer of their links cross then. */
    private void swap() {
        boolean improved = true;
        for (int round = 0; round < SWAPPING_ROUNDS && improved; round++) {
            improved = false;
            for (List<Item> column : columns) {
                for (int k = 0; k + 1 < column.size(); k++) {
                    Item a = column.get(k);
                    Item b = column.get(k + 1);
                    if (crossings(a, b) > crossings(b, a)) {
                        column.set(k, b);
                        column.set(k + 1, a);
                        b.position = k;
                        a.position = k + 1;
                        improved = true;
                    }
                }
                number(column);
            }
        }
    }

    /** The crossings between the links of two neighbours, the first above the second. */
    private static long crossings(Item above, Item below) {
        return inversions(places(above, true), places(below, true))
                + inversions(places(above, false), places(below, false));
    }

    private static int[] places(Item item, boolean left) {
        List<Piece> pieces = left ? item.left : item.right;
        int[] places = new int[pieces.size()];
        for (int k = 0; k < places.length; k++) {
            places[k] = left ? pieces.get(k).from.position : pieces.get(k).arrival;
        }
        Arrays.sort(places);
        return places;
    }

    /** The pairs of which the first is greater than the second; both sorted. */
    private static long inversions(int[] first, int[] second) {
        long count = 0;
        int below = 0;
        for (int place : first) {
            while (below < second.length && second[below] < place) {
                below++;
            }
            count += below;
        }
        return count;
    }

    /** All crossings, as Barth, Jünger and Mutzel (2002) count them. */
    private long count() {
        long count = 0;
        for (int c = 1; c < columns.size(); c++) {
            int places = 0;
            for (Item item : columns.get(c)) {
                places += Math.max(1, item.left.size());
            }
            int[] tree = new int[places + 1];
            int arrived = 0;
            for (Item item : columns.get(c - 1)) {
                int[] arrivals = places(item, false);
                for (int arrival : arrivals) {
                    count += arrived - upTo(tree, arrival + 1);
                }
                for (int arrival : arrivals) {
                    add(tree, arrival + 1);
                }
                arrived += arrivals.length;
            }
        }
        return count;
    }

    private static int upTo(int[] tree, int place) {
        int sum = 0;
        for (int p = place; p > 0; p -= p & -p) {
            sum += tree[p];
        }
        return sum;
    }

    private static void add(int[] tree, int place) {
        for (int p = place; p < tree.length; p += p & -p) {
            tree[p]++;
        }
    }
}
