package io.gradstep.engine.compile.recording;

/** Computes the first output and its gradient with respect to the inputs at many points, one after the other. */
public interface ManyPoints {
    /**
     * Computes the output and its gradient at each point.
     *
     * @param parameters the first arguments
     * @param points rows of the other arguments
     * @param values receives the output at each point
     * @param gradients receives a row of ∂output/∂input for each point
     * @param from the first point
     * @param to the end of the points, exclusive
     * @param workspace from the {@link Evaluator} of the same recording
     */
    void gradients(
            double[] parameters,
            double[][] points,
            double[] values,
            double[][] gradients,
            int from,
            int to,
            Workspace workspace);

    /** Returns an implementation that calls an evaluator for each point. */
    static ManyPoints by(Evaluator evaluator) {
        return (parameters, points, values, gradients, from, to, workspace) -> {
            double[] unused = new double[parameters.length];
            for (int i = from; i < to; i++) {
                // A gradient may be written into the row that its point is read from.
                double[] point = points[i] == gradients[i] ? points[i].clone() : points[i];
                values[i] = evaluator.gradient(0, parameters, point, unused, gradients[i], workspace);
            }
        };
    }
}
