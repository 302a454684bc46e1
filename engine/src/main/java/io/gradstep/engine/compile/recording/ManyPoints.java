package io.gradstep.engine.compile.recording;

/** A way to compute the first output and its gradient with respect to the inputs at many points, one after the other. */
public interface ManyPoints {
    /**
     * Computes.
     *
     * @param parameters the first arguments
     * @param points rows of the other arguments
     * @param evaluate what is written: the output at each point
     * @param gradients what is written: a row of ∂output/∂input for each point
     * @param from the first point
     * @param to behind the last point
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

    /** By calling an evaluator for each point. */
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
