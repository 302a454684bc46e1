package io.gradstep.demos.notes.closed;

import java.util.Arrays;

/**
 * S = QKᵀ/√d, A = the softmax of each row of S, O = AV, L = Σ G⊙O, and the gradients of L; a row of each matrix is a
 * position.
 */
public class AttentionFormulas {
    private final double[][] q;
    private final double[][] k;
    private final double[][] v;
    private final double[][] g;
    private final double root;
    private final double[][] s;
    private final double[][] a;

    /**
     * Computes S and A.
     *
     * @param q the queries, positions × d
     * @param k the keys, positions × d
     * @param v the values, positions × outputs
     * @param g the gradient at O, of O's shape
     */
    public AttentionFormulas(double[][] q, double[][] k, double[][] v, double[][] g) {
        this.q = q;
        this.k = k;
        this.v = v;
        this.g = g;
        this.root = Math.sqrt(q[0].length);
        this.s = Matrices.scale(1 / root, Matrices.times(q, Matrices.transpose(k)));
        this.a = new double[s.length][s[0].length];
        for (int t = 0; t < s.length; t++) {
            double total = 0;
            for (double score : s[t]) {
                total += StrictMath.exp(score);
            }
            for (int u = 0; u < s[t].length; u++) {
                a[t][u] = StrictMath.exp(s[t][u]) / total;
            }
        }
    }

    /** {@return the scores} */
    public double[][] s() {
        return s;
    }

    /** {@return the shares, each row of which adds up to 1} */
    public double[][] a() {
        return a;
    }

    /** {@return the outputs, AV} */
    public double[][] o() {
        return Matrices.times(a, v);
    }

    /** {@return ∂L/∂vᵤⱼ = Σₜ aₜᵤ gₜⱼ} */
    public double[][] gradientOfVByElement() {
        double[][] gradient = new double[v.length][v[0].length];
        for (int u = 0; u < v.length; u++) {
            for (int j = 0; j < v[0].length; j++) {
                for (int t = 0; t < a.length; t++) {
                    gradient[u][j] += a[t][u] * g[t][j];
                }
            }
        }
        return gradient;
    }

    /** {@return ∂L/∂V = AᵀG} */
    public double[][] gradientOfVByMatrix() {
        return Matrices.times(Matrices.transpose(a), g);
    }

    /** {@return ∂L/∂A = GVᵀ} */
    public double[][] gradientOfA() {
        return Matrices.times(g, Matrices.transpose(v));
    }

    /** {@return ∂L/∂sₜᵤ = Σᵣ ∂L/∂aₜᵣ · aₜᵣ(1[r = u] − aₜᵤ), by the derivative of each share by each score} */
    public double[][] gradientOfSByElement() {
        double[][] byShare = gradientOfA();
        double[][] gradient = new double[s.length][s[0].length];
        for (int t = 0; t < s.length; t++) {
            for (int u = 0; u < s[0].length; u++) {
                for (int r = 0; r < s[0].length; r++) {
                    gradient[t][u] += byShare[t][r] * a[t][r] * ((r == u ? 1 : 0) - a[t][u]);
                }
            }
        }
        return gradient;
    }

    /** {@return ∂L/∂S = A ⊙ (∂L/∂A − m), where m is the mean of each row of ∂L/∂A by its shares} */
    public double[][] gradientOfSByMatrix() {
        double[][] byShare = gradientOfA();
        double[][] weighted = Matrices.hadamard(a, byShare);
        double[][] means = new double[s.length][s[0].length];
        for (int t = 0; t < s.length; t++) {
            double mean = 0;
            for (double part : weighted[t]) {
                mean += part;
            }
            Arrays.fill(means[t], mean);
        }
        return Matrices.hadamard(a, Matrices.plus(byShare, Matrices.scale(-1, means)));
    }

    /** {@return ∂L/∂qₜⱼ = Σᵤ ∂L/∂sₜᵤ · kᵤⱼ/√d} */
    public double[][] gradientOfQByElement() {
        double[][] byScore = gradientOfSByElement();
        double[][] gradient = new double[q.length][q[0].length];
        for (int t = 0; t < q.length; t++) {
            for (int j = 0; j < q[0].length; j++) {
                for (int u = 0; u < k.length; u++) {
                    gradient[t][j] += byScore[t][u] * k[u][j] / root;
                }
            }
        }
        return gradient;
    }

    /** {@return ∂L/∂Q = ∂L/∂S · K/√d} */
    public double[][] gradientOfQByMatrix() {
        return Matrices.scale(1 / root, Matrices.times(gradientOfSByMatrix(), k));
    }

    /** {@return ∂L/∂kᵤⱼ = Σₜ ∂L/∂sₜᵤ · qₜⱼ/√d} */
    public double[][] gradientOfKByElement() {
        double[][] byScore = gradientOfSByElement();
        double[][] gradient = new double[k.length][k[0].length];
        for (int u = 0; u < k.length; u++) {
            for (int j = 0; j < k[0].length; j++) {
                for (int t = 0; t < q.length; t++) {
                    gradient[u][j] += byScore[t][u] * q[t][j] / root;
                }
            }
        }
        return gradient;
    }

    /** {@return ∂L/∂K = (∂L/∂S)ᵀ · Q/√d} */
    public double[][] gradientOfKByMatrix() {
        return Matrices.scale(1 / root, Matrices.times(Matrices.transpose(gradientOfSByMatrix()), q));
    }
}
