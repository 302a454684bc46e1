package io.gradstep.demos.notes.closed;

/**
 * A network with one hidden layer and one output, a¹ = W¹x, h = φ(a¹), a² = w²h, z = φ₂(a²), J = 1/(2N) Σ (t − z)², and
 * its gradients in each of the notes' forms.
 *
 * <p>W¹ is [hidden, in], w² a row [1, hidden]. Examples are columns of x.
 */
public class NetworkFormulas {
    private final double[][] w1;
    private final double[][] w2;
    private final double[][] x;
    private final double[][] t;
    private final ActivationFunction hidden;
    private final ActivationFunction output;

    /**
     * Stores the numbers.
     *
     * @param w1 the first layer's weights, hidden × in
     * @param w2 the second layer's weights, a row
     * @param x the inputs, a column for each example
     * @param t the targets, a row
     * @param hidden φ
     * @param output φ₂
     */
    public NetworkFormulas(
            double[][] w1,
            double[][] w2,
            double[][] x,
            double[][] t,
            ActivationFunction hidden,
            ActivationFunction output) {
        this.w1 = w1;
        this.w2 = w2;
        this.x = x;
        this.t = t;
        this.hidden = hidden;
        this.output = output;
    }

    private int exampleCount() {
        return x[0].length;
    }

    /**
     * {@return a¹ = W¹x of an example, a column}
     *
     * @param p which example, from 0
     */
    public double[][] a1(int p) {
        return Matrices.times(w1, Matrices.columnOf(x, p));
    }

    /**
     * {@return h = φ(a¹) of an example, a column}
     *
     * @param p which example, from 0
     */
    public double[][] h(int p) {
        return hidden.of(a1(p));
    }

    /**
     * {@return a² = w²h of an example, a number}
     *
     * @param p which example, from 0
     */
    public double a2(int p) {
        return Matrices.times(w2, h(p))[0][0];
    }

    /**
     * {@return z = φ₂(a²) of an example, a number}
     *
     * @param p which example, from 0
     */
    public double z(int p) {
        return output.value(a2(p));
    }

    /** {@return J = 1/(2N) Σ (t − z)²} */
    public double loss() {
        double sum = 0;
        for (int p = 0; p < exampleCount(); p++) {
            sum += (t[0][p] - z(p)) * (t[0][p] - z(p));
        }
        return sum / (2 * exampleCount());
    }

    /**
     * {@return dJ/dz = −(t − z) of an example, a number}
     *
     * @param p which example, from 0
     */
    public double minusError(int p) {
        return -(t[0][p] - z(p));
    }

    /**
     * {@return dz/da² = φ₂′(a²) of an example, a number}
     *
     * @param p which example, from 0
     */
    public double outputSlope(int p) {
        return output.slope(a2(p));
    }

    /**
     * {@return dh/da¹ of an example: diagonal, because φ is applied element by element}
     *
     * @param p which example, from 0
     */
    public double[][] diagonalJacobian(int p) {
        return Matrices.diagonal(hidden.slopes(a1(p)));
    }

    /**
     * {@return da¹/dW¹ of an example, a tensor of hidden × (hidden × in), unfolded: x's row on a diagonal of blocks, a
     * matrix of hidden × (hidden · in)}
     *
     * @param p which example, from 0
     */
    public double[][] unfoldedTensor(int p) {
        int inputs = x.length;
        double[][] unfolded = new double[w1.length][w1.length * inputs];
        for (int j = 0; j < w1.length; j++) {
            for (int i = 0; i < inputs; i++) {
                unfolded[j][j * inputs + i] = x[i][p];
            }
        }
        return unfolded;
    }

    /**
     * {@return dJ/da¹ = [−(t − z)]·φ₂′(a²)·w²·diag(φ′(a¹)) of an example, a row}
     *
     * @param p which example, from 0
     */
    public double[][] chain(int p) {
        return Matrices.times(Matrices.scale(minusError(p) * outputSlope(p), w2), diagonalJacobian(p));
    }

