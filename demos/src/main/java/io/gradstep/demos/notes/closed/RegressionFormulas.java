package io.gradstep.demos.notes.closed;

/**
 * Linear regression z = w·x + b with J = 1/(2N) Σ (t − z)², and its gradients.
 *
 * <p>Examples are columns: x has a row for each input and a column for each example; t, z and w are rows.
 */
public class RegressionFormulas {
    private final double[][] x;
    private final double[][] error;
    private final double[][] z;

    /**
     * Computes z and t − z.
     *
     * @param w the weights, a row
     * @param b the bias
     * @param x the inputs, a column for each example
     * @param t the targets, a row
     */
    public RegressionFormulas(double[][] w, double b, double[][] x, double[][] t) {
        this.x = x;
        this.z = Matrices.map(Matrices.times(w, x), product -> product + b);
        this.error = Matrices.plus(t, Matrices.scale(-1, z));
    }

    /** {@return z, a row with an entry for each example} */
    public double[][] z() {
        return z;
    }

    /** {@return t − z, a row with an entry for each example} */
    public double[][] error() {
        return error;
    }

    /** {@return J = 1/(2N) Σ (t − z)²} */
    public double loss() {
        double sum = 0;
        for (double difference : error[0]) {
            sum += difference * difference;
        }
        return sum / (2 * exampleCount());
    }

    private int exampleCount() {
        return x[0].length;
    }

    /** {@return ∂J/∂wᵢ = −1/N Σₙ (t⁽ⁿ⁾ − z⁽ⁿ⁾)xᵢ⁽ⁿ⁾, a row of w's length} */
    public double[][] gradientOfWByElement() {
        double[][] gradient = new double[1][x.length];
        for (int i = 0; i < x.length; i++) {
            double sum = 0;
            for (int n = 0; n < exampleCount(); n++) {
                sum += error[0][n] * x[i][n];
            }
            gradient[0][i] = -sum / exampleCount();
        }
        return gradient;
    }

    /**
     * {@return ∇w J = −1/N (t − z)·xᵀ: the sum over the examples is the inner index of the product; a row of w's
     * length}
     */
    public double[][] gradientOfWByMatrix() {
        return Matrices.scale(-1.0 / exampleCount(), Matrices.times(error, Matrices.transpose(x)));
    }

    /** {@return ∂J/∂b = −1/N Σₙ (t⁽ⁿ⁾ − z⁽ⁿ⁾)·1, a matrix of one number} */
    public double[][] gradientOfBByElement() {
        double sum = 0;
        for (double difference : error[0]) {
            sum += difference;
        }
        return Matrices.row(-sum / exampleCount());
    }

    /** {@return ∇b J = −1/N (t − z)·1, with a column of ones: the bias is a weight whose input is always 1} */
    public double[][] gradientOfBByMatrix() {
        double[][] ones = Matrices.map(Matrices.transpose(error), entry -> 1);
        return Matrices.scale(-1.0 / exampleCount(), Matrices.times(error, ones));
    }
}
