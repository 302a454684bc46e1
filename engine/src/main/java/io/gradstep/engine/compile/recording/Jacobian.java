package io.gradstep.engine.compile.recording;

/**
 * Computes the outputs of a recorded function, and the derivatives of the first few of them with respect to a range of
 * its arguments. Thread-safe like an {@link Evaluator}, and with the same numbers as its gradients but for the order of
 * sums.
 */
public interface Jacobian {
    /**
     * Creates a reusable workspace for evaluations.
     *
     * @return a new workspace, or {@link Workspace#NONE} if none is needed
     */
    Workspace workspace();

    /**
     * Computes outputs and derivatives.
     *
     * @param parameters the first arguments
     * @param inputs the other arguments
     * @param outputs receives one number per output
     * @param rows receives a row for each of the first outputs, with a number per argument of the range
     * @param workspace from {@link #workspace}
     */
    void compute(double[] parameters, double[] inputs, double[] outputs, double[][] rows, Workspace workspace);
}
