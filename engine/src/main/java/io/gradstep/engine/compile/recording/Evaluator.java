package io.gradstep.engine.compile.recording;

/**
 * A way to compute a recorded function and its gradient at one point. Thread-safe: whatever an evaluation writes is in
 * its {@link Workspace}, which serves one evaluation at a time.
 *
 * <p>A gradient comes out as {@code Value.grad()} would, to the last bit where contributions are added in the same order;
 * it is never −0, as {@code Value.grad()} is not.
 */
public interface Evaluator {
    /**
     * Makes the memory that an evaluation works in; the same can be used again and again.
     *
     * @return a new workspace, or {@link Workspace#NONE} if none is needed
     */
    Workspace workspace();

    /**
     * Computes the first output.
     *
     * @param parameters the first arguments
     * @param inputs the other arguments
     * @param workspace from {@link #workspace}
     * @return the output
     */
    double value(double[] parameters, double[] inputs, Workspace workspace);

    /**
     * Computes all outputs.
     *
     * @param parameters the first arguments
     * @param inputs the other arguments
     * @param outputs what is written, one number an output
     * @param workspace from {@link #workspace}
     */
    void evaluate(double[] parameters, double[] inputs, double[] outputs, Workspace workspace);

    /**
     * Computes one output, and its gradient into two arrays.
     *
     * @param output which
     * @param parameters the first arguments
     * @param inputs the other arguments
     * @param parameterGradient what is written: ∂output/∂parameter
     * @param inputGradient what is written: ∂output/∂input
     * @param workspace from {@link #workspace}
     * @return the output
     */
    double gradient(
            int output,
            double[] parameters,
            double[] inputs,
            double[] parameterGradient,
            double[] inputGradient,
            Workspace workspace);
}
