package io.gradstep.demos.notes.closed;

/**
 * b = aW, c = tanh b, e = d = cV, ε = Σ (e − y)² and its gradients; all vectors are rows, W is [in, hidden], V [hidden,
 * out].
 */
public class TanhFormulas {
    private final double[][] a;
    private final double[][] w;
    private final double[][] v;
    private final double[][] y;
    private final double[][] c;
    private final double[][] e;

    /**
     * Computes c and e.
     *
     * @param a the input, a row
     * @param w the first matrix, in × hidden
     * @param v the second matrix, hidden × out
     * @param y the target, a row
     */
    public TanhFormulas(double[][] a, double[][] w, double[][] v, double[][] y) {
        this.a = a;
        this.w = w;
        this.v = v;
        this.y = y;
        this.c = Matrices.map(Matrices.times(a, w), StrictMath::tanh);
        this.e = Matrices.times(c, v);
    }

    /** {@return ε = Σₖ (eₖ − yₖ)²} */
    public double loss() {
        double sum = 0;
        for (int k = 0; k < e[0].length; k++) {
            sum += (e[0][k] - y[0][k]) * (e[0][k] - y[0][k]);
        }
        return sum;
    }

    /** {@return 2(e − y), a row with an entry for each output} */
    public double[][] twiceError() {
        return Matrices.scale(2, Matrices.plus(e, Matrices.scale(-1, y)));
    }

    /** {@return 1 − c², the slope of tanh at b, a row with an entry for each hidden unit} */
    public double[][] slopes() {
        return Matrices.map(c, entry -> 1 - entry * entry);
    }

    /** {@return ∂ε/∂vⱼₖ = 2(eₖ − yₖ)cⱼ, a matrix of V's shape} */
    public double[][] gradientOfVByElement() {
        double[][] gradient = new double[v.length][v[0].length];
        for (int j = 0; j < v.length; j++) {
            for (int k = 0; k < v[0].length; k++) {
                gradient[j][k] = 2 * (e[0][k] - y[0][k]) * c[0][j];
            }
        }
        return gradient;
    }

    /** {@return ∂ε/∂wᵢⱼ = Σₖ 2(eₖ − yₖ)vⱼₖ(1 − cⱼ²)aᵢ, a matrix of W's shape} */
    public double[][] gradientOfWByElement() {
        double[][] gradient = new double[w.length][w[0].length];
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w[0].length; j++) {
                for (double term : terms(i, j)) {
                    gradient[i][j] += term;
                }
            }
        }
        return gradient;
    }

    /**
     * {@return the terms of the sum over k in ∂ε/∂wᵢⱼ, one for each path from cⱼ to ε, 2(eₖ − yₖ)vⱼₖ(1 − cⱼ²)aᵢ for
     * each k}
     *
     * @param i the row of W, from 0
     * @param j the column of W, from 0
     */
    public double[] terms(int i, int j) {
        double[] terms = new double[v[0].length];
        for (int k = 0; k < terms.length; k++) {
            terms[k] = 2 * (e[0][k] - y[0][k]) * v[j][k] * (1 - c[0][j] * c[0][j]) * a[0][i];
        }
        return terms;
    }

    /** {@return ∂ε/∂V = cᵀ·2(e − y), an outer product of V's shape} */
    public double[][] gradientOfVByMatrix() {
        return Matrices.times(Matrices.transpose(c), twiceError());
    }

    /** {@return ∂ε/∂c = 2(e − y)Vᵀ, the sum over k, as a row with an entry for each hidden unit} */
    public double[][] gradientOfC() {
        return Matrices.times(twiceError(), Matrices.transpose(v));
    }

    /** {@return ∂ε/∂b = 2(e − y)Vᵀ ⊙ (1 − c²), a row with an entry for each hidden unit} */
    public double[][] gradientOfB() {
        return Matrices.hadamard(gradientOfC(), slopes());
    }

    /** {@return ∂ε/∂W = aᵀ[2(e − y)Vᵀ ⊙ (1 − c²)], an outer product of W's shape} */
    public double[][] gradientOfWByMatrix() {
        return Matrices.times(Matrices.transpose(a), gradientOfB());
    }
}
