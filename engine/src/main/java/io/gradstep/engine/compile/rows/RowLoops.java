package io.gradstep.engine.compile.rows;

import java.util.Arrays;

/**
 * The inner loops of batches over rows of numbers.
 *
 * <p>They are written so that HotSpot turns them into vector instructions: each array is a row of its own, all share
 * one index that starts at 0, and four terms are added in one pass, which saves stores (bodies of six and eight terms
 * are too long to be unrolled on 17, and take twice the time). The terms are added from left to right, as
 * {@link io.gradstep.engine.Op#DOT} does.
 */
public final class RowLoops {
    private RowLoops() {}

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

    /** a = c·x and b = d·x, without any −0. */
    public static void setMultiples(double[] a, double c, double[] b, double d, double[] x, int n) {
        for (int l = 0; l < n; l++) {
            a[l] = 0.0 + c * x[l];
            b[l] = 0.0 + d * x[l];
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

    /** Σ x, in four interleaved sums. */
    public static double sum(double[] x, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int l = 0;
        for (; l + 4 <= n; l += 4) {
            s0 += x[l];
            s1 += x[l + 1];
            s2 += x[l + 2];
            s3 += x[l + 3];
        }
        for (; l < n; l++) {
            s0 += x[l];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** Σ x·y, in four interleaved sums. */
    public static double dot(double[] x, double[] y, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int l = 0;
        for (; l + 4 <= n; l += 4) {
            s0 += x[l] * y[l];
            s1 += x[l + 1] * y[l + 1];
            s2 += x[l + 2] * y[l + 2];
            s3 += x[l + 3] * y[l + 3];
        }
        for (; l < n; l++) {
            s0 += x[l] * y[l];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** turned[l][k] = rows[k][l] for k below {@code count} and l below {@code n}, in tiles that stay in the cache. */
    public static void transpose(double[][] rows, int count, double[][] turned, int n) {
        for (int k = 0; k < count; k += 8) {
            int end = Math.min(k + 8, count);
            for (int l = 0; l < n; l++) {
                double[] to = turned[l];
                for (int j = k; j < end; j++) {
                    to[j] = rows[j][l];
                }
            }
        }
    }

    static void clear(double[][] rows, int count, int n) {
        for (int k = 0; k < count; k++) {
            Arrays.fill(rows[k], 0, n, 0);
        }
    }
}
