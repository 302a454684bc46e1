package io.gradstep.engine.math;

/**
 * tanh of many numbers, in the steps of {@link Saturating#tanh} and so with its bits, but each step as a loop over all
 * of them: HotSpot turns all loops but that of the table into vector instructions, if they are short.
 *
 * <p>The steps are odd or even in x, with every rounding, so that x keeps its sign instead of getting it back at the
 * end; only −0 would lose it. Zeros, large numbers and NaN are computed one by one.
 */
final class TanhRows extends BlockwiseRows {
    static final ThreadLocal<TanhRows> OF_THREAD = ThreadLocal.withInitial(TanhRows::new);

    private final double[] h = new double[BLOCK];
    private final double[] centre = new double[BLOCK];
    private final double[] low = new double[BLOCK];
    private final double[] near = new double[BLOCK];
    private final double[] slope = new double[BLOCK];
    private final double[] beyond = new double[BLOCK];
    private final double[] sum = new double[BLOCK];

    private TanhRows() {}

    @Override
    void computeBlock(double[] x, int from, double[] out, int to, int n) {
        long special = look(x, from, h, centre, low, near, slope, n);
        series(h, beyond, n);
        head(h, centre, low, near, sum, n);
        multiply(h, beyond, centre, n);
        correct(h, beyond, centre, near, slope, n);
        finish(sum, low, slope, centre, h, n);
        if (special < 0) {
            patch(x, from, h, n);
        }
        System.arraycopy(h, 0, out, to, n);
    }

    /** Reads the table; returns a negative number if there is one that must be patched. */
    private static long look(
            double[] x, int from, double[] h, double[] centre, double[] low, double[] near, double[] slope, int n) {
        double[] table = Saturating.SIGNED_CENTRES;
        long special = 0;
        for (int l = 0; l < n; l++) {
            double xl = x[from + l];
            double shifted = xl * 8 + ExpLog.ROUND;
            int j = ((int) Double.doubleToRawLongBits(shifted) & Saturating.SIGNED_MASK) << 2;
            h[l] = xl - (shifted - ExpLog.ROUND) * 0.125;
            centre[l] = table[j];
            low[l] = table[j + 1];
            near[l] = table[j + 2];
            slope[l] = table[j + 3];
            long magnitude = Double.doubleToRawLongBits(xl) & Long.MAX_VALUE;
            special |= (Saturating.TANH_LARGEST_BITS - magnitude) | (magnitude - 1);
        }
        return special;
    }

    private static void series(double[] h, double[] beyond, int n) {
        for (int l = 0; l < n; l++) {
            beyond[l] = Saturating.tanhLessArgument(h[l]);
        }
    }

    /** The sum of centre and step, and in place of low what rounding and the centre leave over. */
    private static void head(double[] h, double[] centre, double[] low, double[] near, double[] sum, int n) {
        for (int l = 0; l < n; l++) {
            double step = near[l] * h[l];
            double head = centre[l] + step;
            low[l] = ((centre[l] - head) + step) + low[l];
            sum[l] = head;
        }
    }

    /** The product that divides the correction, in place of the centre. */
    private static void multiply(double[] h, double[] beyond, double[] centre, int n) {
        for (int l = 0; l < n; l++) {
            centre[l] = centre[l] * (h[l] + beyond[l]);
        }
    }

    /** The correction, in place of the slope. */
    private static void correct(double[] h, double[] beyond, double[] product, double[] near, double[] slope, int n) {
        for (int l = 0; l < n; l++) {
            slope[l] = slope[l] * h[l] + ((near[l] + slope[l]) * beyond[l] - near[l] * h[l] * product[l]);
        }
    }

    private static void finish(double[] sum, double[] low, double[] slope, double[] product, double[] out, int n) {
        for (int l = 0; l < n; l++) {
            out[l] = sum[l] + (low[l] + slope[l] / (1 + product[l]));
        }
    }

    private static void patch(double[] x, int from, double[] out, int n) {
        for (int l = 0; l < n; l++) {
            double xl = x[from + l];
            if (!(Math.abs(xl) <= Saturating.TANH_LARGEST) || xl == 0) {
                out[l] = Saturating.tanh(xl);
            }
        }
    }
}
