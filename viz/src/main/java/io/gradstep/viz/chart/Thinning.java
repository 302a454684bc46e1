package io.gradstep.viz.chart;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** Selects from more points than a reader can distinguish those that give the same drawing. */
final class Thinning {
    /** Series with fewer points are drawn completely. */
    static final int SHORT = 4000;

    private static final int BLOCKS = 1000;
    private static final double FIRST_CELL = 3;
    private static final double COARSER = 1.4;

    private final double[] x;
    private final double[] y;

    /** Takes positions in pixels; those that are not finite are never chosen. */
    Thinning(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /**
     * The points, in their order, that a line needs: of each run of points in one column of pixels the first, the last
     * and the extremes, so that no peak is lost. A line that turns back is cut into blocks of equal length instead.
     */
    int[] ofLine() {
        int[] finite = finite();
        if (finite.length <= SHORT) {
            return finite;
        }
        boolean forward = isSorted(finite);
        int block = finite.length / BLOCKS;
        int[] kept = new int[finite.length];
        int count = 0;
        for (int from = 0, to; from < finite.length; from = to) {
            to = forward ? endOfColumn(finite, from) : Math.min(finite.length, from + block);
            for (int i : extremes(finite, from, to)) {
                kept[count++] = i;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private int[] finite() {
        return IntStream.range(0, x.length)
                .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
                .toArray();
    }

    private boolean isSorted(int[] order) {
        return IntStream.range(1, order.length).allMatch(k -> x[order[k - 1]] <= x[order[k]]);
    }

    private int endOfColumn(int[] order, int from) {
        double column = Math.floor(x[order[from]]);
        int to = from + 1;
        while (to < order.length && Math.floor(x[order[to]]) == column) {
            to++;
        }
        return to;
    }

    private int[] extremes(int[] order, int from, int to) {
        int left = order[from];
        int right = left;
        int top = left;
        int bottom = left;
        for (int k = from; k < to; k++) {
            int i = order[k];
            left = x[i] < x[left] ? i : left;
            right = x[i] > x[right] ? i : right;
            top = y[i] < y[top] ? i : top;
            bottom = y[i] > y[bottom] ? i : bottom;
        }
        return IntStream.of(order[from], left, right, top, bottom, order[to - 1])
                .sorted()
                .distinct()
                .toArray();
    }

    /** At most about the given number of points: the outermost, and one of those that would cover each other. */
    int[] ofCloud(int most) {
        int[] all = finite();
        if (all.length <= most) {
            return all;
        }
        int[] outermost = extremes(all, 0, all.length);
        int[] kept = all;
        for (double cell = FIRST_CELL; kept.length > most; cell *= COARSER) {
            double size = cell;
            Set<Long> taken = new HashSet<>();
            kept = IntStream.concat(IntStream.of(outermost), IntStream.of(all))
                    .filter(i -> taken.add(cell(i, size)))
                    .toArray();
        }
        return kept;
    }

    private long cell(int i, double size) {
        long column = (long) Math.floor(x[i] / size);
        long row = (long) Math.floor(y[i] / size);
        return (column << Integer.SIZE) ^ (row & 0xFFFF_FFFFL);
    }
}
