package io.gradstep.viz.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The density of a cloud of points that would cover each other: counts in square cells of pixels, in classes of equal
 * steps of their logarithm, each with the outline of its cells.
 */
final class Density {
    /** Clouds with more points are drawn as a density. */
    static final int FROM = 5000;

    private static final double CELL = 4;
    private static final int CLASSES = 5;
    private static final double PALEST = 0.15;
    private static final double DARKEST = 0.9;

    private final double[] x;
    private final double[] y;
    private final int[] kept;

    /**
     * Takes positions in pixels.
     *
     * @param kept the points that have one
     */
    Density(double[] x, double[] y, int[] kept) {
        this.x = x;
        this.y = y;
        this.kept = kept;
    }

    /**
     * Cells of one class.
     *
     * @param path their outlines, as SVG path data
     * @param opacity their opacity
     */
    record Shade(String path, double opacity) {}

    /** Returns the classes that have cells, from the emptiest on. */
    List<Shade> shades() {
        long[] cells = Arrays.stream(kept).mapToLong(this::cell).sorted().toArray();
        int most = 0;
        for (int from = 0, to; from < cells.length; from = to) {
            to = end(cells, from);
            most = Math.max(most, to - from);
        }
        StringBuilder[] paths = new StringBuilder[CLASSES];
        Arrays.setAll(paths, k -> new StringBuilder());
        for (int from = 0, to; from < cells.length; from = to) {
            to = end(cells, from);
            double share = most == 1 ? 1 : StrictMath.log(to - from) / StrictMath.log(most);
            int shade = (int) Math.min(CLASSES - 1, share * CLASSES);
            long column = cells[from] >> Integer.SIZE;
            int row = (int) cells[from];
            paths[shade].append('M').append(column * (int) CELL).append(',').append(row * (int) CELL);
            paths[shade].append("h4v4h-4z");
        }
        List<Shade> shades = new ArrayList<>();
        for (int k = 0; k < CLASSES; k++) {
            if (!paths[k].isEmpty()) {
                shades.add(new Shade(paths[k].toString(), PALEST + (DARKEST - PALEST) * k / (CLASSES - 1)));
            }
        }
        return shades;
    }

    private static int end(long[] sorted, int from) {
        int to = from + 1;
        while (to < sorted.length && sorted[to] == sorted[from]) {
            to++;
        }
        return to;
    }

    private long cell(int i) {
        long column = (long) Math.floor(x[i] / CELL);
        long row = (long) Math.floor(y[i] / CELL);
        return (column << Integer.SIZE) | (row & 0xFFFF_FFFFL);
    }
}
