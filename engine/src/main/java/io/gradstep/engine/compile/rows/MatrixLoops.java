package io.gradstep.engine.compile.rows;

/**
 * Products of a matrix and a vector, for a single sample or a few. The weights of each output are side by side; the
 * sums have the order of those in {@link RowLoops}, so that the results are the same bits.
 */
public final class MatrixLoops {
    private MatrixLoops() {}

    /**
     * out[y + i] = Σ p[firsts[i] + j]·v[x + j] over the inputs j, for each output i: four outputs together, because a
     * single sum would wait for each addition to finish.
     */
    public static void multiply(double[] p, int[] firsts, double[] v, int x, int inputs, double[] out, int y) {
        int i = 0;
        for (; i + 4 <= firsts.length; i += 4) {
            four(p, firsts, i, v, x, inputs, out, y + i);
        }
        for (; i < firsts.length; i++) {
            int w = firsts[i];
            double sum = p[w] * v[x];
            for (int j = 1; j < inputs; j++) {
                sum += p[w + j] * v[x + j];
            }
            out[y + i] = sum;
        }
    }

    private static void four(double[] p, int[] firsts, int i, double[] v, int x, int inputs, double[] out, int y) {
        int w0 = firsts[i];
        int w1 = firsts[i + 1];
        int w2 = firsts[i + 2];
        int w3 = firsts[i + 3];
        double a = v[x];
        double s0 = p[w0] * a;
        double s1 = p[w1] * a;
        double s2 = p[w2] * a;
        double s3 = p[w3] * a;
        for (int j = 1; j < inputs; j++) {
            a = v[x + j];
            s0 += p[w0 + j] * a;
            s1 += p[w1 + j] * a;
            s2 += p[w2 + j] * a;
            s3 += p[w3 + j] * a;
        }
        out[y] = s0;
        out[y + 1] = s1;
        out[y + 2] = s2;
        out[y + 3] = s3;
    }

    /**
     * sums[j] += Σ g[y + i]·p[firsts[i] + j] over the outputs i, for each input j.
     *
     * @param rows scratch: four rows of at least so many inputs
     */
    public static void pullBack(
            double[] p, int[] firsts, double[] g, int y, double[] sums, int inputs, double[][] rows) {
        int i = 0;
        for (; i + 4 <= firsts.length; i += 4) {
            for (int r = 0; r < 4; r++) {
                System.arraycopy(p, firsts[i + r], rows[r], 0, inputs);
            }
            RowLoops.combine(sums, g, y + i, rows, 4, inputs, false);
        }
        for (; i < firsts.length; i++) {
            double d = g[y + i];
            int w = firsts[i];
            for (int j = 0; j < inputs; j++) {
                sums[j] += d * p[w + j];
            }
        }
    }
}
