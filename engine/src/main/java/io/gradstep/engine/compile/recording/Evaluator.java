package io.gradstep.engine.compile.recording;

/**
 * Computes a recorded function and its gradient at one point. Thread-safe: an evaluation writes only to its
 * {@link Workspace}, which serves one evaluation at a time.
 *
 * <p>A gradient equals {@code Value.grad()}, to the last bit if contributions are added in the same order; like
 * {@code Value.grad()} it is never −0.
 */
public interface Evaluator {
    /**
     * Creates a reusable workspace for evaluations.
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
     * @param outputs receives one number per output
     * @param workspace from {@link #workspace}
     */
    void evaluate(double[] parameters, double[] inputs, double[] outputs, Workspace workspace);

    /**
     * Computes one output, and its gradient into two arrays.
     *
     * @param output the index of the output
     * @param parameters the first arguments
     * @param inputs the other arguments
     * @param parameterGradient receives ∂output/∂parameter
     * @param inputGradient receives ∂output/∂input
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
