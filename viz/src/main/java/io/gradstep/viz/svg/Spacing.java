package io.gradstep.viz.svg;

import java.util.Arrays;

/** Moves positions on a line apart as little as possible, without changing their order. */
public final class Spacing {
    private Spacing() {}

    /**
     * Returns positions at least {@code gap} apart, in the order given and between {@code low} and {@code high}, that
     * differ least (in the sum of squares) from those wished for. Where there is no room, the gap shrinks.
     *
     * <p>Without gaps this is isotonic regression by pooling neighbours that violate the order; the gaps are taken off
     * before it and put back after. Linear in the number of positions.
     */
    public static double[] apart(double[] wished, double gap, double low, double high) {
        int n = wished.length;
        double step = n < 2 ? 0 : Math.max(0, Math.min(gap, (high - low) / (n - 1)));
        double[] offsets = new double[n];
        for (int i = 0; i < n; i++) {
            offsets[i] = i * step;
        }
        double highest = Math.max(low, high - Math.max(0, n - 1) * step);
        double[] equal = new double[n];
        Arrays.fill(equal, 1);
        return pooled(wished, offsets, equal, low, highest);
    }

    /**
     * Returns positions in the order given, neighbours at least as far apart as their offsets are, that differ least
     * from those wished for, in the weighted sum of squares. Linear in the number of positions.
     *
     * @param offsets the first is 0, and none is less than the one before
     * @param weights positive
     */
    public static double[] byOffsets(double[] wished, double[] offsets, double[] weights) {
        return pooled(wished, offsets, weights, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private static double[] pooled(double[] wished, double[] offsets, double[] weights, double low, double highest) {
        int n = wished.length;
        double[] means = new double[n];
        double[] sums = new double[n];
        int[] sizes = new int[n];
        int pools = 0;
        for (int i = 0; i < n; i++) {
            means[pools] = wished[i] - offsets[i];
            sums[pools] = weights[i];
            sizes[pools] = 1;
            for (pools++; pools > 1 && means[pools - 2] > means[pools - 1]; pools--) {
                double weight = sums[pools - 2] + sums[pools - 1];
                double sum = means[pools - 2] * sums[pools - 2] + means[pools - 1] * sums[pools - 1];
                means[pools - 2] = sum / weight;
                sums[pools - 2] = weight;
                sizes[pools - 2] += sizes[pools - 1];
            }
        }
        double[] positions = new double[n];
        int i = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int member = 0; member < sizes[pool]; member++, i++) {
                positions[i] = Math.max(low, Math.min(highest, means[pool])) + offsets[i];
            }
        }
        return positions;
    }
}
