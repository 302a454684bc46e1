package io.gradstep.engine.compile;

import io.gradstep.engine.compile.recording.Evaluator;
import io.gradstep.engine.compile.recording.WorkspacePool;

/** A function of arguments and a vector, as {@link DerivedFunctions} makes them: all are parameters. */
final class VectorProduct {
    private static final double[] NOTHING = {};

    private final SinglePoint function;
    private final WorkspacePool<Arguments> pool;

    VectorProduct(Evaluator evaluator, int argumentCount) {
        this.function = new SinglePoint(() -> evaluator);
        this.pool = new WorkspacePool<>(() -> new Arguments(argumentCount));
    }

    /** The memory of one evaluation. */
    private static final class Arguments {
        final double[] all;
        final double[] gradient;

        Arguments(int count) {
            this.all = new double[count];
            this.gradient = new double[count];
        }

        void set(double[] parameters, double[] inputs, double[] vector) {
            System.arraycopy(parameters, 0, all, 0, parameters.length);
            System.arraycopy(inputs, 0, all, parameters.length, inputs.length);
            System.arraycopy(vector, 0, all, parameters.length + inputs.length, vector.length);
        }
    }

    /** Computes all outputs. */
    void evaluate(double[] parameters, double[] inputs, double[] vector, double[] outputs) {
        Arguments arguments = pool.take();
        arguments.set(parameters, inputs, vector);
        function.evaluate(arguments.all, NOTHING, outputs);
        pool.giveBack(arguments);
    }

    /** Computes the first output, and its gradient with respect to the arguments from {@code first} on. */
    double gradient(double[] parameters, double[] inputs, double[] vector, int first, double[] gradient) {
        Arguments arguments = pool.take();
        arguments.set(parameters, inputs, vector);
        double value = function.gradient(0, arguments.all, NOTHING, arguments.gradient, NOTHING);
        System.arraycopy(arguments.gradient, first, gradient, 0, gradient.length);
        pool.giveBack(arguments);
        return value;
    }
}