    /** {@return ∂J/∂w²ⱼ = −1/N Σ (t − z) φ₂′(a²) hⱼ, a row} */
    public double[][] gradientOfW2ByElement() {
        double[][] gradient = new double[1][w2[0].length];
        for (int j = 0; j < w2[0].length; j++) {
            double sum = 0;
            for (int p = 0; p < exampleCount(); p++) {
                sum += (t[0][p] - z(p)) * output.slope(a2(p)) * h(p)[j][0];
            }
            gradient[0][j] = -sum / exampleCount();
        }
        return gradient;
    }

    /** {@return dJ/dw² = [−(t − z)]·φ₂′(a²)·hᵀ, averaged over the examples, a row} */
    public double[][] gradientOfW2ByMatrix() {
        double[][] sum = new double[1][w2[0].length];
        for (int p = 0; p < exampleCount(); p++) {
            double[][] one = Matrices.scale(minusError(p) * outputSlope(p), Matrices.transpose(h(p)));
            sum = Matrices.plus(sum, one);
        }
        return Matrices.scale(1.0 / exampleCount(), sum);
    }

    /** {@return ∂J/∂w¹ⱼᵢ = −1/N Σ (t − z) φ₂′(a²) w²ⱼ φ′(a¹ⱼ) xᵢ, a matrix of W¹'s shape} */
    public double[][] gradientOfW1ByElement() {
        double[][] gradient = new double[w1.length][x.length];
        for (int j = 0; j < w1.length; j++) {
            for (int i = 0; i < x.length; i++) {
                double sum = 0;
                for (int p = 0; p < exampleCount(); p++) {
                    sum += (t[0][p] - z(p)) * output.slope(a2(p)) * w2[0][j] * hidden.slope(a1(p)[j][0]) * x[i][p];
                }
                gradient[j][i] = -sum / exampleCount();
            }
        }
        return gradient;
    }

    /** {@return dJ/dW¹ = (dJ/da¹)ᵀxᵀ, an outer product, averaged over the examples: a matrix of W¹'s shape} */
    public double[][] gradientOfW1ByMatrix() {
        double[][] sum = new double[w1.length][x.length];
        for (int p = 0; p < exampleCount(); p++) {
            sum = Matrices.plus(sum, outer(chain(p), p));
        }
        return Matrices.scale(1.0 / exampleCount(), sum);
    }

    /**
     * {@return dJ/dW¹ as (dJ/da¹)·(da¹/dW¹), the product with the unfolded tensor, folded back to rows and averaged
     * over the examples: a matrix of W¹'s shape}
     */
    public double[][] gradientOfW1ByTensor() {
        double[][] sum = new double[w1.length][x.length];
        for (int p = 0; p < exampleCount(); p++) {
            double[][] unfolded = Matrices.times(chain(p), unfoldedTensor(p));
            double[][] folded = new double[w1.length][x.length];
            for (int j = 0; j < w1.length; j++) {
                for (int i = 0; i < x.length; i++) {
                    folded[j][i] = unfolded[0][j * x.length + i];
                }
            }
            sum = Matrices.plus(sum, folded);
        }
        return Matrices.scale(1.0 / exampleCount(), sum);
    }

    /**
     * {@return dJ/dW¹ = ([−(t − z)]·φ₂′(a²)·w² ⊙ φ′(a¹)ᵀ)ᵀxᵀ, with ⊙ in place of the diagonal matrix, averaged over the
     * examples: a matrix of W¹'s shape}
     */
    public double[][] gradientOfW1Equivalently() {
        double[][] sum = new double[w1.length][x.length];
        for (int p = 0; p < exampleCount(); p++) {
            double[][] row = Matrices.hadamard(
                    Matrices.scale(minusError(p) * outputSlope(p), w2), Matrices.transpose(hidden.slopes(a1(p))));
            sum = Matrices.plus(sum, outer(row, p));
        }
        return Matrices.scale(1.0 / exampleCount(), sum);
    }

    private double[][] outer(double[][] row, int p) {
        return Matrices.times(Matrices.transpose(row), Matrices.transpose(Matrices.columnOf(x, p)));
    }
}
