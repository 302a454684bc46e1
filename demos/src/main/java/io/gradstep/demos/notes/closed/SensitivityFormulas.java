package io.gradstep.demos.notes.closed;

import java.util.ArrayList;
import java.util.List;

/**
 * L layers s⁽ˡ⁾ = (W⁽ˡ⁾)ᵀx⁽ˡ⁻¹⁾, x⁽ˡ⁾ = θ(s⁽ˡ⁾) with x₀ = 1 before each, and e = (x⁽ᴸ⁾ − y)², with the sensitivities
 * δ⁽ˡ⁾ = ∂e/∂s⁽ˡ⁾.
 *
 * <p>W⁽ˡ⁾ is [in, out] with the biases as row 0; vectors are columns. l counts from 1 as in the notes.
 */
public class SensitivityFormulas {
    private final List<double[][]> weights;
    private final List<double[][]> inputs = new ArrayList<>();
    private final List<double[][]> sums = new ArrayList<>();
    private final double[][] output;
    private final double y;
    private final ActivationFunction theta;

    /**
     * Runs the forward pass.
     *
     * @param weights W⁽¹⁾ to W⁽ᴸ⁾, the last one with one column
     * @param x the input without x₀, a column
     * @param y the target
     * @param theta θ
     */
    public SensitivityFormulas(List<double[][]> weights, double[][] x, double y, ActivationFunction theta) {
        this.weights = List.copyOf(weights);
        this.y = y;
        this.theta = theta;
        double[][] signal = x;
        for (double[][] w : weights) {
            double[][] withOne = Matrices.prepend(1, signal);
            double[][] s = Matrices.times(Matrices.transpose(w), withOne);
            inputs.add(withOne);
            sums.add(s);
            signal = theta.of(s);
        }
        this.output = signal;
    }

    /** {@return the number of layers, L} */
    public int layerCount() {
        return weights.size();
    }

    /** {@return e = (x⁽ᴸ⁾ − y)²} */
    public double loss() {
        return (output[0][0] - y) * (output[0][0] - y);
    }

    /**
     * {@return x⁽ˡ⁾ with its x₀ = 1, a column}
     *
     * @param l from 0, the input, to L − 1
     */
    public double[][] x(int l) {
        return inputs.get(l);
    }

    /**
     * {@return θ′(s⁽ˡ⁾), a column}
     *
     * @param l from 1 to L
     */
    public double[][] slopes(int l) {
        return theta.slopes(sums.get(l - 1));
    }

    /** {@return δ⁽ᴸ⁾ = 2(x⁽ᴸ⁾ − y)θ′(s⁽ᴸ⁾), a column of one entry} */
    public double[][] lastDelta() {
        return Matrices.scale(2 * (output[0][0] - y), slopes(layerCount()));
    }

    /**
     * {@return δᵢ⁽ˡ⁾ = [Σⱼ δⱼ⁽ˡ⁺¹⁾wᵢⱼ⁽ˡ⁺¹⁾]·θ′(sᵢ⁽ˡ⁾), all layers from the last down, a column}
     *
     * @param l from 1 to L
     */
    public double[][] deltaByElement(int l) {
        double[][] delta = lastDelta();
        for (int m = layerCount() - 1; m >= l; m--) {
            double[][] w = weights.get(m);
            double[][] slopes = slopes(m);
            double[][] before = new double[slopes.length][1];
            for (int i = 0; i < before.length; i++) {
                double sum = 0;
                for (int j = 0; j < delta.length; j++) {
                    sum += delta[j][0] * w[i + 1][j];
                }
                before[i][0] = sum * slopes[i][0];
            }
            delta = before;
        }
        return delta;
    }

    /**
     * {@return δ⁽ˡ⁾ = [W⁽ˡ⁺¹⁾δ⁽ˡ⁺¹⁾]₁…d ⊙ θ′(s⁽ˡ⁾), all layers from the last down, a column}
     *
     * @param l from 1 to L
     */
    public double[][] deltaByMatrix(int l) {
        double[][] delta = lastDelta();
        for (int m = layerCount() - 1; m >= l; m--) {
            double[][] product = Matrices.times(weights.get(m), delta);
            delta = Matrices.hadamard(Matrices.withoutFirstRow(product), slopes(m));
        }
        return delta;
    }

    /**
     * {@return ∂e/∂wᵢⱼ⁽ˡ⁾ = xᵢ⁽ˡ⁻¹⁾δⱼ⁽ˡ⁾, a matrix of W⁽ˡ⁾'s shape}
     *
     * @param l from 1 to L
     */
    public double[][] gradientOfWByElement(int l) {
        double[][] delta = deltaByElement(l);
        double[][] gradient = new double[x(l - 1).length][delta.length];
        for (int i = 0; i < gradient.length; i++) {
            for (int j = 0; j < delta.length; j++) {
                gradient[i][j] = x(l - 1)[i][0] * delta[j][0];
            }
        }
        return gradient;
    }

    /**
     * {@return ∂e/∂W⁽ˡ⁾ = x⁽ˡ⁻¹⁾(δ⁽ˡ⁾)ᵀ, an outer product, a matrix of W⁽ˡ⁾'s shape}
     *
     * @param l from 1 to L
     */
    public double[][] gradientOfWByMatrix(int l) {
        return Matrices.times(x(l - 1), Matrices.transpose(deltaByMatrix(l)));
    }
}
