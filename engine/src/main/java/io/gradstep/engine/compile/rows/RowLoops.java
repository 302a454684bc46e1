package io.gradstep.engine.compile.rows;

import java.util.Arrays;

/**
 * The inner loops of batches over rows of numbers.
 *
 * <p>They are written so that HotSpot turns them into vector instructions: each array is a row of its own, all share
 * one index that starts at 0, and a pass adds two terms to three sums, or four terms to one sum, which saves loads and
 * stores (longer bodies are not unrolled on 17, and take twice the time). The terms are read before anything is stored,
 * because HotSpot does not know that the arrays differ, and added from left to right, as
 * {@link io.gradstep.engine.Op#DOT} does.
 */
public final class RowLoops {
    /** The most sums that are computed at a time. */
    public static final int MAX_SUMS = 3;

    /** The number of sums over rows that {@link #dots} computes at a time. */
    public static final int CHAINS = 4;

    private RowLoops() {}

    /**
     * outs[i] = Σ c[i][first[i] + k]·rows[k], or outs[i] += that, over the first {@code terms} rows, for the first
     * {@code sums} of the outs.
     *
     * @param set whether to overwrite; then there must be a term
     */
    public static void combine(
            double[][] outs, double[][] c, int[] first, int sums, double[][] rows, int terms, int n, boolean set) {
        if (sums == MAX_SUMS && terms > 1) {
            combine3(outs[0], c[0], first[0], outs[1], c[1], first[1], outs[2], c[2], first[2], rows, terms, n, set);
            return;
        }
        for (int i = 0; i < sums; i++) {
            combine(outs[i], c[i], first[i], rows, terms, n, set);
        }
    }

    /** Adds Σ a[atA + k]·rows[k] to x, and the same of b and c to y and z; or overwrites them. */
    public static void combine3(
            double[] x,
            double[] a,
            int atA,
            double[] y,
            double[] b,
            int atB,
            double[] z,
            double[] c,
            int atC,
            double[][] rows,
            int terms,
            int n,
            boolean set) {
        int k = 0;
        if (set) {
            set3(x, a[atA], a[atA + 1], y, b[atB], b[atB + 1], z, c[atC], c[atC + 1], rows[0], rows[1], n);
            k = 2;
        }
        for (; k + 2 <= terms; k += 2) {
            double a0 = a[atA + k];
            double b0 = b[atB + k];
            double c0 = c[atC + k];
            add3(x, a0, a[atA + k + 1], y, b0, b[atB + k + 1], z, c0, c[atC + k + 1], rows[k], rows[k + 1], n);
        }
        if (k < terms) {
            addScaled(x, a[atA + k], rows[k], n);
            addScaled(y, b[atB + k], rows[k], n);
            addScaled(z, c[atC + k], rows[k], n);
        }
    }

    private static void set3(
            double[] x,
            double a0,
            double a1,
            double[] y,
            double b0,
            double b1,
            double[] z,
            double c0,
            double c1,
            double[] r0,
            double[] r1,
            int n) {
        for (int l = 0; l < n; l++) {
            double p = r0[l];
            double q = r1[l];
            x[l] = a0 * p + a1 * q;
            y[l] = b0 * p + b1 * q;
            z[l] = c0 * p + c1 * q;
        }
    }

    private static void add3(
            double[] x,
            double a0,
            double a1,
            double[] y,
            double b0,
            double b1,
            double[] z,
            double c0,
            double c1,
            double[] r0,
            double[] r1,
            int n) {
        for (int l = 0; l < n; l++) {
            double p = r0[l];
            double q = r1[l];
            x[l] = x[l] + a0 * p + a1 * q;
            y[l] = y[l] + b0 * p + b1 * q;
            z[l] = z[l] + c0 * p + c1 * q;
        }
    }

    /**
     * out = Σ c[first + k]·rows[k], or out += that, over the first {@code terms} rows.
     *
     * @param set whether to overwrite; then there must be a term
     */
    public static void combine(double[] out, double[] c, int first, double[][] rows, int terms, int n, boolean set) {
        int k = 0;
        if (set) {
            if (terms >= 4) {
                set4(out, c[first], rows[0], c[first + 1], rows[1], c[first + 2], rows[2], c[first + 3], rows[3], n);
                k = 4;
            } else {
                set1(out, c[first], rows[0], n);
                k = 1;
            }
        }
        for (; k + 4 <= terms; k += 4) {
            int f = first + k;
            add4(out, c[f], rows[k], c[f + 1], rows[k + 1], c[f + 2], rows[k + 2], c[f + 3], rows[k + 3], n);
        }
        if (k + 2 <= terms) {
            add2(out, c[first + k], rows[k], c[first + k + 1], rows[k + 1], n);
            k += 2;
        }
        if (k < terms) {
            addScaled(out, c[first + k], rows[k], n);
        }
    }

    /**
     * rows[i] = c[first + i]·x for the first four rows, without any −0: a short loop takes half its time to begin and
     * to end.
     */
    public static void setMultiples(double[][] rows, double[] c, int first, double[] x, int n) {
        setMultiples(rows[0], c[first], rows[1], c[first + 1], rows[2], c[first + 2], rows[3], c[first + 3], x, n);
    }

