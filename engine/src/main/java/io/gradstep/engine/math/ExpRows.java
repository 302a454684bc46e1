package io.gradstep.engine.math;

import static io.gradstep.engine.math.KernelTables.EXP;

/**
 * e^x of many numbers, in the steps of {@link ExpLog#exp(double)} and so with its bits, as loops that HotSpot
 * vectorises but for that of the table, as with {@link TanhRows}. Large numbers and NaN are computed one by one.
 */
final class ExpRows extends BlockwiseRows {
    private static final long SAFE_BITS = Double.doubleToRawLongBits(ExpLog.EXP_SAFE);

    static final ThreadLocal<ExpRows> OF_THREAD = ThreadLocal.withInitial(ExpRows::new);

    private final double[] rest = new double[BLOCK];
    private final double[] power = new double[BLOCK];
    private final double[] low = new double[BLOCK];

    private ExpRows() {}

    @Override
    void computeBlock(double[] x, int from, double[] out, int to, int n) {
        boolean special = look(x, from, rest, power, low, n) < 0;
        series(rest, low, n);
        finish(power, low, rest, n);
        if (special) {
            patch(x, from, rest, n);
        }
        System.arraycopy(rest, 0, out, to, n);
    }

    /** Reads the table; returns a negative number if there is one that must be patched. */
    private static long look(double[] x, int from, double[] rest, double[] power, double[] low, int n) {
        long special = 0;
        for (int l = 0; l < n; l++) {
            double xl = x[from + l];
            double shifted = xl * ExpLog.PER_LN2 + ExpLog.ROUND;
            long k = Double.doubleToRawLongBits(shifted);
            double multiple = shifted - ExpLog.ROUND;
            rest[l] = (xl - multiple * ExpLog.LN2_128_HI) - multiple * ExpLog.LN2_128_LO;
            int i = ((int) k & 127) << 1;
            power[l] = Double.longBitsToDouble(EXP[i + 1] + (k << 45));
            low[l] = Double.longBitsToDouble(EXP[i]);
            special |= (SAFE_BITS - 1) - (Double.doubleToRawLongBits(xl) & Long.MAX_VALUE);
        }
        return special;
    }

    private static void series(double[] rest, double[] low, int n) {
        for (int l = 0; l < n; l++) {
            low[l] = low[l] + ExpLog.expm1Small(rest[l]);
        }
    }

    private static void finish(double[] power, double[] factor, double[] out, int n) {
        for (int l = 0; l < n; l++) {
            out[l] = power[l] + power[l] * factor[l];
        }
    }

    private static void patch(double[] x, int from, double[] out, int n) {
        for (int l = 0; l < n; l++) {
            double xl = x[from + l];
            if (!(Math.abs(xl) < ExpLog.EXP_SAFE)) {
                out[l] = ExpLog.exp(xl);
            }
        }
    }
}
