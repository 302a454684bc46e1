package io.gradstep.demos.notes.closed;

/**
 * μ = mean x, c = x − μ, v = mean c², s = (v + ε)^(−½), z = s·c, y = w⊙z, L = gᵀy, and the gradients of L; all vectors
 * are columns. Without centring, μ is 0.
 */
public class NormalisationFormulas {
    private final double[][] w;
    private final double[][] g;
    private final boolean centred;
    private final int n;
    private final double s;
    private final double[][] z;

    /**
     * Computes s and z.
     *
     * @param x the numbers to normalise, a column
     * @param w their weights, a column
     * @param g the gradient at y, a column
     * @param epsilon ε
     * @param centred whether the mean is subtracted
     */
    public NormalisationFormulas(double[][] x, double[][] w, double[][] g, double epsilon, boolean centred) {
        this.w = w;
        this.g = g;
        this.centred = centred;
        this.n = x.length;
        double mean = 0;
        for (double[] entry : x) {
            mean += centred ? entry[0] / n : 0;
        }
        double variance = 0;
        for (double[] entry : x) {
            variance += (entry[0] - mean) * (entry[0] - mean) / n;
        }
        double shift = mean;
        this.s = 1 / Math.sqrt(variance + epsilon);
        this.z = Matrices.map(x, entry -> s * (entry - shift));
    }

    /** {@return the scale} */
    public double s() {
        return s;
    }

    /** {@return the normalised numbers, a column} */
    public double[][] z() {
        return z;
    }

    /** {@return ∂L/∂w = g ⊙ z} */
    public double[][] gradientOfW() {
        return Matrices.hadamard(g, z);
    }

    /** {@return ∂L/∂z = g ⊙ w} */
    public double[][] gradientOfZ() {
        return Matrices.hadamard(g, w);
    }

    /**
     * {@return ∂zᵢ/∂xⱼ = s(1[i = j] − 1/n − zᵢzⱼ/n); without the 1/n if nothing is subtracted}
     *
     * @param i the number of z, from 0
     * @param j the number of x, from 0
     */
    public double slope(int i, int j) {
        return s * ((i == j ? 1 : 0) - (centred ? 1.0 / n : 0) - z[i][0] * z[j][0] / n);
    }

    /** {@return ∂L/∂xⱼ = Σᵢ ∂L/∂zᵢ · ∂zᵢ/∂xⱼ} */
    public double[][] gradientOfXByElement() {
        double[][] byZ = gradientOfZ();
        double[][] gradient = new double[n][1];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                gradient[j][0] += byZ[i][0] * slope(i, j);
            }
        }
        return gradient;
    }

    /** {@return ∂L/∂x = s(I − 11ᵀ/n − zzᵀ/n)(g ⊙ w); without 11ᵀ/n if nothing is subtracted} */
    public double[][] gradientOfXByMatrix() {
        double[][] ones = Matrices.map(z, entry -> 1);
        double[][] one = new double[n][n];
        for (int i = 0; i < n; i++) {
            one[i][i] = 1;
        }
        double[][] removed = Matrices.times(z, Matrices.transpose(z));
        if (centred) {
            removed = Matrices.plus(removed, Matrices.times(ones, Matrices.transpose(ones)));
        }
        return Matrices.scale(s, Matrices.times(Matrices.plus(one, Matrices.scale(-1.0 / n, removed)), gradientOfZ()));
    }
}
