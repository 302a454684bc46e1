package io.gradstep.demos.notes.closed;

/** The derivatives of f = (x + y)z, and of single gates, as pencil and paper give them. */
public class CircuitFormulas {
    /** Makes the formulas, which need no numbers of their own. */
    public CircuitFormulas() {}

    /**
     * Returns f = (x + y)z.
     *
     * @param x the first summand
     * @param y the second summand
     * @param z the factor
     * @return f
     */
    public double f(double x, double y, double z) {
        return (x + y) * z;
    }

    /**
     * Returns ∂f/∂x, ∂f/∂y and ∂f/∂z: multiplied out, f = xz + yz.
     *
     * @param x the first summand
     * @param y the second summand
     * @param z the factor
     * @return the three derivatives
     */
    public double[] gradient(double x, double y, double z) {
        return new double[] {z, z, x + y};
    }

    /**
     * Returns the gradients of the operands of x + y.
     *
     * @param upstream the gradient of the sum
     * @return a row of two
     */
    public double[][] add(double upstream) {
        return Matrices.row(upstream, upstream);
    }

    /**
     * Returns the gradients of the operands of max(x, y).
     *
     * @param x the first operand, which counts as the larger on a tie
     * @param y the second operand
     * @param upstream the gradient of the maximum
     * @return a row of two
     */
    public double[][] max(double x, double y, double upstream) {
        return x >= y ? Matrices.row(upstream, 0) : Matrices.row(0, upstream);
    }

    /**
     * Returns the gradients of the operands of x · y.
     *
     * @param x the first operand
     * @param y the second operand
     * @param upstream the gradient of the product
     * @return a row of two
     */
    public double[][] multiply(double x, double y, double upstream) {
        return Matrices.row(upstream * y, upstream * x);
    }
}
