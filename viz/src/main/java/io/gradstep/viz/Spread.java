package io.gradstep.viz;

/** Moves places on a line apart as little as possible, without changing their order. */
final class Spread {
    private Spread() {}

    /**
     * Returns places at least {@code gap} apart, in the order given and between {@code low} and {@code high}, that
     * differ least (in the sum of squares) from those wished for. Where there is no room, the gap shrinks.
     *
     * <p>Without gaps this is isotonic regression by pooling neighbours that violate the order; the gaps are taken off
     * before it and put back after. Linear in the number of places.
     */
    static double[] apart(double[] wished, double gap, double low, double high) {
        int n = wished.length;
        double step = n < 2 ? 0 : Math.max(0, Math.min(gap, (high - low) / (n - 1)));
        double[] means = new double[n];
        int[] sizes = new int[n];
        int pools = 0;
        for (int i = 0; i < n; i++) {
            means[pools] = wished[i] - i * step;
            sizes[pools] = 1;
            for (pools++; pools > 1 && means[pools - 2] > means[pools - 1]; pools--) {
                int size = sizes[pools - 2] + sizes[pools - 1];
                double sum = means[pools - 2] * sizes[pools - 2] + means[pools - 1] * sizes[pools - 1];
                means[pools - 2] = sum / size;
                sizes[pools - 2] = size;
            }
        }
        double highest = Math.max(low, high - Math.max(0, n - 1) * step);
        double[] places = new double[n];
        int i = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int member = 0; member < sizes[pool]; member++, i++) {
                places[i] = Math.max(low, Math.min(highest, means[pool])) + i * step;
            }
        }
        return places;
    }
}
