package io.gradstep.engine.compile;

import java.util.Arrays;

/** What the classes that {@link BytecodeCompiler} writes have in common. */
abstract class BytecodeEvaluator implements Evaluator {
    private final int[] operandCounts;

    BytecodeEvaluator(int[] operandCounts) {
        this.operandCounts = operandCounts;
    }

    @Override
    public final Room room() {
        return operandCounts.length == 0 ? Room.NONE : new Room(0, operandCounts, 0);
    }

    @Override
    public final double gradient(
            int output,
            double[] parameters,
            double[] inputs,
            double[] parameterGradient,
            double[] inputGradient,
            Room room) {
        Arrays.fill(parameterGradient, 0);
        Arrays.fill(inputGradient, 0);
        return addGradient(output, parameters, inputs, parameterGradient, inputGradient, room);
    }

    /** Computes an output, and adds its gradient to two arrays. */
    abstract double addGradient(
            int output,
            double[] parameters,
            double[] inputs,
            double[] parameterGradient,
            double[] inputGradient,
            Room room);

    /** For a function with one output; a class with more has its own. */
    @Override
    public void values(double[] parameters, double[] inputs, double[] outputs, Room room) {
        outputs[0] = value(parameters, inputs, room);
    }
}
