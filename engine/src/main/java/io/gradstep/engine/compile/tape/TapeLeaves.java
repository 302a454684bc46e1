package io.gradstep.engine.compile.tape;

import io.gradstep.engine.compile.recording.Workspace;

/**
 * Leaves of one kind with consecutive indices and numbers.
 *
 * @param from the first index
 * @param count the number of leaves
 * @param kind their kind
 * @param number the number of the first parameter or input
 * @param active whether a gradient flows into them
 * @param alone whether no other leaves are the same arguments, so that their gradients need not be cleared
 */
record TapeLeaves(int from, int count, Kind kind, int number, boolean active, boolean alone) implements TapeStep {
    /** The kind of a leaf. */
    enum Kind {
        PARAMETER,
        INPUT
    }

    @Override
    public void forward(double[] parameters, double[] inputs, Workspace workspace) {
        System.arraycopy(kind == Kind.PARAMETER ? parameters : inputs, number, workspace.values, from, count);
    }

    @Override
    public void backward(double[] parameters, double[] parameterGradient, double[] inputGradient, Workspace workspace) {
        if (active) {
            double[] gradient = kind == Kind.PARAMETER ? parameterGradient : inputGradient;
            if (alone) {
                System.arraycopy(workspace.gradients, from, gradient, number, count);
                return;
            }
            for (int k = 0; k < count; k++) {
                gradient[number + k] += workspace.gradients[from + k];
            }
        }
    }
}
