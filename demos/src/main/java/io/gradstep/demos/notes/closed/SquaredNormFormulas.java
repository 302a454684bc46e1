package io.gradstep.demos.notes.closed;

/** f(x, W) = ‖W·x‖² and its gradients; W is [out, in], x and q = W·x are columns. */
public class SquaredNormFormulas {
    private final double[][] w;
    private final double[][] x;
    private final double[][] q;

    /**
     * Computes q.
     *
     * @param w the matrix
     * @param x a column vector, as long as w has columns
     */
    public SquaredNormFormulas(double[][] w, double[][] x) {
        this.w = w;
        this.x = x;
        this.q = Matrices.times(w, x);
    }

    /** {@return q = W·x, a column vector} */
    public double[][] q() {
        return q;
    }

    /** {@return f = Σᵢ qᵢ²} */
    public double f() {
        double sum = 0;
        for (double[] entry : q) {
            sum += entry[0] * entry[0];
        }
        return sum;
    }

    /** {@return ∇q f = 2q, a column vector} */
    public double[][] gradientOfQ() {
        return Matrices.scale(2, q);
    }

    /**
     * {@return ∂f/∂W<sub>ij</sub> = Σ<sub>k</sub> (2q<sub>k</sub>)(1<sub>k=i</sub>x<sub>j</sub>), the sum written out
     * with all its zeros, a matrix of W's shape}
     */
    public double[][] gradientOfWByElement() {
        double[][] gradient = new double[w.length][x.length];
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < x.length; j++) {
                for (int k = 0; k < w.length; k++) {
                    gradient[i][j] += 2 * q[k][0] * (k == i ? x[j][0] : 0);
                }
            }
        }
        return gradient;
    }

    /** {@return ∇W f = 2q·xᵀ, an outer product of W's shape} */
    public double[][] gradientOfWByMatrix() {
        return Matrices.times(gradientOfQ(), Matrices.transpose(x));
    }

    /** {@return ∂f/∂xᵢ = Σ<sub>k</sub> 2q<sub>k</sub>W<sub>ki</sub>, a column vector of x's length} */
    public double[][] gradientOfXByElement() {
        double[][] gradient = new double[x.length][1];
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < w.length; k++) {
                gradient[i][0] += 2 * q[k][0] * w[k][i];
            }
        }
        return gradient;
    }

    /** {@return ∇x f = 2Wᵀ·q, a column vector of x's length} */
    public double[][] gradientOfXByMatrix() {
        return Matrices.scale(2, Matrices.times(Matrices.transpose(w), q));
    }
}
