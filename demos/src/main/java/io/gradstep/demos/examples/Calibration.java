package io.gradstep.demos.examples;

import io.gradstep.engine.compile.CompiledFunction;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/** Least squares by Hipparchus' Levenberg–Marquardt, with the exact Jacobian of a compiled model. */
final class Calibration {
    private Calibration() {}

    /**
     * Finds the parameters for which a model comes nearest to what was observed.
     *
     * @param model from the parameters and a sample's inputs to numbers that were observed
     * @param samples a row of inputs for each sample
     * @param observed every output of the first sample, then those of the second, and so on
     * @param start where the search begins
     * @return the parameters
     */
    static double[] fit(CompiledFunction model, double[][] samples, double[] observed, double[] start) {
        return new LevenbergMarquardtOptimizer()
                .withInitialStepBoundFactor(0.1)
                .optimize(new LeastSquaresBuilder()
                        .model(parameters -> evaluate(model, parameters.toArray(), samples))
                        .target(observed)
                        .start(start)
                        .maxEvaluations(1000)
                        .maxIterations(1000)
                        .build())
                .getPoint()
                .toArray();
    }

    private static Pair<RealVector, RealMatrix> evaluate(
            CompiledFunction model, double[] parameters, double[][] samples) {
        int outputs = model.outputCount();
        double[] values = new double[samples.length * outputs];
        double[][] jacobian = new double[values.length][parameters.length];
        double[] ofInputs = new double[model.inputCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = model.gradient(i % outputs, parameters, samples[i / outputs], jacobian[i], ofInputs);
        }
        return Pair.create(MatrixUtils.createRealVector(values), MatrixUtils.createRealMatrix(jacobian));
    }
}
