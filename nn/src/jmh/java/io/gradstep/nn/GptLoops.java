package io.gradstep.nn;

import io.gradstep.nn.gpt.Gpt;
import io.gradstep.nn.gpt.GptSizes;
import java.util.Arrays;

/**
 * One step of the GPT of one layer, written by hand: loops over {@code double[]}, forward, backward and Adam, no graph.
 * The parameters lie in one array in the order of {@link Gpt#parameters()}.
 */
final class GptLoops {
    private static final double BETA1 = 0.85;
    private static final double BETA2 = 0.99;

    final double[] parameters;
    final double[] gradient;
    private final double[] mean;
    private final double[] square;
    private int steps;

    private final int width;
    private final int heads;
    private final int headWidth;
    private final int vocabulary;
    private final int wpe;
    private final int head;
    private final int wq;
    private final int wk;
    private final int wv;
    private final int wo;
    private final int fc1;
    private final int fc2;

    // A row for each position: what the forward pass keeps, and gradients.
    private final double[][] embedded;
    private final double[][] x0;
    private final double[][] a;
    private final double[][] q;
    private final double[][] k;
    private final double[][] v;
    private final double[][] mixed;
    private final double[][] x1;
    private final double[][] b;
    private final double[][] wide;
    private final double[][] lit;
    private final double[][] x2;
    private final double[][] logits;
    private final double[][][] shares;
    private final double[] s0;
    private final double[] s1;
    private final double[] s2;
    private final double[][] dx1;
    private final double[][] dq;
    private final double[][] dk;
    private final double[][] dv;
    private final double[] dx2;
    private final double[] dlit;
    private final double[] dnormed;
    private final double[] dmixed;
    private final double[] dshare;

    GptLoops(GptSizes sizes, double[] parameters) {
        this.parameters = parameters;
        int size = parameters.length;
        gradient = new double[size];
        mean = new double[size];
        square = new double[size];
        width = sizes.width();
        heads = sizes.heads();
        headWidth = width / heads;
        vocabulary = sizes.vocabulary();
        int block = sizes.block();
        int squared = width * width;
        wpe = vocabulary * width;
        head = wpe + block * width;
        wq = head + vocabulary * width;
        wk = wq + squared;
        wv = wk + squared;
        wo = wv + squared;
        fc1 = wo + squared;
        fc2 = fc1 + 4 * squared;
        embedded = new double[block][width];
        x0 = new double[block][width];
        a = new double[block][width];
        q = new double[block][width];
        k = new double[block][width];
        v = new double[block][width];
        mixed = new double[block][width];
        x1 = new double[block][width];
        b = new double[block][width];
        wide = new double[block][4 * width];
        lit = new double[block][4 * width];
        x2 = new double[block][width];
        logits = new double[block][vocabulary];
        shares = new double[block][heads][block];
        s0 = new double[block];
        s1 = new double[block];
        s2 = new double[block];
        dx1 = new double[block][width];
        dq = new double[block][width];
        dk = new double[block][width];
        dv = new double[block][width];
        dx2 = new double[width];
        dlit = new double[4 * width];
        dnormed = new double[width];
        dmixed = new double[width];
        dshare = new double[block];
    }

