package io.gradstep.demos.notes.closed;

import java.util.ArrayList;
import java.util.List;

/**
 * n layers a⁽ᵏ⁾ = φ(W⁽ᵏ⁾a⁽ᵏ⁻¹⁾ + b⁽ᵏ⁾) with the scalar output y = W⁽ⁿ⁾a⁽ⁿ⁻¹⁾ + b⁽ⁿ⁾, in two passes: the forward one
 * saves a and ψ, the backward one runs the recurrence for δ.
 *
 * <p>W⁽ᵏ⁾ is [out, in], vectors are columns. k counts from 1 as in the notes.
 */
public class LayersFormulas {
    private final List<double[][]> weights;
    private final List<double[][]> activations = new ArrayList<>();
    private final List<double[][]> slopes = new ArrayList<>();
    private final List<double[][]> sensitivities = new ArrayList<>();
    private final double y;

    /**
     * Runs both passes.
     *
     * @param weights W⁽¹⁾ to W⁽ⁿ⁾, the last one a row
     * @param biases b⁽¹⁾ to b⁽ⁿ⁾, columns
     * @param x the input, a column
     * @param phi φ
     */
    public LayersFormulas(List<double[][]> weights, List<double[][]> biases, double[][] x, ActivationFunction phi) {
        this.weights = List.copyOf(weights);
        int n = weights.size();
        activations.add(x);
        for (int k = 1; k < n; k++) {
            double[][] z = Matrices.plus(Matrices.times(weights.get(k - 1), a(k - 1)), biases.get(k - 1));
            activations.add(phi.of(z));
            slopes.add(Matrices.diagonal(phi.slopes(z)));
        }
        this.y = Matrices.plus(Matrices.times(weights.get(n - 1), a(n - 1)), biases.get(n - 1))[0][0];
        // δ⁽ⁿ⁺¹⁾ first, δ⁽²⁾ last
        sensitivities.add(Matrices.column(1));
        for (int k = n; k >= 2; k--) {
            sensitivities.add(Matrices.times(Matrices.times(psi(k - 1), Matrices.transpose(w(k))), delta(k + 1)));
        }
    }

    private double[][] w(int k) {
        return weights.get(k - 1);
    }

    /** {@return the number of layers, n} */
    public int n() {
        return weights.size();
    }

    /** {@return y, the output} */
    public double y() {
        return y;
    }

    /**
     * {@return a⁽ᵏ⁾, a column}
     *
     * @param k from 0, the input, to n − 1
     */
    public double[][] a(int k) {
        return activations.get(k);
    }

    /**
     * {@return ψ⁽ᵏ⁾, which the forward pass saved, a diagonal matrix with φ′ at layer k's sums}
     *
     * @param k from 1 to n − 1
     */
    public double[][] psi(int k) {
        return slopes.get(k - 1);
    }

    /**
     * {@return δ⁽ᵏ⁾ = ψ⁽ᵏ⁻¹⁾[W⁽ᵏ⁾]ᵀδ⁽ᵏ⁺¹⁾, a column}
     *
     * @param k from n + 1, where it is 1, down to 2
     */
    public double[][] delta(int k) {
        return sensitivities.get(n() + 1 - k);
    }

    /**
     * {@return the row W⁽ⁿ⁾ψ⁽ⁿ⁻¹⁾ … W⁽ᵏ⁺¹⁾ψ⁽ᵏ⁾, multiplied from the left and without the recurrence, a row with an
     * entry for each output of layer k}
     *
     * @param k from 1 to n, where it is 1
     */
    public double[][] product(int k) {
        double[][] row = Matrices.row(1);
        for (int m = n(); m > k; m--) {
            row = Matrices.times(Matrices.times(row, w(m)), psi(m - 1));
        }
        return row;
    }

    /**
     * {@return ∂y/∂[W⁽ᵏ⁾]ᵢⱼ = [W⁽ⁿ⁾ψ⁽ⁿ⁻¹⁾ … W⁽ᵏ⁺¹⁾ψ⁽ᵏ⁾]ᵢ [a⁽ᵏ⁻¹⁾]ⱼ, a matrix of W⁽ᵏ⁾'s shape}
     *
     * @param k from 1 to n
     */
    public double[][] gradientOfWByElement(int k) {
        double[][] product = product(k);
        double[][] gradient = new double[w(k).length][w(k)[0].length];
        for (int i = 0; i < gradient.length; i++) {
            for (int j = 0; j < gradient[0].length; j++) {
                gradient[i][j] = product[0][i] * a(k - 1)[j][0];
            }
        }
        return gradient;
    }

    /**
     * {@return ∂y/∂W⁽ᵏ⁾ = δ⁽ᵏ⁺¹⁾[a⁽ᵏ⁻¹⁾]ᵀ, an outer product of W⁽ᵏ⁾'s shape}
     *
     * @param k from 1 to n
     */
    public double[][] gradientOfWByMatrix(int k) {
        return Matrices.times(delta(k + 1), Matrices.transpose(a(k - 1)));
    }

    /**
     * {@return ∂y/∂b⁽ᵏ⁾ = δ⁽ᵏ⁺¹⁾, a column}
     *
     * @param k from 1 to n
     */
    public double[][] gradientOfB(int k) {
        return delta(k + 1);
    }

    /**
     * {@return ∂y/∂[W⁽ᵏ⁾ | b⁽ᵏ⁾] = δ⁽ᵏ⁺¹⁾[a⁽ᵏ⁻¹⁾; 1]ᵀ, where a 1 is appended to the activation, a matrix with one
     * column more than W⁽ᵏ⁾}
     *
     * @param k from 1 to n
     */
    public double[][] gradientWithAppendedOne(int k) {
        return Matrices.times(delta(k + 1), Matrices.transpose(Matrices.append(a(k - 1), 1)));
    }

    /**
     * {@return W⁽ⁿ⁾ψ⁽ⁿ⁻¹⁾Eᵢⱼa⁽ⁿ⁻²⁾: the derivative with respect to one entry of W⁽ⁿ⁻¹⁾, as the notes first write it, a
     * matrix of one number}
     *
     * @param i the row of W⁽ⁿ⁻¹⁾, from 0
     * @param j the column of W⁽ⁿ⁻¹⁾, from 0
     */
    public double[][] derivativeByUnitMatrix(int i, int j) {
        double[][] unit = Matrices.unit(w(n() - 1).length, w(n() - 1)[0].length, i, j);
        return Matrices.times(Matrices.times(Matrices.times(w(n()), psi(n() - 1)), unit), a(n() - 2));
    }
}