    private static void setMultiples(
            double[] r0,
            double c0,
            double[] r1,
            double c1,
            double[] r2,
            double c2,
            double[] r3,
            double c3,
            double[] x,
            int n) {
        for (int l = 0; l < n; l++) {
            double y = x[l];
            r0[l] = 0.0 + c0 * y;
            r1[l] = 0.0 + c1 * y;
            r2[l] = 0.0 + c2 * y;
            r3[l] = 0.0 + c3 * y;
        }
    }

    /** out = c·x, without any −0. */
    public static void setMultiple(double[] out, double c, double[] x, int n) {
        for (int l = 0; l < n; l++) {
            out[l] = 0.0 + c * x[l];
        }
    }

    private static void set1(double[] out, double c, double[] x, int n) {
        for (int l = 0; l < n; l++) {
            out[l] = c * x[l];
        }
    }

    private static void set4(
            double[] out,
            double c0,
            double[] x0,
            double c1,
            double[] x1,
            double c2,
            double[] x2,
            double c3,
            double[] x3,
            int n) {
        for (int l = 0; l < n; l++) {
            out[l] = c0 * x0[l] + c1 * x1[l] + c2 * x2[l] + c3 * x3[l];
        }
    }

    /** out += c·x. */
    public static void addScaled(double[] out, double c, double[] x, int n) {
        for (int l = 0; l < n; l++) {
            out[l] += c * x[l];
        }
    }

    private static void add2(double[] out, double c0, double[] x0, double c1, double[] x1, int n) {
        for (int l = 0; l < n; l++) {
            out[l] = out[l] + c0 * x0[l] + c1 * x1[l];
        }
    }

    private static void add4(
            double[] out,
            double c0,
            double[] x0,
            double c1,
            double[] x1,
            double c2,
            double[] x2,
            double c3,
            double[] x3,
            int n) {
        for (int l = 0; l < n; l++) {
            out[l] = out[l] + c0 * x0[l] + c1 * x1[l] + c2 * x2[l] + c3 * x3[l];
        }
    }

    /** out += c. */
    public static void addConstant(double[] out, double c, int n) {
        for (int l = 0; l < n; l++) {
            out[l] += c;
        }
    }

    /** out += x. */
    public static void add(double[] out, double[] x, int n) {
        for (int l = 0; l < n; l++) {
            out[l] += x[l];
        }
    }

    /** out += a·b. */
    public static void addProduct(double[] out, double[] a, double[] b, int n) {
        for (int l = 0; l < n; l++) {
            out[l] += a[l] * b[l];
        }
    }

    /** out = a·b. */
    static void product(double[] out, double[] a, double[] b, int n) {
        for (int l = 0; l < n; l++) {
            out[l] = a[l] * b[l];
        }
    }

    /**
     * sums[at + k] += Σ x[k]·y[k] for each of {@link #CHAINS} pairs of rows: each sum from left to right, and all of
     * them side by side, because one alone would wait for each addition to finish.
     */
    public static void dots(double[] sums, int at, double[][] x, double[][] y, int n) {
        double[] x0 = x[0];
        double[] x1 = x[1];
        double[] x2 = x[2];
        double[] x3 = x[3];
        double[] y0 = y[0];
        double[] y1 = y[1];
        double[] y2 = y[2];
        double[] y3 = y[3];
        double s0 = sums[at];
        double s1 = sums[at + 1];
        double s2 = sums[at + 2];
        double s3 = sums[at + 3];
        for (int l = 0; l < n; l++) {
            s0 += x0[l] * y0[l];
            s1 += x1[l] * y1[l];
            s2 += x2[l] * y2[l];
            s3 += x3[l] * y3[l];
        }
        sums[at] = s0;
        sums[at + 1] = s1;
        sums[at + 2] = s2;
        sums[at + 3] = s3;
    }

    /** start + Σ x, from left to right. */
    public static double sum(double start, double[] x, int n) {
        double sum = start;
        for (int l = 0; l < n; l++) {
            sum += x[l];
        }
        return sum;
    }

    /**
     * turned[l][k] = rows[k][l] for k below {@code count} and l below {@code n}: eight rows at a time, which fill a
     * line of the cache. Spelled out they take 0.35 ns a number, in a loop 0.59.
     */
    public static void transpose(double[][] rows, int count, double[][] turned, int n) {
        int k = 0;
        for (; k + 8 <= count; k += 8) {
            turnEight(rows, k, turned, n);
        }
        for (; k < count; k++) {
            double[] row = rows[k];
            for (int l = 0; l < n; l++) {
                turned[l][k] = row[l];
            }
        }
    }

    private static void turnEight(double[][] rows, int k, double[][] turned, int n) {
        double[] r0 = rows[k];
        double[] r1 = rows[k + 1];
        double[] r2 = rows[k + 2];
        double[] r3 = rows[k + 3];
        double[] r4 = rows[k + 4];
        double[] r5 = rows[k + 5];
        double[] r6 = rows[k + 6];
        double[] r7 = rows[k + 7];
        for (int l = 0; l < n; l++) {
            double[] to = turned[l];
            to[k] = r0[l];
            to[k + 1] = r1[l];
            to[k + 2] = r2[l];
            to[k + 3] = r3[l];
            to[k + 4] = r4[l];
            to[k + 5] = r5[l];
            to[k + 6] = r6[l];
            to[k + 7] = r7[l];
        }
    }

    static void clear(double[][] rows, int count, int n) {
        for (int k = 0; k < count; k++) {
            Arrays.fill(rows[k], 0, n, 0);
        }
    }
}