    private void linear(int w, double[] x, double[] y, int rows) {
        int columns = x.length;
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            int row = w + i * columns;
            for (int j = 0; j < columns; j++) {
                sum += parameters[row + j] * x[j];
            }
            y[i] = sum;
        }
    }

    /** Adds Wᵀ·dy to dx, and dy·xᵀ to the gradient of W. */
    private void linearBack(int w, double[] x, double[] dy, double[] dx, int rows) {
        int columns = x.length;
        for (int i = 0; i < rows; i++) {
            double d = dy[i];
            int row = w + i * columns;
            for (int j = 0; j < columns; j++) {
                gradient[row + j] += d * x[j];
            }
            for (int j = 0; j < columns; j++) {
                dx[j] += d * parameters[row + j];
            }
        }
    }

    private double norm(double[] x, double[] y) {
        double sum = 0;
        for (double number : x) {
            sum += number * number;
        }
        double scale = 1 / Math.sqrt(sum / x.length + Gpt.EPSILON);
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] * scale;
        }
        return scale;
    }

    /** Adds to dx the gradient of a normalised vector. */
    private static void normBack(double[] x, double scale, double[] dy, double[] dx) {
        double inner = 0;
        for (int i = 0; i < x.length; i++) {
            inner += dy[i] * x[i];
        }
        double factor = inner * scale * scale * scale / x.length;
        for (int i = 0; i < x.length; i++) {
            dx[i] += scale * dy[i] - factor * x[i];
        }
    }

    private static double softmax(double[] scores, int count) {
        double greatest = scores[0];
        for (int i = 1; i < count; i++) {
            greatest = Math.max(greatest, scores[i]);
        }
        double total = 0;
        for (int i = 0; i < count; i++) {
            scores[i] = Math.exp(scores[i] - greatest);
            total += scores[i];
        }
        for (int i = 0; i < count; i++) {
            scores[i] /= total;
        }
        return total;
    }

    /** Fills {@link #gradient}, and returns the loss of a text. */
    double lossAndGradient(int[] tokens) {
        int n = Math.min(embedded.length, tokens.length - 1);
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int t = 0; t < n; t++) {
            forward(t, tokens[t]);
            loss -= Math.log(logits[t][tokens[t + 1]]) / n;
            Arrays.fill(dk[t], 0);
            Arrays.fill(dv[t], 0);
        }
        for (int t = n - 1; t >= 0; t--) {
            backward(t, n, tokens[t + 1]);
        }
        for (int t = 0; t < n; t++) {
            Arrays.fill(dnormed, 0);
            linearBack(wq, a[t], dq[t], dnormed, width);
            linearBack(wk, a[t], dk[t], dnormed, width);
            linearBack(wv, a[t], dv[t], dnormed, width);
            normBack(x0[t], s1[t], dnormed, dx1[t]);
            Arrays.fill(dnormed, 0);
            normBack(embedded[t], s0[t], dx1[t], dnormed);
            for (int j = 0; j < width; j++) {
                gradient[tokens[t] * width + j] += dnormed[j];
                gradient[wpe + t * width + j] += dnormed[j];
            }
        }
        return loss;
    }

    private void forward(int t, int token) {
        for (int j = 0; j < width; j++) {
            embedded[t][j] = parameters[token * width + j] + parameters[wpe + t * width + j];
        }
        s0[t] = norm(embedded[t], x0[t]);
        s1[t] = norm(x0[t], a[t]);
        linear(wq, a[t], q[t], width);
        linear(wk, a[t], k[t], width);
        linear(wv, a[t], v[t], width);
        Arrays.fill(mixed[t], 0);
        double root = Math.sqrt(headWidth);
        for (int h = 0; h < heads; h++) {
            double[] share = shares[t][h];
            int from = h * headWidth;
            for (int u = 0; u <= t; u++) {
                double sum = 0;
                for (int j = from; j < from + headWidth; j++) {
                    sum += q[t][j] * k[u][j];
                }
                share[u] = sum / root;
            }
            softmax(share, t + 1);
            for (int u = 0; u <= t; u++) {
                for (int j = from; j < from + headWidth; j++) {
                    mixed[t][j] += share[u] * v[u][j];
                }
            }
        }
        linear(wo, mixed[t], x1[t], width);
        for (int j = 0; j < width; j++) {
            x1[t][j] += x0[t][j];
        }
        s2[t] = norm(x1[t], b[t]);
        linear(fc1, b[t], wide[t], 4 * width);
        for (int j = 0; j < 4 * width; j++) {
            lit[t][j] = Math.max(0, wide[t][j]);
        }
        linear(fc2, lit[t], x2[t], width);
        for (int j = 0; j < width; j++) {
            x2[t][j] += x1[t][j];
        }
        linear(head, x2[t], logits[t], vocabulary);
        softmax(logits[t], vocabulary);
    }

    private void backward(int t, int n, int next) {
        double[] dlogits = logits[t];
        dlogits[next] -= 1;
        for (int i = 0; i < vocabulary; i++) {
            dlogits[i] /= n;
        }
        Arrays.fill(dx2, 0);
        linearBack(head, x2[t], dlogits, dx2, vocabulary);
        Arrays.fill(dlit, 0);
        linearBack(fc2, lit[t], dx2, dlit, width);
        for (int j = 0; j < 4 * width; j++) {
            dlit[j] = wide[t][j] > 0 ? dlit[j] : 0;
        }
        Arrays.fill(dnormed, 0);
        linearBack(fc1, b[t], dlit, dnormed, 4 * width);
        System.arraycopy(dx2, 0, dx1[t], 0, width);
        normBack(x1[t], s2[t], dnormed, dx1[t]);
        Arrays.fill(dmixed, 0);
        linearBack(wo, mixed[t], dx1[t], dmixed, width);
        Arrays.fill(dq[t], 0);
        double root = Math.sqrt(headWidth);
        for (int h = 0; h < heads; h++) {
            int from = h * headWidth;
            double[] share = shares[t][h];
            double inner = 0;
            for (int u = 0; u <= t; u++) {
                double sum = 0;
                for (int j = from; j < from + headWidth; j++) {
                    sum += dmixed[j] * v[u][j];
                }
                dshare[u] = sum;
                inner += share[u] * sum;
            }
            for (int u = 0; u <= t; u++) {
                double dscore = share[u] * (dshare[u] - inner) / root;
                for (int j = from; j < from + headWidth; j++) {
                    dv[u][j] += share[u] * dmixed[j];
                    dq[t][j] += dscore * k[u][j];
                    dk[u][j] += dscore * q[t][j];
                }
            }
        }
    }

    /** A step of Adam from the gradient. */
    void adam(double rate) {
        steps++;
        double correction1 = 1 - Math.pow(BETA1, steps);
        double correction2 = 1 - Math.pow(BETA2, steps);
        for (int i = 0; i < parameters.length; i++) {
            double g = gradient[i];
            mean[i] = BETA1 * mean[i] + (1 - BETA1) * g;
            square[i] = BETA2 * square[i] + (1 - BETA2) * g * g;
            parameters[i] -= rate * mean[i] / correction1 / (Math.sqrt(square[i] / correction2) + 1e-8);
        }
    }
}
