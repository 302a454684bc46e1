package io.gradstep.demos.examples;

import io.gradstep.engine.compile.CompiledFunction;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/** Least squares by Hipparchus' Levenberg–Marquardt, with the exact Jacobian of a compiled model. */
final class Calibration {
    private Calibration() {}

    /** Residuals of one output at many samples: the model's inputs are a sample, its parameters are looked for. */
    static double[] fit(CompiledFunction model, double[][] samples, double[] observed, double[] start) {
        double[] values = new double[samples.length];
        double[][] rows = new double[samples.length][start.length];
        return fit(observed, start, point -> {
            model.byParameters().gradients(point.toArray(), samples, values, rows, 1);
            return Pair.create(MatrixUtils.createRealVector(values), MatrixUtils.createRealMatrix(rows));
        });
    }

    /** Residuals of all outputs of a model without inputs. */
    static double[] fit(CompiledFunction model, double[] observed, double[] start) {
        double[] values = new double[model.outputCount()];
        double[][] rows = new double[values.length][start.length];
        return fit(observed, start, point -> {
            model.byParameters().jacobian(point.toArray(), new double[0], values, rows);
            return Pair.create(MatrixUtils.createRealVector(values), MatrixUtils.createRealMatrix(rows));
        });
    }

    private static double[] fit(double[] observed, double[] start, MultivariateJacobianFunction model) {
        return new LevenbergMarquardtOptimizer()
                .withInitialStepBoundFactor(0.1)
                .optimize(new LeastSquaresBuilder()
                        .model(model)
                        .target(observed)
                        .start(start)
                        .maxEvaluations(1000)
                        .maxIterations(1000)
                        .build())
                .getPoint()
                .toArray();
    }
}
