package io.gradstep.demos.notes.closed;

/** The derivatives of f = (x + y)z, and of single gates, derived by hand. */
public class CircuitFormulas {
    /** Creates the formulas, which take their numbers as arguments. */
    public CircuitFormulas() {}

    /**
     * {@return f = (x + y)z}
     *
     * @param x the first summand
     * @param y the second summand
     * @param z the factor
     */
    public double f(double x, double y, double z) {
        return (x + y) * z;
    }

    /**
     * {@return ∂f/∂x, ∂f/∂y and ∂f/∂z: multiplied out, f = xz + yz}
     *
     * @param x the first summand
     * @param y the second summand
     * @param z the factor
     */
    public double[] gradient(double x, double y, double z) {
        return new double[] {z, z, x + y};
    }

    /**
     * {@return the gradients of the operands of x + y, a row of two}
     *
     * @param upstream the gradient of the sum
     */
    public double[][] add(double upstream) {
        return Matrices.row(upstream, upstream);
    }

    /**
     * {@return the gradients of the operands of max(x, y), a row of two}
     *
     * @param x the first operand, which counts as the larger on a tie
     * @param y the second operand
     * @param upstream the gradient of the maximum
     */
    public double[][] max(double x, double y, double upstream) {
        return x >= y ? Matrices.row(upstream, 0) : Matrices.row(0, upstream);
    }

    /**
     * {@return the gradients of the operands of x · y, a row of two}
     *
     * @param x the first operand
     * @param y the second operand
     * @param upstream the gradient of the product
     */
    public double[][] multiply(double x, double y, double upstream) {
        return Matrices.row(upstream * y, upstream * x);
    }
}
