package io.gradstep.engine.compile.bytecode;

import io.gradstep.engine.compile.recording.Workspace;

/**
 * The part of a function whose arguments and constants stand before all gates: it stores those that are read from
 * slots, and hands out the gradients of arguments.
 */
final class LeavesPart extends MethodsPart {
    private final LoopColumn[] values;
    private final int[] arguments;
    private final int[] slots;

    /**
     * Creates the part.
     *
     * @param values the numbers that are read from slots, each as a column of one step
     * @param arguments the arguments that have received a gradient
     * @param slots the slot of each one's gradient
     */
    LeavesPart(LoopColumn[] values, int[] arguments, int[] slots) {
        super(new WideGate[0]);
        this.values = values;
        this.arguments = arguments;
        this.slots = slots;
    }

    @Override
    void forward(double[] parameters, double[] inputs, Workspace workspace) {
        for (LoopColumn value : values) {
            value.fill(0, 1, 0, 0, parameters, inputs, workspace.values);
        }
    }

    @Override
    void backward(
            double[] parameters,
            double[] inputs,
            double[] parameterGradient,
            double[] inputGradient,
            Workspace workspace) {
        for (int k = 0; k < arguments.length; k++) {
            double gradient = workspace.gradients[slots[k]] + 0.0; // −0 becomes 0
            int argument = arguments[k];
            if (argument < parameters.length) {
                parameterGradient[argument] = gradient;
            } else {
                inputGradient[argument - parameters.length] = gradient;
            }
        }
    }
}
